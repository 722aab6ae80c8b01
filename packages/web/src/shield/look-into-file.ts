import { checkFile, sharedText, strippedPicture } from '@tocsin/shield';
import type { FilePart, MemberProfile, PictureKind, Place, RuleName, Unread } from '@tocsin/shield';
import type { FileBytes } from './check-share.ts';

/** Something a file says that does not go along. */
export interface StayingBehind {
  readonly rule: RuleName;
  readonly found: string;
  /** The first place it stands at; `count` says how many there are. */
  readonly place: Place;
  readonly count: number;
}

/** What was seen of a file that is no STIX: it never leaves, what may be shared of it is a text. */
export interface FileLook {
  readonly name: string;
  /** What may be shared of it; empty when nothing may. */
  readonly text: string;
  readonly staying: readonly StayingBehind[];
  readonly hasMore: boolean;
  readonly unread: readonly Unread[];
  readonly parts: readonly FilePart[];
  /** Of a picture, the same without its words. */
  readonly stripped?: Uint8Array;
}

/** Different things told of one file. */
const TOLD_MAX = 200;
/** Characters told of one of them. */
const FOUND_MAX = 300;

/** Looks into a mail, document, picture or archive, as the command does. */
export async function lookIntoFile(
  { name, bytes }: FileBytes,
  profile: MemberProfile,
): Promise<FileLook> {
  const check = await checkFile({ name, bytes }, profile, { sha256 });
  const byKey = new Map<string, StayingBehind>();
  for (const { rule, text, start, end, place, stays } of check.findings) {
    if (!stays) continue;
    const found = text.slice(start, Math.min(end, start + FOUND_MAX)).toWellFormed();
    const key = `${rule} ${found}`;
    const before = byKey.get(key);
    byKey.set(
      key,
      before === undefined
        ? { rule, found, place, count: 1 }
        : { ...before, count: before.count + 1 },
    );
  }
  const staying = [...byKey.values()];
  const stripped = isPicture(check.kind) ? await strippedPicture(check.kind, bytes) : undefined;
  return {
    name,
    text: sharedText(check),
    staying: staying.slice(0, TOLD_MAX),
    hasMore: check.hasMore || staying.length > TOLD_MAX,
    unread: check.unread,
    parts: check.parts,
    ...(stripped === undefined ? {} : { stripped }),
  };
}

const PICTURES: ReadonlySet<string> = new Set<PictureKind>(['jpeg', 'png', 'webp', 'tiff']);

function isPicture(kind: string): kind is PictureKind {
  return PICTURES.has(kind);
}

/** Pages without a secure origin have none to make it with. */
async function sha256(bytes: Uint8Array): Promise<string | undefined> {
  const { subtle } = globalThis.crypto as { subtle?: SubtleCrypto };
  if (subtle === undefined) return undefined;
  const digest = new Uint8Array(await subtle.digest('SHA-256', new Uint8Array(bytes)));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
