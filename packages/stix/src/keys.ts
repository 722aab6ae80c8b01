/**
 * Says whether a key could reach an object's prototype when some later code copies it about.
 * Refused wherever it stands; `constructor` alone is harmless once `prototype` cannot follow it.
 */
export function isPoisonKey(key: string): boolean {
  return key === '__proto__' || key === 'prototype';
}

/** Says whether a value is a JSON object, not a list and not null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Shows a value in a message: quoted, on one line, at most 60 characters. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return value === null ? 'null' : 'an object';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return value === undefined ? 'nothing' : `a ${typeof value}`;
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
}
