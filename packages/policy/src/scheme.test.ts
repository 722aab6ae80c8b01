import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  ASSESSED,
  isAssessment,
  ownWord,
  rankOfLevel,
  schemeFault,
  suggestedLevel,
  TLP_LEVELS,
} from './index.ts';
import type { Assessment } from './index.ts';

const INTERNAL = { word: 'Internal', level: 'amber+strict', means: '' } as const;

describe('a classification scheme', () => {
  it('reads its own words in any case and width, and no others', () => {
    const scheme = { words: [INTERNAL] };
    for (const said of ['Internal', ' INTERNAL ', 'Ｉnternal']) {
      assert.equal(ownWord(scheme, said)?.level, 'amber+strict', said);
    }
    for (const said of ['', 'Intern', 'amber']) assert.equal(ownWord(scheme, said), undefined);
  });

  it('refuses a word twice, and a level of TLP that would be another', () => {
    const twice = { words: [INTERNAL, { ...INTERNAL, word: 'internal ' }], others: [] };
    assert.equal(schemeFault(twice)?.at, 'words/1');
    for (const word of ['green', 'TLP:Green', 'WHITE', 'tlp: white']) {
      const fault = schemeFault({ words: [{ ...INTERNAL, word }], others: [] });
      assert.equal(fault?.at, 'words/0', word);
    }
    const same = { words: [{ word: 'GREEN', level: 'green', means: '' } as const], others: [] };
    assert.equal(schemeFault(same), undefined);
  });

  it('lets other schemes use the words of TLP as they do, but none twice', () => {
    const annex = { name: 'ISO 22396 A', words: [{ ...INTERNAL, word: 'AMBER' }] };
    assert.equal(schemeFault({ words: [], others: [annex] }), undefined);
    const twice = { ...annex, words: [...annex.words, ...annex.words] };
    assert.equal(schemeFault({ words: [], others: [annex, twice] })?.at, 'others/1/words/1');
  });
});

describe('the four questions', () => {
  const answers: fc.Arbitrary<Assessment> = fc.record(
    Object.fromEntries(ASSESSED.map((name) => [name, fc.integer({ min: 1, max: 4 })])) as Record<
      (typeof ASSESSED)[number],
      fc.Arbitrary<number>
    >,
  );

  it('never come to CLEAR nor to RED', () => {
    fc.assert(
      fc.property(answers, (given) => {
        assert.ok(!['clear', 'red'].includes(suggestedLevel(given)));
      }),
    );
  });

  it('come to no wider level when an answer is graver', () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(...ASSESSED), (given, name) => {
        const graver = { ...given, [name]: Math.min(4, given[name] + 1) };
        assert.ok(rankOfLevel(suggestedLevel(graver)) >= rankOfLevel(suggestedLevel(given)));
      }),
    );
  });

  it('use every level between', () => {
    const levels = new Set(
      [1, 2, 3, 4].map((disclosure) =>
        suggestedLevel({ value: 1, criticality: 1, modification: 1, disclosure }),
      ),
    );
    assert.deepEqual([...levels], TLP_LEVELS.slice(1, -1));
  });

  it('are whole or not there', () => {
    assert.ok(isAssessment({ value: 1, criticality: 4, disclosure: 2, modification: 3 }));
    for (const wrong of [
      undefined,
      {},
      { value: 1, criticality: 4, disclosure: 2 },
      { value: 0, criticality: 4, disclosure: 2, modification: 3 },
      { value: 1.5, criticality: 4, disclosure: 2, modification: 3 },
      { value: 1, criticality: 5, disclosure: 2, modification: 3 },
      { value: 1, criticality: 1, disclosure: 2, modification: 3, more: 1 },
    ]) {
      assert.ok(!isAssessment(wrong), JSON.stringify(wrong));
    }
  });
});
