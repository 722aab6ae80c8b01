import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NO_PROFILE } from '@tocsin/shield';
import { changeFile, checkFiles, checkWords, TOLD_MAX } from './check-share.ts';
import {
  changing,
  isOpen,
  isReason,
  keeping,
  NO_DECISIONS,
  reasonOf,
  undoing,
  withInstead,
} from './decisions.ts';
import { entriesOf, wrongEntries } from './profile-fields.ts';

const PROFILE = { ...NO_PROFILE, domains: ['nordhafen.example'] };
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const BUNDLE = {
  type: 'bundle',
  id: 'bundle--1',
  objects: [
    {
      type: 'report',
      id: 'report--1',
      name: 'On 10.1.2.3',
      description: 'of srv.nordhafen.example',
    },
    { type: 'indicator', id: 'indicator--1', pattern: "[ipv4-addr:value = '10.1.2.3']" },
    { type: 'malware', id: 'malware--1', name: 'Quay' },
  ],
};

describe('what somebody wrote', () => {
  test('is one finding a thing, the most serious first, wherever it stands', () => {
    const { findings, unchecked } = checkWords(
      { title: '10.1.2.3', text: 'On 10.1.2.3 with password: Winter-2026, 10.1.2.3 again' },
      NO_PROFILE,
    );
    assert.deepEqual(
      findings.map(({ rule, found, count }) => [rule, found, count]),
      [
        ['password', 'Winter-2026', 1],
        ['private-network', '10.1.2.3', 3],
      ],
    );
    assert.deepEqual(
      findings[1]?.places.map(({ part }) => part),
      ['title', 'text', 'text'],
    );
    assert.ok(unchecked.includes('own'));
    assert.ok(!checkWords({ title: '', text: 'x' }, PROFILE).unchecked.includes('own'));
  });

  test('is changed at its places and nowhere else', () => {
    const text = '10.1.2.3 and 10.1.2.34 and 10.1.2.3';
    const [finding] = checkWords({ title: '', text }, NO_PROFILE).findings;
    assert.ok(finding !== undefined);
    assert.equal(withInstead({ text, part: 'text' }, finding, '…'), '… and 10.1.2.34 and …');
    assert.equal(withInstead({ text, part: 'title' }, finding, '…'), text);
    assert.equal(withInstead({ text: 'x' + text, part: 'text' }, finding, '…'), 'x' + text);
  });

  test('with more things in it than are told says so', () => {
    const text = Array.from(
      { length: TOLD_MAX + 5 },
      (_, at) => `10.${String(at >> 8)}.${String(at & 255)}.1`,
    ).join(' ');
    const { findings, unchecked } = checkWords({ title: '', text }, NO_PROFILE);
    assert.equal(findings.length, TOLD_MAX);
    assert.ok(unchecked.includes('rest'));
  });
});

describe('a file of STIX', () => {
  const bytes = bytesOf(BUNDLE);
  const { findings } = checkFiles([{ name: 'a.json', bytes }], PROFILE);

  test('names file, object and property, and how it may be changed', () => {
    assert.deepEqual(
      findings.map(({ rule, fix, places }) => [rule, fix, places]),
      [
        ['own-domain', 'replace', [place(1, 'report', '/description')]],
        [
          'private-network',
          'leave-out',
          [place(1, 'report', '/name'), place(2, 'indicator', '/pattern')],
        ],
      ],
    );
  });

  test('keeps every other byte when prose is changed', () => {
    const change = { rule: 'own-domain', found: 'srv.nordhafen.example', instead: '[x]' } as const;
    assert.equal(
      new TextDecoder().decode(changeFile(bytes, change, PROFILE)),
      JSON.stringify(BUNDLE).replace('srv.nordhafen.example', '[x]'),
    );
  });

  test('loses the objects that are left out, never all of them', () => {
    const change = { rule: 'private-network', found: '10.1.2.3' } as const;
    const left: unknown = JSON.parse(new TextDecoder().decode(changeFile(bytes, change, PROFILE)));
    assert.deepEqual(left, [BUNDLE.objects[2]]);
    const alone = bytesOf([BUNDLE.objects[1]]);
    assert.throws(() => changeFile(alone, change, PROFILE), RangeError);
  });
});

function place(number: number, type: string, pointer: string): unknown {
  return { part: 'file', file: 'a.json', number, type, id: `${type}--1`, pointer };
}

test('a stop needs a reason, a question an answer, a warning nothing', () => {
  const { findings } = checkWords(
    { title: '', text: 'password: Winter-2026 of jo@gmail.com on 10.1.2.3' },
    NO_PROFILE,
  );
  const [stop, warning, question] = findings;
  assert.ok(stop !== undefined && warning !== undefined && question !== undefined);
  const open = (decisions: typeof NO_DECISIONS): string[] =>
    findings.filter((one) => isOpen(decisions, one)).map(({ severity }) => severity);
  assert.deepEqual(open(NO_DECISIONS), ['stop', 'ask']);
  assert.deepEqual(open(keeping(NO_DECISIONS, stop, '')), ['stop', 'ask']);
  const answered = keeping(keeping(NO_DECISIONS, stop, ' It is a trap '), question, '');
  assert.deepEqual(open(answered), []);
  assert.equal(reasonOf(answered, stop), 'It is a trap');
  assert.deepEqual(open(undoing(answered, stop)), ['stop']);
  assert.equal(reasonOf(NO_DECISIONS, { ...stop, key: 'toString' }), undefined);
  assert.deepEqual(changing(changing(NO_DECISIONS, 'card'), 'card').changed, { card: 2 });
  assert.ok(!isReason('  a  ') && isReason('abc') && !isReason('a'.repeat(301)));
});

test('a pasted list becomes entries, and those that cannot be read are told', () => {
  assert.deepEqual(entriesOf('a.example, b.example\n\n b.example;c.example'), [
    'a.example',
    'b.example',
    'c.example',
  ]);
  assert.deepEqual(wrongEntries('domains', ['a.example', 'two words']), ['two words']);
  assert.deepEqual(wrongEntries('networks', ['203.0.113.0/24', '0.0.0.0/0', 'x']), [
    '0.0.0.0/0',
    'x',
  ]);
});
