import { NO_REVIEW, REVIEW_WHEN, reviewNeeded, TLP_LEVELS } from '@tocsin/policy';
import type { ReviewRules, ReviewWhen, TlpLevel } from '@tocsin/policy';
import { recordAct } from '../people/actor.ts';
import type { Query, Transaction } from '../engine/engine.ts';
import type { NewContribution, Receipt, ReceiptLine, RefusedObject } from '../store.ts';
import type { Plan, PlannedObject } from './plan.ts';
import type { ExchangeAccess } from './tools.ts';

/** Shares of one organization in one community that wait for its sharing officers. */
const REVIEWS_WAITING_MAX = 500;
/** How long a share that was returned can still be read by whoever shared it. Milliseconds. */
export const RETURNED_LIFE = 30 * 86_400_000;

/** What an organization wants looked at before it leaves. */
export async function reviewRules(
  query: Query,
  community: string,
  organization: string,
): Promise<ReviewRules> {
  const row = await query.one<{ body: string }>(
    'SELECT body FROM review_rule WHERE community = ? AND organization = ?',
    [community, organization],
  );
  return row === undefined ? NO_REVIEW : readRules(row.body);
}

function readRules(body: string): ReviewRules {
  const kept = JSON.parse(body) as Readonly<Record<string, unknown>>;
  const rules = Object.fromEntries(
    TLP_LEVELS.map((level) => [level, REVIEW_WHEN.find((when) => when === kept[level])]),
  ) as Partial<Record<TlpLevel, ReviewWhen>>;
  return { ...NO_REVIEW, ...rules };
}

/** Why a share waits, decided on what was planned for it: `undefined` when it goes out. */
export function whyHeldBack(
  rules: ReviewRules,
  input: NewContribution,
  plan: Plan,
): Why | undefined {
  // All or nothing was asked for and it is nothing: nobody needs to look at it.
  if (input.atomic === true && refusedOf(input, plan).length > 0) return undefined;
  const changes = input.marking?.changes ?? [];
  const levels = new Set([
    ...plan.objects.map(({ level }) => level),
    ...(plan.objects.length === 0 ? [] : changes.map(({ level }) => level)),
  ]);
  const why = reviewNeeded(rules, { levels: [...levels], isWarned: isWarned(input) });
  return why === undefined ? undefined : { why, levels: [...levels] };
}

/** A share that waits: why, and the levels it would leave under. */
export interface Why {
  readonly why: Exclude<ReviewWhen, 'never'>;
  readonly levels: readonly TlpLevel[];
}

/** Something was found, here or by the sender's own check, and stays in what is shared. */
function isWarned({ shield }: NewContribution): boolean {
  const here = shield?.found.some(({ done }) => done !== 'refused') ?? false;
  return here || (shield?.sender?.decided.some(({ done }) => done === 'kept') ?? false);
}

