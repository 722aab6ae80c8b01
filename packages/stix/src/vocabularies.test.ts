import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isOpenVocabulary, isTermOf, VOCABULARIES } from './vocabularies.ts';

describe('VOCABULARIES', () => {
  test('are 32, each with terms that differ', () => {
    const lists = Object.entries(VOCABULARIES);
    assert.equal(lists.length, 32);
    for (const [name, terms] of lists) {
      assert.ok(terms.length >= 3, name);
      assert.equal(new Set(terms).size, terms.length, name);
      assert.match(name, /-(?:ov|enum)$/);
    }
  });

  test('hold the terms that older readings miss', () => {
    assert.ok(isTermOf('encryption-algorithm-enum', 'ChaCha20-Poly1305'));
    assert.ok(isTermOf('hash-algorithm-ov', 'TLSH'));
    assert.ok(isTermOf('malware-capabilities-ov', 'violates-system-operational-integrity'));
    assert.ok(isTermOf('attack-resource-level-ov', 'individual'));
    assert.equal(isTermOf('hash-algorithm-ov', 'md5'), false);
  });
});

describe('isOpenVocabulary()', () => {
  test('tells open from closed lists', () => {
    assert.equal(isOpenVocabulary('region-ov'), true);
    assert.equal(isOpenVocabulary('opinion-enum'), false);
  });
});
