import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hubSentences, sentencesIn } from './hub-sentences.ts';

const found = (code: string): string[] => sentencesIn(code, 'packages/hub/src/x.ts');

test('a sentence is a template with its parts named, in every wording its choices give', () => {
  assert.deepEqual(
    found(`refuse('x', \`A list has at most \${String(LIST_MAX)} values; \${n} are too many\`)`),
    ['A list has at most {{limit}} values; {{n}} are too many'],
  );
  assert.deepEqual(
    found("say(`It is ${is ? 'not later' : 'earlier'} than ${a.b}, ${list.join(', ')}`)"),
    ['It is not later than {{b}}, {{list}}', 'It is earlier than {{b}}, {{list}}'],
  );
  assert.deepEqual(found("const ASK = 'Ask the source.';\nsay(`Not to clients. ${ASK}`)"), [
    'Ask the source.',
    'Not to clients. Ask the source.',
  ]);
});

test('defects, logs, statements and what describes a contract are none', () => {
  assert.deepEqual(
    found(`throw new Error('The feed gave no position');
      log.info({}, 'Tocsin has started');
      engine.all('SELECT a FROM b WHERE c');
      const c = { summary: 'Gives one object', input: z.string().regex(/x/, 'Expected an id').describe('An id of this') };`),
    ['Expected an id'],
  );
});

test('refusals of every layer below the screens are among the sentences of the hub', () => {
  const all = new Set(hubSentences().map(({ template }) => template));
  for (const template of [
    'Only the source may change it; ask the source.',
    'The required property "{{name}}" is missing; add it',
    'The short name "{{slug}}" is taken: choose another',
    'At {{from}} to {{to}}: {{message}}',
    'Too many requests',
  ]) {
    assert.ok(all.has(template), template);
  }
});
