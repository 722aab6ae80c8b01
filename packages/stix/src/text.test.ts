import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { SEARCH_TEXT_LIMIT } from './limits.ts';
import { searchText, titleOf } from './text.ts';
import type { StixObject } from './types.ts';

const id = (type: string): string => `${type}--f81d4fae-7dec-41d0-8765-00a0c91e6bf6`;
const object = (type: string, members: object = {}): StixObject => ({
  type,
  id: id(type),
  ...members,
});
const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';

describe('titleOf() with the titles of ends', () => {
  const link = object('relationship', {
    relationship_type: 'attributed-to',
    source_ref: id('intrusion-set'),
    target_ref: id('threat-actor'),
  });

  test('reads as a sentence, and calls an end that is not told by its type', () => {
    const known = new Map([
      [id('intrusion-set'), 'Dune  Fox'],
      [id('threat-actor'), 'Ministry of Cables'],
    ]);
    const both = titleOf(link, (one) => known.get(one));
    assert.equal(both, 'Dune Fox attributed to Ministry of Cables');
    known.delete(id('threat-actor'));
    assert.equal(
      titleOf(link, (one) => known.get(one)),
      'Dune Fox attributed to threat actor',
    );
    assert.equal(
      titleOf(link, () => undefined),
      'intrusion set attributed to threat actor',
    );
    const sighting = object('sighting', { sighting_of_ref: id('intrusion-set') });
    assert.equal(
      titleOf(sighting, (one) => known.get(one)),
      'Sighting of Dune Fox',
    );
    assert.equal(
      titleOf(object('malware', { name: 'Ivy' }), () => 'Other'),
      'Ivy',
    );
  });

  test('leaves room for both ends', () => {
    const title = titleOf(link, () => 'x'.repeat(500));
    assert.ok(title.length <= 160);
    assert.match(title, /^x+… attributed to x+…$/);
  });
});

describe('titleOf()', () => {
  const cases: [string, object, string][] = [
    ['malware', { name: 'Poison  Ivy\n' }, 'Poison Ivy'],
    ['ipv4-addr', { value: '198.51.100.3' }, '198.51.100.3'],
    ['windows-registry-key', { key: 'HKEY_USERS\\a' }, 'HKEY_USERS\\a'],
    ['directory', { path: 'C:\\' }, 'C:\\'],
    ['autonomous-system', { number: 5, name: 'Slime' }, 'AS5 Slime'],
    ['autonomous-system', { number: 5 }, 'AS5'],
    ['autonomous-system', { name: 'Slime' }, 'Slime'],
    ['email-message', { subject: 'Hi' }, 'Hi'],
    ['email-addr', { value: 'a@b.example', display_name: 'A' }, 'a@b.example'],
    ['file', { hashes: { MD5 } }, MD5],
    ['file', { hashes: {} }, 'file'],
    ['file', { size: 5 }, 'file'],
    ['artifact', { mime_type: 'image/png' }, 'image/png'],
    ['process', { command_line: 'a -b' }, 'a -b'],
    ['process', { pid: 314 }, 'pid 314'],
    ['user-account', { account_login: 'jdoe' }, 'jdoe'],
    ['x509-certificate', { issuer: 'CN=a' }, 'CN=a'],
    ['note', { content: 'Long text' }, 'Long text'],
    ['note', { abstract: 'Short', content: 'Long text' }, 'Short'],
    ['opinion', { opinion: 'agree' }, 'agree'],
    ['grouping', { context: 'malware-analysis' }, 'malware-analysis'],
    ['location', { country: 'FR' }, 'FR'],
    ['malware-analysis', { product: 'scanner' }, 'scanner'],
    [
      'relationship',
      { relationship_type: 'uses', source_ref: id('malware'), target_ref: id('tool') },
      'malware uses tool',
    ],
    ['relationship', {}, 'object object'],
    ['sighting', { sighting_of_ref: id('indicator') }, 'sighting of indicator'],
    ['language-content', { object_ref: id('report') }, 'translation of report'],
    ['observed-data', { object_refs: ['a', 'b'] }, 'observed data (2 objects)'],
    ['observed-data', { objects: { '0': {} } }, 'observed data (1 object)'],
    ['observed-data', {}, 'observed data (0 objects)'],
    [
      'network-traffic',
      { protocols: ['tcp', 'http', 5], dst_port: 80 },
      'tcp/http traffic to port 80',
    ],
    ['network-traffic', { protocols: 5 }, 'traffic'],
    ['marking-definition', { definition: { statement: 'Copyright' } }, 'Copyright'],
    ['marking-definition', { definition: { tlp: 'red' } }, 'TLP:RED'],
    ['marking-definition', { definition: 5 }, 'marking definition'],
    ['indicator', { pattern: "[url:value = 'http://a.example/']" }, 'http://a.example/'],
    ['indicator', { pattern: "[url:value IN ('a', 'b', 'c')]" }, 'a and 2 more'],
    ['indicator', { pattern: 'rule x { }' }, 'rule x { }'],
    ['indicator', { pattern: '[EXISTS a:b]' }, 'indicator'],
    ['indicator', {}, 'indicator'],
    ['x-mitre-tactic', {}, 'x mitre tactic'],
    ['malware', { name: 5, value: null }, 'malware'],
    ['malware', { name: '\u0000\u0007 ' }, 'malware'],
  ];
  for (const [type, members, expected] of cases) {
    test(`calls ${type} ${JSON.stringify(members).slice(0, 50)} "${expected}"`, () => {
      assert.equal(titleOf(object(type, members)), expected);
    });
  }

  test('is cut at 160 characters, between characters', () => {
    const title = titleOf(object('malware', { name: '💣'.repeat(200) }));
    assert.equal(title.length, 159);
    assert.ok(title.endsWith('💣…'));
    assert.ok(title.isWellFormed());
    const pattern = `[url:value IN ('${'x'.repeat(500)}', 'b')]`;
    assert.match(titleOf(object('indicator', { pattern })), /…{1} and 1 more$/);
  });

  test('is one well-formed line, whatever the object', () => {
    const members = fc.dictionary(
      fc.constantFrom('name', 'value', 'pattern', 'hashes', 'definition', 'content', 'number'),
      fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
    );
    const types = fc.constantFrom(
      'indicator',
      'file',
      'note',
      'marking-definition',
      'autonomous-system',
      'x-a',
    );
    fc.assert(
      fc.property(types, members, (type, values) => {
        const title = titleOf(object(type, values));
        assert.ok(title.length > 0 && title.length <= 180);
        assert.doesNotMatch(title, /[\n\r\t]|\p{Cc}/u);
        assert.ok(title.isWellFormed());
      }),
    );
  });
});

