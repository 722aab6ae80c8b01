import { standingIn } from '@tocsin/policy';
import { NotFound, SchemeNotAgreed } from '../faults.ts';
import { appendAudit } from '../audit/append.ts';
import { holdsAlias, voiceUnder } from '../people/aliases.ts';
import { actorOf } from '../people/actor.ts';
import { communityProfile } from '../people/census.ts';
import { namesOf, writeBatch } from './contribute.ts';
import { holdBack, reviewRules, whyHeldBack } from './hold-back.ts';
import { findRelabellings } from './relabel.ts';
import { planBatch } from './plan.ts';
import { countFates, linesOf, storeQuarantine, storeReceipt } from './receipts.ts';
import { storeShieldReport } from './shield-reports.ts';
import { PLANS_MAX, PlanStale } from './stale.ts';
import { textBody } from './text-body.ts';
import { TEXT_INDEX } from './text-index.ts';
import { readingOn } from './tools.ts';
import type { CommunityProfile, Reader } from '@tocsin/policy';
import type { Query, Transaction } from '../engine/engine.ts';
import type { NewContribution, Principal, Receipt, ShieldReport } from '../store.ts';
import type { View } from '../visibility/views.ts';
import type { Bringer } from './clauses.ts';
import type { Why } from './hold-back.ts';
import type { Written } from './contribute.ts';
import type { Relabelling } from './relabel.ts';
import type { Destination } from './writing.ts';
import type { Plan } from './plan.ts';
import type { Outcome } from './receipts.ts';
import type { ExchangeAccess } from './tools.ts';

/** Longest title and text of a share, in UTF-16 units. */
export const SHARE_LIMITS = { title: 300, text: 100_000, objects: 10_000, about: 100 } as const;

/** What was planned, under which state of the rules. */
interface Prepared {
  readonly view: View;
  readonly bringer: Bringer;
  readonly plan: Plan;
  readonly epoch: number;
  readonly to: Destination;
  readonly relabel: Relabelling[];
  /** It is not written but kept back. */
  readonly why: Why | undefined;
}

/** A share that was looked at before: under the id it had, by whom it is released, and what goes with it. */
export interface Reviewed {
  readonly id: string;
  readonly by: Principal;
  /** Makes sure, in the transaction, that it may leave. */
  readonly release: (transaction: Transaction) => Promise<void>;
  /** What else is written about the rows it became; last of all, since it goes into the record. */
  readonly wrote: (transaction: Transaction, written: Written | undefined) => Promise<void>;
}

/**
 * Brings a batch: plan (read what is pointed at, decide labels, make the labels' rows), then write all of it
 * in one transaction that first makes sure the rules are still those of the plan.
 */
export async function share(
  access: ExchangeAccess,
  input: NewContribution,
  reviewed?: Reviewed,
): Promise<Receipt> {
  const id = reviewed?.id ?? access.newId();
  const attempt = async (): Promise<Receipt> => {
    const prepared = await prepare(access, input, { id, isReviewed: reviewed !== undefined });
    return access.engine.write((transaction) =>
      write(access, transaction, { input, prepared, reviewed }),
    );
  };
  for (let tries = 1; ; tries++) {
    try {
      // Once overtaken, it takes its turn among those who move markings.
      return await (tries === 1 ? attempt() : access.turns.take(attempt));
    } catch (fault) {
      if (!(fault instanceof PlanStale) || tries >= PLANS_MAX) throw fault;
    }
  }
}

async function prepare(
  access: ExchangeAccess,
  input: NewContribution,
  { id, isReviewed }: { id: string; isReviewed: boolean },
): Promise<Prepared> {
  const planned = await access.engine.readAll(async (query) => {
    const view = await access.views.at(query, access.principal);
    const standing = standingIn(view.reader, input.community);
    const profile =
      standing === undefined ? undefined : await communityProfile(query, input.community);
    if (profile === undefined) throw new NotFound();
    if (!profile.classification.agreed) throw new SchemeNotAgreed();
    const bringer = await bringerOf(query, view.reader, { input, profile });
    const tools = await readingOn(access, query, view);
    const plan = await planBatch(tools, bringer, input);
    const rules = await reviewRules(query, input.community, view.reader.organization);
    const why = isReviewed ? undefined : whyHeldBack(rules, input, plan);
    return { view, bringer, plan, epoch: await epochOf(query), why };
  });
  const { plan, bringer } = planned;
  if (planned.why !== undefined) return { ...planned, to: nowhere(bringer, id), relabel: [] };
  await access.words.intern(access.engine, [bringer.community, bringer.origin, ...namesOf(plan)]);
  await access.labels.intern(access.engine, [
    plan.shareLabel,
    ...plan.objects.map((one) => one.label),
  ]);
  const to: Destination = {
    community: access.words.number(bringer.community),
    communityName: bringer.community,
    origin: access.words.number(bringer.origin),
    originName: bringer.origin,
    contribution: id,
    nowMicros: access.now() * 1000,
  };
  const relabel = await access.engine.readAll((query) =>
    findRelabellings(query, access, { to, plan }),
  );
  await access.labels.intern(
    access.engine,
    relabel.map((row) => row.to),
  );
  return { ...planned, to, relabel };
}

