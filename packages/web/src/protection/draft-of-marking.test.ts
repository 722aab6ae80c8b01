import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MarkingIn } from '../kernel/contract.ts';
import { draftOfMarking } from './draft-of-marking.ts';
import { markingOf } from './marking-draft.ts';

const now = Date.parse('2026-06-01T12:00:00.000Z');
const parts: Partial<MarkingIn>[] = [
  {},
  { audience: { organizations: ['birch'], groups: ['responders'], persons: ['carl'] } },
  { audience: { everyone: true, organizations: ['shield'] } },
  {
    limits: {
      organizations: ['birch'],
      persons: ['carl'],
      units: ['payments'],
      purposes: ['defence'],
      sectors: ['water'],
      countries: ['DE'],
      clients: false,
      providers: false,
      government: false,
    },
  },
  { limits: { roles: ['analyst'] } },
  { limits: { roles: ['analyst', 'night watch'] } },
  { pap: 'amber' },
  { terms: { attribution: 'MUST-NOT', chatham_house: true, disclaimer: 'As is.' } },
  { assessment: { value: 1, criticality: 2, disclosure: 3, modification: 4 } },
  { from: '2026-06-02T08:00:00.000Z', until: '2026-07-01T08:00:30.500Z' },
  {
    changes: [
      { at: '2026-06-20T13:00:30.000Z', level: 'green' },
      { at: '2026-06-25T13:00:00.000Z', level: 'clear' },
    ],
  },
];

test('a marking put into the form and sent again says the same, whatever it limits', () => {
  for (const part of parts) {
    const said: MarkingIn = { level: 'amber', audience: { everyone: true }, ...part };
    const draft = draftOfMarking(said, { level: 'amber', words: [], now });
    assert.deepEqual(markingOf(draft), said);
  }
});

test('a word the community agreed on stays, as do the persons of RED and what comes after', () => {
  const words = [{ word: 'HARBOUR' }];
  const own: MarkingIn = { level: 'HARBOUR', audience: { everyone: true } };
  assert.deepEqual(markingOf(draftOfMarking(own, { level: 'amber', words, now })), own);
  const red: MarkingIn = {
    level: 'red',
    audience: { persons: ['carl'], groups: [], everyone: true },
    changes: [{ at: '2026-06-20T13:00:00.000Z', level: 'green' }],
  };
  assert.deepEqual(markingOf(draftOfMarking(red, { level: 'red', words, now })), red);
});

test('what has begun needs no beginning, and an end that is past is not dropped', () => {
  const said: MarkingIn = {
    level: 'green',
    audience: { everyone: true },
    from: '2026-05-01T12:00:00.000Z',
    until: '2026-05-20T12:00:00.000Z',
  };
  const sent = markingOf(draftOfMarking(said, { level: 'green', words: [], now }));
  assert.deepEqual([sent.from, sent.until], [undefined, said.until]);
});
