import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { OBSERVABLE_LIMIT } from '../limits.ts';
import type { StixObject } from '../types.ts';
import { observablesOf } from './observables.ts';

const UUID = 'f81d4fae-7dec-41d0-8765-00a0c91e6bf6';
const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';
const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const object = (type: string, members: object): StixObject => ({
  type,
  id: `${type}--${UUID}`,
  ...members,
});
const valuesOf = (type: string, members: object): string[] =>
  observablesOf(object(type, members)).map(({ kind, value }) => `${kind} ${value}`);
const fromPattern = (pattern: string): string[] =>
  valuesOf('indicator', { pattern, pattern_type: 'stix' });

describe('observablesOf() an observable', () => {
  const cases: [string, object, string[]][] = [
    ['ipv4-addr', { value: '198.51.100.3' }, ['ipv4 198.51.100.3']],
    ['ipv4-addr', { value: '198.51.100.3/24' }, ['ipv4-net 198.51.100.0/24']],
    ['ipv6-addr', { value: '2001:DB8::1' }, ['ipv6 2001:db8::1']],
    ['ipv6-addr', { value: '2001:DB8::/32' }, ['ipv6-net 2001:db8::/32']],
    ['domain-name', { value: 'Evil.Example' }, ['domain evil.example']],
    ['domain-name', { value: 'evil[.]example', defanged: true }, ['domain evil.example']],
    ['url', { value: 'http://Evil.Example' }, ['url http://evil.example/']],
    ['url', { value: '198.51.100.3/a.exe' }, ['url http://198.51.100.3/a.exe']],
    ['url', { value: 'evil.example' }, ['domain evil.example']],
    ['email-addr', { value: 'A@B.Example' }, ['email a@b.example']],
    ['email-message', { subject: 'Hello', body: 'x' }, ['email-subject Hello']],
    ['mac-addr', { value: '00:00:ab:cd:ef:01' }, ['mac 00:00:ab:cd:ef:01']],
    ['mutex', { name: 'M' }, ['mutex M']],
    ['autonomous-system', { number: 13335 }, ['asn AS13335']],
    ['directory', { path: 'C:\\A' }, ['file-path c:\\a']],
    ['windows-registry-key', { key: 'HKEY_USERS\\A' }, ['registry-key hkey_users\\a']],
    ['user-account', { user_id: '1001', account_login: 'JDoe' }, ['account jdoe', 'account 1001']],
    [
      'artifact',
      { url: 'http://a.example/', hashes: { MD5 } },
      ['url http://a.example/', `md5 ${MD5}`],
    ],
    [
      'x509-certificate',
      { serial_number: '36:F7', hashes: { 'SHA-256': SHA256 } },
      ['x509-serial 36f7', `certificate-hash ${SHA256}`],
    ],
    ['software', { name: 'Word' }, []],
    ['process', { command_line: 'a.exe' }, []],
    ['x-custom', { value: '198.51.100.3' }, []],
    ['ipv4-addr', { value: 'nowhere' }, []],
    ['ipv4-addr', { value: ['198.51.100.3'] }, []],
    ['file', { hashes: 'x' }, []],
  ];
  for (const [type, members, expected] of cases) {
    test(`finds ${expected.join(', ') || 'nothing'} in ${type} ${JSON.stringify(members).slice(0, 40)}`, () => {
      assert.deepEqual(valuesOf(type, members), expected);
    });
  }

  test('finds hashes under any spelling of their names, and the import hash', () => {
    const members = {
      name: 'A.exe',
      hashes: { MD5, sha256: SHA256, 'SHA-1': 'faulty', 'RIPEMD-160': 'x', SSDEEP: '3:a:b' },
      extensions: { 'windows-pebinary-ext': { pe_type: 'exe', imphash: MD5 } },
    };
    assert.deepEqual(valuesOf('file', members), [
      'file-name a.exe',
      `md5 ${MD5}`,
      `sha256 ${SHA256}`,
      'ssdeep 3:a:b',
      `imphash ${MD5}`,
    ]);
  });

  test('finds user agents of requests', () => {
    const traffic = (header: unknown): string[] =>
      valuesOf('network-traffic', {
        extensions: { 'http-request-ext': { request_header: header } },
      });
    assert.deepEqual(traffic({ 'User-Agent': ['curl/8', 'x'] }), [
      'user-agent curl/8',
      'user-agent x',
    ]);
    assert.deepEqual(traffic({ 'User-Agent': 'curl/8' }), ['user-agent curl/8']);
    assert.deepEqual(traffic({ Host: ['a'] }), []);
    assert.deepEqual(traffic('x'), []);
    assert.deepEqual(valuesOf('network-traffic', { extensions: 'x' }), []);
  });
});

