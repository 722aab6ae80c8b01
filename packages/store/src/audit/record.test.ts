import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { keyedHash } from './keyed-hash.ts';
import { recordAgrees, recordOf } from './record.ts';

const KEY = Buffer.alloc(32, 7);
const ROW = {
  id: 'entry',
  at: 1000,
  organization: 'alder',
  act: 'set-roles',
  actor_kind: 'person',
  actor_id: 'ann',
  actor_name: 'Ann',
  words: 'Changed roles',
};
const ACT = {
  ...ROW,
  actor: { kind: 'person', id: 'ann', name: 'Ann' },
  facts: { person: 'bob' },
} as const;

test('a record agrees with what is shown of it, and with nothing else', () => {
  const keyed = keyedHash(KEY);
  const record = recordOf(ACT, KEY);
  assert.ok(recordAgrees(record, ROW, keyed));
  for (const other of [{ words: 'Other' }, { actor_name: 'Bob' }, { actor_id: 'bob' }]) {
    assert.ok(!recordAgrees(record, { ...ROW, ...other }, keyed), JSON.stringify(other));
  }
  assert.ok(recordAgrees(record, { ...ROW, words: null, actor_name: null }, keyed), 'emptied');
});

test('records from before what is shown had a key of its own are read as they were written', () => {
  const hash = (field: string, value: string): string =>
    createHmac('sha256', KEY).update(`entry\n${field}\nstring\n${value}`).digest('base64url');
  const { id, at, organization, act } = ROW;
  const older = JSON.stringify({
    act,
    actor: hash('actor', 'ann'),
    at,
    facts: {},
    id,
    kind: 'person',
    name: hash('name', 'Ann'),
    organization,
    v: 1,
    words: hash('words', 'Changed roles'),
  });
  assert.ok(recordAgrees(older, ROW, keyedHash(KEY)));
  assert.ok(!recordAgrees(older, { ...ROW, words: 'Other' }, keyedHash(KEY)));
});
