import { isPaperChair, levelOfLabel, mayWritePaper, quorumOf } from '@tocsin/policy';
import type { Reader } from '@tocsin/policy';
import { visible } from '../visibility/views.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Ballot, BallotDetail } from '../store.ts';
import { aroundOf, namedIn } from './around.ts';
import type { Around } from './around.ts';
import { ballotRows, chosenOf, countOf, optionsOf, rollsOf, ruleOf, votesOf } from './rows.ts';
import type { BallotRow, RollRow } from './rows.ts';

/** What a ballot is about, for one reader: who is around, and the roll as it counts now. */
interface Near {
  readonly around: Around;
  readonly roll: readonly RollRow[];
}

/** The ballots of a community, as they are listed. */
export async function listBallots(tools: Reading, community: string): Promise<Ballot[]> {
  const rows = await ballotRows(tools, community);
  const near = await nearOf(tools, community, rows);
  const ballots = rows.map((row) => ballotOf(tools, row, near(row)));
  return [
    ...ballots.filter(({ state }) => state === 'open'),
    ...ballots.filter(({ state }) => state !== 'open'),
  ];
}

/** Who is around the ballots of a community: its readers are read once. */
async function nearOf(
  { query, labels, census, view: { epoch, now } }: Reading,
  community: string,
  rows: readonly BallotRow[],
): Promise<(row: BallotRow) => Near> {
  if (rows.length === 0)
    return () => ({ around: { present: new Set(), voters: new Map() }, roll: [] });
  const readers = await census.readers(query, community, { epoch, now });
  const named = await namedIn(query, community);
  const rolls = await rollsOf(
    query,
    rows.map(({ id }) => id),
  );
  return (row) => {
    const around = aroundOf(row, labels.at(row.label), { readers, named, now });
    const roll = rolls.get(row.id) ?? [];
    // Not `rollNow`: that somebody who left stays on it would tell that they had voted.
    const isOpen = row.state === 'open';
    return { around, roll: roll.filter((one) => !isOpen || around.present.has(one.organization)) };
  };
}

function ballotOf(tools: Reading, row: BallotRow, near: Near): Ballot {
  const {
    labels,
    view: { reader, now },
  } = tools;
  const outcome = countOf(row)?.outcome;
  const chosen = chosenOf(row);
  return {
    id: row.id,
    title: row.title,
    level: levelOfLabel(labels.at(row.label) ?? { clauses: [] }, now),
    type: row.type,
    state: row.state,
    isAnonymous: row.is_anonymous === 1,
    by: { organization: row.organization, person: row.author, name: row.author_name ?? '' },
    madeAt: row.made_at,
    ...given('openedAt', row.opened_at),
    ...given('openUntil', row.open_until),
    ...given('closedAt', row.closed_at),
    ...(outcome !== undefined && { outcome }),
    ...(chosen !== undefined && { chosen }),
    waitsForMe: [
      ...(mayVote(tools, row, near) && ownOf(reader, near)?.has_voted === 0
        ? ['vote' as const]
        : []),
      ...(outcome === 'tied' && isPaperChair(reader, row.community) ? ['settle' as const] : []),
    ],
  };
}

function given<K extends string>(name: K, value: number | null): Partial<Record<K, number>> {
  const told: Partial<Record<K, number>> = {};
  if (value !== null) told[name] = value;
  return told;
}

function ownOf({ organization }: Reader, { roll }: Near): RollRow | undefined {
  return roll.find((one) => one.organization === organization);
}

/** Whether the reader votes for their organization now. */
function mayVote({ view: { reader, now } }: Reading, row: BallotRow, near: Near): boolean {
  const isOpen = row.state === 'open' && now < (row.open_until ?? 0);
  if (!isOpen || ownOf(reader, near) === undefined) return false;
  return near.around.voters.get(reader.organization)?.has(reader.id) === true;
}

/** A ballot with all that this reader may know of it; `undefined` when there is none for them. */
export async function readBallot(
  tools: Reading,
  community: string,
  id: string,
): Promise<BallotDetail | undefined> {
  const { query, view } = tools;
  const [row] = await ballotRows(tools, community, id);
  if (row === undefined) return undefined;
  const near = (await nearOf(tools, community, [row]))(row);
  const count = countOf(row);
  const rule = ruleOf(row);
  const votes = row.is_anonymous === 1 ? [] : await votesOf(query, id);
  const decision = await query.one<{ id: string }>(
    `SELECT id FROM decision WHERE ballot = ? AND outcome IS NOT NULL AND ${visible(query.dialect, 'label')}`,
    [id, view.labels],
  );
  const needed =
    count?.needed ?? (row.type === 'consent' ? 0 : quorumOf(rule.quorum, near.roll.length));
  return {
    ...ballotOf(tools, row, near),
    labelId: row.label,
    text: row.text,
    options: optionsOf(row),
    majority: row.majority,
    quorum: rule.quorum,
    tie: row.tie,
    roll: near.roll.map(({ organization }) => organization),
    needed,
    isOutOfReach: row.state === 'open' && needed > near.roll.length,
    ...ownPart(tools, near, votes),
    ...(count !== undefined && { count }),
    votes: row.state === 'closed' ? votes : [],
    ...(decision !== undefined && { decision: decision.id }),
    ...(row.words !== null && { words: row.words }),
    may: mayDo(tools, row, near),
  };
}

/** Of the reader's organization alone: nobody else is told that it voted, or what. */
function ownPart(
  { view: { reader } }: Reading,
  near: Near,
  votes: BallotDetail['votes'],
): Pick<BallotDetail, 'own'> {
  const own = ownOf(reader, near);
  if (own === undefined) return {};
  const vote = votes.find(({ organization }) => organization === reader.organization);
  return { own: { hasVoted: own.has_voted === 1, ...(vote !== undefined && { vote }) } };
}

function mayDo(tools: Reading, row: BallotRow, near: Near): BallotDetail['may'] {
  const { reader, now } = tools.view;
  const isChair = isPaperChair(reader, row.community);
  const isDraft = row.state === 'draft';
  const isProposing = isDraft && (isChair || isOwnProposal(reader, row));
  const acts = {
    write: isProposing,
    open: isDraft && isChair,
    drop: isProposing || (row.state === 'open' && isChair),
    vote: mayVote(tools, row, near) && !isSaid(reader, row, near),
    // That all have voted is told to the chairs alone: they may close it then.
    close: isChair && isComplete(row, near.roll) && now < (row.open_until ?? 0),
    settle: isChair && countOf(row)?.outcome === 'tied',
  };
  return ACTS.filter((act) => acts[act]);
}

const ACTS = ['write', 'open', 'drop', 'vote', 'close', 'settle'] as const;

/** Whoever represents the organization that proposed it. */
function isOwnProposal(reader: Reader, { community, organization }: BallotRow): boolean {
  return organization === reader.organization && mayWritePaper(reader, community);
}

/** In an anonymous ballot a vote that was given stays. */
function isSaid(reader: Reader, row: BallotRow, near: Near): boolean {
  return row.is_anonymous === 1 && ownOf(reader, near)?.has_voted === 1;
}

/** Whether everybody who may has voted. */
export function isComplete({ state }: BallotRow, roll: readonly RollRow[]): boolean {
  return state === 'open' && roll.length > 0 && roll.every(({ has_voted }) => has_voted === 1);
}

/** The roll of an open ballot as it counts now, and who votes for whom. */
export async function nearBallot(tools: Reading, row: BallotRow): Promise<Near> {
  return (await nearOf(tools, row.community, [row]))(row);
}
