import { isRecord } from './keys.ts';
import type { StixObject } from './types.ts';

/** The levels of the Traffic Light Protocol; `clear` is called WHITE in version 1. */
export type TlpLevel = 'clear' | 'green' | 'amber' | 'amber+strict' | 'red';

/** The two versions of the Traffic Light Protocol that STIX can carry. */
export type TlpScheme = 'tlp-2.0' | 'tlp-1.0';

/** A level in a version. */
export interface TlpMark {
  readonly scheme: TlpScheme;
  readonly level: TlpLevel;
}

/** The extension that carries TLP 2.0 in a marking definition. */
export const TLP2_EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';

/** The five marking definitions of TLP 2.0, published by OASIS: fixed ids and bodies. */
export const TLP2: Readonly<Record<TlpLevel, StixObject>> = Object.freeze({
  clear: tlpTwo('clear', '94868c89-83c2-464b-929b-a1a8aa3c8487'),
  green: tlpTwo('green', 'bab4a63c-aed9-4cf5-a766-dfca5abac2bb'),
  amber: tlpTwo('amber', '55d920b0-5e8b-4f79-9ee9-91f868d9b421'),
  'amber+strict': tlpTwo('amber+strict', '939a9414-2ddd-4d32-a0cd-375ea402b003'),
  red: tlpTwo('red', 'e828b379-4e03-4974-9ac4-e53a884c97c1'),
});

/** The four marking definitions of TLP 1.0 (STIX 2.1 §7.2.1.4): fixed ids and bodies. */
export const TLP1: Readonly<Record<Exclude<TlpLevel, 'amber+strict'>, StixObject>> = Object.freeze({
  clear: tlpOne('white', '613f2e26-407d-48c7-9eca-b8e91df99dc9'),
  green: tlpOne('green', '34098fce-860f-48ae-8e50-ebd3cc5e41da'),
  amber: tlpOne('amber', 'f88d31f6-486f-44da-b317-01333bde0b82'),
  red: tlpOne('red', '5e57c739-391a-4eb3-b6be-7d15ca92d5ed'),
});

const LEVELS: readonly TlpLevel[] = ['clear', 'green', 'amber', 'amber+strict', 'red'];

/** The fixed definitions by id, each with what it means. */
const FIXED: ReadonlyMap<string, TlpMark & { readonly definition: StixObject }> = new Map(
  LEVELS.flatMap((level) => {
    const [two, one] = [TLP2[level], tlpTwoToOne(level)];
    const marks = [{ scheme: 'tlp-2.0' as const, level, definition: two }];
    const older = one === undefined ? [] : [{ scheme: 'tlp-1.0' as const, level, definition: one }];
    return [...marks, ...older].map((mark) => [mark.definition.id, mark]);
  }),
);

const LEVEL_OF_WORD: ReadonlyMap<string, TlpLevel> = new Map<string, TlpLevel>([
  ['clear', 'clear'],
  ['white', 'clear'],
  ['green', 'green'],
  ['amber', 'amber'],
  ['amber+strict', 'amber+strict'],
  ['red', 'red'],
]);

/** The level that a reference to one of the nine fixed definitions means; undefined for others. */
export function tlpOfMarkingRef(id: string): TlpMark | undefined {
  const found = fixedFor(id);
  return found === undefined ? undefined : { scheme: found.scheme, level: found.level };
}

/** The definition of a level; undefined for AMBER+STRICT in version 1, which does not have it. */
export function tlpDefinition(scheme: TlpScheme, level: TlpLevel): StixObject | undefined {
  return scheme === 'tlp-2.0' ? TLP2[level] : tlpTwoToOne(level);
}

/**
 * The version 1 definition with the same reach as a version 2 level. AMBER+STRICT has none:
 * version 1 AMBER reaches further, so a caller withholds instead of widening.
 */
export function tlpTwoToOne(level: TlpLevel): StixObject | undefined {
  return level === 'amber+strict' ? undefined : TLP1[level];
}

