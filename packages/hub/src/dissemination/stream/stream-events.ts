import { levelOfLabel } from '@tocsin/policy';
import type { TlpLevel } from '@tocsin/policy';
import type { FeedRow, Gone, Handle } from '@tocsin/store';
import { taxiiTimestamp } from '@tocsin/taxii';

/** Labels whose level is remembered. */
const LEVELS_MAX = 2000;

/** The levels of labels, remembered until the policy moves or a label changes by itself. */
export class Levels {
  readonly #kept = new Map<number, TlpLevel>();

  forget(): void {
    this.#kept.clear();
  }

  async of(handle: Handle, labelId: number, now: number): Promise<TlpLevel> {
    const held = this.#kept.get(labelId);
    if (held !== undefined) return held;
    const label = await handle.exchange.label(labelId);
    const level = label === undefined ? 'red' : levelOfLabel(label, now);
    if (this.#kept.size >= LEVELS_MAX) this.#kept.clear();
    this.#kept.set(labelId, level);
    return level;
  }
}

/** One object as an event: a line of JSON with the object as it was received inside. */
export function objectEvent(
  row: FeedRow,
  {
    title,
    level,
    cursor,
    isShut,
  }: { title: string; level: TlpLevel; cursor: string; isShut: boolean },
): string {
  const head = JSON.stringify({
    id: row.id,
    type: row.type,
    version: row.version,
    title,
    level,
    origin: row.origin,
    date_added: taxiiTimestamp(row.dateAdded),
  });
  // What a person has to confirm first comes without its content, as it stands in lists.
  if (isShut) return `id: ${cursor}\nevent: object\ndata: ${head.slice(0, -1)},"confirm":true}\n\n`;
  return `id: ${cursor}\nevent: object\ndata: ${head.slice(0, -1)},"object":${oneLine(row.text)}}\n\n`;
}

/** Something the reader could read and no longer can: nothing of it but what they knew, its id and versions. */
export function goneEvent(gone: Gone, cursor?: string): string {
  const { id, versions } = gone;
  const place = cursor === undefined ? '' : `id: ${cursor}\n`;
  const data = JSON.stringify(versions === undefined ? { id } : { id, versions });
  return `${place}event: gone\ndata: ${data}\n\n`;
}

/** The first event: what came before is not told again, and a reader who breaks off now can resume. */
export function readyEvent(community: string, cursor: string): string {
  return `retry: 3000\nid: ${cursor}\nevent: ready\ndata: ${JSON.stringify({ community })}\n\n`;
}

/** The last event. A browser that gets it knows not to come back. */
export function endedEvent(reason: EndReason): string {
  return `event: ended\ndata: ${JSON.stringify({ reason })}\n\n`;
}

/** Why a stream ends. */
export type EndReason = 'no-longer-allowed' | 'stopping' | 'too-slow' | 'fault';

/** Keeps connections open through proxies that close quiet ones. */
export const HEARTBEAT = ': still here\n\n';

/** JSON on one line: a raw line break in JSON can only stand between its parts, never inside a string (RFC 8259 §7). */
export function oneLine(text: string): string {
  return /[\r\n]/.test(text) ? text.replace(/[\r\n]\s*/g, ' ') : text;
}
