import {
  daysAt,
  isShorter,
  RETENTION_DAYS_MAX,
  RETENTION_NOTICE_DAYS,
  standingIn,
} from '@tocsin/policy';
import { recordAct } from '../people/actor.ts';
import { readerNow } from '../people/reader.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import type { Reader } from '@tocsin/policy';
import type { Query } from '../engine/engine.ts';
import type { Access } from '../people/access.ts';
import type { NewRetentionRule, Refusal, RetentionRules, RetentionWish } from '../store.ts';
import { RETENTION_REASON_MAX } from './limits.ts';
import { OF_ALL, plainRule, rulesIn, scopesOf } from './rules.ts';

const DAY_MS = 86_400_000;

/** What is kept how long, for whoever is in the community. */
export async function readRules(
  query: Query,
  reader: Reader,
  community: string,
): Promise<RetentionRules | undefined> {
  if (standingIn(reader, community) === undefined) return undefined;
  return {
    community: (await rulesIn(query, community, OF_ALL)).map(plainRule),
    own: (await rulesIn(query, community, reader.organization)).map(plainRule),
    maySet: scopesOf(reader, community),
  };
}

/** Says how long a kind is kept. */
export function setRule(
  access: Access,
  community: string,
  rule: NewRetentionRule,
): Promise<RetentionRules | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    mustSet(reader, community, rule);
    const reason = rule.reason.trim().toWellFormed();
    if (reason === '' || reason.length > RETENTION_REASON_MAX) {
      throw new Refused('invalid', 'Say in a sentence why it is kept so long and no longer');
    }
    const at = access.now();
    const { startsAt, before } = await startOf(transaction, { reader, community, at }, rule);
    const organization = rule.scope === 'community' ? OF_ALL : reader.organization;
    await transaction.run(
      `INSERT INTO retention_rule (community, organization, kind, days, starts_at, before_days, reason, set_by, set_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (community, organization, kind) DO UPDATE SET days = excluded.days, starts_at = excluded.starts_at,
         before_days = excluded.before_days, reason = excluded.reason, set_by = excluded.set_by, set_at = excluded.set_at`,
      [
        community,
        organization,
        rule.kind,
        rule.days ?? null,
        startsAt,
        before ?? null,
        reason,
        reader.id,
        at,
      ],
    );
    await recordAct(transaction, access.principal, {
      at,
      organization: reader.organization,
      act: 'set-retention',
      words:
        rule.days === undefined
          ? 'Said that something is kept without a limit of time'
          : `Said that something is kept ${String(rule.days)} days`,
      facts: { community, kind: rule.kind, days: rule.days ?? 'none', starts: startsAt },
    });
    const rules = await readRules(transaction, reader, community);
    if (rules === undefined) throw hidden();
    return rules;
  });
}

/** Refuses whoever may not say it, and times that are none. */
export function mustSet(reader: Reader, community: string, wish: RetentionWish): void {
  if (standingIn(reader, community) === undefined) throw hidden();
  if (!scopesOf(reader, community).includes(wish.scope)) {
    throw new Refused(
      'not-allowed',
      wish.scope === 'community'
        ? 'Only a chair says how long things are kept here; ask one of them'
        : 'Only a representative or sharing officer says how long your organization keeps its own',
    );
  }
  const { days } = wish;
  if (days !== undefined && (!Number.isInteger(days) || days < 1 || days > RETENTION_DAYS_MAX)) {
    throw new Refused('invalid', `Give whole days, from 1 to ${String(RETENTION_DAYS_MAX)}`);
  }
}

/**
 * When a rule begins, and what goes on until then. What keeps longer begins at once: nobody loses anything by it. What
 * a community keeps shorter begins after a notice, so that sources and readers can still act.
 */
export async function startOf(
  query: Query,
  { reader, community, at }: { reader: Reader; community: string; at: number },
  wish: RetentionWish,
): Promise<{ startsAt: number; before?: number }> {
  const organization = wish.scope === 'community' ? OF_ALL : reader.organization;
  const held = (await rulesIn(query, community, organization)).find(
    ({ kind }) => kind === wish.kind,
  );
  const before = daysAt(held, at);
  if (!isShorter(wish.days, before)) return { startsAt: at };
  const first = wish.scope === 'community' ? at + RETENTION_NOTICE_DAYS * DAY_MS : at;
  const startsAt = wish.startsAt ?? first;
  if (startsAt < first) {
    throw new Refused(
      'invalid',
      `A shorter time begins ${String(RETENTION_NOTICE_DAYS)} days after it is set at the earliest, so that nobody is surprised`,
    );
  }
  if (startsAt > at + RETENTION_DAYS_MAX * DAY_MS) {
    throw new Refused('invalid', 'Let it begin within ten years');
  }
  return { startsAt, ...(before === undefined ? {} : { before }) };
}
