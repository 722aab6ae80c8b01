import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  readApiRoot,
  readCollection,
  readCollections,
  readDate,
  readDiscovery,
  readStatus,
} from './loose.ts';

const BASE = 'https://hub.example/taxii2/';

test('readDiscovery() keeps what is there and makes up a title', () => {
  assert.deepEqual(readDiscovery(undefined, BASE), { title: 'TAXII server' });
  const whole = { title: 'T', description: 'd', contact: 'c', default: '/a/', apiRoots: ['/a/'] };
  assert.deepEqual(readDiscovery(whole, BASE), {
    title: 'T',
    description: 'd',
    contact: 'c',
    default: 'https://hub.example/a/',
    api_roots: ['https://hub.example/a/'],
  });
  const odd = { api_roots: ['http://[', '', '/b'], default: '/elsewhere/' };
  assert.deepEqual(readDiscovery(odd, BASE), {
    title: 'TAXII server',
    api_roots: ['https://hub.example/b/'],
  });
});

test('readApiRoot() assumes ten megabytes where the server does not say', () => {
  assert.deepEqual(readApiRoot(null), {
    title: 'API root',
    versions: [],
    max_content_length: 10_000_000,
  });
  const root = { title: 'R', description: 'd', versions: ['v', 1], maxContentLength: 5 };
  assert.deepEqual(readApiRoot(root), {
    title: 'R',
    description: 'd',
    versions: ['v'],
    max_content_length: 5,
  });
});

test('readCollection() needs an id and nothing else', () => {
  assert.equal(readCollection(7), undefined);
  assert.equal(readCollection({ id: '' }), undefined);
  assert.deepEqual(readCollections(7), []);
  assert.deepEqual(readCollection({ id: 'a', description: 'd' }), {
    id: 'a',
    title: 'a',
    description: 'd',
    can_read: true,
    can_write: false,
  });
});

test('readStatus() counts what is listed and takes bare ids of TAXII 2.0', () => {
  assert.deepEqual(readStatus([]), {
    id: '',
    status: 'complete',
    total_count: 0,
    success_count: 0,
    failure_count: 0,
    pending_count: 0,
  });
  const body = {
    id: 's',
    status: 'pending',
    success_count: -1,
    successes: ['a--1', 7],
    failures: [{ id: 'b--1', version: 'v', message: 'm' }],
    pendings: [{}],
  };
  assert.deepEqual(readStatus(body), {
    id: 's',
    status: 'pending',
    total_count: 4,
    success_count: 2,
    failure_count: 1,
    pending_count: 1,
    successes: [
      { id: 'a--1', version: '' },
      { id: '', version: '' },
    ],
    failures: [{ id: 'b--1', version: 'v', message: 'm' }],
    pendings: [{ id: '', version: '' }],
  });
});

test('readDate() gives TAXII timestamps or nothing', () => {
  assert.equal(readDate(null), undefined);
  assert.equal(readDate(undefined), undefined);
  assert.equal(readDate('soon'), undefined);
  assert.equal(readDate(' 2024-01-02T03:04:05Z '), '2024-01-02T03:04:05.000000Z');
});

test('the readers take any JSON without throwing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const read of [readApiRoot, readCollections, readStatus]) read(value);
      readDiscovery(value, BASE);
      readDiscovery({ api_roots: [value], default: value }, BASE);
    }),
  );
});
