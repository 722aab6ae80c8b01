import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  isForgedTlp,
  readTlpText,
  TLP1,
  TLP2,
  TLP2_EXTENSION,
  tlpDefinition,
  tlpOfMarkingRef,
  tlpTwoToOne,
  type TlpLevel,
} from './tlp.ts';
import type { StixObject } from './types.ts';
import { validateObject } from './validate.ts';

const LEVELS: readonly TlpLevel[] = ['clear', 'green', 'amber', 'amber+strict', 'red'];
const ALL = [...Object.values(TLP2), ...Object.values(TLP1)];
const OTHER_ID = 'marking-definition--f81d4fae-7dec-41d0-8765-00a0c91e6bf6';

describe('the fixed TLP definitions', () => {
  test('are nine, all different, and valid', () => {
    assert.equal(new Set(ALL.map(({ id }) => id)).size, 9);
    for (const definition of ALL) {
      const { errors, warnings } = validateObject(definition);
      assert.deepEqual([errors, warnings], [[], []]);
    }
  });

  test('carry the published ids and bodies', () => {
    assert.deepEqual(TLP1.clear, {
      type: 'marking-definition',
      spec_version: '2.1',
      id: 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9',
      created: '2017-01-20T00:00:00.000Z',
      definition_type: 'tlp',
      name: 'TLP:WHITE',
      definition: { tlp: 'white' },
    });
    assert.deepEqual(TLP2['amber+strict'], {
      type: 'marking-definition',
      spec_version: '2.1',
      id: 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
      created: '2022-10-01T00:00:00.000Z',
      name: 'TLP:AMBER+STRICT',
      extensions: {
        'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d': {
          extension_type: 'property-extension',
          tlp_2_0: 'amber+strict',
        },
      },
    });
    const ids = LEVELS.map((level) => TLP2[level].id.slice(-36, -28));
    assert.deepEqual(ids, ['94868c89', 'bab4a63c', '55d920b0', '939a9414', 'e828b379']);
    const older = Object.values(TLP1).map(({ id }) => id.slice(-36, -28));
    assert.deepEqual(older, ['613f2e26', '34098fce', 'f88d31f6', '5e57c739']);
  });

  test('cannot be changed', () => {
    for (const definition of ALL) assert.ok(Object.isFrozen(definition));
    assert.ok(Object.isFrozen(TLP2.red.extensions?.[TLP2_EXTENSION]));
  });
});

describe('tlpOfMarkingRef()', () => {
  test('finds level and version of every fixed definition', () => {
    for (const level of LEVELS) {
      assert.deepEqual(tlpOfMarkingRef(TLP2[level].id), { scheme: 'tlp-2.0', level });
      const one = tlpTwoToOne(level);
      if (one !== undefined)
        assert.deepEqual(tlpOfMarkingRef(one.id), { scheme: 'tlp-1.0', level });
    }
  });

  test('finds it behind upper-case digits too, so that case does not hide a marking', () => {
    assert.equal(tlpOfMarkingRef(TLP2.red.id.toUpperCase())?.level, 'red');
  });

  test('finds nothing elsewhere', () => {
    for (const id of [OTHER_ID, '', 'constructor', TLP2.red.id.slice(0, -1)]) {
      assert.equal(tlpOfMarkingRef(id), undefined);
    }
  });
});

describe('tlpDefinition() and tlpTwoToOne()', () => {
  test('have no version 1 definition for AMBER+STRICT, as AMBER would be wider', () => {
    assert.equal(tlpTwoToOne('amber+strict'), undefined);
    assert.equal(tlpDefinition('tlp-1.0', 'amber+strict'), undefined);
    assert.equal(tlpDefinition('tlp-1.0', 'clear'), TLP1.clear);
    assert.equal(tlpDefinition('tlp-2.0', 'amber+strict'), TLP2['amber+strict']);
  });
});

