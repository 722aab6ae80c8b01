import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Member } from '../kernel/contract.ts';
import { fitOf } from './fit.ts';
import type { Naming } from './fit.ts';

const NAMING: Naming = {
  sectors: (sector) => [sector.replaceAll('-', ' ')],
  countries: (code) => (code === 'NL' ? ['Netherlands', 'Niederlande'] : [code]),
};

function member(id: string, sectors: string[], countries: string[]): Member {
  return {
    organization: { id, name: id, slug: id, sectors, countries },
    class: 'member',
    state: 'active',
    tier: 'full',
  } as unknown as Member;
}

const MEMBERS = [
  member('me', ['financial-services'], ['NL']),
  member('bank', ['financial-services'], ['NL', 'DE']),
  member('insurer', ['financial-services'], ['DE']),
  member('port', ['transportation'], ['NL']),
  member('yard', ['manufacturing'], ['DE']),
];

const fit = (text: string) => fitOf(MEMBERS, { own: 'me', text }, NAMING);

test('a text that says nothing of its writer fits every member', () => {
  assert.deepEqual(fit('Beacons to 198.51.100.7'), {
    told: [],
    fitting: 5,
    members: 5,
    isFew: false,
  });
});

test('what the text says of its writer counts together', () => {
  assert.deepEqual(fit('Seen at a FINANCIAL firm'), {
    told: ['financial services'],
    fitting: 3,
    members: 5,
    isFew: false,
  });
  assert.deepEqual(fit('Financial services in the Netherlands'), {
    told: ['financial services', 'Netherlands'],
    fitting: 2,
    members: 5,
    isFew: true,
  });
  assert.equal(fit('In den Niederlanden und Niederlande').fitting, 3);
});

test('parts of words and the attributes of others tell nothing of the writer', () => {
  assert.deepEqual(fit('Netherlandsish transportation services').told, []);
});

test('from twenty members on readers must have five to guess among', () => {
  const many = [
    ...MEMBERS,
    ...Array.from({ length: 15 }, (_, n) => member(`m${String(n)}`, [], [])),
  ];
  const found = fitOf(many, { own: 'me', text: 'financial' }, NAMING);
  assert.deepEqual([found.fitting, found.members, found.isFew], [3, 20, true]);
});
