import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  isIdOfType,
  isStixId,
  isTypeName,
  newStixId,
  rateStixId,
  rateTail,
  typeOfId,
} from './ids.ts';

const UUID = 'f81d4fae-7dec-41d0-8765-00a0c91e6bf6';

/** Type names as STIX 2.1 §3.1 allows them. */
export const typeNames = fc
  .array(fc.stringMatching(/^[a-z0-9]{1,8}$/), { minLength: 1, maxLength: 4 })
  .map((words) => `a${words.join('-')}`);

describe('isStixId()', () => {
  test('takes a type, two hyphens and a UUID', () => {
    assert.equal(isStixId(`indicator--${UUID}`), true);
    assert.equal(isStixId(`x-mitre-tactic--${UUID}`), true);
    assert.equal(isStixId(`a--${UUID}`), true);
  });

  test('takes every version from 1 to 8 and no other', () => {
    for (let version = 0; version <= 15; version += 1) {
      const id = `tool--f81d4fae-7dec-${version.toString(16)}1d0-8765-00a0c91e6bf6`;
      assert.equal(isStixId(id), version >= 1 && version <= 8, id);
    }
  });

  test('takes the variant of RFC 9562 and no other', () => {
    for (let variant = 0; variant <= 15; variant += 1) {
      const id = `tool--f81d4fae-7dec-41d0-${variant.toString(16)}765-00a0c91e6bf6`;
      assert.equal(isStixId(id), variant >= 8 && variant <= 11, id);
    }
  });

  test('refuses everything else', () => {
    for (const value of [
      undefined,
      null,
      5,
      {},
      [],
      '',
      UUID,
      `--${UUID}`,
      `indicator-${UUID}`,
      `indicator--${UUID}0`,
      `indicator--${UUID.slice(1)}`,
      `Indicator--${UUID}`,
      `1x--${UUID}`,
      `a---${UUID}`,
      `a--b--${UUID}`,
      `ä--${UUID}`,
      `indicator--${UUID.replace('f', 'g')}`,
      `indicator--${UUID.replace('f', 'é')}`,
      `indicator--${UUID.replace('-', '0')}`,
      `indicator--${UUID} `,
      'indicator--00000000-0000-0000-0000-000000000000',
      `${'a'.repeat(251)}--${UUID}`,
    ]) {
      assert.equal(isStixId(value), false, JSON.stringify(value));
    }
  });

  test('agrees with the definition written as a pattern', () => {
    const shape =
      /^[a-z](?:[a-z0-9]|-(?!-))*(?<!-)--[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    const near = fc.tuple(typeNames, fc.uuid(), fc.nat(), fc.constantFrom('', '-', 'g', '0', 'F'));
    fc.assert(
      fc.property(near, ([type, uuid, place, letter]) => {
        const id = `${type}--${uuid}`;
        const at = place % id.length;
        const text = letter === '' ? id : id.slice(0, at) + letter + id.slice(at + 1);
        const upper = text.slice(-38).toLowerCase();
        assert.equal(isStixId(text), shape.test(text.slice(0, -38) + upper), text);
      }),
    );
  });
});

describe('rateStixId()', () => {
  test('tells upper-case digits from lower-case ones', () => {
    assert.equal(rateStixId(`tool--${UUID}`), 'good');
    assert.equal(rateStixId(`tool--${UUID.toUpperCase()}`), 'upper-case');
    assert.equal(rateStixId('tool'), 'bad');
    assert.equal(rateTail(`tool--${UUID}`, 4), 'good');
    assert.equal(rateTail(`tool--${UUID}`, 3), 'bad');
  });
});

describe('isIdOfType()', () => {
  test('wants exactly this type', () => {
    assert.equal(isIdOfType(`malware--${UUID}`, 'malware'), true);
    assert.equal(isIdOfType(`malware-analysis--${UUID}`, 'malware'), false);
    assert.equal(isIdOfType(`tool--${UUID}`, 'malware'), false);
  });
});

describe('typeOfId()', () => {
  test('gives the type, whatever hyphens it has', () => {
    assert.equal(typeOfId(`x-mitre-tactic--${UUID}`), 'x-mitre-tactic');
    assert.equal(typeOfId('tool--1'), undefined);
    fc.assert(
      fc.property(typeNames, fc.uuid({ version: [1, 2, 3, 4, 5, 6, 7, 8] }), (type, uuid) => {
        assert.equal(typeOfId(`${type}--${uuid}`), type);
      }),
    );
  });
});

describe('newStixId()', () => {
  test('makes ids of version 4 that differ', () => {
    const ids = new Set(Array.from({ length: 100 }, () => newStixId('indicator')));
    assert.equal(ids.size, 100);
    for (const id of ids) {
      assert.equal(typeOfId(id), 'indicator');
      assert.equal(id[25], '4');
    }
  });

  test('refuses what is not a type name', () => {
    for (const type of ['', 'A', 'a--b', '-a', 'a-', 'x'.repeat(251), 'a_b']) {
      assert.throws(() => newStixId(type), TypeError);
    }
  });
});

describe('isTypeName()', () => {
  test('looks at the named length only', () => {
    assert.equal(isTypeName('tool--x', 4), true);
    assert.equal(isTypeName('tool--x', 5), false);
    assert.equal(isTypeName('tool', 0), false);
  });
});
