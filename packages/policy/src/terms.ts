/** What a recipient may do with an item (FIRST IEP 2.0, `permitted_actions`), from the least to the most. */
export const PERMITTED_ACTIONS = [
  'NONE',
  'CONTACT-FOR-INSTRUCTION',
  'INTERNALLY-VISIBLE-ACTIONS',
  'EXTERNALLY-VISIBLE-INDIRECT-ACTIONS',
  'EXTERNALLY-VISIBLE-DIRECT-ACTIONS',
] as const;
/** One of {@link PERMITTED_ACTIONS}. */
export type PermittedActions = (typeof PERMITTED_ACTIONS)[number];

/** Whether whoever uses an item names its source (IEP 2.0, `attribution`; MAY is what holds when nothing is said). */
export const SOURCE_NAMINGS = ['MUST', 'MUST-NOT'] as const;

/** Longest disclaimer. Characters. */
export const DISCLAIMER_MAX = 1000;
/** Longest name of a licence. Characters. */
export const LICENCE_MAX = 200;

/**
 * Terms of use beside a level: what of FIRST's Information Exchange Policy 2.0 a machine can hold to, two of its
 * statements of version 1, the Chatham House Rule, a disclaimer and a licence (marking rules 2.4). They never widen
 * who reads. A missing field says nothing; where items come together, the strictest of each holds.
 */
export interface Terms {
  readonly permittedActions?: PermittedActions;
  readonly attribution?: (typeof SOURCE_NAMINGS)[number];
  /** Nobody tells the party it is about (`affected_party_notifications`: MUST-NOT). */
  readonly affectedParty?: 'MUST-NOT';
  /** Not to be sold on as it is (`unmodified_resale`: MUST-NOT). */
  readonly resale?: 'MUST-NOT';
  /** Leaves this hub encrypted only (`encrypt_in_transit`: MUST). */
  readonly inTransit?: 'MUST';
  /** Is kept encrypted by whoever takes a copy (IEP 1.0, `encrypt_at_rest`: MUST). */
  readonly atRest?: 'MUST';
  /** It may be used; who said it, for whom they work, and who else was there may not be told. */
  readonly chathamHouse?: true;
  /** Whoever opens it at AMBER or RED confirms first what that means. */
  readonly attest?: true;
  readonly disclaimer?: string;
  readonly licence?: string;
}

/** Whether a value has the shape of terms: every field known and of its kind. */
export function isTerms(value: unknown): value is Terms {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([field, part]) => FIELDS.get(field)?.(part) === true);
}

const is =
  (...allowed: readonly unknown[]) =>
  (value: unknown): boolean =>
    allowed.includes(value);
const isTextUpTo =
  (most: number) =>
  (value: unknown): boolean =>
    typeof value === 'string' && value.length <= most;

const FIELDS: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['permittedActions', is(...PERMITTED_ACTIONS)],
  ['attribution', is(...SOURCE_NAMINGS)],
  ['affectedParty', is('MUST-NOT')],
  ['resale', is('MUST-NOT')],
  ['inTransit', is('MUST')],
  ['atRest', is('MUST')],
  ['chathamHouse', is(true)],
  ['attest', is(true)],
  ['disclaimer', isTextUpTo(DISCLAIMER_MAX)],
  ['licence', isTextUpTo(LICENCE_MAX)],
]);

/** The least that any of several terms permits; `undefined` when none says anything. */
export function leastActions(all: readonly (Terms | undefined)[]): PermittedActions | undefined {
  const said = all.flatMap((terms) => terms?.permittedActions ?? []);
  return PERMITTED_ACTIONS.find((one) => said.includes(one));
}
