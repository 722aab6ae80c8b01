/**
 * Drafts on this device, so that a reload, a crash or a lost connection costs nobody their words. Each belongs to a
 * person and a place; signing out discards all. Tabs keep drafts of their own: one never overwrites another.
 */

/** A kept draft. */
export interface KeptDraft {
  readonly id: string;
  /** Milliseconds. */
  readonly at: number;
  readonly value: unknown;
}
/** What became of keeping a draft. `taken`: another tab writes under this id, so a new one is needed. */
export type Kept = 'kept' | 'too-large' | 'unavailable' | 'taken' | 'ended';

/** Largest draft, in UTF-16 units as it is stored. */
export const DRAFT_MAX = 400_000;
/** Most drafts of one person and place; the oldest goes. */
const DRAFTS_MAX = 8;
const PREFIX = 'tocsin.draft.';
const ENDED = 'tocsin.drafts-ended';

/** Tells this page from other tabs and from what it was before a reload. */
const writer = crypto.getRandomValues(new Uint32Array(2)).join('-');
let hasEnded = false;

// Another tab signed out: what is open here must not come back to the disk.
globalThis.addEventListener?.('storage', ({ key }) => {
  if (key === ENDED) hasEnded = true;
});

/** Where long work is kept, beside the drafts of communities. */
export const DRAFT_PLACES = { jobs: 'jobs', parts: 'parts' } as const;

/** Whose drafts, and where: a person, then a community. */
export function ownerOf(person: string, place: string): string {
  return `${person}.${place}`;
}

/** Keeps a draft under an id of this tab. */
export function keepDraft(owner: string, id: string, value: unknown): Kept {
  if (hasEnded) return 'ended';
  try {
    const key = PREFIX + owner + '.' + id;
    const before = parse(localStorage.getItem(key));
    if (before !== undefined && before.writer !== writer) return 'taken';
    const text = JSON.stringify({ at: Date.now(), writer, value });
    if (text.length > DRAFT_MAX) return 'too-large';
    localStorage.setItem(key, text);
    for (const old of draftsOf(owner).slice(DRAFTS_MAX)) dropDraft(owner, old.id);
    return 'kept';
  } catch {
    return 'unavailable';
  }
}

/** The kept drafts of an owner, newest first. */
export function draftsOf(owner: string): KeptDraft[] {
  const start = `${PREFIX}${owner}.`;
  return keysFrom(start)
    .flatMap((key) => {
      const kept = parse(localStorage.getItem(key));
      return kept === undefined
        ? []
        : [{ id: key.slice(start.length), at: kept.at, value: kept.value }];
    })
    .toSorted((a, b) => b.at - a.at);
}

/** Takes a draft over from the page that wrote it: this tab before a reload, or a tab that is gone. */
export function claimDraft(owner: string, id: string): void {
  const key = PREFIX + owner + '.' + id;
  try {
    const kept = parse(localStorage.getItem(key));
    if (kept !== undefined) localStorage.setItem(key, JSON.stringify({ ...kept, writer }));
  } catch {
    // Storage is full or switched off: the draft stays as it was.
  }
}

/** Discards one draft. */
export function dropDraft(owner: string, id: string): void {
  try {
    localStorage.removeItem(PREFIX + owner + '.' + id);
  } catch {
    // Storage is switched off: there is nothing to discard.
  }
}

/** Discards the drafts of everybody on this device, in all tabs: somebody signed out. */
export function endDrafts(): void {
  dropKeys(() => true);
  hasEnded = true;
  try {
    localStorage.setItem(ENDED, String(Date.now()));
  } catch {
    // Storage is switched off: other tabs keep nothing either.
  }
}

/** Somebody signed in: their own drafts stay, anybody else's go. */
export function beginDrafts(person: string): void {
  hasEnded = false;
  dropKeys((key) => !key.startsWith(`${PREFIX}${person}.`));
}

function dropKeys(isDropped: (key: string) => boolean): void {
  try {
    for (const key of keysFrom(PREFIX).filter(isDropped)) localStorage.removeItem(key);
  } catch {
    // Storage is switched off: there is nothing to discard.
  }
}

function keysFrom(start: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}

function parse(text: string | null): { at: number; writer: string; value: unknown } | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { at, writer: by, value: kept }: Partial<Record<string, unknown>> = { ...value };
    return typeof at === 'number' && typeof by === 'string'
      ? { at, writer: by, value: kept }
      : undefined;
  } catch {
    return undefined;
  }
}
