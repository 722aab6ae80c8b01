import { levelOfLabel } from '@tocsin/policy';
import type { TlpLevel } from '@tocsin/policy';
import { tlpDefinition, tlpOfMarkingRef } from '@tocsin/stix';
import type { FeedRow, Handle } from '@tocsin/store';

/** Rows to send, and the text of each. */
export interface Sent {
  readonly rows: readonly FeedRow[];
  readonly texts: readonly string[];
}

/**
 * Objects as they were received; or, where the client asks for it by `?tlp=`, with their effective marking named
 * on them in TLP 1.0 or 2.0. What has no equal in version 1 (AMBER+STRICT) is left out instead of widened.
 */
export async function asAsked(
  handle: Handle,
  rows: readonly FeedRow[],
  { version, now }: { version: '1' | '2' | undefined; now: number },
): Promise<Sent> {
  if (version === undefined) return { rows, texts: rows.map((row) => row.text) };
  const levels = new Map<number, TlpLevel>();
  const given: { rows: FeedRow[]; texts: string[] } = { rows: [], texts: [] };
  for (const row of rows) {
    let level = levels.get(row.labelId);
    if (level === undefined) {
      const label = await handle.exchange.label(row.labelId);
      level = label === undefined ? 'red' : levelOfLabel(label, now);
      levels.set(row.labelId, level);
    }
    const definition = tlpDefinition(version === '1' ? 'tlp-1.0' : 'tlp-2.0', level);
    if (definition === undefined) continue;
    given.rows.push(row);
    given.texts.push(markedText(row.text, definition.id));
  }
  return given;
}

/** The object's text with this TLP reference in place of any other. */
export function markedText(text: string, ref: string): string {
  if (!text.includes('"object_marking_refs"')) {
    const end = text.lastIndexOf('}');
    return `${text.slice(0, end)},"object_marking_refs":["${ref}"]${text.slice(end)}`;
  }
  const object: Record<string, unknown> = JSON.parse(text);
  const held = object['object_marking_refs'];
  const others = (Array.isArray(held) ? held : []).filter(
    (one) => typeof one === 'string' && tlpOfMarkingRef(one) === undefined,
  );
  return JSON.stringify({ ...object, object_marking_refs: [...others, ref] });
}
