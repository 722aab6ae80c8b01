import {
  APPLICATION_WORDS,
  decidesOnApplications,
  isApplicationOver,
  isOwnAppeal,
  mayFollowApplication,
  speaksOnApplications,
} from '@tocsin/policy';
import type { ApplicationWord, Deciding, Reader } from '@tocsin/policy';
import { readState } from '../people/columns.ts';
import { readTerms, unsigned } from '../people/newcomers.ts';
import type { Query } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import type {
  Application,
  ApplicationMay,
  ApplicationSaid,
  ChairsApplication,
  MembersApplication,
} from '../store.ts';
import type { Around } from './around.ts';
import {
  aboutOf,
  appealOf,
  applicantOf,
  applicationRows,
  decisionOf,
  letterOf,
  threadOf,
  wordRows,
} from './rows.ts';
import type { ApplicationRow, WordRow } from './rows.ts';

/** An application as this reader sees it; `undefined` when there is none for them. */
export async function applicationOf(
  { query, view: { reader, now } }: Reading,
  row: ApplicationRow,
  { words, around }: { words: readonly WordRow[]; around: Around },
): Promise<Application | undefined> {
  if (decidesOnApplications(reader, row.community))
    return forChairs(query, { row, words, around, reader, now });
  return speaksOnApplications(reader, row.community)
    ? forMembers({ row, words, reader, now })
    : undefined;
}

interface Seen {
  readonly row: ApplicationRow;
  readonly words: readonly WordRow[];
  readonly reader: Reader;
  readonly now: number;
}

/**
 * Name and scope while the members may speak; afterwards what the own organization said, and nothing of how it went on.
 * No word of another organization, nor how many there are.
 */
function forMembers({ row, words, reader, now }: Seen): MembersApplication | undefined {
  const own = saidIn(words).filter(({ organization }) => organization.id === reader.organization);
  const isOpen = isOpenToWords(row, now);
  if (row.window_until === null || (!isOpen && own.length === 0)) return undefined;
  const { name, kind, sectors, countries } = applicantOf(row);
  const { scope, from } = aboutOf(row);
  return {
    side: 'member',
    id: row.id,
    applicant: { name, kind, sectors, countries },
    scope,
    from,
    state: isOpen ? 'window' : 'over',
    windowUntil: row.window_until,
    words: own,
    waitsForMe: isOpen && !isSaid(own) ? ['speak'] : [],
    may: isOpen ? ['speak'] : [],
  };
}

/** Whether members may say something about it now. */
export function isOpenToWords({ state, window_until }: ApplicationRow, now: number): boolean {
  return state === 'window' && window_until !== null && now < window_until;
}

async function forChairs(
  query: Query,
  { row, words, around, reader, now }: Seen & { around: Around },
): Promise<ChairsApplication> {
  const { scope, from } = aboutOf(row);
  const letter = letterOf(row);
  const [first, decision] = [decisionOf(row.first), decisionOf(row.decision)];
  const appeal = appealOf(row);
  const said = saidIn(words);
  return {
    side: 'chair',
    id: row.id,
    applicant: applicantOf(row),
    scope,
    from,
    state: row.state,
    madeAt: row.made_at,
    changedAt: row.changed_at,
    ...(letter && { letter }),
    thread: threadOf(words, true),
    checks: checksIn(words, around.setting.checklist),
    words: said,
    ...(row.window_until === null ? {} : { windowUntil: row.window_until }),
    ...(first && { first }),
    ...(decision && { decision }),
    ...(appeal && { appeal }),
    alike: around.alikeTo(row),
    ...(await joinedOf(query, row)),
    unsigned: await titlesToSign(query, row),
    waitsForMe: waitsFor({ row, words, reader, now }, around),
    may: mayOf({ row, words, reader, now }, around),
  };
}

async function joinedOf(
  query: Query,
  { community, organization }: ApplicationRow,
): Promise<Pick<ChairsApplication, 'organization'>> {
  if (organization === null) return {};
  const row = await query.one<{ state: string }>(
    'SELECT state FROM membership WHERE community = ? AND organization = ?',
    [community, organization],
  );
  if (row === undefined) return {};
  return { organization: { id: organization, state: readState(row.state) } };
}

async function titlesToSign(query: Query, row: ApplicationRow): Promise<string[]> {
  if (row.state !== 'signing' || row.organization === null) return [];
  const left = await unsigned(query, readTerms(row.decision).papers, row.organization);
  const papers = decisionOf(row.decision)?.terms?.papers ?? [];
  return papers.filter(({ id }) => left.includes(id)).map(({ title }) => title);
}

