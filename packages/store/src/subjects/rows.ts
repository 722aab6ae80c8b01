import {
  isSharingOfficer,
  isSubjectClosed,
  standingIn,
  SUBJECT_ANSWERS,
  SUBJECT_KINDS,
  SUBJECT_STATES,
} from '@tocsin/policy';
import type { Reader, SubjectKind, SubjectState } from '@tocsin/policy';
import { isRepresentative } from '../people/authority.ts';
import { hidden, Refused } from '../people/refused.ts';
import { isIn, list } from '../engine/engine.ts';
import type { Query } from '../engine/engine.ts';
import { reading } from '../exchange/tools.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Refusal, SubjectAnswered, SubjectRequest } from '../store.ts';
import { keysOf, opened } from './sealed.ts';
import { askedOf, sourcesOf } from './source-rows.ts';
import type { Letter } from './sealed.ts';
import { SOUGHT_LIFE, SUBJECT_WORDS_MAX, SUBJECTS_SHOWN_MAX } from './limits.ts';

/** A request as it is kept. */
export interface RequestRow {
  id: string;
  community: string;
  organization: string;
  kind: string;
  state: string;
  received_at: number;
  due_at: number;
  extension: string | null;
  sought: string | null;
  asked_how: string | null;
  asked_at: number | null;
  closed_at: number | null;
  words: string;
  letter: string | null;
  letter_sha256: string | null;
}

/** An answer as it is kept. */
export interface AnswerRow {
  request: string;
  organization: string;
  answer: string;
  words: string;
  at: number;
}

/** Whoever speaks for their organization here keeps its register; for everybody else there is none. */
export function keepsRegister(reader: Reader, community: string): boolean {
  if (standingIn(reader, community) === undefined || reader.providerStaff) return false;
  return isSharingOfficer(reader, community) || isRepresentative(reader, community);
}

/** A request of the reader's organization, or the words that there is none. */
export async function ownRequest(
  query: Query,
  reader: Reader,
  at: { community: string; id: string; isToChange?: boolean },
): Promise<RequestRow> {
  if (!keepsRegister(reader, at.community)) throw hidden();
  const row = await query.one<RequestRow>(
    `SELECT * FROM subject_request WHERE id = ? AND community = ? AND organization = ?${at.isToChange === true ? lockOf(query) : ''}`,
    [at.id, at.community, reader.organization],
  );
  if (row === undefined) throw hidden();
  return row;
}

/** Of two steps at once the later waits, and finds what the other made of the request. */
export function lockOf({ dialect }: Query): string {
  return dialect === 'postgres' ? ' FOR UPDATE' : '';
}

/** A reading that may be refused. */
export async function readOrRefuse<T>(
  access: ExchangeAccess,
  work: (tools: Reading) => Promise<T>,
): Promise<T | Refusal> {
  try {
    return await reading(access, work);
  } catch (fault) {
    if (fault instanceof Refused) return fault.refusal;
    throw fault;
  }
}

/** The requests of the reader's organization: open ones first, by when they are due. */
export async function ownRequests(
  query: Query,
  reader: Reader,
  community: string,
): Promise<RequestRow[]> {
  if (!keepsRegister(reader, community)) return [];
  return query.all<RequestRow>(
    `SELECT * FROM subject_request WHERE community = ? AND organization = ?
     ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, CASE WHEN closed_at IS NULL THEN due_at ELSE -closed_at END, id
     LIMIT ${String(SUBJECTS_SHOWN_MAX)}`,
    [community, reader.organization],
  );
}

