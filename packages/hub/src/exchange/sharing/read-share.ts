import { scanBundle } from '@tocsin/stix';
import type { StixLimits, StixProblem } from '@tocsin/stix';
import type { z } from 'zod';
import { issueWords, readJson, refuse, Refused } from '../../kernel/index.ts';
import type { Settings } from '../../kernel/index.ts';
import { contribute, SHARE_OBJECTS_MAX } from './sharing.contract.ts';
import { areTooMany, readObjects } from './read-objects.ts';
import type { ReadObjects } from './read-objects.ts';
import { splitBody } from './split-body.ts';

/** What was said about a share. */
export type ShareSaid = Omit<z.output<typeof contribute.input.body>, 'objects' | 'bundle'>;

/** A share as it was sent. */
export interface Share {
  readonly said: ShareSaid;
  /** Absent when no STIX was sent. */
  readonly sent?: ReadObjects;
}

/** Reads the body of a share: what is said by the contract, STIX as it was written. */
export async function readShare(bytes: Uint8Array, settings: Settings): Promise<Share | Refused> {
  const { rest, parts } = splitBody(bytes, STIX_MEMBERS);
  const value = readJson(rest, { depthMax: settings.jsonDepthMax });
  if (value instanceof Refused) return value;
  const said = contribute.input.body.safeParse(withoutStix(value), { error: issueWords });
  if (!said.success) {
    const faults = said.error.issues.slice(0, 100).map((issue) => ({
      pointer: issue.path.map((part) => `/${String(part)}`).join(''),
      code: issue.code,
      message: issue.message.slice(0, 300),
    }));
    return refuse('invalid', 'Cannot take the request: see the errors', { faults });
  }
  const limits = limitsOf(settings);
  const objects = await readPart(parts.get('objects'), { pointer: '/objects', limits, from: 0 });
  if (objects instanceof Refused) return objects;
  const from = objects?.sent ?? 0;
  const bundle = await readPart(parts.get('bundle'), { pointer: '/bundle', limits, from });
  if (bundle instanceof Refused) return bundle;
  const sent = together(objects, bundle);
  if (sent !== undefined) return areTooMany(sent) ? tooMany() : { said: said.data, sent };
  const pasted = await pastedStix(said.data.text, limits);
  if (pasted === undefined) return { said: said.data };
  if (areTooMany(pasted)) return tooMany();
  const { text: _stix, ...others } = said.data;
  return { said: others, sent: pasted };
}

/** Reads a body that is STIX and nothing else. */
export async function readStixBody(
  bytes: Uint8Array,
  settings: Settings,
): Promise<ReadObjects | Refused> {
  const read = await readPart(bytes, { pointer: '', limits: limitsOf(settings), from: 0 });
  if (read === undefined) return refuse('bad-request', 'The body is empty; send STIX as JSON');
  if (!(read instanceof Refused) && areTooMany(read)) return tooMany();
  return read;
}

const STIX_MEMBERS: ReadonlySet<string> = new Set(['objects', 'bundle']);

function limitsOf(settings: Settings): Partial<StixLimits> {
  return {
    bodyBytes: settings.bodyMaxBytes,
    depth: settings.jsonDepthMax,
    objects: SHARE_OBJECTS_MAX,
  };
}

function withoutStix(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !STIX_MEMBERS.has(key)));
}

interface Part {
  pointer: string;
  limits: Partial<StixLimits>;
  from: number;
}

async function readPart(
  bytes: Uint8Array | undefined,
  { pointer, limits, from }: Part,
): Promise<ReadObjects | Refused | undefined> {
  if (bytes === undefined) return undefined;
  const scanned = scanBundle(bytes, limits);
  if (!scanned.ok) return scanRefused(scanned.problem, pointer);
  return readObjects(bytes, scanned.objects, { from, limits });
}

/** People paste STIX where a text is asked for: it is taken as what it is. */
async function pastedStix(
  text: string | undefined,
  limits: Partial<StixLimits>,
): Promise<ReadObjects | undefined> {
  const first = text?.trimStart()[0];
  if (text === undefined || (first !== '{' && first !== '[')) return undefined;
  const bytes = Buffer.from(text.trim());
  const scanned = scanBundle(bytes, limits);
  if (!scanned.ok || scanned.objects.length === 0) return undefined;
  const read = await readObjects(bytes, scanned.objects, { limits });
  return read.objects.length > 0 ? read : undefined;
}

function together(
  one: ReadObjects | undefined,
  other: ReadObjects | undefined,
): ReadObjects | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return {
    objects: [...one.objects, ...other.objects],
    refused: [...one.refused, ...other.refused],
    sent: one.sent + other.sent,
  };
}

function tooMany(): Refused {
  return refuse(
    'too-large',
    `A share holds at most ${String(SHARE_OBJECTS_MAX)} objects, those made from STIX 2.0 counted; send it in parts`,
  );
}

const TOO_LARGE: ReadonlySet<string> = new Set(['body-too-large', 'too-many-objects']);

function scanRefused({ rule, section, message }: StixProblem, pointer: string): Refused {
  if (TOO_LARGE.has(rule)) return refuse('too-large', message);
  return refuse('bad-request', 'Cannot read the STIX in the body: see the errors', {
    faults: [{ pointer, code: rule, message: `${message} (${section})` }],
  });
}