/** What is kept back takes no place in the feed, and makes no names or labels. */
function nowhere({ community, origin }: Bringer, contribution: string): Destination {
  const names = { communityName: community, originName: origin };
  return { ...names, community: 0, origin: 0, contribution, nowMicros: 0 };
}

/** Who brings it: the organization, or the alias it said it shares under. */
async function bringerOf(
  query: Query,
  reader: Reader,
  { input: { community, as }, profile }: { input: NewContribution; profile: CommunityProfile },
): Promise<Bringer> {
  if (as === undefined || as === reader.organization)
    return { origin: reader.organization, community, author: reader.id, profile };
  const author = await voiceUnder(query, as, reader.id);
  if (author === undefined || !(await holdsAlias(query, reader, { alias: as, community })))
    throw new NotFound();
  return { origin: as, community, author, profile };
}

interface Work {
  readonly input: NewContribution;
  readonly prepared: Prepared;
  readonly reviewed: Reviewed | undefined;
}

async function write(
  access: ExchangeAccess,
  transaction: Transaction,
  { input, prepared, reviewed }: Work,
): Promise<Receipt> {
  const { plan, to, why } = prepared;
  await sameEpoch(transaction, prepared);
  if (why !== undefined) return keepBack(access, transaction, { input, prepared, why });
  await reviewed?.release(transaction);
  await waitForTurn(transaction, to.community);
  await sameRelabellings(access, transaction, prepared);
  const isRefused = (input.refused?.length ?? 0) > 0 || plan.refused.length > 0;
  const refusedWhole = input.atomic === true && isRefused;
  const written = refusedWhole
    ? 'atomic-refused'
    : await writeBatch(transaction, access, {
        to,
        plan,
        relabel: prepared.relabel,
        atomic: input.atomic === true,
      });
  await reviewed?.wrote(transaction, written === 'atomic-refused' ? undefined : written);
  const receipt = await receiptFor(access, transaction, { input, prepared, reviewed, written });
  if (written !== 'atomic-refused') await tellOf(access, transaction, { input, to, written });
  return receipt;
}

/** Work for the text index, and word to whoever listens once it is durable; nothing, when nothing was kept. */
async function tellOf(
  access: ExchangeAccess,
  transaction: Transaction,
  { input, to, written }: { input: NewContribution; to: Destination; written: Written },
): Promise<void> {
  if (written.lastPos < written.firstPos) return;
  const [outboxId] = await transaction.takeIds('outbox', 1);
  await transaction.run(
    'INSERT INTO outbox (id, consumer, community, first_pos, last_pos, lease_until, owner, attempts) VALUES (?, ?, ?, ?, ?, 0, ?, 0)',
    [outboxId ?? 0, TEXT_INDEX, to.community, written.firstPos, written.lastPos, ''],
  );
  transaction.afterCommit(() => {
    for (const [place, vid] of written.vids.entries()) {
      const object = written.kept[place]?.object;
      if (object !== undefined) access.fresh.put(vid, () => textBody(object, transaction.dialect));
    }
    access.changed({ kind: 'feed', communities: [input.community] });
  });
}

async function sameEpoch(transaction: Transaction, { epoch }: Prepared): Promise<void> {
  const lock = transaction.dialect === 'postgres' ? ' FOR SHARE' : '';
  const state = await transaction.one<{ epoch: number }>(`SELECT epoch FROM policy_state${lock}`);
  if (state?.epoch !== epoch) throw new PlanStale();
}

