import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MISUSE_STATES, mayFollowMisuse, misuseSides } from './misuse.ts';
import type { MisuseState } from './misuse.ts';
import type { Reader, Role } from './reader.ts';

/** The whole machine: whatever is not in it is refused. */
const STEPS: readonly [from: MisuseState, to: MisuseState][] = [
  ['reported', 'assessed'],
  ['assessed', 'source-told'],
  ['assessed', 'closed'],
  ['source-told', 'sanctioned'],
  ['source-told', 'closed'],
  ['sanctioned', 'closed'],
  ['sanctioned', 'appealed'],
  ['closed', 'appealed'],
  ['appealed', 'sanctioned'],
  ['appealed', 'closed'],
];

test('a case moves along its steps and along no other', () => {
  for (const from of MISUSE_STATES) {
    for (const to of MISUSE_STATES) {
      const isStep = STEPS.some(([one, other]) => one === from && other === to);
      const standing = { state: from, isSanctioned: true, wasAppealed: false };
      assert.equal(mayFollowMisuse(standing, to), isStep, `${from} to ${to}`);
    }
  }
});

test('an appeal is against a sanction, and there is one', () => {
  const closed = { state: 'closed' as const, isSanctioned: false, wasAppealed: false };
  assert.equal(mayFollowMisuse(closed, 'appealed'), false);
  const again = { state: 'sanctioned' as const, isSanctioned: true, wasAppealed: true };
  assert.equal(mayFollowMisuse(again, 'appealed'), false);
});

const person = (id: string, organization: string, roles: readonly Role[]): Reader => ({
  kind: 'person',
  id,
  organization,
  providerStaff: false,
  sectors: [],
  countries: [],
  memberships: [
    {
      community: 'ports',
      class: 'member',
      state: 'active',
      tier: '',
      roles,
      units: [],
      groups: [],
      personalGroups: [],
    },
  ],
});

test('each side is who it is, from the step on that is for it', () => {
  const parties = {
    community: 'ports',
    reporter: { id: 'rita', organization: 'birch' },
    source: 'alder',
    against: 'cedar',
  };
  const sides = (who: Reader, steps: MisuseState[]): string[] => misuseSides(who, parties, steps);
  const all: MisuseState[] = ['assessed', 'source-told', 'sanctioned'];
  assert.deepEqual(sides(person('rita', 'birch', ['analyst']), []), ['reporter']);
  assert.deepEqual(sides(person('other', 'birch', ['representative']), all), []);
  assert.deepEqual(sides(person('chair', 'fir', ['chair']), []), ['handler']);
  assert.deepEqual(sides(person('chair', 'cedar', ['chair']), all), [], 'not about their own');
  const source = person('ann', 'alder', ['representative']);
  assert.deepEqual(sides(source, ['assessed']), []);
  assert.deepEqual(sides(source, ['assessed', 'source-told']), ['source']);
  const accused = person('carl', 'cedar', ['representative']);
  assert.deepEqual(sides(accused, ['assessed', 'source-told']), []);
  assert.deepEqual(sides(accused, all), ['accused']);
  assert.deepEqual(sides({ ...source, kind: 'token' }, all), []);
  const sealed = {
    ...person('voice', 'alder', ['chair', 'analyst']),
    isSealedSource: true,
  } as const;
  assert.deepEqual(sides(sealed, ['assessed']), []);
  assert.deepEqual(
    sides(sealed, all),
    ['source'],
    'the ticket speaks, not the roles of its bearer',
  );
  assert.deepEqual(sides({ ...sealed, organization: 'cedar' }, all), []);
  assert.deepEqual(sides({ ...source, providerStaff: true }, all), []);
});
