import assert from 'node:assert/strict';
import { it } from 'node:test';
import { mayRead, readLabel, RULES } from './index.ts';
import type { Clause, Reader } from './index.ts';

const clause: Clause = {
  origin: 'alder',
  community: 'circle',
  scheme: 'tlp-2.0',
  level: 'green',
  audience: { everyone: true },
  reach: { version: 1, providers: false, providerStaff: false, government: false },
};
const reader: Reader = {
  kind: 'person',
  id: 'ben',
  organization: 'birch',
  providerStaff: false,
  sectors: [],
  countries: [],
  memberships: [
    {
      community: 'circle',
      class: 'member',
      state: 'active',
      tier: 'full',
      roles: ['analyst'],
      units: [],
      groups: [],
      personalGroups: [],
    },
  ],
};

it('is held for markings that are not known only where there are any', () => {
  const label = (unknown: string[]) => ({ clauses: [{ ...clause, unknown }] });
  assert.equal(mayRead(reader, label([]), 0).rule, 'green');
  assert.equal(mayRead(reader, label(['marking-definition--x']), 0).rule, 'unknown-marking');
});

it('is limited to nobody by a list without names, and to nothing by one that is absent', () => {
  const label = (limits: Clause['limits']) => ({
    clauses: [{ ...clause, ...(limits && { limits }) }],
  });
  assert.equal(mayRead(reader, label({ units: [] }), 0).rule, 'limit-units');
  assert.equal(mayRead(reader, label({}), 0).rule, 'green');
  assert.equal(mayRead(reader, label(undefined), 0).rule, 'green');
});

it('gives for each rule one answer, the same object each time and not to be changed', () => {
  const first = mayRead(reader, { clauses: [clause] }, 0);
  assert.equal(mayRead(reader, { clauses: [clause] }, 1), first);
  assert.ok(Object.isFrozen(first));
  assert.ok(Object.hasOwn(RULES, first.rule));
  assert.deepEqual(mayRead(reader, readLabel('[]'), 0), { allowed: false, rule: 'no-clause' });
});
