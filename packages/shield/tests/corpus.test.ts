import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkObject, checkText, NO_PROFILE, RULES } from '../src/index.ts';
import type { Finding } from '../src/index.ts';
import { CORPUS, PROFILE } from './corpus.ts';
import type { Sample } from './corpus.ts';

for (const sample of CORPUS) {
  test(`${sample.name}: what must not leave is found, what others need stays`, () => {
    const findings = checkText(sample.text, PROFILE);
    assert.deepEqual(missed(sample, findings), []);
    assert.deepEqual(touched(sample, findings), []);
  });
}

test('without a profile what is wrong for everybody is found all the same', (t) => {
  const sums = { secrets: 0, missed: 0, indicators: 0, touched: 0 };
  for (const sample of CORPUS) {
    const findings = checkText(sample.text, NO_PROFILE);
    sums.secrets += sample.secrets.length;
    sums.missed += missed(sample, findings).length;
    sums.indicators += sample.indicators.length;
    sums.touched += touched(sample, findings).length;
  }
  t.diagnostic(
    `${String(sums.secrets - sums.missed)} of ${String(sums.secrets)} found, ${String(sums.touched)} of ${String(sums.indicators)} indicators touched`,
  );
  assert.ok(sums.missed < sums.secrets * 0.4, String(sums.missed));
  assert.equal(sums.touched, 0);
});

test('every rule finds something in the texts it is measured by', () => {
  const objects = [
    { type: 'identity', identity_class: 'individual', name: 'Ana', contact_information: 'Dock 4' },
  ];
  const found = new Set([
    ...CORPUS.flatMap(({ text }) => checkText(text, PROFILE).map(({ rule }) => rule)),
    ...objects.flatMap((object) => checkObject(object, PROFILE).map(({ rule }) => rule)),
  ]);
  assert.deepEqual([...found].toSorted(), Object.keys(RULES).toSorted());
});

/** Secrets of which some place lies outside every finding. */
function missed({ text, secrets }: Sample, findings: readonly Finding[]): string[] {
  return secrets.filter((secret) => {
    const places = placesOf(text, secret);
    return (
      places.length === 0 || !places.every((place) => findings.some((one) => holds(one, place)))
    );
  });
}

function touched({ text, indicators }: Sample, findings: readonly Finding[]): string[] {
  return indicators.filter((indicator) => {
    const places = placesOf(text, indicator);
    return (
      places.length === 0 ||
      places.some((place) => findings.some((one) => one.instead !== '' && meets(one, place)))
    );
  });
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function placesOf(text: string, part: string): Place[] {
  const places: Place[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1))
    places.push({ start: at, end: at + part.length });
  return places;
}

function holds(one: Place, place: Place): boolean {
  return one.start <= place.start && one.end >= place.end;
}

function meets(one: Place, place: Place): boolean {
  return one.start < place.end && place.start < one.end;
}
