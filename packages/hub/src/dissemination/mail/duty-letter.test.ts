import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sayIn } from '../../kernel/index.ts';
import type { DutyView } from '../../exchange/index.ts';
import { dutyLetter, keptOf, owedIn, REMIND_BEFORE, toTell } from './duty-letter.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const DAY = 86_400_000;
const papers = (things: [id: string, until?: number][]): DutyView => ({
  kind: 'papers-to-sign',
  community: { id: 'c-1', name: 'Ports' },
  count: things.length,
  words: 'Papers in force wait for the signature of your organization',
  things: things.map(([id, until]) => ({
    id,
    name: `The name of ${id}`,
    ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
  })),
});

describe('whom a letter tells of what', () => {
  test('each thing is told once as it comes, once before its time is over, and once after', () => {
    const owed = owedIn([papers([['a', NOW + 10 * DAY]])]);
    let told = keptOf(toTell(owed, [], NOW));
    const stages = told.map(({ stage }) => stage);
    for (let day = 0; day <= 14; day += 0.25) {
      const more = keptOf(toTell(owed, told, NOW + day * DAY));
      stages.push(...more.map(({ stage }) => stage));
      told = [...told, ...more];
    }
    assert.deepEqual(stages, ['new', 'before', 'after']);
  });

  test('what comes up late is told once by where it stands', () => {
    const soon = owedIn([papers([['a', NOW + REMIND_BEFORE]])]);
    const over = owedIn([papers([['b', NOW]])]);
    assert.deepEqual(
      toTell([...soon, ...over], [], NOW).map(({ stage }) => stage),
      ['before', 'after'],
    );
  });

  test('what was reminded of and got more time is not new again', () => {
    const [first] = owedIn([papers([['a', NOW + DAY]])]);
    const told = keptOf(toTell(first === undefined ? [] : [first], [], NOW));
    assert.deepEqual(toTell(owedIn([papers([['a', NOW + 30 * DAY]])]), told, NOW), []);
  });

  test('the same thing in another community is another thing, and nothing kept names it', () => {
    const here = owedIn([papers([['a']])]);
    const there = owedIn([{ ...papers([['a']]), community: { id: 'c-2', name: 'Rail' } }]);
    assert.notEqual(here[0]?.key, there[0]?.key);
    assert.match(here[0]?.key ?? '', /^[\w-]{43}$/);
  });

  test('what is only counted is one thing', () => {
    const duty: DutyView = { ...papers([]), kind: 'objects-held', count: 7, things: [] };
    assert.equal(owedIn([duty]).length, 1);
  });
});

describe('the letter', () => {
  const letterIn = async (language: string): Promise<string> => {
    const things = toTell(
      owedIn([
        papers([
          ['a', NOW + 10 * DAY],
          ['b', NOW + 5 * DAY],
        ]),
      ]),
      [],
      NOW,
    );
    const say = await sayIn(language);
    const origin = 'https://hub.example';
    const { subject, text } = dutyLetter(things, { say, language, name: 'Ann', origin });
    return `${subject}\n${text}`;
  };

  test('says what is to be done, how much, where and until when, and no name of a thing', async () => {
    const text = await letterIn('en');
    assert.match(text, /^2 things wait for you\nGood day, Ann,\n\nPorts\n/);
    assert.match(text, /- Papers in force wait .* \(2\)\. Until 6 March 2026 at 12:00 UTC\./);
    assert.match(text, /https:\/\/hub\.example\/settings\/notifications/);
    assert.ok(!text.includes('The name of'), text);
  });

  test('is written in the language of its reader', async () => {
    const text = await letterIn('de');
    assert.match(text, /^2 Dinge warten auf Sie\nGuten Tag, Ann,/);
    assert.match(text, /Bis 6\. März 2026 um 12:00 UTC\./);
  });
});
