import { standingIn } from '@tocsin/policy';
import { NotFound, SchemeNotAgreed } from '../faults.ts';
import { appendAudit } from '../audit/append.ts';
import { holdsAlias, voiceUnder } from '../people/aliases.ts';
import { actorOf } from '../people/actor.ts';
import { communityProfile } from '../people/census.ts';
import { namesOf, writeBatch } from './contribute.ts';
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
import type { NewContribution, Receipt, ShieldReport } from '../store.ts';
import type { View } from '../visibility/views.ts';
import type { Bringer } from './clauses.ts';
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
}

/**
 * Brings a batch: plan (read what is pointed at, decide labels, make the labels' rows), then write all of it
 * in one transaction that first makes sure the rules are still those of the plan.
 */
export async function share(access: ExchangeAccess, input: NewContribution): Promise<Receipt> {
  const id = access.newId();
  for (let tries = 1; ; tries++) {
    const prepared = await prepare(access, input, id);
    try {
      return await access.engine.write((transaction) =>
        write(access, transaction, { input, prepared }),
      );
    } catch (fault) {
      if (!(fault instanceof PlanStale) || tries >= PLANS_MAX) throw fault;
    }
  }
}

async function prepare(
  access: ExchangeAccess,
  input: NewContribution,
  id: string,
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
    return { view, bringer, plan, epoch: await epochOf(query) };
  });
  const { plan, bringer } = planned;
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

async function write(
  access: ExchangeAccess,
  transaction: Transaction,
  { input, prepared }: { input: NewContribution; prepared: Prepared },
): Promise<Receipt> {
  const { plan, to } = prepared;
  const lock = transaction.dialect === 'postgres' ? ' FOR SHARE' : '';
  const state = await transaction.one<{ epoch: number }>(`SELECT epoch FROM policy_state${lock}`);
  if (state?.epoch !== prepared.epoch) throw new PlanStale();
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
  const receipt = await receiptFor(access, transaction, { input, prepared, written });
  if (written !== 'atomic-refused' && written.lastPos >= written.firstPos) {
    const [outboxId] = await transaction.takeIds('outbox', 1);
    await transaction.run(
      'INSERT INTO outbox (id, consumer, community, first_pos, last_pos, lease_until, owner, attempts) VALUES (?, ?, ?, ?, ?, 0, ?, 0)',
      [outboxId ?? 0, TEXT_INDEX, to.community, written.firstPos, written.lastPos, ''],
    );
    transaction.afterCommit(() => {
      for (const [place, vid] of written.vids.entries()) {
        const object = written.kept[place]?.object;
        if (object !== undefined)
          access.fresh.put(vid, () => textBody(object, transaction.dialect));
      }
      access.changed({ kind: 'feed', communities: [input.community] });
    });
  }
  return receipt;
}

async function receiptFor(
  access: ExchangeAccess,
  transaction: Transaction,
  {
    input,
    prepared,
    written,
  }: { input: NewContribution; prepared: Prepared; written: Written | 'atomic-refused' },
): Promise<Receipt> {
  const { plan, to } = prepared;
  const refusedWhole = written === 'atomic-refused';
  const outcome: Outcome = {
    kept: refusedWhole ? plan.objects : written.kept,
    already: refusedWhole ? [] : written.already,
    contradicting: refusedWhole ? [] : written.contradicting,
    forged: plan.refused,
    refusedWhole,
  };
  const lines = linesOf(input, outcome);
  const receipt: Receipt = {
    id: to.contribution,
    community: input.community,
    kind: input.kind,
    title: (input.title ?? '').slice(0, SHARE_LIMITS.title),
    at: access.now(),
    atomicRefused: refusedWhole,
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
    actor: await actorOf(transaction, access.principal),
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
