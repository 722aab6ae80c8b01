import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { STOPS_MAX, hubWordsReader } from './hub-words.ts';

const catalogue: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../../hub/words/de.json', import.meta.url), 'utf8'),
);
const read = hubWordsReader(catalogue);

/** What a part of a sentence could be. */
const SAMPLES: Readonly<Record<string, string>> = {
  at: '2026-03-01 12:00 UTC',
  expected: 'a list',
  kind: 'group',
  least: '3',
  level: 'TLP:GREEN',
  limit: '20',
  message: 'The quotes are not closed; write another " at the end',
  most: '7',
  range: '0 to 100',
  value: '"some value"',
  weakness: 'It repeats very few characters',
  what: 'sector',
  why: 'is for objects with versions',
};
const SPOKEN = new Set(['expected', 'kind', 'message', 'range', 'weakness', 'what', 'why']);

function filled(text: string, isSpoken: boolean): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
    const sample = SAMPLES[name] ?? `Zeta ${name}`;
    return isSpoken && SPOKEN.has(name) ? (catalogue[sample] ?? '0 bis 100') : sample;
  });
}

describe('a sentence of the hub', () => {
  for (const [template, text] of Object.entries(catalogue)) {
    test(`is said in German: ${template}`, () => {
      assert.equal(read(filled(template, false)), filled(text, true));
    });
  }

  test('keeps what was put in exactly, whatever it looks like', () => {
    const name = '<b>{{kind}}</b> "Sign in first" $& {{name}}';
    assert.equal(
      read(`There is no person "${name}" here; take one of the community's directory`),
      `Hier gibt es keine Person „${name}“; nehmen Sie eine aus dem Verzeichnis der Gemeinschaft`,
    );
  });

  test('one after another are said one by one, also with a full stop inside a name', () => {
    assert.equal(
      read('For the community; not for public channels. Recipients: St. Mary. Hospital, B. Ltd.'),
      'Für die Gemeinschaft; nicht für öffentliche Kanäle. Empfänger: St. Mary. Hospital, B. Ltd.',
    );
  });

  test('that is none is left to whoever asked', () => {
    for (const words of ['', 'Blumen to go', 'TLP', 'Anything. At all.', 'x'.repeat(100_000)]) {
      assert.equal(read(words), undefined, words.slice(0, 40));
    }
  });

  test('with more full stops than the hub ever says are left as they came', () => {
    const one = 'For the community; not for public channels.';
    const said = 'Für die Gemeinschaft; nicht für öffentliche Kanäle.';
    const many = (text: string, count: number) =>
      Array.from({ length: count }, () => text).join(' ');
    assert.equal(read(many(one, STOPS_MAX + 1)), many(said, STOPS_MAX + 1));
    assert.equal(read(many(one, STOPS_MAX + 2)), undefined);
  });
});
