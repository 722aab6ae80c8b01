import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { versionOfCopy } from './version-of-copy.ts';

const TEXT = '{"type":"incident","name":"Gate stood still – 1 h"}';

function gone(version: string, salt: string, text: string) {
  const sha256 = createHash('sha256').update(`${salt}\n${text}`).digest('hex');
  return { version, salt, sha256, leaf: '' };
}

test('a copy is the version whose text it is, whatever white space a file put around it', async () => {
  const versions = [
    gone('2026-09-02T00:00:00Z', 'b2', `${TEXT} later`),
    gone('2026-09-01T00:00:00Z', 'a1', TEXT),
  ];
  assert.equal(await versionOfCopy(TEXT, versions), '2026-09-01T00:00:00Z');
  assert.equal(await versionOfCopy(`\n${TEXT}\r\n`, versions), '2026-09-01T00:00:00Z');
});

test('a copy that differs by one character is none of them', async () => {
  const versions = [gone('2026-09-01T00:00:00Z', 'a1', TEXT)];
  assert.equal(await versionOfCopy(TEXT.replace('1 h', '2 h'), versions), undefined);
  assert.equal(await versionOfCopy('', versions), undefined);
});
