import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  parsePattern,
  prepareObject,
  printPattern,
  readObject,
  validateObject,
} from '../src/index.ts';

interface ConformanceFile {
  readonly description: string;
  readonly valid: readonly { readonly name: string; readonly object: unknown }[];
  readonly invalid: readonly {
    readonly name: string;
    readonly object: unknown;
    readonly errors: readonly { readonly path: string; readonly rule: string }[];
  }[];
}

const STIX = new URL('../../../conformance/stix/', import.meta.url);
const PATTERNS = new URL('../../../conformance/patterns/', import.meta.url);

const keysOf = (problems: readonly { readonly path: string; readonly rule: string }[]): string[] =>
  problems.map(({ path, rule }) => `${path} ${rule}`).toSorted();

for (const name of readdirSync(STIX).filter((file) => file.endsWith('.json'))) {
  const file: ConformanceFile = JSON.parse(readFileSync(new URL(name, STIX), 'utf8'));
  describe(`conformance/stix/${name}`, () => {
    for (const { name: title, object } of file.valid) {
      test(`passes: ${title}`, () => {
        const text = JSON.stringify(object);
        const found = readObject(text);
        assert.deepEqual(found.errors, []);
        assert.equal(found.ok, true);
        assert.deepEqual(found.object, object);
        const prepared = prepareObject(text);
        assert.equal(prepared.ok && prepared.text, text);
      });
    }
    for (const { name: title, object, errors } of file.invalid) {
      test(`refuses: ${title}`, () => {
        const found = validateObject(object);
        assert.deepEqual(keysOf(found.errors), keysOf(errors));
        assert.equal(found.ok, false);
        assert.equal(found.object, undefined);
        for (const { message, section } of found.errors) {
          assert.match(section, /^STIX 2\.1 §\d/);
          assert.match(message, /^["A-Z0-9-]/);
        }
      });
    }
  });
}

/** Patterns are separated by lines of three hyphens; a comment line names the case. */
const casesOf = (name: string): { title: string; text: string }[] =>
  readFileSync(new URL(name, PATTERNS), 'utf8')
    .split(/^---\n/m)
    .map((block) => block.trimEnd())
    .filter((block) => block !== '')
    .map((block) => {
      const [title = '', ...lines] = block.split('\n');
      return { title: title.replace(/^# /, ''), text: lines.join('\n') };
    });

describe('conformance/patterns/valid.txt', () => {
  for (const { title, text } of casesOf('valid.txt')) {
    test(`parses: ${title}`, () => {
      const result = parsePattern(text);
      assert.equal(result.ok ? '' : result.message, '');
      assert.ok(result.ok);
      const printed = printPattern(result.ast);
      const again = parsePattern(printed);
      assert.ok(again.ok);
      assert.equal(printPattern(again.ast), printed);
    });
  }
});

describe('conformance/patterns/invalid.txt', () => {
  for (const { title, text } of casesOf('invalid.txt')) {
    const [, name = '', line = '', column = ''] = /^(.*) @ (\d+):(\d+)$/.exec(title) ?? [];
    test(`refuses: ${name}`, () => {
      const result = parsePattern(text);
      assert.ok(!result.ok);
      const { line: atLine, column: atColumn } = result.position;
      assert.equal(`${atLine}:${atColumn}`, `${line}:${column}`, result.message);
    });
  }
});
