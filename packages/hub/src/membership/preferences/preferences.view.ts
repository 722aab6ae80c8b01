import type { z } from 'zod';
import type { Fault } from '../../kernel/index.ts';
import { preferences } from './preferences.contract.ts';
import type { preferencesPatch } from './preferences.contract.ts';

/** What a person prefers. */
export type PreferencesView = z.output<typeof preferences>;

const USUAL: PreferencesView = {
  theme: 'auto',
  density: 'comfortable',
  language: 'auto',
  keyboard: { on: true, remaps: {} },
  notifications: {
    arrival: ['in-app'],
    answer: ['in-app'],
    contradiction: ['in-app'],
    duty: ['in-app', 'mail'],
  },
  columns: {},
  recent: [],
};

/** What is kept, over what is usual. What this program cannot read of it is as if it were not there. */
export function preferencesOf(kept: string | undefined): PreferencesView {
  if (kept === undefined) return USUAL;
  const value: unknown = JSON.parse(kept);
  const read = preferences.safeParse(merge(USUAL, value));
  return read.success ? read.data : USUAL;
}

/** What is kept after a patch (RFC 7396): only what was chosen. */
export function patched(
  kept: string | undefined,
  patch: z.output<typeof preferencesPatch>,
): string {
  const before: unknown = kept === undefined ? {} : JSON.parse(kept);
  return JSON.stringify(merge(before, patch));
}

/** What is wrong with preferences as a whole: single parts were read before, their number was not. */
export function faultsOf(kept: string): Fault[] {
  const read = preferences.safeParse(merge(USUAL, JSON.parse(kept)));
  return (read.error?.issues ?? []).map(({ path, code, message }) => ({
    pointer: path.map((part) => `/${String(part)}`).join(''),
    code,
    message,
  }));
}

/** RFC 7396 §2. */
function merge(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const merged = new Map(Object.entries(isRecord(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) merged.delete(key);
    else merged.set(key, merge(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
