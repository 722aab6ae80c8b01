import { isSubjectClosed, mayFollowSubject, standingIn, subjectDueAt } from '@tocsin/policy';
import { recordAct } from '../people/actor.ts';
import { readerNow } from '../people/reader.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import type { Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reader } from '@tocsin/policy';
import type {
  NewSubjectRequest,
  Refusal,
  SubjectAsking,
  SubjectHits,
  SubjectRequest,
  SubjectStep,
} from '../store.ts';
import { findSought } from './find.ts';
import { LETTER_MAX, SOUGHT_LENGTH_MAX, SOUGHT_MAX, SUBJECTS_OPEN_MAX } from './limits.ts';
import {
  isOpenRequest,
  keepsRegister,
  openRow,
  ownRequest,
  readOrRefuse,
  requestsOf,
  soughtOf,
  stateOf,
  wordsOf,
} from './rows.ts';
import type { RequestRow } from './rows.ts';
import { hashOfLetter, keysOf, letterOf, makeKey, sealed } from './sealed.ts';
import type { Letter } from './sealed.ts';

interface Place {
  readonly community: string;
  readonly id: string;
}

/** Enters what somebody asks. */
export function openRequest(
  access: ExchangeAccess,
  community: string,
  { kind, sought, receivedAt }: NewSubjectRequest,
): Promise<SubjectRequest | Refusal> {
  return acting(access, async (transaction, reader) => {
    if (standingIn(reader, community) === undefined) throw hidden();
    if (!keepsRegister(reader, community)) {
      throw new Refused(
        'not-allowed',
        'Only a representative or sharing officer keeps this register',
      );
    }
    const values = soughtIn(sought);
    const at = access.now();
    const came = receivedAt ?? at;
    if (came > at) throw new Refused('invalid', 'Give a time that is not in the future');
    const open = await transaction.one<{ n: number }>(
      'SELECT count(*) AS n FROM subject_request WHERE community = ? AND organization = ? AND closed_at IS NULL',
      [community, reader.organization],
    );
    if ((open?.n ?? 0) >= SUBJECTS_OPEN_MAX) {
      throw new Refused('conflict', 'Too many requests are open: close some first');
    }
    const id = access.newId();
    await transaction.run(
      `INSERT INTO subject_request (id, community, organization, kind, state, received_at, due_at, words)
       VALUES (?, ?, ?, ?, 'received', ?, ?, '')`,
      [id, community, reader.organization, kind, came, subjectDueAt(came, false)],
    );
    const key = await makeKey(transaction, id);
    await transaction.run('UPDATE subject_request SET sought = ? WHERE id = ?', [
      sealed(key, { request: id, field: 'sought' }, JSON.stringify(values)),
      id,
    ]);
    // Of the values only the hash under the organization's key is entered.
    await record(
      access,
      { transaction, reader },
      {
        act: 'open-subject-request',
        words: 'Entered what a person asks about data of theirs',
        facts: { request: id, kind, sought: values.join('\n') },
      },
    );
    return { community, id };
  });
}

/** Moves a request on. What was answered is kept as it was sent, and no later step changes it. */
export function moveRequest(
  access: ExchangeAccess,
  place: Place,
  { to, words, letter }: SubjectStep,
): Promise<SubjectRequest | Refusal> {
  return acting(access, async (transaction, reader) => {
    const row = await ownRequest(transaction, reader, { ...place, isToChange: true });
    if (!mayFollowSubject(stateOf(row), to)) {
      throw new Refused(
        'conflict',
        'This is not the next step: first it is known who asks, then it is looked for',
      );
    }
    const said = wordsOf(words, 'Say in a few words what was done');
    const sent = sentWith(to, letter);
    const hash = sent === undefined ? undefined : hashOfLetter(sent);
    const seal = await sealerOf(transaction, place.id);
    await transaction.run(
      'UPDATE subject_request SET state = ?, words = ?, closed_at = ?, letter = ?, letter_sha256 = ? WHERE id = ?',
      [
        to,
        seal('words', said),
        isSubjectClosed(to) ? access.now() : null,
        sent === undefined ? null : seal('letter', JSON.stringify(sent)),
        hash ?? null,
        place.id,
      ],
    );
    await record(
      access,
      { transaction, reader },
      {
        act: 'move-subject-request',
        // An outsider who is shown the letter can see from the record that it was this one.
        words: stepWords(to, hash),
        facts: { request: place.id },
      },
    );
    return place;
  });
}

/** What was sent: an answer always has a text, a refusal may, and nothing is sent when it becomes known who asks. */
function sentWith(to: SubjectStep['to'], letter: string | undefined): Letter | undefined {
  if (to === 'identified' || (to === 'refused' && letter === undefined)) return undefined;
  return letterOf(
    wordsOf(letter ?? '', 'Give the answer as it was sent: it is kept with this', LETTER_MAX),
  );
}

/** Seals texts for the places of one request; plain where it is of before sealing, until the sweep comes by. */
async function sealerOf(
  transaction: Transaction,
  request: string,
): Promise<(field: string, text: string) => string> {
  const key = (await keysOf(transaction, [request])).get(request);
  return (field, text) => sealed(key, { request, field }, text);
}

