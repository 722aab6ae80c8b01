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
  const answers = await query.all<AnswerRow>(
    `SELECT request, organization, answer, words, at FROM subject_answer WHERE ${isIn(query.dialect, 'request')} ORDER BY at, organization`,
    [
      list(
        query.dialect,
        rows.map(({ id }) => id),
      ),
    ],
  );
  const byRequest = Map.groupBy(answers, ({ request }) => request);
  return rows.map((row) => ({
    id: row.id,
    kind: kindOf(row),
    state: stateOf(row),
    receivedAt: row.received_at,
    dueAt: row.due_at,
    ...(row.extension === null ? {} : { extension: row.extension }),
    ...soughtOf(row, now),
    ...(row.asked_at === null ? {} : { askedHow: howOf(row), askedAt: row.asked_at }),
    answers: (byRequest.get(row.id) ?? []).map(answeredOf),
    ...(row.closed_at === null ? {} : { closedAt: row.closed_at }),
    words: row.words,
  }));
}

/** What a row says was answered. */
export function answeredOf({ organization, answer, words, at }: AnswerRow): SubjectAnswered {
  return {
    organization,
    answer: SUBJECT_ANSWERS.find((one) => one === answer) ?? 'nothing',
    words,
    at,
  };
}

/** The values of a request, unless they are forgotten or their time is over. */
export function soughtOf(row: RequestRow, now: number): { sought?: string[] } {
  const isOver = row.closed_at !== null && now - row.closed_at >= SOUGHT_LIFE;
  return row.sought === null || isOver ? {} : { sought: JSON.parse(row.sought) as string[] };
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
export function wordsOf(words: string, empty: string): string {
  const text = words.trim().toWellFormed();
  if (text === '') throw new Refused('invalid', empty);
  if (text.length > SUBJECT_WORDS_MAX)
    throw new Refused('invalid', `Write at most ${String(SUBJECT_WORDS_MAX)} characters`);
  return text;
}