/** What organizations said, in the order they did. */
export function saidIn(words: readonly WordRow[]): ApplicationSaid[] {
  return words.flatMap((row) => {
    const word = APPLICATION_WORDS.find((one): one is ApplicationWord => one === row.kind);
    if (word === undefined) return [];
    return [
      {
        organization: { id: row.organization, name: row.organization_name ?? '' },
        person: { id: row.person, name: row.name },
        word,
        words: row.words,
        at: row.at,
        ...(row.taken_back_at === null ? {} : { takenBackAt: row.taken_back_at }),
      },
    ];
  });
}

function isSaid(own: readonly ApplicationSaid[]): boolean {
  return own.some(({ takenBackAt }) => takenBackAt === undefined);
}

/** Each item of the checklist with the last that was said about it. */
export function checksIn(
  words: readonly WordRow[],
  checklist: readonly string[],
): ChairsApplication['checks'] {
  const done = words.filter(({ kind }) => kind === 'check').map(checkOf);
  return checklist.map(
    (item) => done.findLast((one) => one.item === item) ?? { item, isMet: false, words: '' },
  );
}

function checkOf({ words, name, at }: WordRow): ChairsApplication['checks'][number] {
  const kept = JSON.parse(words) as { item: string; isMet: boolean; words: string };
  return { ...kept, by: name, at };
}

/** What the reader is asked to do: as a chair the next step, for their organization a word. */
function waitsFor(seen: Seen, around: Around): ChairsApplication['waitsForMe'] {
  const { row, words, reader, now } = seen;
  const owed: ChairsApplication['waitsForMe'] = [];
  if (isToHandle(seen, around)) owed.push('handle');
  const speaks = speaksOnApplications(reader, row.community) && isOpenToWords(row, now);
  const own = saidIn(words).filter(({ organization }) => organization.id === reader.organization);
  if (speaks && !isSaid(own)) owed.push('speak');
  return owed;
}

function isToHandle(seen: Seen, around: Around): boolean {
  const { row, words, reader, now } = seen;
  if (isApplicationOver(row.state)) return false;
  const first = decisionOf(row.first);
  if (first !== undefined) return first.by.person !== reader.id;
  const last = threadOf(words, true).at(-1)?.from;
  switch (row.state) {
    case 'appealed':
      return !isOwnAppeal(reader.id, decidingOf(seen, around));
    case 'window':
      return last === 'applicant' || now >= (row.window_until ?? 0);
    case 'interest':
    case 'eligible':
    case 'vetting':
      // While the applicant is to answer, nobody else is waited for.
      return last !== 'community';
    default:
      return last === 'applicant';
  }
}

/** What the rule of deciding looks at. */
export function decidingOf(
  { row, words, reader }: Pick<Seen, 'row' | 'words' | 'reader'>,
  { setting, chairs }: Around,
): Deciding {
  return {
    state: row.state,
    windowUntil: row.window_until ?? undefined,
    needsTwo: setting.needsTwo,
    first: decisionOf(row.first)?.by.person,
    sponsors: saidIn(words)
      .filter(({ word, takenBackAt }) => word === 'vouches' && takenBackAt === undefined)
      .map(({ person }) => person.id),
    turnedAwayBy: decisionOf(row.decision)?.by.person,
    otherChairs: chairs.filter((person) => person !== reader.id).length,
  };
}

function mayOf(seen: Seen, around: Around): ApplicationMay[] {
  const { row, reader, now } = seen;
  const { state } = row;
  const isNext = (to: ApplicationRow['state']): boolean => mayFollowApplication(state, to);
  const isOver = isApplicationOver(state);
  const isBefore = state === 'interest' || state === 'eligible' || state === 'vetting';
  const first = decisionOf(row.first);
  const isOwn = isOwnAppeal(reader.id, decidingOf(seen, around));
  const may: [ApplicationMay, boolean][] = [
    ['check', isBefore],
    ['ask', !isOver],
    ['eligible', isNext('eligible')],
    ['vetting', isNext('vetting') && state !== 'appealed'],
    ['window', isNext('window') || isOpenToWords(row, now)],
    ['hear', state === 'appealed' && !isOwn],
    ['accept', isNext('accepted') && now >= (row.window_until ?? Infinity)],
    ['agree', first !== undefined && first.by.person !== reader.id],
    ['reject', isNext('rejected') && !isOwn],
    ['speak', speaksOnApplications(reader, row.community) && isOpenToWords(row, now)],
  ];
  return may.filter(([, is]) => is).map(([what]) => what);
}

/** One application, read anew. */
export async function readApplication(
  tools: Reading,
  around: Around,
  of: { community: string; id: string },
): Promise<Application | undefined> {
  const [row] = await applicationRows(tools.query, of.community, of.id);
  if (row === undefined) return undefined;
  const words = (await wordRows(tools.query, { application: row.id })).get(row.id) ?? [];
  return applicationOf(tools, row, { words, around });
}
