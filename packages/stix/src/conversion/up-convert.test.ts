import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TLP1 } from '../tlp.ts';
import { validateObject } from '../validate.ts';
import { isOlder, upConvert } from './up-convert.ts';

const UUID = 'f81d4fae-7dec-41d0-8765-00a0c91e6bf6';
const TIME = '2016-04-06T19:58:16.000Z';
const RED = TLP1.red.id;
const GREEN = TLP1.green.id;

const older = (type: string, members: object): Record<string, unknown> => ({
  type,
  id: `${type}--${UUID}`,
  created: TIME,
  modified: TIME,
  ...members,
});
const converted = (value: unknown): Readonly<Record<string, unknown>> => {
  const result = upConvert(value);
  assert.ok(result.ok);
  assert.deepEqual(validateObject(result.object).errors, []);
  return result.object;
};
const notesOf = (value: unknown): readonly string[] => {
  const result = upConvert(value);
  assert.ok(result.ok);
  return result.notes;
};

describe('isOlder()', () => {
  test('goes by the version, or by its absence where 2.1 asks for one', () => {
    assert.equal(isOlder({ type: 'tool', spec_version: '2.0' }), true);
    assert.equal(isOlder({ type: 'tool' }), true);
    assert.equal(isOlder({ type: 'marking-definition' }), true);
    assert.equal(isOlder({ type: 'relationship' }), true);
    assert.equal(isOlder({ type: 'tool', spec_version: '2.1' }), false);
    assert.equal(isOlder({ type: 'tool', spec_version: '3.0' }), false);
    assert.equal(isOlder({ type: 'url' }), false);
    assert.equal(isOlder({ type: 'bundle' }), false);
    assert.equal(isOlder({}), false);
  });

  test('takes a custom object for older by its times, unless it has an extension', () => {
    assert.equal(isOlder({ type: 'x-thing' }), false);
    assert.equal(isOlder({ type: 'x-thing', created: TIME }), true);
    const extensions = { a: { extension_type: 'new-sco' } };
    assert.equal(isOlder({ type: 'x-thing', created: TIME, extensions }), false);
  });
});

