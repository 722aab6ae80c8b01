import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  collectionsText,
  dateAddedHeaders,
  envelopeText,
  errorText,
  manifestText,
  statusOf,
  versionsText,
} from './index.ts';

test('envelopeText() joins objects without touching them', () => {
  const objects = ['{"a": 1.0}', '{"b":"\\u00e9"}'];
  assert.equal(
    envelopeText(objects, { more: true, next: 'x"y' }),
    '{"more":true,"next":"x\\"y","objects":[{"a": 1.0},{"b":"\\u00e9"}]}',
  );
});

test('empty pages have no empty lists', () => {
  assert.equal(envelopeText([], { more: false }), '{}');
  assert.equal(manifestText([], { more: false }), '{}');
  assert.equal(versionsText([], { more: false }), '{}');
  assert.equal(collectionsText([]), '{}');
  assert.equal(envelopeText([], { more: true, next: 'x' }), '{"more":true,"next":"x"}');
});

test('manifestText() and versionsText() give JSON for any id and version', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (id, version) => {
      const record = {
        id,
        date_added: '1970-01-01T00:00:01.000001Z',
        version,
        media_type: 'application/stix+json;version=2.1',
      };
      const row = { id, version, specVersion: '2.1', dateAdded: 1_000_001 };
      assert.deepEqual(JSON.parse(manifestText([row, row], { more: false })), {
        more: false,
        objects: [record, record],
      });
      assert.deepEqual(JSON.parse(versionsText([version], { more: false })), {
        more: false,
        versions: [version],
      });
    }),
  );
});

test('collectionsText() gives the collections as they are', () => {
  const collection = { id: 'x', title: 'X', can_read: true, can_write: false };
  assert.deepEqual(JSON.parse(collectionsText([collection])), { collections: [collection] });
});

test('dateAddedHeaders() gives nothing for an empty answer', () => {
  assert.deepEqual(dateAddedHeaders(undefined, undefined), {});
  assert.deepEqual(dateAddedHeaders(0, 1), {
    'x-taxii-date-added-first': '1970-01-01T00:00:00.000000Z',
    'x-taxii-date-added-last': '1970-01-01T00:00:00.000001Z',
  });
});

test('statusOf() counts what it lists', () => {
  const details = { id: 'a', version: 'b' };
  const parts = { id: 's', requestedAt: 0, successes: [details, details], failures: [] };
  assert.deepEqual(statusOf(parts), {
    id: 's',
    status: 'complete',
    request_timestamp: '1970-01-01T00:00:00.000000Z',
    total_count: 2,
    success_count: 2,
    failure_count: 0,
    pending_count: 0,
    successes: [details, details],
  });
  const mixed = statusOf({ ...parts, failures: [details], pendings: [details] });
  assert.equal(mixed.status, 'pending');
  assert.equal(mixed.total_count, 4);
});

test('errorText() repeats the status as a string', () => {
  assert.deepEqual(JSON.parse(errorText(406, { title: 'No' })), {
    title: 'No',
    http_status: '406',
  });
});
