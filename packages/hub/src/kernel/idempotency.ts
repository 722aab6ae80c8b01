import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRawSync } from 'node:zlib';
import type { Handle, IdempotencyKey } from '@tocsin/store';
import { PEOPLE_LIMITS } from '@tocsin/store';
import { refuse } from './refusal.ts';
import type { Refused } from './refusal.ts';
import type { Seals } from './seals.ts';

/** What a request with an `Idempotency-Key` claims before it is worked on. */
export interface Claim {
  readonly key: IdempotencyKey;
  /** Seals the answer that is kept for a replay. */
  readonly purpose: string;
}

/** An answer to give or to keep. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
  /** Where what was made can be read. */
  readonly location?: string;
}

/** Answers longer than this are kept compressed: a receipt of ten thousand lines is mostly repetition. Characters. */
const COMPRESS_FROM = 8192;
/** Longest answer that is unpacked again. Bytes. */
const UNPACKED_MAX = 64 * 1024 * 1024;

const KEY = /^[\x21-\x7e]{8,200}$/;

/**
 * The claim of a request (draft-ietf-httpapi-idempotency-key-header-07). The store is given only the key's hash, and the
 * answer is sealed under the key itself: answers can hold secrets that are shown once, and must not be readable
 * in the database.
 */
export function claimOf(header: unknown, route: string, body: Uint8Array): Claim | Refused {
  const raw = typeof header === 'string' ? header.replace(/^"(.*)"$/, '$1') : '';
  if (!KEY.test(raw)) {
    return refuse('bad-request', 'The Idempotency-Key is 8 to 200 visible characters, best a UUID');
  }
  return {
    key: {
      key: hash('sha256', raw, 'base64url'),
      route,
      bodyHash: hash('sha256', body, 'base64url'),
    },
    purpose: `answer ${raw}`,
  };
}

/** Claims the key; an answer given before is replayed, a request still running or another body is refused. */
export async function claim(
  handle: Handle,
  claimed: Claim,
  seals: Seals,
): Promise<KeptAnswer | Refused | undefined> {
  const held = await handle.identity.idempotent(claimed.key);
  if (held.conflict === 'body') {
    return refuse('key-reused', 'The Idempotency-Key was used with another body; choose a new key');
  }
  if (held.conflict === 'running') {
    return refuse('key-running', 'The same request is being worked on; ask again in a moment', {
      retryAfterSeconds: 1,
    });
  }
  if (held.replay === undefined) return undefined;
  const packed = seals.open(claimed.purpose, held.replay.body);
  if (!isPacked(packed)) {
    return refuse('key-reused', 'The answer to this key can no longer be given; choose a new key');
  }
  const { location } = packed;
  const body = unpacked(packed);
  if (body === undefined) {
    const words = 'The request was done, its answer is too long to keep';
    return refuse(
      'answer-not-kept',
      location === undefined
        ? words
        : `The request was done, its answer is too long to keep; read what was made at ${location}`,
    );
  }
  return { status: held.replay.status, body, ...(location === undefined ? {} : { location }) };
}

/** Keeps the answer for a replay within 24 hours; of one that is too long, that the request was done and where. */
export async function keepAnswer(
  handle: Handle,
  claimed: Claim,
  kept: { answer: KeptAnswer; seals: Seals },
): Promise<void> {
  const { answer, seals } = kept;
  const { status, location } = answer;
  const place = location === undefined ? {} : { location };
  const whole = seals.seal(claimed.purpose, { ...(await packed(answer.body)), ...place });
  const body = whole.length > PEOPLE_LIMITS.ANSWER_MAX ? seals.seal(claimed.purpose, place) : whole;
  await handle.identity.answered(claimed.key, { status, body });
}

/** A body as it is kept; neither member when it was too long. */
interface Packed {
  readonly body?: string;
  readonly deflated?: string;
  readonly location?: string;
}

const deflate = promisify(deflateRaw);

async function packed(body: string): Promise<Packed> {
  if (body.length < COMPRESS_FROM) return { body };
  if (Buffer.byteLength(body) > UNPACKED_MAX) return {};
  return { deflated: (await deflate(body)).toString('base64url') };
}

function isPacked(value: unknown): value is Packed {
  return typeof value === 'object' && value !== null;
}

function unpacked({ body, deflated }: Packed): string | undefined {
  if (deflated === undefined) return body;
  const bytes = inflateRawSync(Buffer.from(deflated, 'base64url'), {
    maxOutputLength: UNPACKED_MAX,
  });
  return bytes.toString('utf8');
}
