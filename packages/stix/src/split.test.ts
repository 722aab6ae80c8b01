import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanBundle, textOfSpan } from './scan.ts';
import { partsOf } from './split.ts';

const FILE = 256 * 1024 * 1024;

test('partsOf() gives every object of a large file once, as it stands', () => {
  const objects = Array.from(
    { length: 12_000 },
    (_, place) =>
      `{ "type": "x-thing", "id": "x-thing--${String(place)}", "pad": "${'ü'.repeat(400)}" }`,
  );
  const bytes = Buffer.from(
    `{"type":"bundle","id":"bundle--1","objects":[${objects.join(',\n')}]}`,
  );
  const parts = partsOf(bytes, { fileBytes: FILE });
  assert.ok(parts.length > 1);
  const found = parts.flatMap(({ bytes: part, objects: count }) => {
    assert.ok(part.length <= 8 * 1024 * 1024);
    const scan = scanBundle(part);
    assert.ok(scan.ok);
    assert.equal(scan.objects.length, count);
    return scan.objects.map((span) => textOfSpan(part, span));
  });
  assert.deepEqual(found, objects);
});

test('partsOf() leaves small files and files it cannot read as they are', () => {
  const small = Buffer.from('{"objects":[]}');
  assert.deepEqual(partsOf(small, { fileBytes: FILE }), [{ bytes: small, objects: 0 }]);
  const broken = Buffer.concat([Buffer.from('{"objects":['), Buffer.alloc(8 * 1024 * 1024, 0x20)]);
  assert.deepEqual(partsOf(broken, { fileBytes: FILE }), [{ bytes: broken, objects: 0 }]);
});

test('partsOf() divides a small file with very many objects too', () => {
  const object = '{"type":"x-thing","id":"x-thing--1"}';
  const bytes = Buffer.from(`[${Array.from({ length: 10_001 }, () => object).join()}]`);
  const parts = partsOf(bytes, { fileBytes: FILE });
  assert.deepEqual(
    parts.map(({ objects }) => objects),
    [5000, 5000, 1],
  );
});
