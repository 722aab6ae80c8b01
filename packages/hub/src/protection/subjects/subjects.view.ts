import { isAlias } from '@tocsin/policy';
import type {
  Handling,
  SourceAsked,
  SubjectHit,
  SubjectHits,
  SubjectQuestion,
  SubjectRequest,
} from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { CallerContext } from '../../kernel/index.ts';
import { organizationNames } from '../names.ts';
import { SUBJECT_TRACED_MAX } from './subjects.contract.ts';
import type { subjectHits, subjectQuestion, subjectRequest } from './subjects.contract.ts';

/** Requests, with the names of those who answered. */
export async function viewOfRequests(
  context: CallerContext,
  community: string,
  requests: readonly SubjectRequest[],
): Promise<z.output<typeof subjectRequest>[]> {
  const answered = requests.flatMap(({ answers, sources }) => [
    ...answers.map((one) => one.organization),
    ...sources.map((one) => one.source),
  ]);
  const nameOf = await organizationNames(context, community, new Set(answered));
  return requests.map((one) => ({
    id: one.id,
    kind: one.kind,
    state: one.state,
    received_at: instantText(one.receivedAt),
    due_at: instantText(one.dueAt),
    ...(one.extension === undefined ? {} : { extension: one.extension }),
    ...(one.sought === undefined ? {} : { sought: one.sought }),
    ...(one.askedHow === undefined || one.askedAt === undefined
      ? {}
      : { asked: { how: one.askedHow, at: instantText(one.askedAt) } }),
    answers: one.answers.map(({ organization, answer, words, at }) => ({
      organization: { id: organization, name: nameOf(organization) },
      answer,
      words,
      at: instantText(at),
    })),
    sources: one.sources.map((asked) => ({
      object: asked.object,
      source: { id: asked.source, name: nameOf(asked.source) },
      at: instantText(asked.at),
      ...saidBy(asked),
    })),
    ...(one.letter === undefined ? {} : { letter: { ...one.letter } }),
    ...(one.closedAt === undefined ? {} : { closed_at: instantText(one.closedAt) }),
    words: one.words,
  }));
}

function saidBy({ answered }: Pick<SourceAsked, 'answered'>): {
  answered?: Omit<NonNullable<SourceAsked['answered']>, 'at'> & { at: string };
} {
  return answered === undefined ? {} : { answered: { ...answered, at: instantText(answered.at) } };
}

/** Questions of others. */
export async function viewOfQuestions(
  context: CallerContext,
  community: string,
  questions: readonly SubjectQuestion[],
): Promise<z.output<typeof subjectQuestion>[]> {
  const asking = new Set(questions.map(({ organization }) => organization));
  const nameOf = await organizationNames(context, community, asking);
  return questions.map((one) => ({
    id: one.id,
    organization: { id: one.organization, name: nameOf(one.organization) },
    kind: one.kind,
    asked_at: instantText(one.askedAt),
    due_at: instantText(one.dueAt),
    ...(one.object === undefined ? {} : { object: { ...one.object } }),
    ...(one.sought === undefined ? {} : { sought: one.sought }),
    ...saidBy(one),
  }));
}

/**
 * Hits, and where the caller's own went: by the same handle and the same rule by which a source is told of the
 * handling of its own. Of what others brought nothing is told.
 */
export async function viewOfHits(
  context: CallerContext,
  community: string,
  { items, isCut }: SubjectHits,
): Promise<z.output<typeof subjectHits>> {
  const traced = new Map<string, Handling>();
  for (const { id, isOwn } of items) {
    if (!isOwn || traced.size >= SUBJECT_TRACED_MAX) continue;
    const handling = await context.handle.handling.of(id, community);
    if (handling !== undefined) traced.set(id, handling);
  }
  const organizations = new Set([
    ...items.map(({ origin }) => origin),
    ...[...traced.values()].flatMap((one) => [...waysIn(one).keys()]),
  ]);
  const nameOf = await organizationNames(context, community, organizations);
  const named = (id: string): { id: string; name: string } => ({ id, name: nameOf(id) });
  const wentTo = ({ id }: SubjectHit): z.output<typeof subjectHits>['items'][number]['went_to'] => {
    const handling = traced.get(id);
    if (handling === undefined) return undefined;
    return [...waysIn(handling)].map(([to, ways]) => ({
      organization: named(to),
      ways: [...ways],
    }));
  };
  return {
    items: items.map((hit) => {
      const { id, type, title, origin, level, isOwn, versions } = hit;
      const went = wentTo(hit);
      return {
        id,
        type,
        title,
        source: named(origin),
        level,
        own: isOwn,
        under_alias: isAlias(origin),
        versions,
        ...(went === undefined ? {} : { went_to: went }),
      };
    }),
    more: isCut,
  };
}

function waysIn({ opened, sent, copies }: Handling): Map<string, Set<string>> {
  const ways = new Map<string, Set<string>>();
  const add = (organization: string, way: string): void => {
    ways.set(organization, (ways.get(organization) ?? new Set()).add(way));
  };
  for (const { organization, way } of [...opened, ...sent]) add(organization, way);
  for (const { organization, form } of copies)
    add(organization, form === 'print' ? 'print' : 'copy');
  return ways;
}
