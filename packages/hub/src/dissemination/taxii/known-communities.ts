import type { CommunityView } from '@tocsin/store';
import type { Caller, HubServices } from '../../kernel/index.ts';
import { isOpenTo } from './admit.ts';
import { isTaxiiRefused, taxiiHidden } from './refusal.ts';
import type { TaxiiRefused } from './refusal.ts';

/** Views kept; beyond it all are read anew. */
const KEPT_MAX = 10_000;
/** How long a view is believed where the word of a change may come late, from another node. Milliseconds. */
const KEPT_MS = 2000;

/**
 * The communities of API roots as callers see them, kept until the policy moves: a poll that finds nothing is the
 * most common request of all. Nothing depends on a kept view but whether the address exists: what a collection
 * gives is decided by the store, in the snapshot it is read from.
 */
export class KnownCommunities {
  readonly #now: () => number;
  readonly #kept = new Map<string, { view: CommunityView; at: number }>();
  readonly #stop: () => void;
  #moves = 0;

  constructor(hub: HubServices) {
    this.#now = hub.now;
    this.#stop = hub.store.onChange((change) => {
      if (change.kind !== 'policy') return;
      this.#moves += 1;
      this.#kept.clear();
    });
  }

  /** The community of an API root, or the answer for what is not there. */
  async of(caller: Caller, slug: string): Promise<CommunityView | TaxiiRefused> {
    const { principal } = caller;
    const acting = principal.kind === 'person' ? principal.organization : '';
    const key = `${principal.id} ${acting} ${slug}`;
    const held = this.#kept.get(key);
    if (held !== undefined && this.#now() - held.at < KEPT_MS) return held.view;
    const moves = this.#moves;
    const view = await readCommunity(caller, slug);
    // What was read while the policy moved may be from before.
    if (isTaxiiRefused(view) || moves !== this.#moves) return view;
    if (this.#kept.size >= KEPT_MAX) this.#kept.clear();
    this.#kept.set(key, { view, at: this.#now() });
    return view;
  }

  stop(): void {
    this.#stop();
    this.#kept.clear();
  }
}

async function readCommunity(caller: Caller, slug: string): Promise<CommunityView | TaxiiRefused> {
  const community = await caller.handle.directory.community(slug);
  // Addresses name communities by slug only, so that each root has one address.
  if (community?.slug !== slug || !isOpenTo(caller, community)) return taxiiHidden();
  return community;
}
