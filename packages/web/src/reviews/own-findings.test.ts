import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProfile } from '@tocsin/shield';
import type { MemberProfile } from '@tocsin/shield';
import { checkFiles, checkWords } from '../shield/check-share.ts';
import { profileVersion } from '../shield/own-profile.ts';
import { fileOf, ownFindings } from './own-findings.ts';

const OBJECTS = [
  {
    index: 4,
    id: 'note--1',
    type: 'note',
    title: '',
    json: '{"type":"note","id":"note--1","content":"Nothing"}',
  },
  {
    index: 7,
    id: 'note--2',
    type: 'note',
    title: '',
    json: '{"type":"note","id":"note--2","content":"From ourharbour.example again"}',
  },
];

function profile(domains: readonly string[]): MemberProfile {
  const read = readProfile({ domains });
  if ('message' in read) assert.fail(read.message);
  return read;
}

test('what only the profile finds is told with the object it stands in, by its place in what was sent', () => {
  const own = profile(['ourharbour.example']);
  const content = { objects: OBJECTS, findings: [] };
  const found = [
    ...checkWords({ title: '', text: 'Seen at ourharbour.example' }, own).findings,
    ...checkFiles([fileOf(content)], own).findings,
  ];
  const told = ownFindings(content, found);
  assert.deepEqual(
    told.map(({ where, index, rule, found: words }) => [where, index, rule, words]),
    [
      ['text', undefined, 'own-domain', 'ourharbour.example'],
      ['object', 7, 'own-domain', 'ourharbour.example'],
    ],
  );
});

test('what the hub found without it is not told twice', () => {
  const text = 'Call +49 40 3289 4711, ourharbour.example';
  const { findings } = checkWords({ title: '', text }, profile([]));
  const [phone] = findings;
  assert.ok(phone !== undefined);
  const hub = { ...phone, where: 'text' as const, pointer: '', why: '' };
  const own = checkWords({ title: '', text }, profile(['ourharbour.example'])).findings;
  const told = ownFindings({ objects: [], findings: [hub] }, own);
  assert.deepEqual(
    told.map(({ rule }) => rule),
    ['own-domain'],
  );
});

test('a profile is known by what is in it: the same lists are the same version, another word is another', async () => {
  const one = await profileVersion(profile(['ourharbour.example']));
  assert.match(one, /^[0-9a-f]{8}$/);
  assert.equal(await profileVersion(profile(['ourharbour.example'])), one);
  assert.notEqual(await profileVersion(profile(['otherharbour.example'])), one);
});