function keepBack(
  access: ExchangeAccess,
  transaction: Transaction,
  { input, prepared, why }: { input: NewContribution; prepared: Prepared; why: Why },
): Promise<Receipt> {
  const { plan, to, view } = prepared;
  const { id: author, organization } = view.reader;
  return holdBack(access, transaction, {
    id: to.contribution,
    input,
    plan,
    organization,
    author,
    why,
  });
}

async function receiptFor(
  access: ExchangeAccess,
  transaction: Transaction,
  { input, prepared, reviewed, written }: Work & { written: Written | 'atomic-refused' },
): Promise<Receipt> {
  const { plan, to } = prepared;
  const outcome = outcomeOf(plan, written);
  const lines = linesOf(input, outcome);
  const receipt: Receipt = {
    id: to.contribution,
    community: input.community,
    kind: input.kind,
    title: (input.title ?? '').slice(0, SHARE_LIMITS.title),
    at: access.now(),
    atomicRefused: outcome.refusedWhole,
    counts: countFates(lines),
    lines,
  };
  await storeReceipt(transaction, receipt, {
    community: to.community,
    origin: to.origin,
    author: prepared.view.reader.id,
    via: input.via,
    text: (input.text ?? '').slice(0, SHARE_LIMITS.text),
    label: access.labels.idOf(plan.shareLabel) ?? 0,
  });
  await storeQuarantine(transaction, to.contribution, outcome.contradicting);
  const { shield } = input;
  const hash =
    shield === undefined
      ? undefined
      : await storeShieldReport(transaction, to.contribution, shield);
  await appendAudit(transaction, {
    at: receipt.at,
    organization: prepared.view.reader.organization,
    actor: await actorOf(transaction, reviewed?.by ?? access.principal),
    act: 'share',
    words: sharedWords(receipt, keptAnyway(shield)),
    facts: {
      contribution: to.contribution,
      community: input.community,
      via: input.via,
      ...(shield === undefined || hash === undefined ? {} : { sent: shield.sha256, shield: hash }),
    },
  });
  return {
    ...receipt,
    ...(shield === undefined || hash === undefined ? {} : { shield: { ...shield, hash } }),
  };
}

function outcomeOf(plan: Plan, written: Written | 'atomic-refused'): Outcome {
  const forged = plan.refused;
  if (written !== 'atomic-refused') return { ...written, forged, refusedWhole: false };
  return { kept: plan.objects, already: [], contradicting: [], forged, refusedWhole: true };
}

/** Names the lock among those of a database; any number that nothing else uses. */
const SHARE_LOCK = 40_401;

/**
 * Whether an object is here already, and under which ids, is looked at and written by one batch of a community
 * after the other. SQLite has one writer anyway.
 */
async function waitForTurn(transaction: Transaction, community: number): Promise<void> {
  if (transaction.dialect !== 'postgres') return;
  await transaction.run('SELECT pg_advisory_xact_lock(?::integer, ?::integer)', [
    SHARE_LOCK,
    community,
  ]);
}

/** Between planning and writing another batch may have brought a relationship to what arrives now. */
async function sameRelabellings(
  access: ExchangeAccess,
  transaction: Transaction,
  prepared: Prepared,
): Promise<void> {
  const now = await findRelabellings(transaction, access, prepared);
  const planned = new Map(prepared.relabel.map((row) => [row.vid, row]));
  const isSame =
    now.length === planned.size &&
    now.every(
      (row) => planned.get(row.vid)?.pos === row.pos && access.labels.idOf(row.to) !== undefined,
    );
  if (!isSame) throw new PlanStale();
}

async function epochOf(query: Query): Promise<number> {
  const row = await query.one<{ epoch: number }>('SELECT epoch FROM policy_state');
  return row?.epoch ?? -1;
}

function sharedWords({ counts, lines }: Receipt, kept: number): string {
  const shared = counts.kept + counts.held;
  const words = `Shared ${String(shared)} of ${String(lines.length)} objects`;
  return kept === 0 ? words : `${words}; ${String(kept)} findings stay for a reason given`;
}

/** How many findings the sender let through that would have been refused. */
function keptAnyway(shield: ShieldReport | undefined): number {
  const kept = shield?.found.filter(({ done }) => done === 'kept') ?? [];
  return kept.reduce((sum, { count }) => sum + count, 0);
}
