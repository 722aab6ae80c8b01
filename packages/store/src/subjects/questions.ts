import { readerNow } from '../people/reader.ts';
import { recordAct } from '../people/actor.ts';
import { hidden, writeOrRefuse } from '../people/refused.ts';
import { isIn, list } from '../engine/engine.ts';
import type { Reader } from '@tocsin/policy';
import { readTitles } from '../exchange/read-object.ts';
import type { Query, Transaction } from '../engine/engine.ts';
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
import { askedOf, keepAnswer, sourceQuestion, sourcesOf } from './source-rows.ts';
import type { AnswerRow, RequestRow } from './rows.ts';
import type { SourceRow } from './source-rows.ts';

/** What others ask the reader's organization, while they wait for it; what is not answered comes first. */
export async function readQuestions(tools: Reading, community: string): Promise<SubjectQuestion[]> {
  if (!keepsRegister(tools.view.reader, community)) return [];
  const all = [...(await askedAll(tools, community)), ...(await askedAlone(tools, community))];
  const waits = ({ answered }: SubjectQuestion): number => (answered === undefined ? 0 : 1);
  return all
    .toSorted((a, b) => waits(a) - waits(b) || a.dueAt - b.dueAt)
    .slice(0, SUBJECTS_SHOWN_MAX);
}

/** What is asked of the reader's organization about one object of its, and of nobody else. */
async function askedAlone(tools: Reading, community: string): Promise<SubjectQuestion[]> {
  const { query, view } = tools;
  const rows = await query.all<RequestRow & { question: string; object: string; alone_at: number }>(
    `SELECT r.*, q.id AS question, q.stix_id AS object, q.asked_at AS alone_at
     FROM subject_question q JOIN subject_request r ON r.id = q.request
     WHERE q.organization = ? AND r.community = ? AND r.closed_at IS NULL
     ORDER BY CASE WHEN q.answer IS NULL THEN 0 ELSE 1 END, r.due_at, q.id LIMIT ${String(SUBJECTS_SHOWN_MAX)}`,
    [view.reader.organization, community],
  );
  const requests = [...new Set(rows.map(({ id }) => id))];
  const keys = await keysOf(query, requests);
  const kept = new Map((await sourcesOf(query, requests)).map((row) => [row.id, row]));
  const objects = rows.map(({ object }) => object);
  const titles = await readTitles(tools, objects, community);
  return rows.map((row) => {
    const source = kept.get(row.question);
    const { answered } = source === undefined ? {} : askedOf(source, keys.get(row.id));
    const title = titles.get(row.object);
    return {
      id: row.question,
      organization: row.organization,
      kind: kindOf(row),
      askedAt: row.alone_at,
      dueAt: row.due_at,
      object: { id: row.object, ...(title === undefined ? {} : { title }) },
      ...(answered === undefined ? {} : { answered }),
    };
  });
}

/** What every other organization is asked: each the same. */
async function askedAll(
  { query, view: { reader, now } }: Reading,
  community: string,
): Promise<SubjectQuestion[]> {
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

/** A question by its id, with its request: asked of all, or of the reader's organization alone. */
async function questionRow(
  query: Query,
  reader: Reader,
  at: { community: string; id: string; isToChange?: boolean },
): Promise<{ row: RequestRow; alone: SourceRow | undefined }> {
  if (!keepsRegister(reader, at.community)) throw hidden();
  const alone = await sourceQuestion(query, reader, at);
  const ofAll = alone === undefined ? ' AND asked_at IS NOT NULL' : '';
  const row = await query.one<RequestRow>(
    `SELECT * FROM subject_request WHERE id = ? AND community = ? AND organization <> ? AND closed_at IS NULL${ofAll}${at.isToChange === true ? lockOf(query) : ''}`,
    [alone?.request ?? at.id, at.community, reader.organization],
  );
  if (row === undefined) throw hidden();
  return { row, alone };
}

/** Where the values stand in what the reader's own organization brought: the hub compares, and tells nobody else. */
export function lookForQuestion(
  access: ExchangeAccess,
  at: { community: string; id: string },
): Promise<SubjectHits | Refusal> {
  return readOrRefuse(access, async (tools) => {
    const { row, alone } = await questionRow(tools.query, tools.view.reader, at);
    const { sought = [] } = soughtOf(await openRow(tools.query, row, tools.view.now));
    const seeking = { community: at.community, sought, isOwnOnly: true };
    return findSought(tools, alone === undefined ? seeking : { ...seeking, object: alone.stix_id });
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
    const { row, alone } = await questionRow(transaction, reader, { ...at, isToChange: true });
    const said =
      answer === 'nothing' && words.trim() === ''
        ? ''
        : wordsOf(words, 'Say what you did with it, or why it is kept');
    const key = (await keysOf(transaction, [row.id])).get(row.id);
    const by = { person: reader.id, at: access.now() };
    if (alone !== undefined)
      await keepAnswer(transaction, alone, { answer, words: said, key, ...by });
    else
      await keepForAll(transaction, row, {
        organization: reader.organization,
        answer,
        words: said,
        key,
        ...by,
      });
    await recordAct(transaction, access.principal, {
      at: access.now(),
      organization: reader.organization,
      act: 'answer-about-subject',
      words: 'Answered another organization about data of a person',
      facts: { request: row.id, answer },
    });
    return true;
  });
}

async function keepForAll(
  transaction: Transaction,
  { id: request }: RequestRow,
  said: NewSubjectAnswer & {
    organization: string;
    person: string;
    at: number;
    key: Uint8Array | undefined;
  },
): Promise<void> {
  const { organization, answer, words, person, at, key } = said;
  const place = { request, field: answerField(organization) };
  await transaction.run(
    `INSERT INTO subject_answer (request, organization, answer, words, person, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (request, organization) DO UPDATE SET answer = excluded.answer, words = excluded.words, person = excluded.person, at = excluded.at`,
    [request, organization, answer, sealed(key, place, words), person, at],
  );
}
