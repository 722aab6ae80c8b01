import { levelOfLabel, mayFollowMisuse, MISUSE_STATES, misuseSides } from '@tocsin/policy';
import type { MisuseRule, MisuseSide, MisuseState, Reader } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import { readShown } from '../exchange/read-object.ts';
import { namesOf } from '../handling/person-names.ts';
import { isChair } from '../people/authority.ts';
import type { Query } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { MisuseCase, MisuseStep, NewMisuseStep } from '../store.ts';
import { CASES_READ_MAX, CASES_SHOWN_MAX } from './limits.ts';

/** A case as it is kept. */
export interface CaseRow {
  id: string;
  community: string;
  stix_id: string;
  version: string;
  origin: string;
  source: string;
  reporter: string;
  organization: string;
  against: string | null;
  against_words: string | null;
  rule: MisuseRule;
  state: MisuseState;
  reported_at: number;
}

interface StepRow {
  misuse: string;
  state: MisuseState;
  at: number;
  person: string;
  words: string;
  contained: string | null;
  until: number | null;
}

/** A case with its steps, and what the reader is to it. */
export interface KnownCase {
  readonly row: CaseRow;
  readonly steps: readonly StepRow[];
  readonly sides: readonly MisuseSide[];
}

/** One case that the reader has a part in. */
export async function knownCase(
  query: Query,
  reader: Reader,
  at: { community: string; id: string },
): Promise<KnownCase | undefined> {
  const row = await query.one<CaseRow>('SELECT * FROM misuse WHERE id = ? AND community = ?', [
    at.id,
    at.community,
  ]);
  const [known] = row === undefined ? [] : await withSides(query, reader, [row]);
  return known;
}

/** The cases of a community that the reader has a part in. */
export async function knownCases(
  query: Query,
  reader: Reader,
  community: string,
): Promise<KnownCase[]> {
  if (reader.kind !== 'person') return [];
  const { id, organization } = reader;
  // Wider than what is theirs: the sides are decided below, on rows that can be meant for them at all.
  const rows = await query.all<CaseRow>(
    `SELECT * FROM misuse WHERE community = ? AND (? = 1 OR reporter = ? OR source = ? OR against = ?) ORDER BY CASE WHEN state = 'closed' THEN 1 ELSE 0 END,
       CASE WHEN state = 'closed' THEN -reported_at ELSE reported_at END, id LIMIT (? + 0)`,
    [community, isChair(reader, community) ? 1 : 0, id, organization, organization, CASES_READ_MAX],
  );
  const known = await withSides(query, reader, rows);
  return known.slice(0, CASES_SHOWN_MAX);
}

async function withSides(
  query: Query,
  reader: Reader,
  rows: readonly CaseRow[],
): Promise<KnownCase[]> {
  if (rows.length === 0) return [];
  const steps = await query.all<StepRow>(
    `SELECT misuse, state, at, person, words, contained, until FROM misuse_step WHERE ${isIn(query.dialect, 'misuse')} ORDER BY misuse, n`,
    [
      list(
        query.dialect,
        rows.map(({ id }) => id),
      ),
    ],
  );
  const byCase = Map.groupBy(steps, ({ misuse }) => misuse);
  return rows.flatMap((row) => {
    const own = byCase.get(row.id) ?? [];
    const { community, reporter, organization, source } = row;
    const parties = {
      community,
      reporter: { id: reporter, organization },
      source,
      against: row.against ?? undefined,
    };
    const sides = misuseSides(
      reader,
      parties,
      own.map(({ state }) => state),
    );
    return sides.length === 0 ? [] : [{ row, steps: own, sides }];
  });
}

/** What a case may be moved to, by this reader. */
export function movesOf({ row, steps, sides }: KnownCase): NewMisuseStep['to'][] {
  const standing = {
    state: row.state,
    isSanctioned: steps.some(({ state }) => state === 'sanctioned'),
    wasAppealed: steps.some(({ state }) => state === 'appealed'),
  };
  return MISUSE_STATES.filter(
    (to) =>
      to !== 'reported' &&
      mayFollowMisuse(standing, to) &&
      sides.includes(to === 'appealed' ? 'accused' : 'handler'),
  ).filter((to) => to !== 'reported');
}

/** Cases as the reader sees them: each side its own part. */
export async function casesOf(tools: Reading, known: readonly KnownCase[]): Promise<MisuseCase[]> {
  const { query, labels, view } = tools;
  const people = await namesOf(
    query,
    known.flatMap(({ row, steps }) => [row.reporter, ...steps.map(({ person }) => person)]),
  );
  const named = (id: string): { id: string; name: string } => ({ id, name: people.get(id) ?? '' });
  const cases: MisuseCase[] = [];
  for (const one of known) {
    const { row, sides } = one;
    const shown = (await readShown(tools, [row.stix_id], row.community)).get(row.stix_id);
    const label = shown === undefined ? undefined : labels.at(shown.label);
    const side = sides[0] ?? 'reporter';
    cases.push({
      id: row.id,
      community: row.community,
      side,
      state: stateFor(one, side),
      rule: row.rule,
      reportedAt: row.reported_at,
      object: {
        id: row.stix_id,
        version: row.version,
        ...(shown === undefined ? {} : { title: shown.title }),
        ...(label === undefined ? {} : { level: levelOfLabel(label, view.now) }),
      },
      origin: row.origin,
      ...(side === 'handler' || side === 'source' ? { against: againstOf(row) } : {}),
      ...(side === 'handler' || side === 'reporter'
        ? { reporter: { organization: row.organization, person: named(row.reporter) } }
        : {}),
      steps: stepsFor(one, side, named),
      may: movesOf(one),
    });
  }
  return cases;
}

function againstOf(row: CaseRow): NonNullable<MisuseCase['against']> {
  return {
    ...(row.against === null ? {} : { organization: row.against }),
    ...(row.against_words === null ? {} : { words: row.against_words }),
  };
}

/** Steps each side learns of at all. */
const STEPS_OF: Readonly<Record<MisuseSide, readonly MisuseState[]>> = {
  handler: MISUSE_STATES,
  reporter: MISUSE_STATES,
  source: ['source-told', 'sanctioned', 'appealed', 'closed'],
  accused: ['sanctioned', 'appealed', 'closed'],
};
/** Steps whose words each side reads. */
const WORDS_OF: Readonly<Record<MisuseSide, readonly MisuseState[]>> = {
  handler: MISUSE_STATES,
  // Their own.
  reporter: ['reported'],
  source: ['source-told'],
  accused: ['sanctioned', 'appealed', 'closed'],
};

function stateFor({ row, steps }: KnownCase, side: MisuseSide): MisuseState {
  if (STEPS_OF[side].includes(row.state)) return row.state;
  return steps.findLast(({ state }) => STEPS_OF[side].includes(state))?.state ?? row.state;
}

function stepsFor(
  { steps }: KnownCase,
  side: MisuseSide,
  named: (id: string) => { id: string; name: string },
): MisuseStep[] {
  return steps
    .filter(({ state }) => STEPS_OF[side].includes(state))
    .map(({ state, at, person, words, contained, until }) => {
      const isRead = WORDS_OF[side].includes(state);
      return {
        state,
        at,
        ...(isRead ? { words } : {}),
        ...(isRead && contained !== null ? { contained } : {}),
        ...(isRead && until !== null ? { until } : {}),
        ...(side === 'handler' ? { by: named(person) } : {}),
      };
    });
}
