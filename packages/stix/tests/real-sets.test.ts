import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  observablesOf,
  OBSERVABLE_LIMIT,
  parsePattern,
  prepareObject,
  printPattern,
  refsOf,
  scanBundle,
  SEARCH_TEXT_LIMIT,
  searchText,
  textOfSpan,
  titleOf,
} from '../src/index.ts';
import type { Prepared } from '../src/index.ts';

const beside = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const folder = process.env['TOCSIN_TEST_DATA'] ?? beside;
const WHOLE = { bodyBytes: 64 * 1024 * 1024, objects: 100_000 };

/** Every object of a set, prepared; empty when the sets are not on this machine. */
const preparedSet = (name: string): Prepared[] => {
  const file = join(folder, name);
  if (!existsSync(file)) return [];
  const bytes = new Uint8Array(readFileSync(file));
  const scan = scanBundle(bytes, WHOLE);
  assert.ok(scan.ok);
  return scan.objects.map((span) => prepareObject(textOfSpan(bytes, span)));
};
const rulesOf = (set: readonly Prepared[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const result of set) {
    for (const { rule, path } of result.ok ? [] : result.errors) {
      const key = `${path} ${rule}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
  }
  return counts;
};

describe('published sets, where they are at hand', () => {
  const attack = preparedSet('attack/enterprise-attack-v7.2.stix21.json');
  const playbooks = preparedSet('unit42/unit42-playbooks.stix21.json');

  test('ATT&CK passes whole, and nothing of it is converted', () => {
    if (attack.length === 0) return;
    assert.equal(attack.length, 9715);
    assert.deepEqual(rulesOf(attack), {});
    assert.ok(attack.every((result) => result.ok && !result.upConverted));
  });

  test('Unit 42 passes but for 36 identities whose class is a list', () => {
    if (playbooks.length === 0) return;
    assert.equal(playbooks.length, 45_763);
    assert.deepEqual(rulesOf(playbooks), { '/identity_class type': 36 });
  });

  test('every pattern of Unit 42 survives being printed', () => {
    for (const result of playbooks) {
      const pattern = result.ok ? result.object['pattern'] : undefined;
      if (typeof pattern !== 'string') continue;
      const parsed = parsePattern(pattern);
      assert.ok(parsed.ok, pattern);
      const printed = printPattern(parsed.ast);
      const again = parsePattern(printed);
      assert.equal(again.ok && printPattern(again.ast), printed);
    }
  });

  test('every object has a title, text for search, and bounded values', () => {
    for (const result of [...attack, ...playbooks]) {
      if (!result.ok) continue;
      const { object } = result;
      assert.ok(titleOf(object).length > 0);
      assert.ok(searchText(object).length <= SEARCH_TEXT_LIMIT);
      assert.ok(observablesOf(object).length <= OBSERVABLE_LIMIT);
      if (object.type === 'relationship') assert.ok(refsOf(object).length >= 2);
      const pattern = String(object['pattern']);
      if (/^\[(?:file:hashes\.|domain-name:value = '[a-z.]+'\])/.test(pattern)) {
        assert.ok(observablesOf(object).length > 0, pattern);
      }
    }
  });
});
