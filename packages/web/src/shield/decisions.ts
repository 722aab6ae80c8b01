import type { RuleName } from '@tocsin/shield';
import type { ShareFinding } from './check-share.ts';
import type { Shield } from './use-shield.ts';
import { isEmpty } from './own-profile.ts';

/** What somebody decided about findings, as a draft keeps it. */
export interface Decisions {
  /** Why something stays, by the key of its finding; empty where a question was simply answered. */
  readonly kept: Readonly<Record<string, string>>;
  /** How often something was taken out or written otherwise, by rule. */
  readonly changed: Readonly<Record<string, number>>;
}

/** Nothing is decided yet. */
export const NO_DECISIONS: Decisions = { kept: {}, changed: {} };
/** Shortest and longest reason. Characters. */
export const REASON_MIN = 3;
/** See {@link REASON_MIN}. */
export const REASON_MAX = 300;

/** Why a finding stays; `undefined` while nobody said so. */
export function reasonOf({ kept }: Decisions, { key }: ShareFinding): string | undefined {
  const reason: unknown = Object.hasOwn(kept, key) ? kept[key] : undefined;
  return typeof reason === 'string' ? reason : undefined;
}

/** Whether a finding still has to be decided about before the share may leave. */
export function isOpen(decisions: Decisions, finding: ShareFinding): boolean {
  const { severity } = finding;
  if (severity !== 'stop' && severity !== 'ask') return false;
  const reason = reasonOf(decisions, finding);
  return reason === undefined || (severity === 'stop' && !isReason(reason));
}

/** Whether a text says why. */
export function isReason(text: string): boolean {
  const { length } = text.trim();
  return length >= REASON_MIN && length <= REASON_MAX;
}

/** The decisions once a finding stays. */
export function keeping(decisions: Decisions, { key }: ShareFinding, reason: string): Decisions {
  return { ...decisions, kept: { ...decisions.kept, [key]: reason.trim() } };
}

/** The decisions once somebody thought again. */
export function undoing(decisions: Decisions, { key }: ShareFinding): Decisions {
  const { [key]: _taken, ...kept } = decisions.kept;
  return { ...decisions, kept };
}

/** The decisions once something was written otherwise or taken out. */
export function changing(decisions: Decisions, rule: RuleName): Decisions {
  const { changed } = decisions;
  return { ...decisions, changed: { ...changed, [rule]: (changed[rule] ?? 0) + 1 } };
}

/** What the check came to, for the receipt: rules, numbers and reasons, never what was found. */
export function checkSaid(
  { findings, rules, profile }: Pick<Shield, 'findings' | 'rules' | 'profile'>,
  decisions: Decisions,
): {
  rules: string;
  profile: boolean;
  decided: { rule: string; done: 'kept' | 'changed'; count: number; reason?: string }[];
} {
  const kept = findings.flatMap((finding) => {
    const reason = reasonOf(decisions, finding);
    if (reason === undefined && finding.severity !== 'warn') return [];
    const { rule, count } = finding;
    return [{ rule, done: 'kept' as const, count, ...(isReason(reason ?? '') ? { reason } : {}) }];
  });
  const changed = Object.entries(decisions.changed).flatMap(([rule, count]) =>
    typeof count === 'number' && count > 0 ? [{ rule, done: 'changed' as const, count }] : [],
  );
  const decided = [...changed, ...kept].slice(0, DECIDED_MAX);
  return {
    rules,
    profile: !isEmpty(profile),
    decided: decided.map(
      ({ reason, ...one }: (typeof decided)[number] & { reason?: string | undefined }) =>
        reason === undefined ? one : { ...one, reason },
    ),
  };
}

/** Decisions told of one share; those about what was changed come first. */
const DECIDED_MAX = 200;

/** The text or the title with what was found in it written otherwise, at every place it was found at. */
export function withInstead(
  { text, part }: { readonly text: string; readonly part: 'text' | 'title' },
  { found, places }: ShareFinding,
  instead: string,
): string {
  const here = places
    .flatMap((place) => (place.part === part ? [place] : []))
    .filter(({ start, end }) => text.slice(start, end) === found)
    .map(({ start, end }) => ({ start, end, instead }));
  return rewritten(text, here);
}

/** What was written with everything done that the check suggests, and that it was done; what is only told stays. */
export function asSuggested<T extends { readonly title: string; readonly text: string }>(
  written: T,
  findings: readonly ShareFinding[],
): T & Decisions {
  const acted = findings.filter(({ severity }) => severity !== 'info');
  const part = (name: 'title' | 'text'): string =>
    rewritten(
      written[name],
      acted.flatMap(({ places, instead }) =>
        places.flatMap((place) =>
          place.part === name ? [{ start: place.start, end: place.end, instead }] : [],
        ),
      ),
    );
  const decisions = acted.reduce<Decisions>((done, { rule }) => changing(done, rule), NO_DECISIONS);
  return { ...written, title: part('title'), text: part('text'), ...decisions };
}

interface Rewrite {
  readonly start: number;
  readonly end: number;
  readonly instead: string;
}

/** From the end, so that places before stay where they are; of two that overlap the longer is written otherwise. */
function rewritten(text: string, rewrites: readonly Rewrite[]): string {
  const taken: Rewrite[] = [];
  for (const one of rewrites.toSorted((a, b) => b.end - b.start - (a.end - a.start))) {
    if (taken.every(({ start, end }) => one.end <= start || one.start >= end)) taken.push(one);
  }
  return taken
    .toSorted((a, b) => b.start - a.start)
    .reduce((now, { start, end, instead }) => now.slice(0, start) + instead + now.slice(end), text);
}
