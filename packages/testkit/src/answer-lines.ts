import assert from 'node:assert/strict';
import * as expected from './expectations.ts';
import type { Reader } from '@tocsin/policy';
import type { Player, Scene } from './cast.ts';
import type { Credentials } from './credentials.ts';
import type { HubAnswer } from './hub-over.ts';
import type { ModelRow } from './model.ts';

/** Somebody asking over HTTP. */
export interface Asking {
  readonly player: Player;
  readonly scene: Scene;
  readonly reader: Reader;
  readonly as: Credentials;
  /** The words that stand only in what this reader may read. */
  readonly told: ReadonlySet<string>;
}

/** A row of an answer. */
export interface Item {
  id: string;
  version?: string;
  origin?: { id: string };
  property?: string;
  hits?: { id: string; origin: { id: string } }[];
}

/** Where the API lives. */
export const BASE = '/api/v1';

/** Answers are alike when only the ids asked for, the date and the request's own number differ. */
export function sameAnswer(a: HubAnswer, b: HubAnswer, ids: readonly string[]): void {
  assert.deepEqual(plain(a, ids), plain(b, ids));
}

function plain(answer: HubAnswer, ids: readonly string[]): HubAnswer {
  let body = answer.body;
  for (const id of ids) body = body.replaceAll(id, 'ID');
  const headers = Object.entries(answer.headers).filter(([name]) => !PASSING.has(name));
  return {
    status: answer.status,
    headers: Object.fromEntries(headers),
    body: body.replaceAll(REQUEST_ID, '"request_id":""'),
  };
}

/** Headers that differ from one request to the next whatever is asked. */
export const PASSING: ReadonlySet<string> = new Set([
  'date',
  'x-request-id',
  'request-id',
  'ratelimit',
  'content-length',
  'server-timing',
]);
const REQUEST_ID = /"request_id":"[^"]*"/g;

/** An id that nothing has. */
export const NOBODY = '00000000-0000-4000-8000-00000000dead';

/** A row of the model as a line. */
export function lineOf(row: ModelRow): string {
  return `${row.id} ${expected.plainOf(row).version} ${row.origin}`;
}

/** A row of an answer as a line. */
export function itemLine(item: Item): string {
  return `${item.id} ${item.version ?? ''} ${item.origin?.id ?? ''}`;
}

/** A version as TAXII writes it, as milliseconds in text. */
export function microsOf(version: unknown): string {
  return typeof version === 'string' ? String(Date.parse(version)) : '';
}
