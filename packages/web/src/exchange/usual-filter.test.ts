import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTyingHidden, USUAL_FILTER, withoutTying, withTying } from './usual-filter.ts';

test('what only ties other things together is left out, once, and comes back', () => {
  assert.equal(withoutTying(''), USUAL_FILTER);
  assert.equal(withoutTying(USUAL_FILTER), USUAL_FILTER);
  assert.equal(withoutTying('emotet type:malware'), `emotet type:malware ${USUAL_FILTER}`);
  assert.equal(withTying(`emotet ${USUAL_FILTER} is:mine`), 'emotet is:mine');
  assert.equal(withTying(USUAL_FILTER), '');
});

test('a filter that asks for relations or sightings keeps them', () => {
  assert.equal(withoutTying('type:sighting,report'), 'type:sighting,report');
  assert.equal(withoutTying('type:identity'), 'type:identity');
  assert.equal(withoutTying('-type:sighting'), `-type:sighting ${USUAL_FILTER}`);
});

test('whether they are left out is read from the filter itself', () => {
  assert.ok(isTyingHidden(`"fake invoice" ${USUAL_FILTER}`));
  assert.match(USUAL_FILTER, /\bidentity\b/, 'who shared it is no value');
  for (const text of ['', 'emotet', '-type:relationship', 'type:sighting']) {
    assert.ok(!isTyingHidden(text), text);
  }
});

test('what cannot be read stays as it was written', () => {
  assert.equal(withoutTying('tipe:x'), 'tipe:x');
  assert.equal(withTying('tipe:x'), 'tipe:x');
});
