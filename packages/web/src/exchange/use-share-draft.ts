import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { Community } from '../kernel/contract.ts';
import { claimDraft, draftsOf, dropDraft, keepDraft, ownerOf } from '../kernel/drafts.ts';
import type { Kept, KeptDraft } from '../kernel/drafts.ts';
import { useMe } from '../kernel/session.ts';
import { isBlank, newShare, readShareDraft } from './share-draft.ts';
import type { ShareDraft } from './share-draft.ts';

/** A share that survives reloads, crashes and lost connections. */
export interface KeptShare {
  readonly draft: ShareDraft;
  readonly set: (part: Partial<ShareDraft> | ((old: ShareDraft) => Partial<ShareDraft>)) => void;
  /** When it was kept last; `undefined` while there is nothing to keep. */
  readonly keptAt: number | undefined;
  /** Why it is not kept, if so. */
  readonly unkept: 'red' | Exclude<Kept, 'kept' | 'taken'> | undefined;
  /** Drafts of other tabs, or of tabs that are gone. */
  readonly others: readonly KeptDraft[];
  readonly takeUp: (id: string) => void;
  readonly discard: (id: string) => void;
  /** Writes what stands now at once, before something that may not come back. */
  readonly keepNow: (draft: ShareDraft) => void;
  /** Begins another one with this; what was written stays on this device, as another draft. */
  readonly begin: (part: Partial<ShareDraft>) => void;
  /** Begins anew: it was sent, or is not wanted any more. */
  readonly clear: () => void;
}

const SETTLE_MS = 400;

/** The share of this tab in a community. */
export function useShareDraft(community: Community): KeptShare {
  const owner = ownerOf(useMe().id, community.id);
  const level = community.profile.default_level;
  const [begun] = useState(() => found(owner));
  const id = useRef(begun.id);
  const [draft, setDraft] = useState(() => readShareDraft(begun.value, level));
  const [others, setOthers] = useState(begun.others);
  const [state, setState] = useState<Pick<KeptShare, 'keptAt' | 'unkept'>>({
    keptAt: begun.at,
    unkept: undefined,
  });
  const latest = useRef(draft);
  const keepNow = useCallback(
    (next: ShareDraft) => {
      latest.current = next;
      setState(keep(owner, id, next));
    },
    [owner],
  );
  useEffect(() => {
    latest.current = draft;
    const timer = setTimeout(() => keepNow(draft), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [draft, keepNow]);
  useKeptOnLeaving(owner, id, latest);
  const set = useCallback<KeptShare['set']>(
    (part) => setDraft((old) => ({ ...old, ...(typeof part === 'function' ? part(old) : part) })),
    [],
  );
  const begin = useCallback<KeptShare['begin']>(
    (part) => {
      keepNow(latest.current);
      id.current = freshId(owner);
      latest.current = { ...newShare(level), ...part };
      setDraft(latest.current);
      setOthers(draftsOf(owner));
    },
    [keepNow, owner, level],
  );
  const drop = (one: string): void => {
    dropDraft(owner, one);
    setOthers((list) => list.filter((other) => other.id !== one));
  };
  return {
    draft,
    set,
    ...state,
    others,
    takeUp: (one) => {
      const other = others.find((kept) => kept.id === one);
      if (other === undefined) return;
      setDraft(readShareDraft(other.value, level));
      drop(one);
    },
    discard: drop,
    keepNow,
    begin,
    clear: () => {
      dropDraft(owner, id.current);
      latest.current = newShare(level);
      setDraft(latest.current);
      setState({ keptAt: undefined, unkept: undefined });
    },
  };
}

/** The last words of somebody who leaves the page are kept too. */
function useKeptOnLeaving(
  owner: string,
  id: RefObject<string>,
  latest: RefObject<ShareDraft>,
): void {
  useEffect(() => {
    const flush = (): void => void keep(owner, id, latest.current);
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [owner, id, latest]);
}

interface Begun {
  readonly id: string;
  readonly value: unknown;
  readonly at: number | undefined;
  readonly others: readonly KeptDraft[];
}

/** This tab's own draft from before a reload, else a new one beside those that lie about. */
function found(owner: string): Begun {
  const all = draftsOf(owner);
  const known = ownId(owner);
  const own = all.find((one) => one.id === known);
  const others = all.filter((one) => one.id !== known);
  if (own === undefined) return { id: freshId(owner), value: undefined, at: undefined, others };
  claimDraft(owner, own.id);
  return { id: own.id, value: own.value, at: own.at, others };
}

function keep(
  owner: string,
  id: { current: string },
  draft: ShareDraft,
): Pick<KeptShare, 'keptAt' | 'unkept'> {
  const isSecret = draft.marking.level === 'red' && !draft.keepsRed;
  if (isBlank(draft, []) || isSecret) {
    dropDraft(owner, id.current);
    return { keptAt: undefined, unkept: isSecret && !isBlank(draft, []) ? 'red' : undefined };
  }
  let kept = keepDraft(owner, id.current, draft);
  if (kept === 'taken') {
    // The tab was duplicated: from here on each writes its own.
    id.current = freshId(owner);
    kept = keepDraft(owner, id.current, draft);
  }
  if (kept === 'kept') return { keptAt: Date.now(), unkept: undefined };
  return { keptAt: undefined, unkept: kept === 'taken' ? 'unavailable' : kept };
}

/** Outlives a reload, and belongs to one tab. */
function ownId(owner: string): string | null {
  try {
    return sessionStorage.getItem(`tocsin.draft-id.${owner}`);
  } catch {
    return null;
  }
}

function freshId(owner: string): string {
  const id = crypto.getRandomValues(new Uint32Array(3)).join('-');
  try {
    sessionStorage.setItem(`tocsin.draft-id.${owner}`, id);
  } catch {
    // Storage is switched off: the draft lives as long as the page.
  }
  return id;
}
