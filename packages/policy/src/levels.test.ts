import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isAtLeast,
  isScheme,
  isTlpLevel,
  levelOfWord,
  SCHEMES,
  stricterLevel,
  TLP_LEVELS,
  tlpText,
} from './index.ts';
import type { Scheme, TlpLevel } from './index.ts';

const WORDS: [Scheme, string, TlpLevel | undefined, string?][] = [
  // FIRST TLP 2.0, and how people spell it (M2).
  ['tlp-2.0', 'TLP:CLEAR', 'clear', 'CLEAR'],
  ['tlp-2.0', 'TLP:WHITE', 'clear', 'WHITE'],
  ['tlp-2.0', 'TLP:GREEN', 'green', 'GREEN'],
  ['tlp-2.0', 'TLP:AMBER', 'amber', 'AMBER'],
  ['tlp-2.0', 'TLP:AMBER+STRICT', 'amber+strict', 'AMBER+STRICT'],
  ['tlp-2.0', 'TLP:RED', 'red', 'RED'],
  ['tlp-2.0', ' tlp: amber ', 'amber', 'AMBER'],
  ['tlp-2.0', 'amber strict', 'amber+strict', 'AMBER+STRICT'],
  ['tlp-2.0', 'amber_strict', 'amber+strict', 'AMBER+STRICT'],
  ['tlp-2.0', 'AMBER + STRICT', 'amber+strict', 'AMBER+STRICT'],
  ['tlp-2.0', 'AMBERSTRICT', 'amber+strict', 'AMBER+STRICT'],
  // TLP 1.0 knows neither CLEAR nor AMBER+STRICT.
  ['tlp-1.0', 'TLP:WHITE', 'clear', 'WHITE'],
  ['tlp-1.0', 'TLP:AMBER', 'amber', 'AMBER'],
  ['tlp-1.0', 'TLP:GREEN', 'green', 'GREEN'],
  ['tlp-1.0', 'TLP:RED', 'red', 'RED'],
  ['tlp-1.0', 'TLP:CLEAR', undefined],
  ['tlp-1.0', 'TLP:AMBER+STRICT', undefined],
  // ISO 22396 Annex A: AMBER stops at the recipient's organization.
  ['iso22396-a', 'WHITE', 'clear', 'WHITE'],
  ['iso22396-a', 'GREEN', 'green', 'GREEN'],
  ['iso22396-a', 'AMBER', 'amber+strict', 'AMBER'],
  ['iso22396-a', 'RED', 'red', 'RED'],
  ['iso22396-a', 'AMBER+STRICT', undefined],
  // What is not known is not read, and so is never widened.
  ...[
    '',
    'TLP:',
    'GRÜN',
    'GELB',
    'TLP:TLP:RED',
    'REDDISH',
    'AMBER STRICTER',
    'CLEAR GREEN',
    'constructor',
    '__proto__',
    'WH\u0131TE',
    'AMBER+\u017FTRICT',
  ].map((word): [Scheme, string, undefined] => ['tlp-2.0', word, undefined]),
];

describe('levelOfWord', () => {
  for (const [scheme, word, level, declared] of WORDS) {
    it(`reads "${word}" of ${scheme} as ${level ?? 'unknown'}`, () => {
      const expected = level === undefined ? undefined : { level, declared };
      assert.deepEqual(levelOfWord(scheme, word), expected);
    });
  }

  it('lets Annex A AMBER reach clients only when the source allowed them', () => {
    assert.equal(levelOfWord('iso22396-a', 'AMBER', { clientsAllowed: true })?.level, 'amber');
    assert.equal(
      levelOfWord('iso22396-a', 'AMBER', { clientsAllowed: false })?.level,
      'amber+strict',
    );
    assert.equal(levelOfWord('iso22396-a', 'RED', { clientsAllowed: true })?.level, 'red');
    assert.equal(levelOfWord('tlp-2.0', 'AMBER', { clientsAllowed: true })?.level, 'amber');
  });

  it('writes every level as FIRST does, and reads it back', () => {
    assert.deepEqual(TLP_LEVELS.map(tlpText), [
      'TLP:CLEAR',
      'TLP:GREEN',
      'TLP:AMBER',
      'TLP:AMBER+STRICT',
      'TLP:RED',
    ]);
    for (const level of TLP_LEVELS)
      assert.equal(levelOfWord('tlp-2.0', tlpText(level))?.level, level);
  });
});

describe('levels', () => {
  it('run from CLEAR to RED', () => {
    assert.deepEqual([...TLP_LEVELS], ['clear', 'green', 'amber', 'amber+strict', 'red']);
  });

  it('have a stricter one of two', () => {
    for (const [a, one] of TLP_LEVELS.entries()) {
      for (const [b, other] of TLP_LEVELS.entries()) {
        assert.equal(stricterLevel(one, other), TLP_LEVELS[Math.max(a, b)]);
        assert.equal(isAtLeast(one, other), a >= b);
      }
    }
  });

  it('are told from anything else', () => {
    assert.ok(TLP_LEVELS.every(isTlpLevel));
    assert.ok(SCHEMES.every(isScheme));
    for (const value of ['RED', '', null, undefined, 0, {}, ['red']]) {
      assert.equal(isTlpLevel(value), false);
      assert.equal(isScheme(value), false);
    }
  });
});
