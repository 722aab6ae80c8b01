import { levelAt } from './label.ts';
import { rankOfLevel } from './levels.ts';
import type { Clause, Instant, Label, Limits } from './label.ts';
import type { TlpLevel } from './levels.ts';
import type { MemberClass } from './reader.ts';
import type { ReleaseForm } from './release.ts';
import type { Terms } from './terms.ts';

/** What something is wanted for, in words a rule can hold to (beside the purpose, which people read). */
export const RELEASE_USES = ['protect', 'warn', 'respond', 'investigate', 'research'] as const;
/** One of {@link RELEASE_USES}. */
export type ReleaseUse = (typeof RELEASE_USES)[number];

/** Levels a standing consent may reach: RED is asked about one by one, always (M4). */
export const CONSENT_LEVELS = ['clear', 'green', 'amber', 'amber+strict'] as const;
/** One of {@link CONSENT_LEVELS}. */
export type ConsentLevel = (typeof CONSENT_LEVELS)[number];

/** Forms a standing consent may give. A shortened version is written by somebody: it cannot be given in advance. */
export const CONSENT_FORMS = [
  'as-is',
  'only-indicators',
  'anonymised',
] as const satisfies readonly ReleaseForm[];
/** One of {@link CONSENT_FORMS}. */
export type ConsentForm = (typeof CONSENT_FORMS)[number];

/** Classes a standing consent may name; authorities have a consent of their own (requirements row 177). */
export const CONSENT_CLASSES = [
  'member',
  'partner',
  'provider',
  'client',
  'informal',
] as const satisfies readonly MemberClass[];
/** One of {@link CONSENT_CLASSES}. */
export type ConsentClass = (typeof CONSENT_CLASSES)[number];

/**
 * What a source allows before anybody asks (SM-REL, "bulk rule"; marking rules 2.8). A request that fits it is granted
 * at once. Every part is a condition: what is not said is not allowed, but for `types`, of which none means any.
 */
export interface StandingConsent {
  /** Up to this level, now and after every change that is set. */
  readonly level: ConsentLevel;
  /** STIX types it is about. */
  readonly types?: readonly string[];
  readonly organizations?: readonly string[];
  readonly classes?: readonly ConsentClass[];
  /** Registered clients of whoever asks. */
  readonly clients?: true;
  /** The separate consent for authorities, without which neither name nor class reaches one. */
  readonly government?: true;
  readonly uses: readonly ReleaseUse[];
  readonly forms: readonly ConsentForm[];
  /** It gives nothing from then on, and what it gave ends then. */
  readonly until: Instant;
}

/** An organization that something is wanted for, as it stands in the community. */
export interface ConsentParty {
  readonly id: string;
  readonly class: MemberClass;
  readonly sectors: readonly string[];
  readonly countries: readonly string[];
}

/** A request, as far as a standing consent looks at it. */
export interface ConsentWish {
  /** The STIX type of what is asked about, and the label of each of its versions from the source. */
  readonly type: string;
  /** It is an indicator or an observable: there is nothing else in it. */
  readonly isIndicator: boolean;
  readonly labels: readonly Label[];
  readonly form: ReleaseForm;
  readonly use?: ReleaseUse;
  /** The source is to see who used its consent. */
  readonly isAnonymous: boolean;
  readonly organizations: readonly ConsentParty[];
  /** Persons are asked about one by one. */
  readonly persons: number;
  /** Whether somebody outside is wanted, and whether it is a registered client of whoever asks. */
  readonly outside?: 'client' | 'other';
}

/**
 * Whether a source allowed in advance what is asked. Narrow: where anything is not certain it does not fit, and the
 * source is asked as ever. It never reaches RED, and never beyond a limit or a term of use.
 */
export function consentFits(
  consent: StandingConsent,
  wish: ConsentWish,
  at: { readonly source: string; readonly now: Instant },
): boolean {
  return (
    at.now < consent.until &&
    isAllowedWish(consent, wish) &&
    wish.labels.length > 0 &&
    wish.labels.every((label) => labelFits(label, { consent, wish, ...at }))
  );
}

