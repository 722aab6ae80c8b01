import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LightRow } from './light-row.ts';
import { ShareParts } from './share-parts.ts';

test('the values of a text belong to its report, also on the next page, and to nothing of another share', () => {
  const parts = new ShareParts();
  assert.deepEqual(told(parts, ['indicator a', 'report b', 'indicator b', 'indicator b']), [
    false,
    false,
    true,
    true,
  ]);
  assert.deepEqual(told(parts, ['indicator b', 'indicator c', 'indicator b']), [
    true,
    false,
    false,
  ]);
});

test('a bundle without a report is lines like others, and so is what came alone or untold', () => {
  assert.deepEqual(told(new ShareParts(), ['indicator a', 'indicator a', 'note b', 'malware']), [
    false,
    false,
    false,
    false,
  ]);
});

function told(parts: ShareParts, lines: readonly string[]): boolean[] {
  return parts.of(lines.map(row)).map(({ isPart }) => isPart);
}

function row(line: string, place: number): LightRow {
  const [type = '', share] = line.split(' ');
  return {
    id: `${type}--${String(place)}`,
    version: '',
    type,
    title: '',
    isCode: false,
    isRevoked: false,
    added: '',
    source: '',
    level: 'green',
    kind: undefined,
    value: undefined,
    confidence: undefined,
    until: undefined,
    sightings: 0,
    lastSeen: undefined,
    isDone: false,
    share,
    isPart: false,
  };
}
