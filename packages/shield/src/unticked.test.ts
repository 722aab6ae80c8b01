import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ObservableKind } from '@tocsin/stix';
import { extractValues } from './extract-values.ts';
import { untickedWhy } from './unticked.ts';

const OWN = ['alder.example'];

describe('what is not proposed for sharing', () => {
  for (const [kind, value, code] of [
    ['ipv4', '10.1.2.3', 'private-address'],
    ['ipv4', '192.168.0.1', 'private-address'],
    ['ipv4-net', '172.16.0.0/12', 'private-address'],
    ['ipv4', '100.64.0.1', 'private-address'],
    ['ipv4', '169.254.1.1', 'local-address'],
    ['ipv4', '224.0.0.5', 'reserved-address'],
    ['ipv4', '240.0.0.1', 'reserved-address'],
    ['ipv6', 'fd00::1', 'private-address'],
    ['ipv6', 'fe80::1', 'local-address'],
    ['url', 'http://10.0.0.1/x', 'private-address'],
    ['url', 'http://[fe80::1]/x', 'local-address'],
    ['domain', 'www.alder.example', 'own-domain'],
    ['email', 'anna@alder.example', 'own-domain'],
    ['url', 'https://alder.example/x', 'own-domain'],
    ['ipv4', '198.51.100.23', undefined],
    ['ipv4', '8.8.8.8', undefined],
    ['ipv6', '2001:db8::1', undefined],
    ['domain', 'notalder.example', undefined],
    ['sha256', 'a'.repeat(64), undefined],
  ] as [ObservableKind, string, string | undefined][]) {
    test(`says ${code ?? 'nothing'} of ${value}`, () => {
      assert.equal(untickedWhy({ kind, value }, OWN)?.code, code);
    });
  }
});

describe('places of a value', () => {
  test('are all told, defanged or not, in order', () => {
    const text = '198.51.100.7 then 198.51.100[.]7, hxxp://198.51.100.7/';
    const [first] = extractValues(text, 10);
    assert.deepEqual(
      first?.places.map(({ start, end }) => text.slice(start, end)),
      ['198.51.100.7', '198.51.100[.]7'],
    );
    assert.deepEqual([first?.start, first?.end], [0, 12]);
  });

  test('end at a number', () => {
    const [first] = extractValues('198.51.100.7 '.repeat(150), 10);
    assert.equal(first?.places.length, 100);
  });
});
