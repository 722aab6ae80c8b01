import {
  checkObject,
  checkText,
  dropMember,
  extractValues,
  NO_PROFILE,
  rewriteJson,
  RULES,
  SEVERITIES,
  untickedWhy,
} from '@tocsin/shield';
import type { MemberProfile, ObjectFinding, RuleName, Severity } from '@tocsin/shield';
import { scanBundle, textOfSpan } from '@tocsin/stix';
import type { FoundValue } from '../kernel/contract.ts';

/** Where something was found in a share. */
export type FoundPlace =
  | { readonly part: 'text' | 'title'; readonly start: number; readonly end: number }
  | {
      readonly part: 'file';
      readonly file: string;
      /** From 1, as in the receipt. */
      readonly number: number;
      readonly type: string;
      readonly id: string;
      readonly pointer: string;
    };

/** The same thing found by the same rule, wherever it stands: it is decided about once. */
export interface ShareFinding {
  readonly key: string;
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly instead: string;
  readonly found: string;
  /** Prose is written otherwise, some properties go; an object whose value it is stays out of the share. */
  readonly fix: ObjectFinding['fix'];
  /** The first of them; `count` says how many there are. */
  readonly places: readonly FoundPlace[];
  readonly count: number;
}

/** What was not looked at. */
export type Unchecked = 'own' | 'names' | 'pictures' | 'payloads' | 'rest' | 'beyond' | 'failed';

/** What a check found, and what it did not look at. */
export interface Checked {
  readonly findings: readonly ShareFinding[];
  readonly unchecked: readonly Unchecked[];
}

/** A file as it would leave. */
export interface FileBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Bytes of files that are checked; what lies beyond is not, and it is said. */
export const CHECKED_BYTES_MAX = 32 * 1024 * 1024;
/** Different things told of one share: where there are so many, it is not for sharing as it is. */
export const TOLD_MAX = 500;
/** Most values taken from one text, as at the hub. */
const VALUES_MAX = 2000;
/** Places told of one thing. */
const PLACES_MAX = 200;

/** Checks what somebody wrote. */
export function checkWords(
  { title, text }: { readonly title: string; readonly text: string },
  profile: MemberProfile,
): Checked {
  const found = new Found();
  for (const [part, words] of [
    ['title', title],
    ['text', text],
  ] as const) {
    for (const { rule, start, end } of checkText(words, profile))
      found.add({ rule, fix: 'replace', found: words.slice(start, end) }, { part, start, end });
  }
  return { findings: found.all(), unchecked: usuallyUnchecked(profile, found) };
}

/** Checks files of STIX objects, each property by what it means. */
export function checkFiles(files: readonly FileBytes[], profile: MemberProfile): Checked {
  const found = new Found();
  const unchecked = new Set<Unchecked>();
  let left = CHECKED_BYTES_MAX;
  for (const { name, bytes } of files) {
    const scanned = scanBundle(bytes, NO_LIMITS);
    for (const [place, span] of (scanned.ok ? scanned.objects : []).entries()) {
      left -= span.end - span.start;
      if (left < 0) {
        unchecked.add('beyond');
        break;
      }
      const object = readObject(textOfSpan(bytes, span));
      if (object === undefined) continue;
      if ('payload_bin' in object) unchecked.add('payloads');
      const { type, id } = object;
      const about = { file: name, number: place + 1, type: String(type), id: String(id) };
      for (const one of checkObject(object, profile))
        found.add(
          { rule: one.rule, fix: one.fix, found: one.text.slice(one.start, one.end) },
          { part: 'file', ...about, pointer: one.pointer },
        );
    }
  }
  return {
    findings: found.all(),
    unchecked: [...usuallyUnchecked(profile, found), ...unchecked],
  };
}

/** The values of a text, with what is proposed about each: as the hub finds them when it takes the text in. */
export function valuesOf(text: string, ownDomains: readonly string[]): FoundValue[] {
  return extractValues(text, VALUES_MAX).map((found) => {
    const why = untickedWhy(found, ownDomains);
    return {
      ...found,
      places: [...found.places],
      ticked: why === undefined,
      ...(why === undefined ? {} : { why }),
    };
  });
}

/** What of a file is to be written otherwise, or to stay out. */
export interface FileChange {
  readonly rule: RuleName;
  readonly found: string;
  /** What to write instead; absent: the objects stay out. */
  readonly instead?: string;
}

