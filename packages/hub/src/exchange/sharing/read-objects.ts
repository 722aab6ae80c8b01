import { prepareObject, textOfSpan, timestampMicros } from '@tocsin/stix';
import type { ByteSpan, StixLimits } from '@tocsin/stix';
import type { NewObject, RefusedObject } from '@tocsin/store';
import { SHARE_OBJECTS_MAX } from './sharing.contract.ts';

/** Objects of a body, read: the good ones, and those that were refused with the reasons. */
export interface ReadObjects {
  readonly objects: NewObject[];
  readonly refused: RefusedObject[];
  /** How many were sent: conversion from STIX 2.0 can make several of one. */
  readonly sent: number;
}

/** Whether more came out of conversion than one share holds. */
export function areTooMany({ objects, refused }: ReadObjects): boolean {
  return objects.length + refused.length > SHARE_OBJECTS_MAX;
}

/** Objects read before others get their turn: a large body must not hold up everybody else. */
const TURN_OBJECTS = 200;

/**
 * Reads every object of a scanned body; one bad object refuses only itself. `from` is the index of the first. Reading
 * ends when there are too many, which callers refuse.
 */
export async function readObjects(
  bytes: Uint8Array,
  spans: readonly ByteSpan[],
  { from = 0, limits }: { from?: number; limits?: Partial<StixLimits> } = {},
): Promise<ReadObjects> {
  const read: ReadObjects = { objects: [], refused: [], sent: spans.length };
  for (const [place, span] of spans.entries()) {
    if (areTooMany(read)) break;
    if (place > 0 && place % TURN_OBJECTS === 0) await turn();
    readOne(textOfSpan(bytes, span), { index: from + place, limits }, read);
  }
  return read;
}

function readOne(
  text: string,
  { index, limits }: { index: number; limits: Partial<StixLimits> | undefined },
  into: ReadObjects,
): void {
  const prepared = prepareObject(text, limits === undefined ? {} : { limits });
  if (!prepared.ok) {
    into.refused.push({ index, ...claimed(text), problems: [...prepared.errors] });
    return;
  }
  const { object, warnings, notes } = prepared;
  into.objects.push({
    index,
    object,
    text: prepared.text,
    warnings: [...warnings],
    notes: [...notes],
  });
  for (const extra of prepared.extra) {
    into.objects.push({ index, object: extra, text: JSON.stringify(extra) });
  }
}

/** The id and version a refused object claims, when they are any. */
function claimed(text: string): { id?: string; version?: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof value !== 'object' || value === null) return {};
  const id: unknown = Reflect.get(value, 'id');
  const version: unknown = Reflect.get(value, 'modified') ?? Reflect.get(value, 'created');
  return {
    ...(typeof id === 'string' && id.length <= ID_MAX && id.isWellFormed() ? { id } : {}),
    ...(typeof version === 'string' && timestampMicros(version) !== undefined ? { version } : {}),
  };
}

/** Longest id repeated on a receipt. */
const ID_MAX = 300;

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
