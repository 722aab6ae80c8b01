import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptsTaxii, isTaxiiContent } from './index.ts';

const ACCEPTED: (string | undefined)[] = [
  undefined,
  '',
  '*/*',
  'application/*',
  'application/json',
  'application/taxii+json',
  'application/taxii+json;version=2.1',
  'application/taxii+json; version=2.1',
  'application/taxii+json ; version = "2.1"',
  'APPLICATION/TAXII+JSON;VERSION=2.1',
  'application/taxii+json;version=2.0, application/taxii+json;version=2.1',
  'application/json, text/plain, */*',
  'text/html;q=0.9, application/taxii+json;q=0.001',
  'application/json;q=0, */*;q=0.1',
  'application/taxii+json;version=2.1;note="a,b;c"',
  'application/taxii+json;q=broken',
];
const REFUSED = [
  'text/html',
  'application/vnd.oasis.taxii+json; version=2.0',
  'application/taxii+json;version=2.0',
  'application/taxii+json;version=21',
  'application/taxii+json;q=0',
  'application/taxii+json;q=0.000, */*',
  'application/stix+json;version=2.1',
  'nonsense',
  ';;;,,,',
  '*/*;q=0',
];

test('acceptsTaxii() takes what real clients send', () => {
  for (const accept of ACCEPTED) assert.equal(acceptsTaxii(accept), true, accept);
});

test('acceptsTaxii() refuses other types, other versions and weight 0', () => {
  for (const accept of REFUSED) assert.equal(acceptsTaxii(accept), false, accept);
});

test('isTaxiiContent() takes TAXII 2.1 in UTF-8 and nothing else', () => {
  for (const type of [
    'application/taxii+json;version=2.1',
    'application/taxii+json',
    'application/taxii+json; version="2.1"; charset=UTF-8',
    'Application/TAXII+JSON',
  ]) {
    assert.equal(isTaxiiContent(type), true, type);
  }
  for (const type of [
    undefined,
    '',
    'application/json',
    'application/stix+json;version=2.1',
    'application/taxii+json;version=2.0',
    'application/taxii+json;charset=latin1',
    'taxii',
  ]) {
    assert.equal(isTaxiiContent(type), false, type);
  }
});