describe('readTlpText()', () => {
  const readings: [string, TlpLevel | undefined][] = [
    ['TLP:RED', 'red'],
    ['TLP: AMBER', 'amber'],
    ['tlp:white', 'clear'],
    ['amber strict', 'amber+strict'],
    ['TLP:AMBER+STRICT', 'amber+strict'],
    ['TLP : AMBER + STRICT', 'amber+strict'],
    ['amber-strict', 'amber+strict'],
    ['TLP_AMBER_STRICT', 'amber+strict'],
    ['  tlp green ', 'green'],
    ['TLP-CLEAR', 'clear'],
    ['Clear', 'clear'],
    ['tlp:2.0:red', 'red'],
    ['TLP:1.0 WHITE', 'clear'],
    ['AMBER+', undefined],
    ['AMBERSTRICT', undefined],
    ['GREEN+STRICT', undefined],
    ['red strict', undefined],
    ['TLP', undefined],
    ['TLP:', undefined],
    ['TLP:ROUGE', undefined],
    ['TLP:ROT', undefined],
    ['TLP:VERDE', undefined],
    ['TLP:GREEN or TLP:CLEAR', undefined],
    ['not TLP:RED', undefined],
    ['TLP:RED TLP:CLEAR', undefined],
    ['TLP:EX:CHR', undefined],
    ['', undefined],
    ['PAP:RED', undefined],
    ['red'.padEnd(60), undefined],
    ['constructor', undefined],
  ];
  for (const [text, level] of readings) {
    test(`reads ${JSON.stringify(text)} as ${level ?? 'nothing'}`, () => {
      assert.equal(readTlpText(text), level);
    });
  }

  test('reads back every name', () => {
    for (const { name } of Object.values(TLP2)) {
      assert.ok(typeof name === 'string');
      assert.equal(readTlpText(name), name.slice(4).toLowerCase());
    }
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => [undefined, ...LEVELS].includes(readTlpText(text))),
    );
  });
});

describe('isForgedTlp()', () => {
  const forged: [string, StixObject][] = [
    ['another level', { ...TLP1.red, definition: { tlp: 'white' } }],
    ['a second statement', { ...TLP1.red, definition: { tlp: 'red', also: 'green' } }],
    ['no definition', { type: 'marking-definition', id: TLP1.red.id }],
    ['a definition of another kind', { ...TLP1.red, definition: 'red' }],
    ['a foreign property', { ...TLP2.clear, x_note: 1 }],
    ['a foreign name', { ...TLP2.clear, name: 'TLP:RED' }],
    ['another time', { ...TLP2.clear, created: '2023-10-01T00:00:00.000Z' }],
    ['no time', { type: 'marking-definition', id: TLP2.clear.id, spec_version: '2.1' }],
    ['another extension', { ...TLP2.clear, extensions: {} }],
    ['the level under another id', { ...TLP1.red, id: OTHER_ID }],
    ['the extension under another id', { ...TLP2.red, id: OTHER_ID }],
    [
      'the definition alone under another id',
      { type: 'marking-definition', id: OTHER_ID, definition: { tlp: 'red' } },
    ],
  ];
  for (const [name, object] of forged) {
    test(`finds ${name}`, () => {
      assert.equal(isForgedTlp(object), true);
    });
  }

  test('passes the genuine ones, without a name or with a shorter time', () => {
    for (const definition of ALL) {
      assert.equal(isForgedTlp(definition), false);
      assert.equal(isForgedTlp(structuredClone(definition)), false);
    }
    const { name: _name, ...nameless } = TLP1.red;
    assert.equal(isForgedTlp({ ...nameless, type: 'marking-definition', id: TLP1.red.id }), false);
    assert.equal(isForgedTlp({ ...TLP1.red, created: '2017-01-20T00:00:00Z' }), false);
  });

  test('passes other markings and other types', () => {
    const statement = {
      type: 'marking-definition',
      id: OTHER_ID,
      definition: { statement: 'TLP' },
    };
    assert.equal(isForgedTlp(statement), false);
    assert.equal(
      isForgedTlp({ type: 'marking-definition', id: OTHER_ID, extensions: { a: {} } }),
      false,
    );
    assert.equal(isForgedTlp({ type: 'tool', id: OTHER_ID, definition: { tlp: 'red' } }), false);
  });
});