/**
 * Reads a label as people write it: any case, spaces around the colon, with or without `TLP`,
 * `+`, space, hyphen or underscore before STRICT. Returns undefined for anything else, translated
 * labels included (TLP 2.0 is never translated): the caller treats those as unknown, never as wider.
 */
export function readTlpText(text: string): TlpLevel | undefined {
  if (text.length > 40) return undefined;
  const word =
    /^\s*(?:tlp\s*[:_\-\s]\s*(?:[12]\.0\s*[:\s]\s*)?)?([a-z]+(?:\s*[+_\-\s]\s*strict)?)\s*$/i.exec(
      text,
    )?.[1];
  if (word === undefined) return undefined;
  return LEVEL_OF_WORD.get(word.toLowerCase().replace(/\s*[+_\-\s]\s*strict$/, '+strict'));
}

/**
 * Says whether a marking definition pretends to be TLP: one of the nine fixed ids with other
 * content, or a TLP statement under any other id (STIX 2.1 §7.2.1.4).
 */
export function isForgedTlp(object: StixObject): boolean {
  if (object.type !== 'marking-definition') return false;
  const fixed = fixedFor(object.id);
  return fixed === undefined ? statesTlp(object) : !hasContentOf(object, fixed.definition);
}

/** Upper-case digits are another id by the letter, but must not hide a marking. */
function fixedFor(id: string): (TlpMark & { readonly definition: StixObject }) | undefined {
  return FIXED.get(id.length === 56 ? id.toLowerCase() : id);
}

function statesTlp(object: StixObject): boolean {
  const extensions: unknown = object.extensions;
  if (isRecord(extensions) && Object.hasOwn(extensions, TLP2_EXTENSION)) return true;
  const definition = object['definition'];
  if (object['definition_type'] === 'tlp') return true;
  return isRecord(definition) && Object.hasOwn(definition, 'tlp');
}

/** Compares what carries meaning: `name` and unmarked metadata vary between published copies. */
function hasContentOf(object: StixObject, genuine: StixObject): boolean {
  const known = new Set(['name', ...Object.keys(genuine)]);
  for (const key of Object.keys(object)) {
    if (!known.has(key)) return false;
  }
  const name = object['name'];
  if (name !== undefined && name !== genuine['name']) return false;
  return (
    Object.keys(genuine).every(
      (key) => key === 'name' || key === 'created' || isSame(object[key], genuine[key]),
    ) && isSameInstant(object['created'], genuine['created'])
  );
}

function isSameInstant(a: unknown, b: unknown): boolean {
  return String(a).replace(/\.0+Z$/, 'Z') === String(b).replace(/\.0+Z$/, 'Z');
}

function isSame(a: unknown, b: unknown): boolean {
  if (!isRecord(a) || !isRecord(b)) return a === b;
  const keys = Object.keys(b);
  return (
    Object.keys(a).length === keys.length &&
    keys.every((key) => Object.hasOwn(a, key) && isSame(a[key], b[key]))
  );
}

function tlpTwo(level: TlpLevel, uuid: string): StixObject {
  return freezeDeep({
    type: 'marking-definition',
    spec_version: '2.1',
    id: `marking-definition--${uuid}`,
    created: '2022-10-01T00:00:00.000Z',
    name: `TLP:${level.toUpperCase()}`,
    extensions: { [TLP2_EXTENSION]: { extension_type: 'property-extension', tlp_2_0: level } },
  });
}

function tlpOne(word: string, uuid: string): StixObject {
  return freezeDeep({
    type: 'marking-definition',
    spec_version: '2.1',
    id: `marking-definition--${uuid}`,
    created: '2017-01-20T00:00:00.000Z',
    definition_type: 'tlp',
    name: `TLP:${word.toUpperCase()}`,
    definition: { tlp: word },
  });
}

function freezeDeep<T extends object>(value: T): T {
  for (const child of Object.values(value)) {
    if (typeof child === 'object' && child !== null) freezeDeep(child);
  }
  return Object.freeze(value);
}
