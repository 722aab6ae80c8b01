import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ENDPOINT_FILTERS, MATCH_VALUES_MAX, readFilters } from './index.ts';
import type { Filters } from './index.ts';

function read(query: string): Filters {
  const result = readFilters(query, ENDPOINT_FILTERS.objects);
  assert.ok(result.ok, result.ok ? '' : result.problem);
  return result.filters;
}

function refusal(query: string, endpoint: keyof typeof ENDPOINT_FILTERS = 'objects'): string {
  const result = readFilters(query, ENDPOINT_FILTERS[endpoint]);
  assert.ok(!result.ok, `"${query}" is taken`);
  return result.problem;
}

test('readFilters() reads every filter', () => {
  assert.deepEqual(
    read(
      'added_after=2024-01-02T03:04:05.000001Z&limit=10&next=abc&match[id]=a--1,b--2&match%5Btype%5D=a,b,a' +
        '&match[version]=first,last,2024-01-02T03:04:05Z&match[spec_version]=2.0,2.1&tlp=2',
    ),
    {
      addedAfter: 1_704_164_645_000_001,
      limit: 10,
      next: 'abc',
      ids: ['a--1', 'b--2'],
      types: ['a', 'b'],
      versions: ['first', 'last', '2024-01-02T03:04:05Z'],
      specVersions: ['2.0', '2.1'],
      tlp: '2',
    },
  );
});

test('readFilters() gives nothing for no query and leaves other parameters alone', () => {
  assert.deepEqual(read(''), {});
  assert.deepEqual(read('colour=blue&colour=red&='), {});
});

test('readFilters() refuses a field sent twice', () => {
  assert.match(refusal('match[id]=a&match[id]=b'), /twice/);
  assert.match(refusal('limit=1&limit=1'), /twice/);
  assert.match(refusal('tlp=1&tlp=2'), /twice/);
});

test('readFilters() refuses values it cannot read', () => {
  for (const query of [
    'limit=0',
    'limit=-1',
    'limit=1e3',
    'limit=',
    'limit=1.0',
    'added_after=now',
    'added_after=',
    'next=',
    'match[version]=garbage',
    'match[version]=last,',
    'match[version]=',
    'match[spec_version]=two',
    'match[id]=',
    'match[id]=a%00b',
    'match[type]=a,,b',
    'match[colour]=blue',
    'tlp=3',
    `match[id]=${'x,'.repeat(10)}${'y'.repeat(2000)}`,
    `x=${'y'.repeat(70_000)}`,
  ]) {
    assert.notEqual(refusal(query), '');
  }
  const many = Array.from({ length: MATCH_VALUES_MAX + 1 }, (_, index) => `a--${index}`);
  assert.match(refusal(`match[id]=${many.join()}`), /500 are accepted/);
});

test('readFilters() refuses a filter that is not one of the resource', () => {
  assert.match(refusal('match[id]=a', 'versions'), /not a filter of this resource/);
  assert.match(refusal('limit=1', 'delete'), /not a filter of this resource/);
});

test('readFilters() never throws, whatever the query', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 200 }),
      fc.constantFrom('', 'match[id]=', 'limit='),
      (tail, head) => {
        const result = readFilters(head + tail, ENDPOINT_FILTERS.objects);
        if (!result.ok) assert.match(result.problem, /^[ -~]+$/);
      },
    ),
  );
});
