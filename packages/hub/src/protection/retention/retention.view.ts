import type { RetentionRule } from '@tocsin/policy';
import type { Expiry, KeptFor, RetentionHold, RetentionRules } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { keptFor, retention, retentionHold, retentionRule } from './retention.contract.ts';

/** What is kept how long. */
export function viewOfRetention({
  community,
  own,
  maySet,
}: RetentionRules): z.output<typeof retention> {
  return { community: community.map(viewOfRule), own: own.map(viewOfRule), may_set: [...maySet] };
}

function viewOfRule(rule: RetentionRule): z.output<typeof retentionRule> {
  const { kind, days, startsAt, before, reason, setAt } = rule;
  return {
    kind,
    ...(days === undefined ? {} : { days }),
    starts_at: instantText(startsAt),
    ...(before === undefined ? {} : { days_before: before }),
    reason,
    set_at: instantText(setAt),
  };
}

/** A hold. */
export function viewOfHold(hold: RetentionHold): z.output<typeof retentionHold> {
  const { id, title, by, reason, person, at, mayEnd } = hold;
  return {
    id,
    ...(title === undefined ? {} : { title }),
    by,
    reason,
    person: { ...person },
    at: instantText(at),
    may_end: mayEnd,
  };
}

/** How long one object is kept. */
export function viewOfKeptFor(kept: KeptFor): z.output<typeof keptFor> {
  const { kind, community, source, goesAt, holds, mayHold } = kept;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(community === undefined ? {} : { community_days: community }),
    ...(source === undefined ? {} : { source_days: source }),
    ...(goesAt === undefined ? {} : { goes_at: instantText(goesAt) }),
    holds: holds.map(viewOfHold),
    may_hold: mayHold,
  };
}

/** By which rule something went. */
export function viewOfExpiry({ kind, days, by, ruleAt }: Expiry): {
  kind: Expiry['kind'];
  days: number;
  by: Expiry['by'];
  rule_set_at: string;
} {
  return { kind, days, by, rule_set_at: instantText(ruleAt) };
}