/** Requests as their speakers see them, with what others answered. */
export async function requestsOf(
  query: Query,
  rows: readonly RequestRow[],
  now: number,
): Promise<SubjectRequest[]> {
  const ids = rows.map(({ id }) => id);
  const answers = await query.all<AnswerRow>(
    `SELECT request, organization, answer, words, at FROM subject_answer WHERE ${isIn(query.dialect, 'request')} ORDER BY at, organization`,
    [list(query.dialect, ids)],
  );
  const byRequest = Map.groupBy(answers, ({ request }) => request);
  const sources = Map.groupBy(await sourcesOf(query, ids), ({ request }) => request);
  const keys = await keysOf(query, ids);
  return rows.map((sealedRow) => {
    const key = keys.get(sealedRow.id);
    const row = openedRow(sealedRow, key, now);
    const given = isForgotten(row, now) ? undefined : key;
    return {
      id: row.id,
      kind: kindOf(row),
      state: stateOf(row),
      receivedAt: row.received_at,
      dueAt: row.due_at,
      ...(row.extension === null ? {} : { extension: row.extension }),
      ...soughtOf(row),
      ...(row.asked_at === null ? {} : { askedHow: howOf(row), askedAt: row.asked_at }),
      answers: (byRequest.get(row.id) ?? []).map((one) =>
        answeredOf(isForgotten(row, now) ? { ...one, words: '' } : one, given),
      ),
      sources: (sources.get(row.id) ?? []).map((one) =>
        askedOf(isForgotten(row, now) ? { ...one, words: '' } : one, given),
      ),
      ...letterIn(row),
      ...(row.closed_at === null ? {} : { closedAt: row.closed_at }),
      words: row.words,
    };
  });
}

/** A row with what is sealed in it opened, or without it once its time is over. */
export async function openRow(query: Query, row: RequestRow, now: number): Promise<RequestRow> {
  return openedRow(row, (await keysOf(query, [row.id])).get(row.id), now);
}

/** The same, with the key at hand. */
export function openedRow(row: RequestRow, key: Uint8Array | undefined, now: number): RequestRow {
  const { id: request, sought, extension, words, letter } = row;
  const isLong = extension !== null;
  if (isForgotten(row, now))
    return { ...row, sought: null, extension: isLong ? '' : null, words: '', letter: null };
  const open = (field: string, text: string): string => opened(key, { request, field }, text);
  return {
    ...row,
    sought: sought === null ? null : open('sought', sought),
    extension: isLong ? open('extension', extension) : null,
    words: open('words', words),
    letter: letter === null ? null : open('letter', letter),
  };
}

/** Whether the time is over for which values and words of a request are kept. */
export function isForgotten({ closed_at: closed }: RequestRow, now: number): boolean {
  return closed !== null && now - closed >= SOUGHT_LIFE;
}

function letterIn({ letter, letter_sha256: sha256 }: RequestRow): Pick<SubjectRequest, 'letter'> {
  if (sha256 === null) return {};
  if (letter === null) return { letter: { sha256 } };
  return { letter: { sha256, ...(JSON.parse(letter) as Letter) } };
}

/** What a row says was answered. */
export function answeredOf(row: AnswerRow, key: Uint8Array | undefined): SubjectAnswered {
  const { request, organization, answer, words, at } = row;
  return {
    organization,
    answer: SUBJECT_ANSWERS.find((one) => one === answer) ?? 'nothing',
    words: opened(key, { request, field: answerField(organization) }, words),
    at,
  };
}

/** The place in which what an organization answered is sealed. */
export function answerField(organization: string): string {
  return `answer ${organization}`;
}

/** The values of an opened request, unless they are forgotten. */
export function soughtOf({ sought }: RequestRow): { sought?: string[] } {
  return sought === null ? {} : { sought: JSON.parse(sought) as string[] };
}

/** What is asked. */
export function kindOf({ kind }: Pick<RequestRow, 'kind'>): SubjectKind {
  return SUBJECT_KINDS.find((one) => one === kind) ?? 'access';
}

/** Where it stands. */
export function stateOf({ state }: Pick<RequestRow, 'state'>): SubjectState {
  return SUBJECT_STATES.find((one) => one === state) ?? 'received';
}

/** How others were asked. */
export function howOf({ asked_how: how }: RequestRow): 'shown' | 'compared' {
  return how === 'shown' ? 'shown' : 'compared';
}

/** Whether it still asks something of anybody. */
export function isOpenRequest(row: RequestRow): boolean {
  return !isSubjectClosed(stateOf(row));
}

/** Words as they are kept. */
export function wordsOf(words: string, empty: string, most: number = SUBJECT_WORDS_MAX): string {
  const text = words.trim().toWellFormed();
  if (text === '') throw new Refused('invalid', empty);
  if (text.length > most) throw new Refused('invalid', `Write at most ${String(most)} characters`);
  return text;
}
