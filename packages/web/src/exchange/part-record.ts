import type { FilePart } from '@tocsin/stix';
import type { TlpLevel } from '@tocsin/policy';
import type { Receipt } from '../kernel/contract.ts';
import {
  DRAFT_PLACES,
  claimDraft,
  draftsOf,
  dropDraft,
  keepDraft,
  ownerOf,
} from '../kernel/drafts.ts';
import { readShareDraft } from './share-draft.ts';
import type { ShareDraft } from './share-draft.ts';
import type { Answered } from './telling.ts';

/** What became of one part. */
export type PartReceipt = Pick<Receipt, 'id' | 'counts' | 'review'> & {
  /** For a file that answers a request: what of this part says most. */
  readonly tells?: string;
};

/** A file on its way in parts, as it outlives the page: not the file, only by what to know it again. */
export interface PartRecord {
  readonly id: string;
  readonly community: string;
  readonly names: readonly string[];
  /** Of every part, in order: a file chosen again must come to the same. */
  readonly digests: readonly string[];
  /** The keys parts go out under; those sent are never kept twice. */
  readonly keys: readonly string[];
  readonly objects: number;
  readonly receipts: readonly PartReceipt[];
  readonly draft: ShareDraft;
  /** What became of the request that it answers, once all parts were sent. */
  readonly answered?: Answered;
}

const PLACE = DRAFT_PLACES.parts;

/** A short name for the bytes of a part, with their length. */
export function digestOfPart({ bytes }: FilePart): string {
  let [a, b] = [0x9e3779b9, 0x85ebca6b];
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b + byte, 0x27d4eb2f) ^ (b >>> 13);
  }
  return `${String(bytes.length)}-${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}`;
}

/** Whether nothing is left to do: every part was sent, and the request that the file answers knows. */
export function isWhole({ receipts, keys, draft, answered }: PartRecord): boolean {
  return receipts.length >= keys.length && (draft.answers === '' || answered !== undefined);
}

/** Whether these parts are the ones that were being sent. */
export function isSameFile({ digests }: PartRecord, parts: readonly FilePart[]): boolean {
  return (
    parts.length === digests.length &&
    parts.every((part, place) => digestOfPart(part) === digests[place])
  );
}

/** Keeps how far it is. TLP:RED is kept only when its sender said so, as with drafts. */
export function keepParts(person: string, record: PartRecord): void {
  const { draft } = record;
  if (draft.marking.level === 'red' && !draft.keepsRed && !draft.keepsOwn) return;
  const owner = ownerOf(person, PLACE);
  claimDraft(owner, record.id);
  keepDraft(owner, record.id, record);
}

/** Forgets it: all was sent, or nobody wants the rest. */
export function dropParts(person: string, id: string): void {
  dropDraft(ownerOf(person, PLACE), id);
}

/** Files that did not go whole, the newest first. */
export function keptParts(person: string): PartRecord[] {
  return draftsOf(ownerOf(person, PLACE)).flatMap(({ value }) => readRecord(value, 'amber') ?? []);
}

function readRecord(value: unknown, level: TlpLevel): PartRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const kept: Partial<Record<keyof PartRecord, unknown>> = value;
  const isWhole =
    typeof kept.id === 'string' &&
    typeof kept.community === 'string' &&
    typeof kept.objects === 'number' &&
    [kept.names, kept.digests, kept.keys, kept.receipts].every((list) => Array.isArray(list));
  if (!isWhole) return undefined;
  return { ...(value as PartRecord), draft: readShareDraft(kept.draft, level) };
}
