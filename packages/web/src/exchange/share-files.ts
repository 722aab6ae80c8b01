import { kindOf } from '@tocsin/shield';
import { partsOf, prepareObject, scanBundle, textOfSpan } from '@tocsin/stix';
import type { ByteSpan, FilePart, StixObject, StixProblem } from '@tocsin/stix';
import { SHARE_TEXT_MAX } from '../kernel/contract.ts';
import { hubText, numberWords, t } from '../kernel/words.ts';
import { countMarkings, noMarkings } from './file-markings.ts';
import type { FileMarkings } from './file-markings.ts';

/** A STIX file somebody chose, taken apart and checked. */
export interface StixFile {
  readonly name: string;
  /** Exactly as it is written. */
  readonly bytes: Uint8Array;
  readonly objects: number;
  /** How many of each type, most first. */
  readonly types: readonly (readonly [type: string, count: number])[];
  /** Objects with something to say about them, in the order of the file. */
  readonly checked: readonly CheckedObject[];
  /** What its objects say about who may see them. */
  readonly markings: FileMarkings;
}

/** What the check says of one object. */
export interface CheckedObject {
  /** From 1, as in the receipt. */
  readonly number: number;
  readonly type: string;
  readonly id: string | undefined;
  /** What the hub will refuse it for. */
  readonly errors: readonly StixProblem[];
  readonly warnings: readonly StixProblem[];
}

/** A chosen file: STIX, or a text to go on with. */
export type TakenFile =
  | { readonly stix: StixFile }
  | { readonly text: string }
  /** A mail, document, picture or archive: what may be shared of it is taken out. */
  | { readonly carrier: Pick<StixFile, 'name' | 'bytes'> };

/** Largest file that is read. Bytes. */
export const FILE_MAX = 256 * 1024 * 1024;
/** Beyond any file that is read. */
const OBJECTS_MAX = 10_000_000;
/** Checking gives way to typing and painting after this time. */
const TURN_MS = 12;