/** Keeps a share back instead of writing it; its receipt says so. Nothing of it is in any table that readers read. */
export async function holdBack(
  access: ExchangeAccess,
  transaction: Transaction,
  held: {
    id: string;
    input: NewContribution;
    plan: Plan;
    organization: string;
    author: string;
    why: Why;
  },
): Promise<Receipt> {
  const { id, input, plan, organization, author, why } = held;
  const { community } = input;
  const at = access.now();
  await forgetReturned(transaction, { community, organization, before: at - RETURNED_LIFE });
  const isFull = await isQueueFull(transaction, community, organization);
  const waiting = plan.objects.map(waitingOf);
  const refused = refusedOf(input, plan);
  await transaction.run(
    `INSERT INTO review (id, community, organization, author, author_kind, kind, title, via, alias, at, why, levels, waiting, refused, body, state, decided_at, words)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      community,
      organization,
      author,
      access.principal.kind,
      input.kind,
      input.title ?? '',
      input.via,
      input.as === organization ? null : (input.as ?? null),
      at,
      why.why,
      JSON.stringify(why.levels),
      JSON.stringify(waiting),
      JSON.stringify(refused),
      isFull ? null : packShare(input, plan),
      isFull ? 'returned' : 'waiting',
      isFull ? at : null,
      isFull ? QUEUE_FULL : null,
    ],
  );
  await recordAct(transaction, access.principal, {
    at,
    organization,
    act: 'share-for-review',
    words: isFull
      ? QUEUE_FULL
      : `Shared ${String(waiting.length)} objects, which wait for a sharing officer`,
    facts: {
      contribution: id,
      community,
      ...(input.shield === undefined ? {} : { sent: input.shield.sha256 }),
    },
  });
  return receiptOfHeld({ id, input, at, refused, waiting, isFull });
}

const QUEUE_FULL = `Not kept: ${String(REVIEWS_WAITING_MAX)} shares of your organization wait for its sharing officers already`;

async function isQueueFull(
  query: Query,
  community: string,
  organization: string,
): Promise<boolean> {
  const row = await query.one<{ n: number }>(
    "SELECT count(*) AS n FROM review WHERE community = ? AND organization = ? AND state IN ('waiting', 'held')",
    [community, organization],
  );
  return (row?.n ?? 0) >= REVIEWS_WAITING_MAX;
}

/** What was returned is kept for a while, so that it can be put right; then its words go. */
async function forgetReturned(
  transaction: Transaction,
  of: { community: string; organization: string; before: number },
): Promise<void> {
  await transaction.run(
    "UPDATE review SET body = NULL, title = '' WHERE community = ? AND organization = ? AND state = 'returned' AND decided_at < ? AND body IS NOT NULL",
    [of.community, of.organization, of.before],
  );
}

/** An object that waits: its place in what was sent, its id, its version when it has one. */
export type Waiting = [index: number, id: string, version: string];

function waitingOf({ index, object, version }: PlannedObject): Waiting {
  return [index, object.id, version ?? ''];
}

function refusedOf(input: NewContribution, plan: Plan): RefusedObject[] {
  return [
    ...(input.refused ?? []),
    ...plan.refused.map(({ object, problem }) => ({
      index: object.index,
      id: object.object.id,
      problems: [problem],
    })),
  ];
}

/** The share without what can be read from its texts again. */
function packShare(input: NewContribution, plan: Plan): string {
  const kept = new Set(plan.objects.map(({ index, object }) => `${String(index)} ${object.id}`));
  return JSON.stringify({
    ...input,
    objects: input.objects
      .filter(({ index, object }) => kept.has(`${String(index)} ${object.id}`))
      .map(({ object: _read, ...rest }) => rest),
    refused: refusedOf(input, plan),
  });
}

/** The share as it was packed. */
export function unpackShare(body: string): NewContribution {
  const packed = JSON.parse(body) as NewContribution;
  return {
    ...packed,
    objects: packed.objects.map((one) => ({
      ...one,
      object: JSON.parse(one.text) as NewContribution['objects'][number]['object'],
    })),
  };
}

function receiptOfHeld({
  id,
  input,
  at,
  refused,
  waiting,
  isFull,
}: {
  id: string;
  input: NewContribution;
  at: number;
  refused: readonly RefusedObject[];
  waiting: readonly Waiting[];
  isFull: boolean;
}): Receipt {
  const lines = refused.map((one): ReceiptLine => ({ ...one, fate: 'refused' }));
  return {
    id,
    community: input.community,
    kind: input.kind,
    title: input.title ?? '',
    at,
    atomicRefused: false,
    counts: { kept: 0, 'already-here': 0, held: 0, quarantined: 0, refused: lines.length },
    lines,
    review: {
      state: isFull ? 'returned' : 'waiting',
      waiting: waitingObjects(waiting),
      ...(isFull ? { decidedAt: at, words: QUEUE_FULL } : {}),
    },
  };
}

/** What waits, as a receipt tells it. */
export function waitingObjects(
  waiting: readonly Waiting[],
): NonNullable<Receipt['review']>['waiting'] {
  return waiting.map(([index, id, version]) => ({
    index,
    id,
    ...(version === '' ? {} : { version }),
  }));
}
