import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Handle } from '@tocsin/store';
import { createCursors } from './cursors.ts';
import type { CursorScope } from './cursors.ts';
import { Refused } from './refusal.ts';

const cursors = createCursors(new Uint8Array(32).fill(1));

/** Only the rights matter to a cursor. */
function scopeOf(part: { id?: string; rights?: string; filter?: string }): CursorScope {
  const { id = 'token-1', rights = 'r1', filter = 'feed' } = part;
  const handle: Pick<Handle, 'rights'> = { rights: () => Promise.resolve(rights) };
  return { principal: { kind: 'token', id }, handle: handle as Handle, filter };
}

describe('cursors', () => {
  test('open for the same reader, list and rights', async () => {
    for (const after of [0, 1, 1_772_000_000_000_123, Number.MAX_SAFE_INTEGER]) {
      const cursor = await cursors.seal(scopeOf({}), after);
      assert.equal(await cursors.open(scopeOf({}), cursor), after);
    }
  });

  test('are the same for the same page, so that its ETag is too', async () => {
    assert.equal(await cursors.seal(scopeOf({}), 5), await cursors.seal(scopeOf({}), 5));
  });

  test('do not show the place they hold', async () => {
    const cursor = await cursors.seal(scopeOf({}), 123_456_789);
    assert.ok(!Buffer.from(cursor, 'base64url').toString('latin1').includes('123456789'));
  });

  test('are refused for another reader, list, rights or hub, and when changed', async () => {
    const cursor = await cursors.seal(scopeOf({}), 5);
    const others = [{ id: 'token-2' }, { rights: 'r2' }, { filter: 'other' }];
    for (const other of others) {
      assert.ok((await cursors.open(scopeOf(other), cursor)) instanceof Refused);
    }
    const elsewhere = createCursors(new Uint8Array(32).fill(2));
    assert.ok((await elsewhere.open(scopeOf({}), cursor)) instanceof Refused);
    for (const broken of ['', 'x', cursor.slice(1), `${cursor}A`, 'A'.repeat(30)]) {
      assert.ok((await cursors.open(scopeOf({}), broken)) instanceof Refused);
    }
  });
});