function stepWords(to: SubjectStep['to'], hash: string | undefined): string {
  if (hash === undefined) return STEP_WORDS[to];
  return to === 'refused'
    ? `Refused what a person asked about data of theirs; SHA-256 of salt and letter: ${hash}`
    : `Answered what a person asked about data of theirs; SHA-256 of salt and letter: ${hash}`;
}

const STEP_WORDS: Readonly<Record<SubjectStep['to'], string>> = {
  identified: 'Checked who asks about data of theirs',
  answered: 'Answered what a person asked about data of theirs',
  refused: 'Refused what a person asked about data of theirs',
};

/** Takes two more months. */
export function extendRequest(
  access: ExchangeAccess,
  place: Place,
  reason: string,
): Promise<SubjectRequest | Refusal> {
  return acting(access, async (transaction, reader) => {
    const row = await ownRequest(transaction, reader, { ...place, isToChange: true });
    if (!isOpenRequest(row) || row.extension !== null) {
      throw new Refused('conflict', 'It is closed, or was extended already');
    }
    if (access.now() > row.due_at) {
      throw new Refused('conflict', 'Its month is over: whoever asks had to be told before that');
    }
    const seal = await sealerOf(transaction, place.id);
    await transaction.run('UPDATE subject_request SET extension = ?, due_at = ? WHERE id = ?', [
      seal('extension', wordsOf(reason, 'Say why it takes longer')),
      subjectDueAt(row.received_at, true),
      place.id,
    ]);
    await record(
      access,
      { transaction, reader },
      {
        act: 'extend-subject-request',
        words: 'Took two more months for what a person asked',
        facts: { request: place.id },
      },
    );
    return place;
  });
}

/** Asks the other organizations. */
export function askOthers(
  access: ExchangeAccess,
  place: Place,
  how: SubjectAsking,
): Promise<SubjectRequest | Refusal> {
  return acting(access, async (transaction, reader) => {
    const row = await ownRequest(transaction, reader, { ...place, isToChange: true });
    if (!isOpenRequest(row) || stateOf(row) === 'received') {
      throw new Refused('conflict', 'First it has to be known who asks, and it must not be closed');
    }
    await transaction.run('UPDATE subject_request SET asked_how = ?, asked_at = ? WHERE id = ?', [
      how,
      row.asked_at ?? access.now(),
      place.id,
    ]);
    await record(
      access,
      { transaction, reader },
      {
        act: 'ask-about-subject',
        words: 'Asked the other organizations of the community about data of a person',
        facts: { request: place.id, how },
      },
    );
    return place;
  });
}

/**
 * Looks for the values, as the reader: outside the transaction, because it may take long, and behind both walls. That it
 * was done is entered before anything is told.
 */
export async function searchRequest(
  access: ExchangeAccess,
  place: Place,
): Promise<SubjectHits | Refusal> {
  const found = await readOrRefuse(access, async (tools) => {
    const row = await ownRequest(tools.query, tools.view.reader, place);
    mustSearch(row);
    const { sought = [] } = soughtOf(await openRow(tools.query, row, tools.view.now));
    return findSought(tools, { community: place.community, sought, isOwnOnly: false });
  });
  if ('refused' in found) return found;
  return writeOrRefuse(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    mustSearch(await ownRequest(transaction, reader, { ...place, isToChange: true }));
    await transaction.run("UPDATE subject_request SET state = 'searched' WHERE id = ?", [place.id]);
    await record(
      access,
      { transaction, reader },
      {
        act: 'search-subject',
        words: 'Looked for data of a person in what they may read',
        facts: { request: place.id },
      },
    );
    return found;
  });
}

function mustSearch(row: RequestRow): void {
  if (mayFollowSubject(stateOf(row), 'searched')) return;
  throw new Refused('conflict', 'First it has to be known who asks, and it must not be closed');
}

function soughtIn(sought: readonly string[]): string[] {
  const values = [...new Set(sought.map((value) => value.normalize('NFC').trim().toWellFormed()))];
  const isFit = (value: string): boolean =>
    value.length >= 3 && value.length <= SOUGHT_LENGTH_MAX && !/\p{Cc}/u.test(value);
  if (values.length === 0 || values.length > SOUGHT_MAX || !values.every(isFit)) {
    throw new Refused(
      'invalid',
      `Give 1 to ${String(SOUGHT_MAX)} values of 3 to ${String(SOUGHT_LENGTH_MAX)} characters, each on one line`,
    );
  }
  return values;
}

/** Runs an act about a request in one transaction, and gives the request as it stands then. */
export function acting(
  access: ExchangeAccess,
  work: (transaction: Transaction, reader: Reader) => Promise<Place>,
): Promise<SubjectRequest | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    const place = await work(transaction, reader);
    const row: RequestRow = await ownRequest(transaction, reader, place);
    const [made] = await requestsOf(transaction, [row], access.now());
    if (made === undefined) throw hidden();
    return made;
  });
}

/** Enters an act of the register; of values only what the record makes of facts: a hash under a key. */
export function record(
  access: ExchangeAccess,
  { transaction, reader }: { transaction: Transaction; reader: Reader },
  act: { act: string; words: string; facts: Readonly<Record<string, string>> },
): Promise<void> {
  return recordAct(transaction, access.principal, {
    at: access.now(),
    organization: reader.organization,
    ...act,
  });
}