describe('upConvert()', () => {
  test('gives back a current object as it is', () => {
    const current = older('tool', { spec_version: '2.1', name: 'x' });
    const result = upConvert(current);
    assert.deepEqual(result, { ok: true, object: current, notes: [], extra: [] });
    assert.equal(result.ok && result.object, current);
  });

  test('does not change its input', () => {
    const input = older('identity', { name: 'x', labels: ['chief'], identity_class: ['group'] });
    const before = structuredClone(input);
    upConvert(input);
    assert.deepEqual(input, before);
  });

  test('refuses XML and what is not an object', () => {
    for (const [value, rule] of [
      ['  <stix/>', 'stix-1-xml'],
      ['text', 'type'],
      [5, 'type'],
      [null, 'type'],
      [[], 'type'],
    ] as const) {
      const result = upConvert(value);
      assert.equal(result.ok ? '' : result.problem.rule, rule);
    }
  });

  test('leaves a faulty type to validation', () => {
    const result = upConvert({ spec_version: '2.0', type: 5, labels: ['x'] });
    assert.deepEqual(result.ok && result.object, { spec_version: '2.1', type: 5, labels: ['x'] });
  });

  test('sets the version, also over 2.0', () => {
    assert.equal(converted(older('tool', { name: 'x' }))['spec_version'], '2.1');
    assert.equal(
      converted(older('tool', { name: 'x', spec_version: '2.0' }))['spec_version'],
      '2.1',
    );
  });

  test('leaves out empty lists', () => {
    const result = converted(
      older('tool', { name: 'x', labels: [], aliases: [], tool_version: '1' }),
    );
    assert.deepEqual(Object.keys(result).toSorted(), [
      'created',
      'id',
      'modified',
      'name',
      'spec_version',
      'tool_version',
      'type',
    ]);
    assert.equal(notesOf(older('tool', { name: 'x', labels: [] })).length, 2);
  });

  test('moves labels that are terms, and keeps the others', () => {
    const moves: [string, object, string, string][] = [
      ['indicator', { pattern: "[a:b = 'c']", valid_from: TIME }, 'indicator_types', 'benign'],
      ['malware', { name: 'x' }, 'malware_types', 'worm'],
      [
        'report',
        { name: 'x', published: TIME, object_refs: [`tool--${UUID}`] },
        'report_types',
        'campaign',
      ],
      ['threat-actor', { name: 'x' }, 'threat_actor_types', 'spy'],
      ['tool', { name: 'x' }, 'tool_types', 'exploitation'],
    ];
    for (const [type, members, property, term] of moves) {
      const all = converted(older(type, { ...members, labels: [term] }));
      assert.deepEqual([all[property], all['labels']], [[term], undefined], type);
      const some = converted(older(type, { ...members, labels: ['own', term] }));
      assert.deepEqual([some[property], some['labels']], [[term], ['own']], type);
      const none = converted(older(type, { ...members, labels: ['own'] }));
      assert.deepEqual([none[property], none['labels']], [undefined, ['own']], type);
      const taken = converted(older(type, { ...members, labels: [term], [property]: ['unknown'] }));
      assert.deepEqual([taken[property], taken['labels']], [['unknown'], [term]], type);
    }
  });

  test('names the pattern language of an indicator and rewrites its times', () => {
    const pattern = "[a:b = 'START '] START '2016-01-01T00:00:00Z' STOP '2016-02-01T00:00:00Z'";
    const result = converted(older('indicator', { labels: ['benign'], pattern, valid_from: TIME }));
    assert.deepEqual(
      [result['pattern_type'], result['pattern_version'], result['pattern']],
      [
        'stix',
        '2.0',
        "[a:b = 'START '] START t'2016-01-01T00:00:00Z' STOP t'2016-02-01T00:00:00Z'",
      ],
    );
    const yara = { pattern: "rule START '2016-01-01Z'", pattern_type: 'yara', valid_from: TIME };
    const kept = converted(older('indicator', yara));
    assert.deepEqual([kept['pattern'], kept['pattern_version']], [yara.pattern, undefined]);
    const version = { pattern: '[a:b = 1]', pattern_version: '1', valid_from: TIME };
    assert.equal(converted(older('indicator', version))['pattern_version'], '1');
    assert.equal(upConvert(older('indicator', { pattern: 5 })).ok, true);
  });

  test('takes malware of 2.0 for a family', () => {
    assert.equal(converted(older('malware', { name: 'x' }))['is_family'], true);
    assert.equal(converted(older('malware', { name: 'x', is_family: false }))['is_family'], false);
  });

  test('gives an identity its roles and takes its class out of a list', () => {
    const result = converted(
      older('identity', { name: 'x', labels: ['chief'], identity_class: ['group'] }),
    );
    assert.deepEqual(
      [result['roles'], result['labels'], result['identity_class']],
      [['chief'], undefined, 'group'],
    );
    const both = converted(
      older('identity', { name: 'x', labels: ['a'], roles: ['b'], identity_class: 'class' }),
    );
    assert.deepEqual(
      [both['roles'], both['labels'], both['identity_class']],
      [['b'], ['a'], 'class'],
    );
    const odd = upConvert(older('identity', { name: 'x', identity_class: ['a', 'b'] }));
    assert.deepEqual(odd.ok && odd.object['identity_class'], ['a', 'b']);
  });

  test('leaves out the reserved action', () => {
    assert.equal(
      converted(older('course-of-action', { name: 'x', action: 'do' }))['action'],
      undefined,
    );
    assert.equal(notesOf(older('course-of-action', { name: 'x' })).length, 1);
  });

  test('keeps the text of everything else', () => {
    const custom = older('x-mitre-tactic', { name: 'x', x_mitre_shortname: 'y' });
    assert.deepEqual(converted(custom), { ...custom, spec_version: '2.1' });
    const relationship = {
      relationship_type: 'uses',
      source_ref: `malware--${UUID}`,
      target_ref: `tool--${UUID}`,
    };
    const before = older('relationship', relationship);
    assert.deepEqual(converted(before), { ...before, spec_version: '2.1' });
  });

  test('puts the fixed definition for an older copy of a TLP one, and only for a true copy', () => {
    const copy = {
      type: 'marking-definition',
      id: RED,
      created: '2017-01-20T00:00:00.000Z',
      definition_type: 'tlp',
      definition: { tlp: 'red' },
    };
    assert.equal(converted(copy), TLP1.red);
    const white = { ...copy, id: TLP1.clear.id, definition: { tlp: 'white' } };
    assert.equal(converted(white), TLP1.clear);
    for (const forged of [
      { ...copy, definition: { tlp: 'green' } },
      { ...copy, definition: 'red' },
      { ...copy, id: `marking-definition--${UUID}` },
    ]) {
      const result = upConvert(forged);
      assert.ok(result.ok);
      assert.equal(validateObject(result.object).ok, false);
    }
    const statement = {
      ...copy,
      id: `marking-definition--${UUID}`,
      definition_type: 'statement',
      definition: { statement: 'x' },
    };
    assert.deepEqual(converted(statement), { ...statement, spec_version: '2.1' });
    assert.equal(upConvert({ ...copy, id: 5 }).ok, true);
  });
});

describe('markings under upConvert()', () => {
  const marked = (selectors: unknown, members = {}): Record<string, unknown> =>
    older('tool', {
      name: 'x',
      labels: ['exploitation', 'own'],
      granular_markings: [{ marking_ref: RED, selectors }],
      ...members,
    });

  test('stay on what did not move', () => {
    const result = converted(marked(['name']));
    assert.deepEqual(result['granular_markings'], [{ marking_ref: RED, selectors: ['name'] }]);
    assert.equal(result['object_marking_refs'], undefined);
  });

  test('rise to the whole object where content moved', () => {
    for (const selectors of [['labels'], ['labels.[0]'], ['name', 'labels.[1]']]) {
      const result = converted(marked(selectors, { object_marking_refs: [GREEN, RED] }));
      assert.equal(result['granular_markings'], undefined);
      assert.deepEqual(result['object_marking_refs'], [GREEN, RED]);
    }
    assert.deepEqual(converted(marked(['labels']))['object_marking_refs'], [RED]);
  });

  test('rise alone, beside others that stay', () => {
    const granular = [
      { marking_ref: RED, selectors: ['labels'] },
      { marking_ref: GREEN, selectors: ['name'] },
    ];
    const result = converted(marked([], { granular_markings: granular }));
    assert.deepEqual(result['granular_markings'], [granular[1]]);
    assert.deepEqual(result['object_marking_refs'], [RED]);
  });

  test('drop a language of what moved', () => {
    const result = converted(
      marked([], { granular_markings: [{ lang: 'de', selectors: ['labels'] }] }),
    );
    assert.deepEqual(
      [result['granular_markings'], result['object_marking_refs']],
      [undefined, undefined],
    );
  });

  test('are left to validation when they are faulty', () => {
    for (const granular of ['x', [5], [{ selectors: 'labels' }], [{ selectors: [5] }]]) {
      const result = upConvert(marked([], { granular_markings: granular }));
      assert.ok(result.ok);
      assert.equal(validateObject(result.object).ok, false);
    }
  });
});
