import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  confidenceOf,
  CREDIBILITIES_SAID,
  credibilityFor,
  credibilityOf,
  topicOfType,
} from './admiralty.ts';

describe('the Admiralty code', () => {
  it('reads a stated confidence by the ranges of STIX 2.1 appendix A', () => {
    const edges = [0, 19, 20, 39, 40, 59, 60, 79, 80, 100].map(credibilityOf);
    assert.deepEqual(edges, [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]);
    assert.deepEqual([-1, 101, Number.NaN].map(credibilityOf), [undefined, undefined, undefined]);
  });

  it('writes each number a source may say as a confidence that reads as the same number', () => {
    for (const said of CREDIBILITIES_SAID) assert.equal(credibilityOf(confidenceOf(said)), said);
    assert.deepEqual(CREDIBILITIES_SAID.map(confidenceOf), [70, 50, 30, 10]);
  });

  it('calls nothing confirmed on the word of its source alone, and nothing fair that nobody judged', () => {
    assert.deepEqual(credibilityFor(95, 1), { number: 2, by: 'unconfirmed' });
    assert.deepEqual(credibilityFor(70, 1), { number: 2, by: 'said' });
    assert.equal(credibilityFor(undefined, 1), undefined);
    assert.equal(credibilityFor(undefined, 0), undefined);
  });

  it('calls confirmed what several sources brought that are known to be different, whatever each says', () => {
    for (const said of [undefined, 10, 95]) {
      assert.deepEqual(credibilityFor(said, 2), { number: 1, by: 'confirmed' });
    }
  });

  it('counts every type to a topic', () => {
    assert.equal(topicOfType('malware'), 'threats');
    assert.equal(topicOfType('ipv4-addr'), 'indicators');
    assert.equal(topicOfType('__proto__'), 'indicators');
    assert.equal(topicOfType('constructor'), 'indicators');
  });
});
