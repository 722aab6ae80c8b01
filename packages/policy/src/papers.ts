import { standingIn } from './reader.ts';
import type { Reader } from './reader.ts';

/** What a community writes down and agrees (ISO 22396 5.2, 6.4). */
export const PAPER_KINDS = [
  'charter',
  'guidelines',
  'conduct',
  'dissemination',
  'policy',
  'agreement',
  'funding',
  'working-norms',
  'other',
] as const;
/** One of {@link PAPER_KINDS}. */
export type PaperKind = (typeof PAPER_KINDS)[number];

/**
 * Sections that a paper of a kind has to have before it is adopted, in their order. The eleven of the membership
 * guidelines are those of ISO 22396 6.4.3.
 */
export const PAPER_SECTIONS: Readonly<Record<PaperKind, readonly string[]>> = {
  charter: ['purpose', 'governance', 'membership', 'conduct', 'funding', 'change'],
  guidelines: [
    'purpose',
    'confidentiality',
    'administration',
    'specific-purposes',
    'meetings',
    'financial',
    'legal',
    'authority',
    'membership-list',
    'chair',
    'dissemination',
  ],
  conduct: ['expected', 'not-accepted', 'reporting', 'consequences'],
  dissemination: ['levels', 'onward', 'mistakes'],
  policy: ['commitment', 'objectives', 'responsibilities', 'resources', 'compliance'],
  agreement: ['parties', 'confidentiality', 'use', 'personal-data', 'end'],
  funding: ['model', 'contributions', 'spending', 'review'],
  'working-norms': ['languages', 'hours', 'ways'],
  other: [],
};

/**
 * Where a version of a paper stands (SM-DOC without public comment): written, open to objections, in force, or one of
 * its three ends. At most one version of a paper is being written or open, and at most one is in force.
 */
export const PAPER_STATES = [
  'draft',
  'open',
  'adopted',
  'superseded',
  'dropped',
  'withdrawn',
] as const;
/** One of {@link PAPER_STATES}. */
export type PaperState = (typeof PAPER_STATES)[number];

/** Whether a version may move from one state to another. */
export function mayFollowPaper(from: PaperState, to: PaperState): boolean {
  return NEXT[from].includes(to);
}

const NEXT: Readonly<Record<PaperState, readonly PaperState[]>> = {
  draft: ['open', 'dropped'],
  // Back to writing: an objection was heard.
  open: ['draft', 'adopted', 'dropped'],
  adopted: ['superseded', 'withdrawn'],
  superseded: [],
  dropped: [],
  withdrawn: [],
};

/**
 * What somebody says about a version for their organization: while it is open, that they approve or object; once it is in
 * force, that they are bound by it (`signs`), or that they have read it and keep to it (`attests`).
 */
export const PAPER_WORDS = ['approves', 'objects', 'signs', 'attests'] as const;
/** One of {@link PAPER_WORDS}. */
export type PaperWord = (typeof PAPER_WORDS)[number];

/**
 * What each member owes a paper of a kind once it is in force (requirements rows 39, 85, 98): a signature, the word that
 * they keep to it, or nothing.
 */
export const PAPER_BINDS: Readonly<Record<PaperKind, 'signs' | 'attests' | undefined>> = {
  charter: 'signs',
  guidelines: 'attests',
  conduct: 'signs',
  dissemination: 'attests',
  policy: 'attests',
  agreement: 'signs',
  funding: undefined,
  'working-norms': undefined,
  other: undefined,
};

/** One section of a version, in the order it is read. */
export interface PaperSection {
  /** One of {@link PAPER_SECTIONS} of its kind, or a name of its own. */
  readonly key: string;
  readonly text: string;
}

/** The required sections that are missing or empty. */
export function missingSections(kind: PaperKind, sections: readonly PaperSection[]): string[] {
  const written = new Set(sections.filter(({ text }) => text.trim() !== '').map(({ key }) => key));
  return PAPER_SECTIONS[kind].filter((key) => !written.has(key));
}

/** What stands in the way of adopting a version. */
export type AdoptionFault =
  'not-chair' | 'not-open' | 'too-early' | 'missing-sections' | 'open-objections' | 'own-text';

/** What the rule of adoption looks at. */
export interface Adoption {
  readonly community: string;
  readonly kind: PaperKind;
  readonly state: PaperState;
  readonly sections: readonly PaperSection[];
  /** Everybody who wrote on this version. */
  readonly writers: readonly string[];
  /** When objections are no longer waited for. Milliseconds. */
  readonly openUntil: number;
  /** Organizations that object and have not taken it back. */
  readonly objections: number;
  /** Chairs and co-chairs of the community who did not write on it. */
  readonly otherChairs: number;
}

/**
 * Whether a chair may put a version in force now, and what stands in the way, the first thing to do first. Nobody
 * adopts alone what they wrote while there is another chair. Objections are answered by a new text, or overruled with
 * a reason: `isOverruling`.
 */
export function adoptionFault(
  reader: Reader,
  adoption: Adoption,
  { now, isOverruling }: { now: number; isOverruling: boolean },
): AdoptionFault | undefined {
  if (!isPaperChair(reader, adoption.community)) return 'not-chair';
  if (adoption.state !== 'open') return 'not-open';
  if (missingSections(adoption.kind, adoption.sections).length > 0) return 'missing-sections';
  if (now < adoption.openUntil) return 'too-early';
  if (adoption.objections > 0 && !isOverruling) return 'open-objections';
  if (adoption.writers.includes(reader.id) && adoption.otherChairs > 0) return 'own-text';
  return undefined;
}

/** Whether the reader, as a person, chairs the community a paper is of. A sealed source says nothing on papers: it is nobody's name. */
export function isPaperChair(reader: Reader, community: string): boolean {
  const standing = standingIn(reader, community);
  if (reader.kind !== 'person' || reader.isSealedSource === true) return false;
  if (standing === undefined) return false;
  return standing.roles.includes('chair') || standing.roles.includes('co-chair');
}

/** Whether the reader may write versions: chairs, and whoever represents their organization proposes. */
export function mayWritePaper(reader: Reader, community: string): boolean {
  return isPaperChair(reader, community) || speaksOnPapers(reader, community);
}

/** Whether the reader approves, objects and signs for their organization. */
export function speaksOnPapers(reader: Reader, community: string): boolean {
  const standing = standingIn(reader, community);
  if (reader.kind !== 'person' || reader.isSealedSource === true) return false;
  if (reader.providerStaff || standing === undefined) return false;
  return standing.roles.includes('representative');
}
