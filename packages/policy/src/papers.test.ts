import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  adoptionFault,
  isPaperChair,
  mayFollowPaper,
  mayWritePaper,
  missingSections,
  PAPER_SECTIONS,
  PAPER_STATES,
  speaksOnPapers,
} from './papers.ts';
import type { Adoption } from './papers.ts';
import type { Reader } from './reader.ts';

const chair = readerOf('chair', ['chair']);
const whole = PAPER_SECTIONS.conduct.map((key) => ({ key, text: 'Words.' }));
const ready: Adoption = {
  community: 'ports',
  kind: 'conduct',
  state: 'open',
  sections: whole,
  writers: ['somebody'],
  openUntil: 1000,
  objections: 0,
  otherChairs: 1,
};
const at = { now: 1000, isOverruling: false };

test('the membership guidelines have the eleven parts of ISO 22396 6.4.3', () => {
  assert.equal(PAPER_SECTIONS.guidelines.length, 11);
  assert.deepEqual(missingSections('guidelines', [{ key: 'purpose', text: ' ' }]).length, 11);
});

test('a version ends once, and only what was open is adopted', () => {
  for (const from of PAPER_STATES) assert.equal(mayFollowPaper(from, 'adopted'), from === 'open');
  for (const end of ['superseded', 'dropped', 'withdrawn'] as const)
    for (const to of PAPER_STATES) assert.ok(!mayFollowPaper(end, to), `${end} ${to}`);
});

test('a chair adopts what is whole, was open long enough and nobody objects to', () => {
  assert.equal(adoptionFault(chair, ready, at), undefined);
  const representative = readerOf('rep', ['representative']);
  assert.equal(adoptionFault(representative, ready, at), 'not-chair');
  assert.equal(adoptionFault(chair, { ...ready, state: 'draft' }, at), 'not-open');
  assert.equal(adoptionFault(chair, ready, { ...at, now: 999 }), 'too-early');
  const short = { ...ready, sections: whole.slice(1) };
  assert.equal(adoptionFault(chair, short, at), 'missing-sections');
  const disputed = { ...ready, objections: 1 };
  assert.equal(adoptionFault(chair, disputed, at), 'open-objections');
  assert.equal(adoptionFault(chair, disputed, { ...at, isOverruling: true }), undefined);
});

test('nobody adopts alone what they wrote while there is another chair', () => {
  const own = { ...ready, writers: ['somebody', chair.id] };
  assert.equal(adoptionFault(chair, own, at), 'own-text');
  assert.equal(adoptionFault(chair, own, { ...at, isOverruling: true }), 'own-text');
  assert.equal(adoptionFault(chair, { ...own, otherChairs: 0 }, at), undefined);
});

test('neither a program nor a sealed source writes, speaks or decides; staff of a provider does not speak', () => {
  const whole = readerOf('rep', ['chair', 'representative']);
  assert.ok(isPaperChair(whole, 'ports') && speaksOnPapers(whole, 'ports'));
  for (const other of [{ kind: 'token' as const }, { isSealedSource: true as const }]) {
    const reader: Reader = { ...whole, ...other };
    assert.ok(!isPaperChair(reader, 'ports') && !speaksOnPapers(reader, 'ports'));
    assert.ok(!mayWritePaper(reader, 'ports'));
  }
  assert.ok(!speaksOnPapers({ ...whole, providerStaff: true }, 'ports'));
  assert.ok(!isPaperChair(whole, 'yard'));
});

function readerOf(id: string, roles: Reader['memberships'][number]['roles']): Reader {
  return {
    id,
    kind: 'person',
    organization: `${id} org`,
    providerStaff: false,
    memberships: [
      {
        community: 'ports',
        class: 'member',
        state: 'active',
        tier: '',
        units: [],
        groups: [],
        roles,
      },
    ],
  } as unknown as Reader;
}
