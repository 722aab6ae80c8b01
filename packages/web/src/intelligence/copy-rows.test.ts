import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsAsText } from './copy-rows.ts';
import type { LightRow } from './light-row.ts';

const row: LightRow = {
  id: 'indicator--1',
  version: '1',
  type: 'indicator',
  title: '=cmd, "quoted"',
  isCode: false,
  isRevoked: false,
  added: '2026-11-01T00:00:00.000000Z',
  source: 'Harbour',
  level: 'green',
  kind: 'domain',
  value: 'evil.example',
  confidence: undefined,
  until: undefined,
  sightings: 2,
  lastSeen: undefined,
  isDone: false,
  share: undefined,
  isPart: false,
};
const wordy: LightRow = { ...row, value: undefined, title: 'A report', level: 'amber' };

test('values are copied defanged or live, a line each; without a value the title is', () => {
  assert.equal(rowsAsText([row, wordy], 'defanged'), 'evil[.]example\nA report');
  assert.equal(rowsAsText([row, wordy], 'live'), 'evil.example\nA report');
});

test('a table begins with its strictest marking, and no cell is a formula', () => {
  const [label, head, first] = rowsAsText([row, wordy], 'csv').split('\n');
  assert.equal(label, 'TLP:AMBER');
  assert.match(head ?? '', /^value,title,type,tlp/);
  assert.match(
    first ?? '',
    /^evil\[\.\]example,"'=cmd, ""quoted""",indicator,TLP:GREEN,Harbour,,2,/,
  );
});
