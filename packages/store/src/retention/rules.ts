import { daysAt, isSharingOfficer, RETENTION_KINDS } from '@tocsin/policy';
import type { Reader, RetentionKind, RetentionRule } from '@tocsin/policy';
import { isChair, isRepresentative } from '../people/authority.ts';
import type { Query } from '../engine/engine.ts';
import type { RetentionScope } from '../store.ts';

/** The name under which a community's own rules stand where an organization's do. */
export const OF_ALL = '';

interface RuleRow {
  community: string;
  organization: string;
  kind: string;
  days: number | null;
  starts_at: number;
  before_days: number | null;
  reason: string;
  set_by: string;
  set_at: number;
}

/** A rule, and who set it where. */
export interface PlacedRule extends RetentionRule {
  readonly community: string;
  /** {@link OF_ALL} for the community's. */
  readonly organization: string;
  readonly setBy: string;
}

/** Every rule of every community, for the sweep. */
export async function allRules(query: Query): Promise<PlacedRule[]> {
  const rows = await query.all<RuleRow>('SELECT * FROM retention_rule');
  return rows.flatMap(ruleOf);
}

/** The rules that stand under some names in one community, in the order kinds have. */
export async function rulesIn(
  query: Query,
  community: string,
  organization: string,
): Promise<PlacedRule[]> {
  const rows = await query.all<RuleRow>(
    'SELECT * FROM retention_rule WHERE community = ? AND organization = ?',
    [community, organization],
  );
  const rules = rows.flatMap(ruleOf);
  return RETENTION_KINDS.flatMap((kind) => rules.find((rule) => rule.kind === kind) ?? []);
}

/** The same as they leave the store. */
export function plainRule({
  kind,
  days,
  startsAt,
  before,
  reason,
  setAt,
}: RetentionRule): RetentionRule {
  return {
    kind,
    ...(days === undefined ? {} : { days }),
    startsAt,
    ...(before === undefined ? {} : { before }),
    reason,
    setAt,
  };
}

/** Days a kind is kept at an instant by some of these rules. */
export function daysOf(
  rules: readonly PlacedRule[],
  kind: RetentionKind | undefined,
  now: number,
): number | undefined {
  return daysAt(
    rules.find((rule) => rule.kind === kind),
    now,
  );
}

/** Whose rules a reader may set. */
export function scopesOf(reader: Reader, community: string): RetentionScope[] {
  const speaks = isRepresentative(reader, community) || isSharingOfficer(reader, community);
  return [
    ...(isChair(reader, community) ? (['community'] as const) : []),
    ...(speaks ? (['own'] as const) : []),
  ];
}

function ruleOf(row: RuleRow): PlacedRule[] {
  const kind = RETENTION_KINDS.find((one) => one === row.kind);
  if (kind === undefined) return [];
  return [
    {
      community: row.community,
      organization: row.organization,
      kind,
      ...(row.days === null ? {} : { days: row.days }),
      startsAt: row.starts_at,
      ...(row.before_days === null ? {} : { before: row.before_days }),
      reason: row.reason,
      setBy: row.set_by,
      setAt: row.set_at,
    },
  ];
}
