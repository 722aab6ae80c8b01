import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOf, writtenOf } from './answer-draft.ts';
import type { Asked } from './answer-draft.ts';

const OWN = 'organization-of-ours';
const SOMEBODY = { id: 'organization-who-asks', name: 'Birch Water' };
const REACHED = { id: 'organization-next', name: 'Cedar Rail' };

/** A request about a report of ours, which stands under a name. */
function asked(under: string, more: object = {}): Asked {
  const release = {
    id: 'request',
    // To its source a request names the source itself, under whichever name it shared.
    source: { id: OWN, name: 'Alder Energy' },
    asker: { organization: SOMEBODY, person: { id: 'person', name: 'Berta' } },
    wanted: { organizations: [REACHED], persons: [] },
    form: 'as-is',
    ...more,
  };
  const object = {
    id: 'report--1',
    type: 'report',
    title: 'Forged seals',
    origin: { id: under, name: 'Heron 214' },
    marking: { level: 'amber' },
    object: { description: 'Seen at the north quay.' },
    observables: [{ kind: 'domain', value: 'evil.example' }],
  };
  return { release, object, organization: OWN } as unknown as Asked;
}

function draft(of: Asked): ReturnType<typeof draftOf> {
  return draftOf(of, writtenOf(of.release, of.object), []);
}

test('what answers a request for something shared unnamed is proposed under a name for once', () => {
  assert.equal(draft(asked('alias-of-ours')).attribution, 'once');
});

test('what answers a request for something shared under the own name is proposed under it', () => {
  assert.equal(draft(asked(OWN)).attribution, 'named');
});

test('whoever answers in the place of a source that is gone answers under their own name', () => {
  const stead = asked('organization-gone', { in_stead: { id: OWN, name: 'Alder Energy' } });
  assert.equal(draft(stead).attribution, 'named');
});

test('it is for whoever asked and those they asked for; where nobody says who asks, for every member', () => {
  const { marking, answers, text } = draft(asked(OWN));
  assert.deepEqual(marking?.organizations, [SOMEBODY.id, REACHED.id]);
  assert.deepEqual([marking?.level, marking?.reach, answers], ['amber', 'some', 'request']);
  assert.equal(text, 'Seen at the north quay.\n\nevil[.]example');
  const open = draft(asked(OWN, { asker: undefined })).marking;
  assert.deepEqual([open?.level, open?.reach, open?.organizations], ['green', 'everyone', []]);
});

test('where only indicators were asked for it holds the values and no words', () => {
  const { title, text, kind } = draft(asked(OWN, { form: 'only-indicators' }));
  assert.deepEqual([title, text, kind], ['', 'evil[.]example', 'indicators']);
});
