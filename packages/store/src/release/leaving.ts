import { isTlpLevel, leavingDueAt, LEAVING_LEVELS } from '@tocsin/policy';
import type { Leaving, LeavingLevel } from '@tocsin/policy';
import type { Query } from '../engine/engine.ts';
import type { StoreChange } from '../store.ts';
import type { LabelBook } from '../visibility/labels.ts';
import type { Words } from '../visibility/words.ts';

/** What an organization laid down for when it leaves a community. */
export async function leavingOf(
  query: Query,
  community: string,
  organization: string,
): Promise<Leaving | undefined> {
  const row = await query.one<{ leaving: string | null }>(
    'SELECT leaving FROM release_setting WHERE community = ? AND organization = ?',
    [community, organization],
  );
  return row === undefined ? undefined : readLeaving(row.leaving);
}

/** What is at hand where it is carried out. */
export interface Leave {
  readonly labels: LabelBook;
  readonly words: Words;
  readonly now: () => number;
  readonly changed: (change: StoreChange) => void;
}

/** A membership that ended, and what its organization had laid down for that. */
export interface Left {
  readonly community: string;
  readonly organization: string;
  readonly leaving: Leaving;
  /** The person who laid it down: in whose name it is carried out. */
  readonly by: string;
  readonly leftAt: number;
  readonly dueAt: number;
}

interface LeftRow {
  community: string;
  organization: string;
  leaving: string;
  leaving_by: string;
  since: number;
}

/**
 * What is to be carried out now. It follows from the membership alone: whoever comes back before it is due takes it
 * back by that, and nothing has to be remembered where somebody leaves.
 */
export async function leftNow(
  query: Query,
  now: number,
  only?: Pick<Left, 'community' | 'organization'>,
): Promise<Left[]> {
  const rows = await query.all<LeftRow>(
    `SELECT s.community, s.organization, s.leaving, s.leaving_by, m.since FROM release_setting s
     JOIN membership m ON m.community = s.community AND m.organization = s.organization
     WHERE s.leaving IS NOT NULL AND m.state = 'exited' AND (s.left_at IS NULL OR s.left_at <> m.since)${
       only === undefined ? '' : ' AND s.community = ? AND s.organization = ?'
     } ORDER BY s.community, s.organization`,
    only === undefined ? [] : [only.community, only.organization],
  );
  return rows.flatMap((row): Left[] => {
    const leaving = readLeaving(row.leaving);
    if (leaving === undefined) return [];
    const dueAt = leavingDueAt(leaving, row.since);
    const { community, organization, leaving_by: by, since: leftAt } = row;
    return dueAt > now ? [] : [{ community, organization, leaving, by, leftAt, dueAt }];
  });
}

/** What cannot be read lets everything stay as it is. */
function readLeaving(text: string | null): Leaving | undefined {
  if (text === null) return undefined;
  const { act, to, afterDays } = JSON.parse(text) as Record<string, unknown>;
  if (typeof afterDays !== 'number') return undefined;
  if (act === 'take-back') return { act, afterDays };
  return act === 'lower' && isLeavingLevel(to) ? { act, to, afterDays } : undefined;
}

function isLeavingLevel(value: unknown): value is LeavingLevel {
  return isTlpLevel(value) && (LEAVING_LEVELS as readonly string[]).includes(value);
}