describe('searchText()', () => {
  test('has what people wrote, most telling first, one a line', () => {
    const text = searchText(
      object('malware', {
        spec_version: '2.1',
        created: '2024-01-01T00:00:00.000Z',
        labels: ['heartbleed'],
        object_marking_refs: [id('marking-definition')],
        created_by_ref: id('identity'),
        external_references: [
          { source_name: 'mitre-attack', external_id: 'T1055', url: 'https://a.example/' },
        ],
        x_note: { deep: [['inside']] },
        payload_bin: 'aGVsbG8=',
        lang: 'en',
        description: 'A text',
        aliases: ['Darkmoon'],
        name: 'Poison Ivy',
        kill_chain_phases: [{ kill_chain_name: 'k', phase_name: 'p' }],
        x_count: 5,
      }),
    );
    assert.deepEqual(text.split('\n'), [
      'Poison Ivy',
      'Darkmoon',
      'A text',
      'heartbleed',
      'mitre-attack',
      'T1055',
      'https://a.example/',
      'inside',
      'k',
      'p',
    ]);
  });

  test('has the constants of a pattern instead of its text', () => {
    const stix = object('indicator', {
      pattern: "[url:value = 'http://a.example/' AND url:x = 5]",
      pattern_type: 'stix',
    });
    assert.equal(searchText(stix), 'http://a.example/\n5');
    const yara = object('indicator', { pattern: 'rule evil', pattern_type: 'yara' });
    assert.equal(searchText(yara), 'rule evil');
    assert.equal(searchText(object('indicator', { pattern: ['a'] })), 'a');
  });

  test('leaves out ids, times, empty text and control characters', () => {
    const odd = { a: id('tool'), b: '2024-01-01T00:00:00Z', c: ' ', d: 'x\u0000y\ud800' };
    assert.equal(searchText(object('x-a', odd)), 'xy\ufffd');
  });

  test('is cut at 32 KiB', () => {
    const text = searchText(
      object('x-a', { a: 'x'.repeat(20_000), b: ['y'.repeat(20_000)], c: 'z' }),
    );
    assert.ok(text.length <= SEARCH_TEXT_LIMIT);
    assert.ok(text.length > SEARCH_TEXT_LIMIT - 10);
    assert.doesNotMatch(text, /z/);
    const brim = searchText(
      object('x-a', { a: 'x'.repeat(SEARCH_TEXT_LIMIT - 2), b: 'y', c: 'z' }),
    );
    assert.equal(brim, 'x'.repeat(SEARCH_TEXT_LIMIT - 2));
  });

  test('stops at the limit on depth', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 1000; level += 1) deep = { a: deep };
    assert.equal(searchText(object('x-a', { deep, top: 'top' })), 'top');
  });

  test('never throws and keeps the limit', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (members) => {
        assert.ok(
          searchText({ ...members, type: 'x-a', id: id('x-a') }).length <= SEARCH_TEXT_LIMIT,
        );
      }),
    );
  });
});