/** Reads a file as far as its sender is told about it. Rejects with a sentence for people. */
export async function takeFile(
  file: File,
  onProgress: (done: number, all: number) => void,
): Promise<TakenFile> {
  if (file.size > FILE_MAX) {
    throw new Error(
      t(
        '“{{name}}” is larger than {{count}} MiB. Divide it, and share one piece after the other.',
        { name: file.name, count: FILE_MAX / 1024 / 1024 },
      ),
    );
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const scanned = scanBundle(bytes, SCAN_LIMITS);
  const stix = await stixFileOf({ name: file.name, bytes }, onProgress);
  if (stix !== undefined) return { stix };
  if (isJsonName(file.name)) throw new Error(notStix(file.name, scanned));
  if (kindOf(bytes, file.name) !== 'text') return { carrier: carrierOf(file.name, bytes) };
  return { text: textOf(file.name, bytes) };
}

/** Largest file of another kind that is looked into, as by the command. Bytes. */
export const CARRIER_MAX = 50 * 1024 * 1024;

function carrierOf(name: string, bytes: Uint8Array): Pick<StixFile, 'name' | 'bytes'> {
  if (bytes.length <= CARRIER_MAX) return { name, bytes };
  throw new Error(
    t(
      '“{{name}}” is larger than {{count}} MiB. Copy what you mean to share, and paste it instead.',
      {
        name,
        count: CARRIER_MAX / 1024 / 1024,
      },
    ),
  );
}

/** Why a text cannot be taken at once; `undefined` when it can. */
export function tooLongFault(name: string, text: string): string | undefined {
  if (text.length <= SHARE_TEXT_MAX) return undefined;
  return t(
    '“{{name}}” has {{length}} characters; a text has at most {{most}}. Share it in parts.',
    {
      name,
      length: numberWords(text.length),
      most: numberWords(SHARE_TEXT_MAX),
    },
  );
}

/** A file of STIX taken apart and checked; `undefined` when it holds none. */
export async function stixFileOf(
  { name, bytes }: Pick<StixFile, 'name' | 'bytes'>,
  onProgress: (done: number, all: number) => void,
): Promise<StixFile | undefined> {
  const scanned = scanBundle(bytes, SCAN_LIMITS);
  if (!scanned.ok || scanned.objects.length === 0) return undefined;
  const found = await check(bytes, scanned.objects, onProgress);
  return { name, bytes, objects: scanned.objects.length, ...found };
}

/** What goes out: the file as it is, several in one, or in parts when a hub would not take it at once. */
export function filePartsOf(files: readonly StixFile[]): FilePart[] {
  const [only] = files;
  if (only === undefined) return [];
  const bytes = files.length === 1 ? only.bytes : listOf(files);
  return partsOf(bytes, { fileBytes: FILE_MAX * files.length });
}

const SCAN_LIMITS = { bodyBytes: FILE_MAX, objects: OBJECTS_MAX } as const;

/** The objects of several files in one list, byte for byte. */
function listOf(files: readonly StixFile[]): Uint8Array {
  const pieces: (Uint8Array | string)[] = files.flatMap(({ bytes }) => {
    const scanned = scanBundle(bytes, SCAN_LIMITS);
    const spans = scanned.ok ? scanned.objects : [];
    return spans.flatMap(({ start, end }) => [',', bytes.subarray(start, end)]);
  });
  const encoder = new TextEncoder();
  const encoded = ['[', ...pieces.slice(1), ']'].map((piece) =>
    typeof piece === 'string' ? encoder.encode(piece) : piece,
  );
  const joined = new Uint8Array(encoded.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of encoded) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

async function check(
  bytes: Uint8Array,
  objects: readonly ByteSpan[],
  onProgress: (done: number, all: number) => void,
): Promise<Pick<StixFile, 'types' | 'checked' | 'markings'>> {
  const types = new Map<string, number>();
  const checked: CheckedObject[] = [];
  const markings = noMarkings();
  let turn = performance.now();
  for (const [index, span] of objects.entries()) {
    const { type, id, errors, warnings, object } = checkOne(textOfSpan(bytes, span));
    if (object !== undefined) countMarkings(markings, object);
    types.set(type, (types.get(type) ?? 0) + 1);
    if (errors.length + warnings.length > 0) {
      checked.push({ number: index + 1, type, id, errors, warnings });
    }
    if (performance.now() - turn > TURN_MS) {
      onProgress(index + 1, objects.length);
      await new Promise((done) => setTimeout(done));
      turn = performance.now();
    }
  }
  return { types: [...types].toSorted(([, a], [, b]) => b - a), checked, markings };
}

/** What is refused goes out to nobody: it has no `object`. */
function checkOne(text: string): Omit<CheckedObject, 'number'> & { object?: StixObject } {
  const prepared = prepareObject(text);
  if (prepared.ok) {
    const { type, id } = prepared.object;
    return { type, id, errors: [], warnings: prepared.warnings, object: prepared.object };
  }
  const { type, id } = namesIn(text);
  return { type, id, errors: prepared.errors, warnings: prepared.warnings };
}

/** What a refused object calls itself, as far as it can be read. */
function namesIn(text: string): { type: string; id: string | undefined } {
  try {
    const { type, id }: { type?: unknown; id?: unknown } = JSON.parse(text);
    return {
      type: typeof type === 'string' ? type : 'unknown',
      id: typeof id === 'string' ? id : undefined,
    };
  } catch {
    return { type: 'unknown', id: undefined };
  }
}

function textOf(name: string, bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error(
      t('“{{name}}” is neither a text nor STIX. Copy its text and paste it instead.', { name }),
    );
  }
  if (text.includes('\0')) {
    throw new Error(
      t('“{{name}}” is neither a text nor STIX. Copy its text and paste it instead.', { name }),
    );
  }
  const fault = tooLongFault(name, text);
  if (fault !== undefined) throw new Error(fault);
  return text;
}

function notStix(name: string, scanned: ReturnType<typeof scanBundle>): string {
  if (!scanned.ok && scanned.problem.rule === 'json-syntax') {
    return t('“{{name}}” is not JSON. Choose a STIX 2 bundle, or paste its text instead.', {
      name,
    });
  }
  if (!scanned.ok && scanned.problem.section.startsWith('limit'))
    return hubText(scanned.problem.message);
  return t('“{{name}}” holds no STIX objects. Choose a STIX 2 bundle.', { name });
}

function isJsonName(name: string): boolean {
  return /\.json$/i.test(name);
}
