import assert from 'node:assert/strict';
import { test } from 'node:test';
import { META_TYPES, SCO_TYPES, SDO_TYPES, SRO_TYPES } from '@tocsin/stix';
import { daysAt, isShorter, retentionKindOf, shorterDays } from './retention.ts';

test('every type of STIX has a kind, save definitions', () => {
  const types = [...SDO_TYPES, ...SCO_TYPES, ...SRO_TYPES, ...META_TYPES, 'x-of-our-own'];
  const without = types.filter((type) => retentionKindOf(type) === undefined);
  assert.deepEqual(without.sort(), ['extension-definition', 'marking-definition']);
  assert.equal(retentionKindOf('email-addr'), 'observed');
  assert.equal(retentionKindOf('indicator'), 'indicators');
  assert.equal(retentionKindOf('opinion'), 'answers');
  assert.equal(retentionKindOf('identity'), 'other');
});

test('a rule begins at its very instant; until then what was before goes on', () => {
  const rule = {
    kind: 'reports',
    days: 30,
    startsAt: 1000,
    before: 90,
    reason: '',
    setAt: 0,
  } as const;
  assert.equal(daysAt(rule, 999), 90);
  assert.equal(daysAt(rule, 1000), 30);
  assert.equal(daysAt(undefined, 1000), undefined);
});

test('the shorter time counts, and no limit is the longest', () => {
  assert.equal(shorterDays(90, 30), 30);
  assert.equal(shorterDays(90, 365), 90);
  assert.equal(shorterDays(undefined, 30), 30);
  assert.equal(shorterDays(90, undefined), 90);
  assert.equal(isShorter(30, undefined), true);
  assert.equal(isShorter(undefined, 30), false);
  assert.equal(isShorter(30, 30), false);
});