describe('observablesOf() an indicator', () => {
  test('finds constants that an object must equal or lie within', () => {
    assert.deepEqual(
      fromPattern(
        "[ipv4-addr:value = '198.51.100.3' OR domain-name:value IN ('a.example', 'b.example')]",
      ),
      ['ipv4 198.51.100.3', 'domain a.example', 'domain b.example'],
    );
    assert.deepEqual(fromPattern("[ipv4-addr:value ISSUBSET '198.51.100.0/24']"), [
      'ipv4-net 198.51.100.0/24',
    ]);
  });

  test('finds nothing in comparisons that do not say so', () => {
    for (const comparison of [
      "url:value != 'http://a.example/'",
      "url:value NOT = 'http://a.example/'",
      "url:value NOT IN ('http://a.example/')",
      "url:value LIKE 'http://a.example/%'",
      "url:value MATCHES 'http://a.example/'",
      "ipv4-addr:value ISSUPERSET '198.51.100.0/24'",
      'EXISTS url:value',
      "url:x_other = 'http://a.example/'",
      "x-url:value = 'http://a.example/'",
    ]) {
      assert.deepEqual(fromPattern(`[${comparison}]`), [], comparison);
    }
  });

  test('knows the paths of every kind', () => {
    const paths: [string, string][] = [
      [`file:hashes.MD5 = '${MD5}'`, `md5 ${MD5}`],
      [`file:hashes.'SHA-256' = '${SHA256}'`, `sha256 ${SHA256}`],
      [`file:hashes.SHA256 = '${SHA256}'`, `sha256 ${SHA256}`],
      [`artifact:hashes.MD5 = '${MD5}'`, `md5 ${MD5}`],
      [`x509-certificate:hashes.'SHA-256' = '${SHA256}'`, `certificate-hash ${SHA256}`],
      ["x509-certificate:serial_number = '36:F7'", 'x509-serial 36f7'],
      [`file:extensions.'windows-pebinary-ext'.imphash = '${MD5}'`, `imphash ${MD5}`],
      ["file:name = 'A.exe'", 'file-name a.exe'],
      ["process:image_ref.name = 'A.exe'", 'file-name a.exe'],
      ["file:parent_directory_ref.path = 'C:\\\\A'", 'file-path c:\\a'],
      ["network-traffic:dst_ref.value = '198.51.100.3'", 'ipv4 198.51.100.3'],
      ["network-traffic:dst_ref.value = 'evil.example'", 'domain evil.example'],
      ["network-traffic:src_ref.value = '2001:db8::1'", 'ipv6 2001:db8::1'],
      [
        "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' = 'curl'",
        'user-agent curl',
      ],
      ["email-message:from_ref.value = 'a@b.example'", 'email a@b.example'],
      ["email-message:subject = 'Hi'", 'email-subject Hi'],
      ['autonomous-system:number = 13335', 'asn AS13335'],
      ["mutex:name = 'M'", 'mutex M'],
    ];
    for (const [comparison, expected] of paths) {
      assert.deepEqual(fromPattern(`[${comparison}]`), [expected], comparison);
    }
  });

  test('finds nothing in other languages and in faulty patterns', () => {
    assert.deepEqual(valuesOf('indicator', { pattern: 'rule', pattern_type: 'yara' }), []);
    assert.deepEqual(valuesOf('indicator', { pattern: 5, pattern_type: 'stix' }), []);
    assert.deepEqual(fromPattern('[faulty'), []);
  });
});

describe('observablesOf() other objects', () => {
  test('finds vulnerability numbers', () => {
    const references = [
      { source_name: 'cve', external_id: 'CVE-2021-44228' },
      { source_name: 'cve', external_id: 'none' },
      { source_name: 'other', external_id: 'CVE-2000-0001' },
      'x',
    ];
    assert.deepEqual(
      valuesOf('vulnerability', { name: 'CVE-2021-44228', external_references: references }),
      ['cve CVE-2021-44228'],
    );
    assert.deepEqual(
      valuesOf('malware', { name: 'CVE-2000-0001', external_references: references }),
      ['cve CVE-2021-44228'],
    );
    assert.deepEqual(
      valuesOf('vulnerability', { name: 'Log4Shell', external_references: 'x' }),
      [],
    );
  });

  test('looks into the deprecated dictionary of an observed-data', () => {
    const objects = {
      '0': { type: 'ipv4-addr', value: '198.51.100.3' },
      '1': { value: 'x' },
      '2': 5,
    };
    assert.deepEqual(valuesOf('observed-data', { objects }), ['ipv4 198.51.100.3']);
    assert.deepEqual(valuesOf('observed-data', { object_refs: [] }), []);
  });

  test('gives each value once and at most 512', () => {
    const list = Array.from({ length: 600 }, (_, index) => `'10.0.${index >> 8}.${index & 255}'`);
    const found = fromPattern(`[ipv4-addr:value IN ('10.0.0.0', ${list.join(', ')})]`);
    assert.equal(found.length, OBSERVABLE_LIMIT);
    assert.equal(new Set(found).size, OBSERVABLE_LIMIT);
  });

  test('never throws', () => {
    const types = fc.constantFrom(
      'indicator',
      'observed-data',
      'file',
      'vulnerability',
      'network-traffic',
      'x509-certificate',
    );
    fc.assert(
      fc.property(
        types,
        fc.dictionary(
          fc.constantFrom(
            'pattern',
            'hashes',
            'extensions',
            'objects',
            'name',
            'external_references',
            'value',
          ),
          fc.jsonValue(),
        ),
        (type, members) => {
          assert.ok(observablesOf(object(type, members)).length <= OBSERVABLE_LIMIT);
        },
      ),
    );
  });
});
