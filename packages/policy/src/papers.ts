import { standingIn } from './reader.ts';
import type { Reader } from './reader.ts';

/** What a community writes down and agrees (ISO 22396 5.2, 6.4). */
export const PAPER_KINDS = [
  'charter',
  'guidelines',
  'conduct',
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

/** What somebody says about a version. `signs`: their organization is bound by it. */
export const PAPER_WORDS = ['approves', 'objects', 'signs'] as const;
/** One of {@link PAPER_WORDS}. */
export type PaperWord = (typeof PAPER_WORDS)[number];

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

/** Whether the reader, as a person, chairs the community a paper is of. */
export function isPaperChair(reader: Reader, community: string): boolean {
  const standing = standingIn(reader, community);
  if (reader.kind !== 'person' || standing === undefined) return false;
  return standing.roles.includes('chair') || standing.roles.includes('co-chair');
}

/** Whether the reader may write versions: chairs, and whoever represents their organization proposes. */
export function mayWritePaper(reader: Reader, community: string): boolean {
  return isPaperChair(reader, community) || speaksOnPapers(reader, community);
}

/** Whether the reader approves, objects and signs for their organization. */
export function speaksOnPapers(reader: Reader, community: string): boolean {
  const standing = standingIn(reader, community);
  if (reader.kind !== 'person' || reader.providerStaff || standing === undefined) return false;
  return standing.roles.includes('representative');
}

/** How one section changed from one version to the next. */
export interface SectionChange {
  readonly key: string;
  readonly change: 'same' | 'added' | 'removed' | 'changed';
  /** Lines in reading order; those of a section that is the same are left out. */
  readonly lines: readonly { readonly is: 'same' | 'added' | 'removed'; readonly text: string }[];
}

/** Most lines of a section that are compared line by line; beyond it the old stands before the new. */
const LINES_MAX = 2000;

/** What changed between two versions, section by section, in the order of the new one; what is gone comes last. */
export function changesBetween(
  before: readonly PaperSection[],
  after: readonly PaperSection[],
): SectionChange[] {
  const old = new Map(before.map(({ key, text }) => [key, text]));
  const changes = after.map(({ key, text }): SectionChange => {
    const was = old.get(key);
    old.delete(key);
    if (was === undefined) return { key, change: 'added', lines: linesOf(text, 'added') };
    if (was === text) return { key, change: 'same', lines: [] };
    return { key, change: 'changed', lines: lineChanges(was.split('\n'), text.split('\n')) };
  });
  const gone = [...old].map(([key, text]): SectionChange => ({
    key,
    change: 'removed',
    lines: linesOf(text, 'removed'),
  }));
  return [...changes, ...gone];
}

function linesOf(text: string, is: 'added' | 'removed'): SectionChange['lines'] {
  return text.split('\n').map((line) => ({ is, text: line }));
}

/** The longest common subsequence of lines, with what each side has besides. */
function lineChanges(before: readonly string[], after: readonly string[]): SectionChange['lines'] {
  if (before.length * after.length > LINES_MAX * LINES_MAX) {
    return [
      ...before.map((text) => ({ is: 'removed' as const, text })),
      ...after.map((text) => ({ is: 'added' as const, text })),
    ];
  }
  const width = after.length + 1;
  const length = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      length[i * width + j] =
        before[i] === after[j]
          ? (length[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0);
    }
  }
  const lines: { is: 'same' | 'added' | 'removed'; text: string }[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    const a = before[i] ?? '';
    const b = after[j] ?? '';
    if (a === b) {
      lines.push({ is: 'same', text: a });
      i++;
      j++;
    } else if ((length[(i + 1) * width + j] ?? 0) >= (length[i * width + j + 1] ?? 0)) {
      lines.push({ is: 'removed', text: a });
      i++;
    } else {
      lines.push({ is: 'added', text: b });
      j++;
    }
  }
  for (const text of before.slice(i)) lines.push({ is: 'removed', text });
  for (const text of after.slice(j)) lines.push({ is: 'added', text });
  return lines;
}