/** The file after a change; everything else of it stays as it was written. Throws a RangeError when nothing would be left. */
export function changeFile(
  bytes: Uint8Array,
  change: FileChange,
  profile: MemberProfile,
): Uint8Array {
  const scanned = scanBundle(bytes, NO_LIMITS);
  const spans = scanned.ok ? scanned.objects : [];
  const kept: { start: number; end: number; text?: string }[] = [];
  for (const span of spans) {
    const text = textOfSpan(bytes, span);
    const object = readObject(text);
    const same =
      object === undefined ? [] : checkObject(object, profile).filter((one) => isSame(one, change));
    if (same.length === 0) kept.push(span);
    else {
      const changed = changedObject(text, same, change.instead);
      if (changed !== undefined) kept.push({ ...span, text: changed });
    }
  }
  if (kept.length === 0) throw new RangeError('Nothing of the file would be left');
  return joined(bytes, kept, kept.length < spans.length);
}

/** The object without what may go, or with something else in its prose; `undefined`: it stays out. */
function changedObject(
  text: string,
  same: readonly ObjectFinding[],
  instead: string | undefined,
): string | undefined {
  const object = readObject(text);
  if (object !== undefined && same.every(({ fix }) => fix === 'drop')) {
    for (const { pointer } of same) dropMember(object, pointer);
    return JSON.stringify(object);
  }
  if (instead === undefined) return undefined;
  return rewriteJson(
    text,
    same.map((one) => ({ ...one, instead })),
  );
}

function isSame({ rule, text, start, end }: ObjectFinding, change: FileChange): boolean {
  return rule === change.rule && text.slice(start, end) === change.found;
}

/** The pieces in their places, or, where some are gone, in a list of their own. */
function joined(
  bytes: Uint8Array,
  kept: readonly { start: number; end: number; text?: string }[],
  isList: boolean,
): Uint8Array {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const [place, { start, end, text }] of kept.entries()) {
    if (isList) parts.push(encoder.encode(place === 0 ? '[' : ',\n'));
    else parts.push(bytes.subarray(at, start));
    parts.push(text === undefined ? bytes.subarray(start, end) : encoder.encode(text));
    at = end;
  }
  parts.push(isList ? encoder.encode(']') : bytes.subarray(at));
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let to = 0;
  for (const part of parts) {
    whole.set(part, to);
    to += part.length;
  }
  return whole;
}

const NO_LIMITS = { bodyBytes: Number.MAX_SAFE_INTEGER, objects: 10_000_000 } as const;

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : undefined;
  } catch {
    // The hub refuses it, and the file's own check says so.
    return undefined;
  }
}

function usuallyUnchecked(profile: MemberProfile, found: Found): Unchecked[] {
  return [
    ...(profile === NO_PROFILE || Object.values(profile).every((list) => list.length === 0)
      ? (['own'] as const)
      : []),
    'names',
    'pictures',
    ...(found.hasMore ? (['rest'] as const) : []),
  ];
}

type Thing = Pick<ShareFinding, 'rule' | 'found' | 'fix'>;

/** Findings gathered by what was found. */
class Found {
  hasMore = false;
  readonly #byKey = new Map<string, ShareFinding & { places: FoundPlace[]; count: number }>();

  add({ rule, found, fix }: Thing, place: FoundPlace): void {
    const key = `${rule} ${found}`;
    const before = this.#byKey.get(key);
    if (before === undefined) {
      if (this.#byKey.size >= TOLD_MAX) {
        this.hasMore = true;
        return;
      }
      const { severity, instead } = RULES[rule];
      this.#byKey.set(key, { key, rule, severity, instead, found, fix, places: [place], count: 1 });
      return;
    }
    before.count += 1;
    if (before.places.length < PLACES_MAX) before.places.push(place);
    // One place that is a value, and none of them can be written otherwise.
    if (fix !== 'replace' && before.fix !== 'leave-out') this.#byKey.set(key, { ...before, fix });
  }

  /** The most serious first, then in the order of the share. */
  all(): ShareFinding[] {
    const order = (one: ShareFinding): number => SEVERITIES.indexOf(one.severity);
    return [...this.#byKey.values()].toSorted((a, b) => order(a) - order(b));
  }
}
