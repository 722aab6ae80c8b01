import { isAlias, joinLabels, labelOf, mayRead, RELEASES_MAX } from '@tocsin/policy';
import type { Clause, Label, Release } from '@tocsin/policy';
import { recordAct } from '../people/actor.ts';
import { readersOf } from '../people/census.ts';
import { policyEpoch } from '../people/epoch.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import { moveRows, sourceRows, whileStale } from '../exchange/change.ts';
import { readOwnObject } from '../exchange/read-object.ts';
import { deciding, reading } from '../exchange/tools.ts';
import type { SourceRow, Target } from '../exchange/change.ts';
import type { AuditAct } from '../audit/append.ts';
import type { Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Refusal, ReleaseAnswer, ReleaseParties, ReleaseRequest } from '../store.ts';
import {
  decides,
  decidesInStead,
  isWaiting,
  originOf,
  partiesFrom,
  readRequest,
  requestRow,
  stateAt,
  takesPart,
} from './request-rows.ts';
import type { RequestRow } from './request-rows.ts';
import { addNote, changed, inTransaction, over, WAITS, wordsOf } from './waiting.ts';

interface Place {
  readonly community: string;
  readonly id: string;
}

type Grant = Extract<ReleaseAnswer, { kind: 'grant' }>;

/** The source's answer. Granting lets those named read from now on; everything else changes nobody's reading. */
export function answer(
  access: ExchangeAccess,
  at: Place,
  said: ReleaseAnswer,
): Promise<ReleaseRequest | Refusal> {
  if (said.kind === 'grant') return grant(access, at, said);
  return inTransaction(access, at.community, async (tools, transaction) => {
    const row = await rowToDecide(tools, at);
    if (!isWaiting(stateAt(row, tools.view.now))) throw over();
    await answerWords(tools, transaction, { row, said });
    const { organization } = tools.view.reader;
    if (said.kind !== 'ask-back') await answeredBy(transaction, row, organization);
    await recordForBoth(transaction, access, {
      at: tools.view.now,
      organizations: [organization, row.source],
      act: { act: `release-${said.kind}`, words: ACT_WORDS[said.kind], facts: { request: row.id } },
    });
    return row.id;
  });
}

/** Takes back what was granted; whoever read by it reads no longer. */
export function end(access: ExchangeAccess, at: Place): Promise<ReleaseRequest | Refusal> {
  return change(access, at, {
    state: 'granted',
    act: { act: 'release-end', words: 'Took back a release' },
    releases: (held, row) => held.filter(({ request }) => request !== row.id),
    write: (transaction, row) =>
      changed(
        transaction,
        "UPDATE release_request SET state = 'ended' WHERE id = ? AND state = 'granted'",
        [row.id],
      ),
  });
}

/** Whoever answers in the place of a source that is gone is named with the answer. */
export async function answeredBy(
  transaction: Transaction,
  row: RequestRow,
  organization: string,
): Promise<void> {
  if (row.source === organization) return;
  await transaction.run('UPDATE release_request SET answered_for = ? WHERE id = ?', [
    organization,
    row.id,
  ]);
}

/** In the record of whoever acts, and in that of the source in whose place they do. */
export async function recordForBoth(
  transaction: Transaction,
  access: ExchangeAccess,
  {
    at,
    organizations,
    act,
  }: { at: number; organizations: readonly string[]; act: Change['act'] & Pick<AuditAct, 'facts'> },
): Promise<void> {
  for (const organization of new Set(organizations)) {
    await recordAct(transaction, access.principal, { at, organization, ...act });
  }
}

/** What an answer is called in the record. */
export const ACT_WORDS: Readonly<Record<Exclude<ReleaseAnswer['kind'], 'grant'>, string>> = {
  sanitised: 'Answered a release request with something else',
  refuse: 'Refused a release request',
  'ask-back': 'Asked back about a release request',
};

async function answerWords(
  tools: Reading,
  transaction: Transaction,
  { row, said }: { row: RequestRow; said: Exclude<ReleaseAnswer, Grant> },
): Promise<void> {
  const { now } = tools.view;
  if (said.kind === 'ask-back') {
    const words = wordsOf(said.words, 'Write what you would like to know');
    await addNote(transaction, { request: row.id, side: 'source', at: now, words });
    await changed(
      transaction,
      `UPDATE release_request SET state = 'asked-back' WHERE id = ? AND ${WAITS}`,
      [row.id],
    );
    return;
  }
  const words = optionalWords(said.words);
  if (said.kind === 'sanitised') await checkSanitised(tools, row, said.object);
  await changed(
    transaction,
    `UPDATE release_request SET state = ?, answered_at = ?, words = ?, sanitised = ? WHERE id = ? AND ${WAITS}`,
    [
      said.kind === 'sanitised' ? 'sanitised' : 'refused',
      now,
      words,
      said.kind === 'sanitised' ? said.object : null,
      row.id,
    ],
  );
}

