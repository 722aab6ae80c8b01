import { SUBJECT_ANSWERS } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import type { Reader } from '@tocsin/policy';
import type { Query, Transaction } from '../engine/engine.ts';
import type { NewSubjectAnswer, SourceAsked } from '../store.ts';
import { opened, sealed } from './sealed.ts';

/** A source asked about one object, as it is kept. */
export interface SourceRow {
  id: string;
  request: string;
  organization: string;
  stix_id: string;
  asked_at: number;
  answer: string | null;
  words: string | null;
  at: number | null;
}

/** The sources asked one by one, of some requests. */
export function sourcesOf(query: Query, requests: readonly string[]): Promise<SourceRow[]> {
  return query.all<SourceRow>(
    `SELECT id, request, organization, stix_id, asked_at, answer, words, at FROM subject_question
     WHERE ${isIn(query.dialect, 'request')} ORDER BY asked_at, id`,
    [list(query.dialect, requests)],
  );
}

/** What is asked of an organization about one object, by the id of the question, while its request is open. */
export function sourceQuestion(
  query: Query,
  reader: Reader,
  at: { community: string; id: string; isToChange?: boolean },
): Promise<SourceRow | undefined> {
  return query.one<SourceRow>(
    `SELECT q.id, q.request, q.organization, q.stix_id, q.asked_at, q.answer, q.words, q.at FROM subject_question q
     WHERE q.id = ? AND q.organization = ? AND EXISTS (
       SELECT 1 FROM subject_request r WHERE r.id = q.request AND r.community = ? AND r.closed_at IS NULL)${at.isToChange === true && query.dialect === 'postgres' ? ' FOR UPDATE' : ''}`,
    [at.id, reader.organization, at.community],
  );
}

/** Keeps what a source says; the last word counts. */
export async function keepAnswer(
  transaction: Transaction,
  row: SourceRow,
  said: NewSubjectAnswer & { person: string; at: number; key: Uint8Array | undefined },
): Promise<void> {
  await transaction.run(
    'UPDATE subject_question SET answer = ?, words = ?, person = ?, at = ? WHERE id = ?',
    [said.answer, sealed(said.key, placeOf(row), said.words), said.person, said.at, row.id],
  );
}

/** A source that was asked, and what it said. */
export function askedOf(row: SourceRow, key: Uint8Array | undefined): SourceAsked {
  const answer = SUBJECT_ANSWERS.find((one) => one === row.answer);
  return {
    object: row.stix_id,
    source: row.organization,
    at: row.asked_at,
    ...(answer === undefined
      ? {}
      : {
          answered: { answer, words: opened(key, placeOf(row), row.words ?? ''), at: row.at ?? 0 },
        }),
  };
}

function placeOf({ request, id }: SourceRow): { request: string; field: string } {
  return { request, field: `question ${id}` };
}
