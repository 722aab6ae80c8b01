import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VOCABULARIES } from '@tocsin/stix';
import { countryWords, regionWords } from './place-words.ts';

test('every region of the standard has a name that people use', () => {
  for (const region of VOCABULARIES['region-ov']) {
    const name = regionWords(region);
    assert.match(name, /^[A-Z]/, region);
    assert.notEqual(name, region);
  }
  assert.equal(regionWords('western-europe'), 'Western Europe');
});

test('a country is said by its name; what is no code or no term stays as it was written', () => {
  assert.equal(countryWords('NL'), 'Netherlands');
  assert.equal(countryWords('nl'), 'Netherlands');
  assert.equal(countryWords('QQ'), 'QQ');
  assert.equal(countryWords('The Netherlands'), 'The Netherlands');
  assert.equal(regionWords('the coast'), 'the coast');
  assert.equal(regionWords('constructor'), 'constructor');
});
