import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainPattern } from './pattern-words.ts';
import { graphOf } from './graph-data.ts';
import { groupRelations, relationsFrom, reportsOf } from './relations.ts';
import { bucketsOf } from './sighting-buckets.ts';
import { answersOf, verdictOf } from './verdict.ts';
import type { Answers } from './verdict.ts';

const NOW = new Date(2026, 2, 20, 12).getTime();
const OBJECT = { type: 'indicator', revoked: false, object: {} };
const SIGHTING = { type: 'sighting', property: 'sighting_of_ref' };

/** An instant so many days before now, at noon. */
function daysAgo(days: number): string {
  return new Date(2026, 2, 20 - days, 11).toISOString();
}

function reference(id: string, part: object): object {
  return {
    id: `${id} ${JSON.stringify(part)}`,
    origin: { id, name: id },
    date_added: daysAgo(0),
    title: '',
    ...part,
  };
}

function answers(list: object[]): Answers {
  return answersOf(list as Parameters<typeof answersOf>[0] & object[]);
}

function verdict(list: object[], object: object = OBJECT): string {
  return verdictOf(object as Parameters<typeof verdictOf>[0], answers(list), NOW);
}

test('a verdict counts members, never answers, says when it was last seen, and no more than was said', () => {
  assert.equal(
    verdict([
      reference('a', { ...SIGHTING, count: 2, date_added: daysAgo(5) }),
      reference('a', { ...SIGHTING, date_added: daysAgo(3), last_seen: daysAgo(1) }),
      reference('b', { ...SIGHTING, date_added: daysAgo(9) }),
      reference('c', { ...SIGHTING, date_added: daysAgo(30) }),
      reference('c', { type: 'note', action: 'none' }),
    ]),
    'Seen by 3 members, 5 times in all, last yesterday; nobody called it false.',
  );
  assert.equal(
    verdict([
      reference('b', { type: 'opinion', opinion: 'strongly-disagree' }),
      reference('c', { type: 'note', action: 'blocked' }),
    ]),
    'Nobody said they saw it; one called it a false positive; one acted on it.',
  );
});

test('a verdict says until when its source calls it valid, and when that is over', () => {
  const until = (at: string): object => ({ ...OBJECT, object: { valid_until: at } });
  const seen = [reference('a', { ...SIGHTING, date_added: daysAgo(40) })];
  assert.equal(
    verdict(seen, until(daysAgo(-14))),
    'Seen by one member, last on February 8; nobody called it false; valid until April 3.',
  );
  assert.match(verdict([], until(daysAgo(1))), /Its source called it valid only until March 19\.$/);
  assert.match(verdict(seen, { ...OBJECT, revoked: true }), /taken it back/);
});

test('nobody is asked whether they saw a report; a bare value is seen by a note that says so', () => {
  assert.equal(verdict([]), 'Nobody has answered it yet. Did you see it?');
  assert.match(verdict([], { ...OBJECT, type: 'report' }), /What did you do about it\?$/);
  assert.equal(
    verdict([reference('a', { type: 'note', action: 'patched' })], { ...OBJECT, type: 'report' }),
    'One acted on it.',
  );
  const note = reference('a', { type: 'note', property: 'object_refs', count: 4 });
  assert.match(verdict([note]), /^Seen by one member, 4 times in all, last today/);
});

test('bars are days, weeks or months, without gaps, and every answer is in exactly one', () => {
  for (const [span, unit, bars] of [
    [0, 'day', 1],
    [10, 'day', 11],
    [31, 'day', 32],
    [70, 'week', 11],
    [500, 'month', 17],
  ] as const) {
    const found = bucketsOf(
      answers([
        reference('a', { ...SIGHTING, date_added: daysAgo(span), count: 7 }),
        reference('b', { ...SIGHTING, date_added: daysAgo(0) }),
        reference('c', { type: 'opinion', opinion: 'disagree', date_added: daysAgo(0) }),
      ]),
    );
    assert.deepEqual([found.unit, found.buckets.length], [unit, bars], String(span));
    const sum = (pick: (one: (typeof found.buckets)[number]) => number): number =>
      found.buckets.reduce((all, one) => all + pick(one), 0);
    assert.equal(
      sum(({ sightings }) => sightings),
      2,
    );
    assert.equal(
      sum(({ times }) => times),
      8,
    );
    assert.equal(
      sum(({ falsePositives }) => falsePositives),
      1,
    );
    assert.equal(found.buckets.at(-1)?.falsePositives, 1);
  }
  assert.deepEqual(bucketsOf(answers([])).buckets, []);
});

test('weeks begin on Monday, and an answer dated wrongly is left out', () => {
  const { buckets } = bucketsOf(
    answers([
      reference('a', { ...SIGHTING, date_added: daysAgo(60) }),
      reference('a', { ...SIGHTING, date_added: daysAgo(0) }),
      reference('b', { ...SIGHTING, last_seen: 'last week' }),
    ]),
  );
  assert.ok(buckets.every(({ start }) => new Date(start).getDay() === 1));
  assert.equal(
    buckets.reduce((all, { sightings }) => all + sightings, 0),
    2,
  );
});

test('relations are told from both sides, by verb; reports and answers are none', () => {
  const self = { id: 'malware--1', type: 'malware', title: 'One' };
  const other = { id: 'tool--1', type: 'tool', title: 'Two' };
  const list = [
    reference('a', {
      type: 'relationship',
      property: 'source_ref',
      relationship_type: 'uses',
      other,
    }),
    reference('b', {
      type: 'relationship',
      property: 'target_ref',
      relationship_type: 'drops',
      other,
    }),
    reference('c', { type: 'report', property: 'object_refs' }),
    reference('d', { type: 'note', property: 'object_refs', action: 'blocked' }),
    reference('e', SIGHTING),
  ] as Parameters<typeof relationsFrom>[1] & object[];
  const relations = relationsFrom(self, list);
  assert.deepEqual(
    groupRelations(self.id, relations).map(({ words }) => words),
    ['It uses …', '… drops it'],
  );
  assert.deepEqual(
    reportsOf(list).map(({ type }) => type),
    ['report'],
  );
  const drawn = graphOf([...relations, ...relations]);
  assert.deepEqual([drawn.nodes.length, drawn.edges.length, drawn.left], [2, 2, 0]);
  assert.deepEqual([graphOf(relations, 1).nodes.length, graphOf(relations, 1).left], [1, 1]);
});

test('a pattern is said in words, with its values; what is none is not guessed at', () => {
  const one = explainPattern("[file:hashes.'SHA-256' = 'aa']");
  assert.deepEqual(one?.parts, [{ of: 'File, SHA-256', how: '', value: 'aa' }]);
  assert.match(one?.sentence ?? '', /wherever this value/);
  const both = explainPattern("[url:value LIKE 'http%' AND domain-name:value != 'a.example']");
  assert.match(both?.sentence ?? '', /all of these are seen together, 2 values/);
  assert.deepEqual(
    both?.parts.map(({ how }) => how),
    ['like', 'not'],
  );
  assert.match(
    explainPattern("[mutex:name = 'a'] FOLLOWEDBY [mutex:name = 'b']")?.sentence ?? '',
    /one after the other/,
  );
  assert.equal(explainPattern('rule a { condition: true }'), undefined);
});
