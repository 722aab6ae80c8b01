import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { VOCABULARIES } from '@tocsin/stix';
import { sectorInEnglish, sectorWords, termWords } from './term-words.ts';

const SHOWN = [
  'malware-type-ov',
  'indicator-type-ov',
  'tool-type-ov',
  'report-type-ov',
  'infrastructure-type-ov',
  'threat-actor-type-ov',
  'threat-actor-role-ov',
  'threat-actor-sophistication-ov',
  'attack-motivation-ov',
  'attack-resource-level-ov',
  'identity-class-ov',
  'malware-capabilities-ov',
  'malware-result-ov',
  'grouping-context-ov',
] as const;

test('every sector and every term that a page shows is said in German', async () => {
  const file = new URL('../words/de.json', import.meta.url);
  const german: Record<string, string> = JSON.parse(await readFile(file, 'utf8'));
  for (const sector of VOCABULARIES['industry-sector-ov']) {
    assert.ok(Object.hasOwn(german, sectorWords(sector)), sector);
    assert.equal(sectorWords(sector), sectorInEnglish(sector));
  }
  for (const term of SHOWN.flatMap((name) => [...VOCABULARIES[name]])) {
    assert.ok(Object.hasOwn(german, termWords(term)), term);
  }
});

test('what a malware can do is said so that nobody has to know the terms', () => {
  assert.equal(termWords('communicates-with-c2'), 'talks to a command-and-control server');
  for (const term of VOCABULARIES['malware-capabilities-ov']) {
    assert.doesNotMatch(termWords(term), /^anti|artifact|peripheral|\bav\b|\bvm\b|privilege/, term);
  }
});

test('what is no term of the standard stays as its source wrote it', () => {
  assert.equal(termWords('made-up-term'), 'made up term');
  assert.equal(termWords('Grey Fox v2.1'), 'Grey Fox v2.1');
  assert.equal(sectorWords('constructor'), 'Constructor');
});
