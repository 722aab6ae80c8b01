import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { labelOf } from '@tocsin/policy';
import type { Clause, Label } from '@tocsin/policy';
import { audienceWords, limitWords, markingWords, reachSentence } from './words.ts';
import type { NamesForWords } from './words.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const names: NamesForWords = {
  organization: (id) => `Organization ${id}`,
  group: (id) => `Group ${id}`,
  person: (id) => `Person ${id}`,
};

function label(over: Partial<Clause>): Label {
  return labelOf({
    origin: 'alder',
    community: 'energy',
    scheme: 'tlp-2.0',
    level: 'amber',
    audience: { everyone: true },
    reach: { version: 1, providers: false, providerStaff: false, government: false },
    ...over,
  });
}

const NAMED = { organizations: ['o-secret'], groups: ['g-secret'], persons: ['p-secret'] };

describe('the words of a marking', () => {
  const levels: [Clause['level'], string][] = [
    ['clear', 'Anybody may read it and pass it on; copyright still applies.'],
    [
      'green',
      'For the community; not for public channels. Every active member organization is a recipient; government partners, service providers and clients are not, unless named.',
    ],
    [
      'amber',
      'For the recipients’ organizations, and for clients who need it to protect themselves. Every active member organization is a recipient; government partners, service providers and clients are not, unless named. Its source is told who opens and copies it.',
    ],
    [
      'amber+strict',
      'For the recipients’ organizations only, not for their clients. Every active member organization is a recipient; government partners, service providers and clients are not, unless named. Its source is told who opens and copies it.',
    ],
    [
      'red',
      'For the persons named only; nobody passes it on. Its source is told who opens and copies it.',
    ],
  ];
  for (const [level, words] of levels) {
    test(`say what ${level} means here`, () => {
      assert.equal(markingWords(label({ level }), { now }), words);
    });
  }

  test('follow the profile the item was published under', () => {
    const reach = { version: 2, providers: true, providerStaff: false, government: true };
    assert.deepEqual(audienceWords(label({ level: 'green', reach }), { now }), [
      'Every active member organization is a recipient; clients are not, unless named.',
    ]);
    assert.deepEqual(audienceWords(label({ level: 'amber+strict', reach }), { now }), [
      'Every active member organization is a recipient; government partners, service providers and clients are not, unless named.',
    ]);
  });

  test('name recipients to the source and to nobody else', () => {
    for (const level of ['green', 'amber', 'amber+strict', 'red', 'clear'] as const) {
      for (const audience of [NAMED, { everyone: true, ...NAMED }]) {
        const limits = { organizations: ['l-secret'], persons: ['m-secret'] };
        const words = markingWords(label({ level, audience, limits }), { now });
        assert.doesNotMatch(words, /secret/);
      }
    }
    assert.deepEqual(audienceWords(label({ audience: NAMED }), { now, names }), [
      'Recipients: Organization o-secret, Person p-secret.',
      'Groups that receive it: Group g-secret.',
    ]);
    assert.deepEqual(audienceWords(label({ audience: NAMED }), { now }), [
      'The source chose its recipients.',
    ]);
  });

  test('name only the persons at RED', () => {
    assert.deepEqual(audienceWords(label({ level: 'red', audience: NAMED }), { now, names }), [
      'Persons named: Person p-secret.',
      'Groups named: Group g-secret.',
    ]);
  });

  test('tell limits, actions and times', () => {
    const marked = label({
      limits: { providers: false, clients: false, government: false, sectors: ['energy', 'water'] },
      pap: 'amber',
      from: now + 60_000,
      until: now + 86_400_000,
      changes: [{ at: now + 3_600_000, level: 'green' }],
    });
    assert.deepEqual(limitWords(marked, now), [
      'Not for clients.',
      'Not for service providers.',
      'Not for government partners.',
      'Only in the sectors energy, water.',
      'PAP:AMBER: no action its target could notice; looking it up at third parties is fine.',
      'Nobody but the source reads it before 2026-03-01 12:01 UTC.',
      'Nobody but the source reads it from 2026-03-02 12:00 UTC on.',
      'TLP:GREEN from 2026-03-01 13:00 UTC.',
    ]);
  });

  test('follow a change set in advance, at its second', () => {
    const at = now + 1000;
    const marked = label({ changes: [{ at, level: 'green' }] });
    assert.match(markingWords(marked, { now: at - 1 }), /^For the recipients/);
    assert.match(markingWords(marked, { now: at }), /^For the community/);
  });

  test('say of what rests on several items only that it does', () => {
    const one = label({ audience: NAMED }).clauses;
    const other = label({ origin: 'birch', audience: NAMED }).clauses;
    const words = audienceWords({ clauses: [...one, ...other] }, { now, names });
    assert.deepEqual(words, [
      'It rests on items of 2 organizations; only those who may read all of them read it.',
    ]);
  });

  test('say that nobody sees what cannot be read or names an unknown marking', () => {
    assert.match(markingWords({ clauses: [] }, { now }), /nobody is shown it/);
    assert.match(markingWords(label({ unknown: ['x'] }), { now }), /only its source sees it/);
    assert.match(markingWords(label({ audience: {} }), { now }), /names no recipient/);
  });
});

describe('the sentence about who will see', () => {
  const organization = (name: string, kind: 'member' | 'government' = 'member') => ({
    id: name,
    name,
    class: kind,
  });
  const count = {
    persons: 41,
    tokens: 0,
    organizations: Array.from({ length: 14 }, (_, n) => organization(String(n))),
    without: [organization('X', 'government')],
  };

  test('counts people and organizations and names who is left out', () => {
    assert.equal(
      reachSentence(count, 'amber'),
      '41 people in 14 organizations will see this; government partner X will not.',
    );
  });

  test('counts programs, says one of one, and keeps long lists short', () => {
    const few = { ...count, persons: 1, tokens: 2, organizations: [organization('a')] };
    const without = ['B', 'C', 'D', 'E'].map((name) => organization(name));
    assert.equal(
      reachSentence({ ...few, without }, 'amber'),
      '1 person and 2 programs in 1 organization will see this; 4 organizations will not, B, C and D among them.',
    );
  });

  test('says nobody of nobody, and that CLEAR may be made public', () => {
    const none = { persons: 0, tokens: 0, organizations: [], without: [] };
    assert.equal(reachSentence(none, 'amber'), 'Nobody will see this.');
    assert.match(reachSentence(count, 'clear'), /It may also be made public\.$/);
  });
});