/** What is sent instead is the source's own, and whoever asked can read it. */
export async function checkSanitised(
  tools: Reading,
  row: RequestRow,
  object: string,
): Promise<void> {
  const own = await readOwnObject(tools, object, row.community);
  if (own === undefined || object === row.stix_id) {
    throw new Refused('invalid', 'Choose another object that your organization shared here');
  }
  // Else the answer would name a source that is not named.
  if (row.alias !== null && !isAlias(own.origin)) {
    throw new Refused('invalid', 'That object names you: choose one you shared under another name');
  }
  if (row.is_anonymous === 1) return checkForEverybody(own.label);
  const readers = await readersOf(tools.query, row.community, tools.view.now);
  const asker = readers.find(
    ({ kind, id, organization }) =>
      kind === 'person' && id === row.person && organization === row.organization,
  );
  if (asker === undefined || !mayRead(asker, own.label, tools.view.now).allowed) {
    throw new Refused('invalid', 'Who asked cannot read that object: share it with them first');
  }
}

/**
 * Where the source is not told who asks, whether they can read something would tell it: by trying audiences one by one
 * it would find them. So what is sent must be for the whole community, whoever asked.
 */
function checkForEverybody({ clauses: [clause, second] }: Label): void {
  const isLimited = Object.keys(clause?.limits ?? {}).length > 0;
  if (clause?.audience.everyone === true && second === undefined && !isLimited) return;
  throw new Refused(
    'invalid',
    'You are not told who asked: send something that is for the whole community, without limits',
  );
}

function grant(access: ExchangeAccess, at: Place, said: Grant): Promise<ReleaseRequest | Refusal> {
  return change(access, at, {
    state: 'asked',
    act: { act: 'release-grant', words: 'Granted a release request' },
    check: (row, now) => {
      checkWithin(said.to, partiesFrom(row.wanted));
      if (said.until !== undefined && said.until <= now) {
        throw new Refused('invalid', 'Choose a time to come, or no end');
      }
    },
    releases: (held, row, now) => withRelease(held, { request: row.id, at: now, ...said }),
    write: (transaction, row, now) =>
      changed(
        transaction,
        `UPDATE release_request SET state = 'granted', answered_at = ?, granted = ?, until = ?, words = ? WHERE id = ? AND ${WAITS}`,
        [now, JSON.stringify(said.to), said.until ?? null, optionalWords(said.words), row.id],
      ),
  });
}

/** The releases with one more, without those that are over. */
export function withRelease(
  held: readonly Release[],
  said: { request: string; at: number; to: ReleaseParties; until?: number },
): readonly Release[] {
  const { organizations, persons } = said.to;
  const isHere = (organizations?.length ?? 0) + (persons?.length ?? 0) > 0;
  if (!isHere) return held;
  const inForce = held.filter(({ until }) => until === undefined || until > said.at);
  if (inForce.length >= RELEASES_MAX) {
    throw new Refused(
      'conflict',
      `It has ${String(RELEASES_MAX)} releases already: give it a wider marking instead`,
    );
  }
  const release: Release = {
    request: said.request,
    at: said.at,
    ...(organizations === undefined ? {} : { organizations }),
    ...(persons === undefined ? {} : { persons }),
    ...(said.until === undefined ? {} : { until: said.until }),
  };
  return [...inForce, release];
}

/** A grant gives no more than was asked for; what goes beyond is another marking. */
function checkWithin(to: ReleaseParties, wanted: ReleaseParties): void {
  const isAsked = (list: readonly string[] = [], of: readonly string[] = []): boolean =>
    list.every((one) => of.includes(one));
  const isEmpty =
    (to.organizations?.length ?? 0) + (to.persons?.length ?? 0) === 0 && to.outside === undefined;
  if (isEmpty) throw new Refused('invalid', 'Name at least one of those it was asked for');
  if (
    !isAsked(to.organizations, wanted.organizations) ||
    !isAsked(to.persons, wanted.persons) ||
    (to.outside !== undefined && to.outside !== wanted.outside)
  ) {
    throw new Refused('invalid', 'Grant only what was asked for; for more, change the marking');
  }
}

function optionalWords(words: string | undefined): string | null {
  return words === undefined || words.trim() === '' ? null : wordsOf(words, '');
}

/** A change of who reads by a request. */
export interface Change {
  /** What the request must be: waiting (`asked`), or granted. */
  readonly state: 'asked' | 'granted';
  readonly act: { readonly act: string; readonly words: string };
  readonly check?: (row: RequestRow, now: number) => void;
  /**
   * By what the caller may, when it is not as the source. Given the labels of the versions they read themselves: what
   * else there is must decide nothing. Says of each version, also of those, whether it changes; the others stay.
   */
  readonly ground?: (
    tools: Reading,
    row: RequestRow,
    labels: readonly Label[],
  ) => Promise<(label: Label) => boolean>;
  readonly releases: (held: readonly Release[], row: RequestRow, now: number) => readonly Release[];
  readonly write: (transaction: Transaction, row: RequestRow, now: number) => Promise<unknown>;
  /** What else is entered in the record, after everything else is written. */
  readonly record?: (transaction: Transaction, row: RequestRow, now: number) => Promise<void>;
}

