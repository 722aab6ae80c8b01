import type { CommunityView, Handle } from '@tocsin/store';
import type { Standing } from './operation.ts';
import { hidden, refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';

/** One act within a community: who may do it, the clause it follows from, and what a refused person is told. */
export interface Act {
  readonly may: (standing: Standing) => boolean;
  readonly clause: string;
  readonly words: string;
}

/** The acts of one slice. */
export type AuthorityTable = Readonly<Record<string, Act>>;

/** Keeps the names of the acts. */
export function defineAuthority<const T extends AuthorityTable>(table: T): T {
  return table;
}

/** The acts of these tables that a standing allows, by name. */
export function actsOf(tables: readonly AuthorityTable[], standing: Standing): string[] {
  return tables.flatMap((table) =>
    Object.entries(table)
      .filter(([, act]) => act.may(standing))
      .map(([name]) => name),
  );
}

/**
 * The community, loaded through the caller's handle, when their standing allows the act. A community the caller is
 * not in does not exist for them.
 */
export async function authorize(
  handle: Handle,
  idOrSlug: string,
  act?: Act,
): Promise<CommunityView | Refused> {
  const community = await handle.directory.community(idOrSlug);
  if (community === undefined) return hidden();
  if (act !== undefined && !act.may(community.standing)) return refuse('not-allowed', act.words);
  return community;
}
