import { standingIn } from './reader.ts';
import type { Reader, ReaderMembership } from './reader.ts';

/** Which rule was broken, by the word of whoever reports it. */
export const MISUSE_RULES = [
  'marking',
  'source-named',
  'personal-data',
  'purpose',
  'competition',
  'security',
  'other',
] as const;
/** One of {@link MISUSE_RULES}. */
export type MisuseRule = (typeof MISUSE_RULES)[number];

/** Where a case stands (requirements rows 9, 93: reported, assessed, source told, sanction, closed; appeal). */
export const MISUSE_STATES = [
  'reported',
  'assessed',
  'source-told',
  'sanctioned',
  'appealed',
  'closed',
] as const;
/** One of {@link MISUSE_STATES}. */
export type MisuseState = (typeof MISUSE_STATES)[number];

/** What a case looks like to the rule of its steps. */
export interface MisuseStanding {
  readonly state: MisuseState;
  /** A sanction was given. */
  readonly isSanctioned: boolean;
  /** It was appealed before: once is enough. */
  readonly wasAppealed: boolean;
}

/**
 * Whether a case may move on. What was misuse is not closed before its source was told (ISO/IEC 27010 18.1.6), and
 * nobody is sanctioned before. Against a sanction there is one appeal, also when the case was closed with it.
 */
export function mayFollowMisuse(from: MisuseStanding, to: MisuseState): boolean {
  if (to === 'appealed') {
    const isOpen = from.state === 'sanctioned' || from.state === 'closed';
    return isOpen && from.isSanctioned && !from.wasAppealed;
  }
  return NEXT[from.state].includes(to);
}

const NEXT: Readonly<Record<MisuseState, readonly MisuseState[]>> = {
  reported: ['assessed'],
  // Closed without telling the source: it was no misuse.
  assessed: ['source-told', 'closed'],
  'source-told': ['sanctioned', 'closed'],
  sanctioned: ['closed'],
  appealed: ['sanctioned', 'closed'],
  closed: [],
};

/** What somebody is to a case. */
export type MisuseSide = 'handler' | 'source' | 'accused' | 'reporter';

/** Whose a case is. */
export interface MisuseParties {
  readonly community: string;
  readonly reporter: { readonly id: string; readonly organization: string };
  /** The organization that brought the object, whatever name it did so under. */
  readonly source: string;
  readonly against: string | undefined;
}

/**
 * What the reader is to a case, the one with most to say first. Chairs handle it, but for those of the organization it
 * is about. The source learns of it when it is told, the accused when there is a sanction, each through whoever speaks
 * for them; whoever reported it follows where it stands.
 */
export function misuseSides(
  reader: Reader,
  parties: MisuseParties,
  steps: readonly MisuseState[],
): MisuseSide[] {
  const standing = standingIn(reader, parties.community);
  if (reader.kind !== 'person' || reader.providerStaff || standing === undefined) return [];
  return reader.isSealedSource === true
    ? sealedSides(reader, parties, steps)
    : sidesOf(reader, standing, { parties, steps });
}

/** A ticket speaks for the source and for nobody else, whatever roles whoever brought it holds. */
function sealedSides(
  { organization }: Reader,
  { source }: MisuseParties,
  steps: readonly MisuseState[],
): MisuseSide[] {
  return organization === source && steps.includes('source-told') ? ['source'] : [];
}

function sidesOf(
  reader: Reader,
  standing: ReaderMembership,
  { parties, steps }: { parties: MisuseParties; steps: readonly MisuseState[] },
): MisuseSide[] {
  const { organization } = reader;
  const has = (...roles: string[]): boolean => standing.roles.some((role) => roles.includes(role));
  const sides: [MisuseSide, boolean][] = [
    ['handler', has('chair', 'co-chair') && organization !== parties.against],
    [
      'source',
      organization === parties.source &&
        has('representative', 'sharing-officer') &&
        steps.includes('source-told'),
    ],
    [
      'accused',
      organization === parties.against && has('representative') && steps.includes('sanctioned'),
    ],
    [
      'reporter',
      reader.id === parties.reporter.id && organization === parties.reporter.organization,
    ],
  ];
  return sides.filter(([, is]) => is).map(([side]) => side);
}
