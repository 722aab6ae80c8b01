import type { StatusDetails } from './resources.ts';

/** Objects in one envelope, unless the caller names another count. */
export const ENVELOPE_OBJECTS = 1000;

const HEAD = '{"objects":[';
const TAIL = ']}';

/** What {@link envelopes} gives. */
export interface Envelopes {
  /** Bodies, each smaller than the limit. */
  bodies: string[];
  /** Places, from 0, of objects that do not fit into any envelope. */
  tooLarge: number[];
}

/** How large envelopes may be. */
export interface EnvelopeLimits {
  /** Bytes; each body stays below this (TAXII 2.1 §4.2 `max_content_length`). */
  maxContentLength: number;
  /** Default {@link ENVELOPE_OBJECTS}. */
  objectsMax?: number;
}

/** Packs objects, each already JSON, into as few envelopes as the limits allow, in order. */
export function envelopes(objects: readonly string[], limits: EnvelopeLimits): Envelopes {
  const room = limits.maxContentLength - 1 - HEAD.length - TAIL.length;
  const most = limits.objectsMax ?? ENVELOPE_OBJECTS;
  const result: Envelopes = { bodies: [], tooLarge: [] };
  let batch: string[] = [];
  let bytes = 0;
  const close = (): void => {
    if (batch.length > 0) result.bodies.push(`${HEAD}${batch.join(',')}${TAIL}`);
    batch = [];
    bytes = 0;
  };
  for (const [index, text] of objects.entries()) {
    const size = utf8Length(text);
    if (size > room) {
      result.tooLarge.push(index);
      continue;
    }
    if (bytes + size + batch.length > room || batch.length >= most) close();
    batch.push(text);
    bytes += size;
  }
  close();
  return result;
}

/** What became of objects that were sent in any number of envelopes. */
export interface PushReport {
  /** Ids of the statuses, in order of sending. */
  statuses: string[];
  success: number;
  failures: StatusDetails[];
  /** Objects that the server had not decided on when waiting ended. */
  pending: number;
  /** Places, from 0, of objects too large for the server. */
  tooLarge: number[];
}

function utf8Length(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80) continue;
    // A surrogate pair is two units here and four bytes there: each half counts for two.
    length += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return length;
}