function isAllowedWish(consent: StandingConsent, wish: ConsentWish): boolean {
  const { use, form } = wish;
  if (use === undefined || !consent.uses.includes(use)) return false;
  if (consent.types?.includes(wish.type) === false) return false;
  return (
    consent.forms.some((one) => one === form) && isGivenInForm(wish) && areAllowed(consent, wish)
  );
}

/** Everybody it is wanted for, and nobody who has to be asked about one by one. */
function areAllowed(consent: StandingConsent, wish: ConsentWish): boolean {
  const { isAnonymous, organizations, outside, persons } = wish;
  if (isAnonymous || persons > 0 || (organizations.length === 0 && outside === undefined))
    return false;
  if (outside !== undefined && (outside !== 'client' || consent.clients !== true)) return false;
  return organizations.every((party) => isNamed(consent, party));
}

/**
 * A release shows members the thing itself: in another form than it is they can be given it only where both are the
 * same, as an indicator and its indicators are. Whoever asked gives it to somebody outside in the form asked for.
 */
function isGivenInForm({ form, organizations, isIndicator }: ConsentWish): boolean {
  if (organizations.length === 0 || form === 'as-is') return true;
  return form === 'only-indicators' && isIndicator;
}

function isNamed(consent: StandingConsent, party: ConsentParty): boolean {
  if (party.class === 'government' && consent.government !== true) return false;
  return (
    consent.organizations?.includes(party.id) === true ||
    consent.classes?.some((one) => one === party.class) === true ||
    party.class === 'government'
  );
}

interface Fitting {
  readonly consent: StandingConsent;
  readonly wish: ConsentWish;
  readonly source: string;
  readonly now: Instant;
}

function labelFits(label: Label, at: Fitting): boolean {
  const [clause, second] = label.clauses;
  return (
    clause?.origin === at.source &&
    second === undefined &&
    isSaidBySource(clause) &&
    at.now >= (clause.from ?? at.now) &&
    isWithinLevel(clause, at) &&
    termsAllow(clause.terms ?? {}, at.wish) &&
    limitsAllow(clause.limits ?? {}, at.wish)
  );
}

/** A level that was assumed for the source is not one it set; a marking nobody knows may say anything. */
function isSaidBySource({ assumed, unknown = [] }: Clause): boolean {
  return assumed !== true && unknown.length === 0;
}

function isWithinLevel(clause: Clause, { consent, now }: Fitting): boolean {
  const most = rankOfLevel(consent.level);
  const isWithin = (level: TlpLevel): boolean => level !== 'red' && rankOfLevel(level) <= most;
  const later = (clause.changes ?? []).filter((change) => change.at > now);
  return isWithin(levelAt(clause, now)) && later.every(({ level }) => isWithin(level));
}

function termsAllow(terms: Terms, { form, outside }: ConsentWish): boolean {
  const { permittedActions: actions, attribution } = terms;
  if (actions === 'NONE' || actions === 'CONTACT-FOR-INSTRUCTION') return false;
  if (terms.chathamHouse === true || attribution === 'MUST-NOT') return false;
  if (attribution === 'MUST' && form === 'anonymised') return false;
  return outside === undefined || (terms.inTransit !== 'MUST' && terms.atRest !== 'MUST');
}

/** Whoever it is for is within every limit for certain; of somebody outside nothing is certain. */
function limitsAllow(limits: Limits, { organizations, outside }: ConsentWish): boolean {
  const { persons, units, roles, purposes } = limits;
  if ([persons, units, roles, purposes].some((list) => list !== undefined)) return false;
  if (outside !== undefined && (limits.clients === false || hasLists(limits))) return false;
  return organizations.every((party) => isInside(limits, party));
}

function hasLists({ organizations, sectors, countries }: Limits): boolean {
  return [organizations, sectors, countries].some((list) => list !== undefined);
}

function isInside(limits: Limits, party: ConsentParty): boolean {
  if (limits.providers === false && party.class === 'provider') return false;
  if (limits.government === false && party.class === 'government') return false;
  if (limits.clients === false && party.class === 'client') return false;
  return (
    shares(limits.organizations, [party.id]) &&
    shares(limits.sectors, party.sectors) &&
    shares(limits.countries, party.countries)
  );
}

function shares(allowed: readonly string[] | undefined, held: readonly string[]): boolean {
  return allowed === undefined || held.some((one) => allowed.includes(one));
}
