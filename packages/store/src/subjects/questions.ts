import { readerNow } from '../people/reader.ts';
import { recordAct } from '../people/actor.ts';
import { hidden, writeOrRefuse } from '../people/refused.ts';
import { isIn, list } from '../engine/engine.ts';
import type { Reader } from '@tocsin/policy';
import type { Query } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { NewSubjectAnswer, Refusal, SubjectHits, SubjectQuestion } from '../store.ts';
import { findSought } from './find.ts';
import { SUBJECTS_SHOWN_MAX } from './limits.ts';
import {
  answeredOf,
  answerField,
  howOf,
  keepsRegister,
  kindOf,
  lockOf,
  openedRow,
  openRow,
  readOrRefuse,
  soughtOf,
  wordsOf,
} from './rows.ts';
import { keysOf, sealed } from './sealed.ts';
import type { AnswerRow, RequestRow } from './rows.ts';

/** What others ask the reader's organization, while they wait for it: each is asked the same. */
export async function readQuestions(
  { query, view: { reader, now } }: Reading,
  community: string,
): Promise<SubjectQuestion[]> {
  if (!keepsRegister(reader, community)) return [];
  // What is answered takes the place of nothing that still waits.
  const rows = await query.all<RequestRow>(
    `SELECT q.* FROM subject_request q LEFT JOIN subject_answer a ON a.request = q.id AND a.organization = ?
     WHERE q.community = ? AND q.organization <> ? AND q.asked_at IS NOT NULL AND q.closed_at IS NULL
     ORDER BY CASE WHEN a.request IS NULL THEN 0 ELSE 1 END, q.due_at, q.id LIMIT ${String(SUBJECTS_SHOWN_MAX)}`,
    [reader.organization, community, reader.organization],
  );
  const own = await query.all<AnswerRow>(
    `SELECT request, organization, answer, words, at FROM subject_answer WHERE organization = ? AND ${isIn(query.dialect, 'request')}`,
    [
      reader.organization,
      list(
        query.dialect,
        rows.map(({ id }) => id),
      ),
    ],
  );
  const keys = await keysOf(
    query,
    rows.map(({ id }) => id),
  );
  const answers = new Map(own.map((row) => [row.request, answeredOf(row, keys.get(row.request))]));
  return rows.map((row) => questionOf(openedRow(row, keys.get(row.id), now), answers.get(row.id)));
}

function questionOf(
  row: RequestRow,
  answered: ReturnType<typeof answeredOf> | undefined,
): SubjectQuestion {
  return {
    id: row.id,
    organization: row.organization,
    kind: kindOf(row),
    askedAt: row.asked_at ?? 0,
    dueAt: row.due_at,
    ...(howOf(row) === 'shown' ? soughtOf(row) : {}),
    ...(answered === undefined
      ? {}
      : { answered: { answer: answered.answer, words: answered.words, at: answered.at } }),
  };
}

async function questionRow(
  query: Query,
  reader: Reader,
  at: { community: string; id: string; isToChange?: boolean },
): Promise<RequestRow> {
  if (!keepsRegister(reader, at.community)) throw hidden();
  const row = await query.one<RequestRow>(
    `SELECT * FROM subject_request WHERE id = ? AND community = ? AND organization <> ? AND asked_at IS NOT NULL AND closed_at IS NULL${at.isToChange === true ? lockOf(query) : ''}`,
    [at.id, at.community, reader.organization],
  );
  if (row === undefined) throw hidden();
  return row;
}

/** Where the values stand in what the reader's own organization brought: the hub compares, and tells nobody else. */
export function lookForQuestion(
  access: ExchangeAccess,
  at: { community: string; id: string },
): Promise<SubjectHits | Refusal> {
  return readOrRefuse(access, async (tools) => {
    const row = await questionRow(tools.query, tools.view.reader, at);
    const { sought = [] } = soughtOf(await openRow(tools.query, row, tools.view.now));
    return findSought(tools, { community: at.community, sought, isOwnOnly: true });
  });
}

/** Answers another organization's question; the last word counts. */
export function answerQuestion(
  access: ExchangeAccess,
  at: { community: string; id: string },
  { answer, words }: NewSubjectAnswer,
): Promise<true | Refusal> {
  return writeOrRefuse<true>(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    await questionRow(transaction, reader, { ...at, isToChange: true });
    const said =
      answer === 'nothing' && words.trim() === ''
        ? ''
        : wordsOf(words, 'Say what you did with it, or why it is kept');
    const key = (await keysOf(transaction, [at.id])).get(at.id);
    const place = { request: at.id, field: answerField(reader.organization) };
    await transaction.run(
      `INSERT INTO subject_answer (request, organization, answer, words, person, at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (request, organization) DO UPDATE SET answer = excluded.answer, words = excluded.words, person = excluded.person, at = excluded.at`,
      [at.id, reader.organization, answer, sealed(key, place, said), reader.id, access.now()],
    );
    await recordAct(transaction, access.principal, {
      at: access.now(),
      organization: reader.organization,
      act: 'answer-about-subject',
      words: 'Answered another organization about data of a person',
      facts: { request: at.id, answer },
    });
    return true;
  });
}
