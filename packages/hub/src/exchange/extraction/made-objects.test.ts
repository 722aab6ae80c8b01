import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { observablesOf, readObject, TLP2 } from '@tocsin/stix';
import type { StixObject } from '@tocsin/stix';
import { extractValues } from '@tocsin/shield';
import { identityOf, objectsOfText, titleOfText } from './made-objects.ts';
import type { Maker } from './made-objects.ts';

const maker: Maker = {
  organization: { id: 'alder', name: 'Alder Energy' },
  now: Date.parse('2026-03-01T12:00:00Z'),
  newId: () => crypto.randomUUID(),
  level: 'amber+strict',
};

const TEXT = `203.0.113.7 198.51.100.0/24 2001:db8::1 2001:db8::/32 evil.com http://evil.com/it's/a\\b
bad@evil.com CVE-2021-44228 d41d8cd98f00b204e9800998ecf8427e
da39a3ee5e6b4b0d3255bfef95601890afd80709
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`;

function made(text: string, by: Maker = maker): StixObject[] {
  return objectsOfText({ title: 'A title', text, values: extractValues(text, 2000) }, by);
}

describe('objects made from a text', () => {
  test('are valid STIX 2.1 without a warning', () => {
    for (const object of [identityOf(maker.organization), ...made(TEXT), ...made('nothing here')]) {
      const read = readObject(JSON.stringify(object));
      assert.deepEqual([read.errors, read.warnings], [[], []], object.type);
    }
  });

  test('give back the very values they were made from', () => {
    const values = extractValues(TEXT, 2000).map(({ kind, value }) => ({ kind, value }));
    const back = made(TEXT).flatMap((object) => observablesOf(object));
    assert.equal(values.length, 11);
    assert.deepEqual(back, values);
  });

  test('name the level and the organization that made them', () => {
    const { id } = identityOf(maker.organization);
    for (const object of made(TEXT)) {
      assert.deepEqual(object.object_marking_refs, [TLP2['amber+strict'].id]);
      assert.equal(object.created_by_ref, id);
    }
  });

  test('name no level when none always holds', () => {
    const { level: _level, ...open } = maker;
    for (const object of made(TEXT, open)) assert.equal(object.object_marking_refs, undefined);
  });

  test('end with a report that refers to all others, or with a note when there are none', () => {
    const objects = made(TEXT);
    const report = objects.at(-1);
    assert.equal(report?.type, 'report');
    assert.deepEqual(
      report['object_refs'],
      objects.slice(0, -1).map(({ id }) => id),
    );
    const [note, ...more] = made('only words');
    assert.deepEqual([note?.type, note?.['content'], more], ['note', 'only words', []]);
  });

  test('stay within one string’s limit, however long the text is', () => {
    const [note] = made('€'.repeat(100_000));
    assert.equal(readObject(JSON.stringify(note)).ok, true);
    const [cut] = made('😀'.repeat(50_000));
    assert.equal(String(cut?.['content']).isWellFormed(), true);
  });
});

describe('the identity of an organization', () => {
  test('is the same object every time, and another one for another organization', () => {
    assert.deepEqual(identityOf(maker.organization), identityOf(maker.organization));
    assert.notEqual(identityOf({ id: 'birch', name: 'x' }).id, identityOf(maker.organization).id);
  });
});

describe('the title of a text', () => {
  test('is its first line, shortened', () => {
    assert.equal(titleOfText('\n  First  line\nsecond', 'green'), 'First line');
    assert.equal(titleOfText('x'.repeat(500), 'green').length, 160);
    assert.equal(titleOfText('  ', 'green'), 'A share, TLP:GREEN');
  });
});
