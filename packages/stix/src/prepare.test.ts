import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { prepareObject } from './prepare.ts';
import type { Prepared } from './types.ts';
import { validateObject } from './validate.ts';

const UUID = 'f81d4fae-7dec-41d0-8765-00a0c91e6bf6';
const TIME = '2016-04-06T19:58:16.000Z';
const older = { type: 'tool', id: `tool--${UUID}`, created: TIME, modified: TIME, name: 'VNC' };
const observed = {
  type: 'observed-data',
  id: `observed-data--${UUID}`,
  created: TIME,
  modified: TIME,
  first_observed: TIME,
  last_observed: TIME,
  number_observed: 1,
  objects: {
    '0': { type: 'domain-name', value: 'a.example', resolves_to_refs: ['1'] },
    '1': { type: 'ipv4-addr', value: '198.51.100.3' },
  },
};

const prepare = (value: unknown): Prepared => prepareObject(JSON.stringify(value));
const prepared = (value: unknown): Extract<Prepared, { ok: true }> => {
  const result = prepare(value);
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.errors));
  return result;
};
const rulesOf = (result: Prepared): string[] =>
  result.ok ? [] : result.errors.map(({ path, rule }) => `${path} ${rule}`);

describe('prepareObject()', () => {
  test('keeps the text of a current object to the byte', () => {
    const text = ` ${JSON.stringify({ ...older, spec_version: '2.1', x_n: 1 }).replace('"x_n":1', '"x_n":1.000e0')} `;
    const result = prepareObject(text);
    assert.ok(result.ok);
    assert.equal(result.text, text);
    assert.equal(result.upConverted, false);
    assert.deepEqual([result.notes, result.extra], [[], []]);
    assert.equal(result.warnings.length, 1);
  });

  test('converts an older object and writes it anew', () => {
    const result = prepared(older);
    assert.equal(result.upConverted, true);
    assert.deepEqual(JSON.parse(result.text), { ...older, spec_version: '2.1' });
    assert.deepEqual(result.object, { ...older, spec_version: '2.1' });
    assert.deepEqual(result.notes, ['"spec_version" was set to "2.1"']);
  });

  test('gives the same text each time, and text that needs no further conversion', () => {
    const first = prepared(observed);
    assert.equal(prepared(observed).text, first.text);
    const again = prepareObject(first.text);
    assert.ok(again.ok);
    assert.equal(again.upConverted, false);
    for (const extra of first.extra) {
      const result = prepared(extra);
      assert.equal(result.upConverted, false);
    }
  });

  test('hands over lifted observables, each once', () => {
    const twice = {
      ...observed,
      objects: { ...observed.objects, '2': { type: 'ipv4-addr', value: '198.51.100.3' } },
    };
    const { object, extra } = prepared(twice);
    assert.deepEqual(
      extra.map(({ type }) => type),
      ['domain-name', 'ipv4-addr'],
    );
    assert.deepEqual(
      object['object_refs'],
      extra.map(({ id }) => id),
    );
  });

  test('names the place of a faulty observable as the sender wrote it', () => {
    const faulty = { ...observed, objects: { 'a/b': { type: 'ipv4-addr', value: 'nowhere' } } };
    assert.deepEqual(rulesOf(prepare(faulty)), ['/objects/a~1b/value value-format']);
  });

  test('refuses what cannot be lifted, with its place', () => {
    const faulty = { ...observed, objects: { '0': { value: 'x' } } };
    assert.deepEqual(rulesOf(prepare(faulty)), ['/objects/0 required']);
    assert.deepEqual(rulesOf(prepare({ ...observed, objects: {} })), ['/objects empty-dictionary']);
  });

  test('checks the limits before it converts', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 50; level += 1) deep = [deep];
    const rules = rulesOf(prepare({ ...observed, objects: { '0': { type: 'url', x: deep } } }));
    assert.deepEqual(
      rules.map((rule) => rule.split(' ')[1]),
      ['too-deep'],
    );
    assert.deepEqual(
      rulesOf(prepareObject(`{"type":"tool","id":"tool--${UUID}","__proto__":{}}`)),
      ['/__proto__ poison-key'],
    );
  });

  test('refuses XML, faulty JSON and faulty objects', () => {
    assert.deepEqual(rulesOf(prepareObject('  <stix:Package/>')), [' stix-1-xml']);
    assert.deepEqual(rulesOf(prepareObject('{')), [' json-syntax']);
    assert.deepEqual(rulesOf(prepare({ ...older, spec_version: '2.1', name: 5 })), ['/name type']);
    assert.deepEqual(rulesOf(prepare({ ...older, name: 5 })), ['/name type']);
    assert.deepEqual(rulesOf(prepare({ ...older, created: 'yesterday' })), [
      '/created timestamp-format',
    ]);
    assert.deepEqual(rulesOf(prepare([])), [' type']);
  });

  test('never throws, and what it passes validates', () => {
    const names = fc.constantFrom(
      'id',
      'objects',
      'labels',
      'pattern',
      'granular_markings',
      'object_marking_refs',
      'created',
      'definition',
      '__proto__',
      'identity_class',
    );
    const types = fc.constantFrom(
      'observed-data',
      'indicator',
      'identity',
      'marking-definition',
      'malware',
      'url',
      'x-a',
    );
    const members = fc.dictionary(names, fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(types, members, fc.boolean(), (type, values, sound) => {
        const base = sound ? { ...observed, ...older } : {};
        const text = JSON.stringify({ ...base, ...values, type, id: `${type}--${UUID}` });
        const result = prepareObject(text);
        if (!result.ok) {
          assert.ok(result.errors.length > 0);
          return;
        }
        assert.equal(validateObject(JSON.parse(result.text)).ok, true);
        for (const extra of result.extra) assert.equal(validateObject(extra).ok, true);
      }),
      { numRuns: 500 },
    );
  });
});