/** Changes who reads by a request: labels and request in one transaction, planned anew when something moved meanwhile. */
export async function change(
  access: ExchangeAccess,
  at: Place,
  wish: Change,
): Promise<ReleaseRequest | Refusal> {
  const outcome = await writeRefusals(() =>
    whileStale(access, async () => {
      const plan = await deciding(access, (tools) => planned(tools, at, wish));
      await access.labels.intern(access.engine, plan.target.to.values());
      return writeOrRefuse(access.engine, async (transaction) => {
        const row = await requestRow(transaction, at.community, at.id);
        const now = access.now();
        if (row === undefined || !isAsWished(row, wish, now)) throw over();
        await wish.write(transaction, row, now);
        if (plan.inStead !== undefined) await answeredBy(transaction, row, plan.inStead);
        const act = { ...wish.act, facts: { request: row.id } };
        await moveRows(access, transaction, { target: plan.target, community: at.community, act });
        await wish.record?.(transaction, row, now);
        if (plan.inStead !== undefined) {
          await recordForBoth(transaction, access, { at: now, organizations: [row.source], act });
        }
        return row.id;
      });
    }),
  );
  if (typeof outcome !== 'string') return outcome;
  const found = await reading(access, (tools) => readRequest(tools, at.community, outcome));
  return found ?? hidden().refusal;
}

async function writeRefusals<T>(work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (fault) {
    if (fault instanceof Refused) return fault.refusal;
    throw fault;
  }
}

function isAsWished(row: RequestRow, { state }: Change, now: number): boolean {
  const here = stateAt(row, now);
  return state === 'asked' ? isWaiting(here) : here === 'granted';
}

interface Plan {
  readonly target: Target;
  /** The organization that decides in the place of the source. */
  readonly inStead?: string;
}

async function planned(tools: Reading, at: Place, wish: Change): Promise<Plan> {
  const { query, view, words } = tools;
  const row = await rowFor(tools, at, wish);
  if (!isAsWished(row, wish, view.now)) throw over();
  wish.check?.(row, view.now);
  const place = {
    id: row.stix_id,
    community: words.number(at.community),
    origin: words.number(originOf(row)),
  };
  const rows = await sourceRows(query, place);
  const labelAt = ({ label }: SourceRow): Label => tools.labels.at(label) ?? { clauses: [] };
  const read = rows.filter(({ label }) => view.may(label)).map(labelAt);
  const changes = await wish.ground?.(tools, row, read);
  const { organization } = view.reader;
  const inStead =
    wish.ground === undefined && row.source !== organization
      ? { inStead: organization }
      : undefined;
  const to = new Map<number, Label>();
  for (const one of rows) {
    const label = labelAt(one);
    // Whoever decides for another decides about each version by itself: one that was RED stays as it is.
    const isKept =
      changes?.(label) === false ||
      (inStead !== undefined && !(await decidesInStead(tools, row, label)));
    to.set(one.vid, isKept ? label : released(label, { wish, row, now: view.now }));
  }
  const again = (later: Reading['query']): ReturnType<typeof sourceRows> =>
    sourceRows(later, place);
  return {
    ...inStead,
    target: {
      epoch: await policyEpoch(query),
      community: place.community,
      source: originOf(row),
      rows,
      to,
      again,
    },
  };
}

async function rowFor(tools: Reading, at: Place, { ground }: Change): Promise<RequestRow> {
  if (ground === undefined) return rowToDecide(tools, at);
  const row = await requestRow(tools.query, at.community, at.id);
  if (row === undefined) throw hidden();
  return row;
}

/** A label as it is after the change. */
function released(
  label: Label,
  { wish, row, now }: { wish: Change; row: RequestRow; now: number },
): Label {
  const clauses = label.clauses.map((clause): Clause => {
    if (clause.origin !== originOf(row)) return clause;
    const { releases = [], ...rest } = clause;
    const next = wish.releases(releases, row, now);
    return next.length === 0 ? rest : { ...rest, releases: next };
  });
  return joinLabels(clauses.map(labelOf));
}

/** A request that this reader decides. */
export async function rowToDecide(tools: Reading, at: Place): Promise<RequestRow> {
  const row = await requestRow(tools.query, at.community, at.id);
  const isHere = row !== undefined && takesPart(tools.view.reader, at.community);
  if (!isHere || !(await decides(tools, row))) throw hidden();
  return row;
}
