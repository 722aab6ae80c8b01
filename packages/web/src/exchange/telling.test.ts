import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idsIn, mostTelling, tellingOf } from './telling.ts';

const receipt = (ids: readonly string[], review?: { state: string }) =>
  ({
    id: 'receipt',
    lines: ids.map((id) => ({ id, fate: 'kept' })),
    ...(review === undefined ? {} : { review }),
  }) as unknown as Parameters<typeof tellingOf>[0];

describe('what answers a request', () => {
  it('is the report of a share before its note before its indicator before the rest', () => {
    const ids = ['malware--1', 'indicator--1', 'note--1', 'report--1', 'report--2'];
    for (const best of ['report--1', 'note--1', 'indicator--1', 'malware--1']) {
      const from = ids.indexOf(best);
      const rest = best === 'report--1' ? ids : ids.slice(0, from + 1);
      assert.deepEqual(tellingOf(receipt(rest)), { object: best, review: undefined });
    }
    assert.deepEqual(tellingOf(receipt([])), { object: undefined, review: undefined });
  });

  it('is what was kept of a share, not what was refused', () => {
    const refused = {
      id: 'receipt',
      lines: [
        { id: 'report--1', fate: 'refused' },
        { id: 'malware--1', fate: 'already-here' },
      ],
    } as unknown as Parameters<typeof tellingOf>[0];
    assert.equal(tellingOf(refused).object, 'malware--1');
  });

  it('is the share itself while it waits', () => {
    const told = tellingOf(receipt([], { state: 'waiting' }), ['malware--1', 'note--1']);
    assert.deepEqual(told, { object: 'note--1', review: 'receipt' });
  });

  it('is, of a file in parts, the part that says most, wherever it stands and whether it waits or not', () => {
    const plain = { object: 'malware--1', review: undefined };
    const nothing = { object: undefined, review: undefined };
    const waits = { object: 'report--1', review: 'second' };
    assert.deepEqual(mostTelling([plain, nothing, waits]), waits);
    assert.deepEqual(mostTelling([nothing, plain, { ...plain, object: 'malware--2' }]), plain);
    assert.deepEqual(mostTelling([nothing, { ...nothing, review: 'only' }])?.review, 'only');
    assert.equal(mostTelling([nothing]), undefined);
  });

  it('is found by the ids of a part; what is no bundle has none', () => {
    const bytes = (text: string) => ({ bytes: new TextEncoder().encode(text) });
    assert.deepEqual(idsIn(bytes('{"objects":[{"id":"note--1"},{"id":1},3]}')), ['note--1']);
    for (const text of ['', '[]', '{"objects":7}', '{'])
      assert.deepEqual(idsIn(bytes(text)), [], text);
  });
});
