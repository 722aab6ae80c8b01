import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { TERMS } from './terms.ts';

test('a word on a screen means what the glossary says', () => {
  const glossary = readFileSync(new URL('../../../../GLOSSARY.md', import.meta.url), 'utf8');
  for (const [name, meaning] of Object.entries(TERMS)) {
    assert.ok(glossary.includes(`| ${name} | ${meaning} |`), `${name}: ${meaning}`);
  }
});
