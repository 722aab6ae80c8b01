import type { TlpLevel } from './levels.ts';
import type { Reader } from './reader.ts';

/** In which form the asker would like to pass it on (marking rules 2.8). */
export const RELEASE_FORMS = ['as-is', 'only-indicators', 'anonymised', 'tear-line'] as const;
/** One form. */
export type ReleaseForm = (typeof RELEASE_FORMS)[number];

/**
 * Where a request stands (SM-REL). `lapsed`: the time passed without an answer, which is a no. `ended`: the source
 * took back what it had granted, or gave the object another marking.
 */
export const RELEASE_STATES = [
  'asked',
  'asked-back',
  'granted',
  'sanitised',
  'refused',
  'withdrawn',
  'lapsed',
  'ended',
] as const;
/** One state. */
export type ReleaseState = (typeof RELEASE_STATES)[number];

/**
 * A reading the source granted beyond its marking, because somebody asked (SM-REL; marking rules 2.8). It names whom
 * it is for and may end; the marking itself stays what it is. At RED only persons count (M4).
 */
export interface Release {
  /** The request it answers. */
  readonly request: string;
  /** When it was granted. Milliseconds since the epoch. */
  readonly at: number;
  readonly organizations?: readonly string[];
  readonly persons?: readonly string[];
  /** Nobody reads by it from this instant on. */
  readonly until?: number;
}

/** Releases one marking carries at most. */
export const RELEASES_MAX = 50;

/**
 * Whether a release in force names the reader. The staff of a provider who act for an organization are not that
 * organization: they must be named themselves.
 */
export function isReleasedTo(
  reader: Reader,
  releases: readonly Release[] | undefined,
  at: { level: TlpLevel; now: number },
): boolean {
  return (releases ?? []).some((release) => {
    if (release.until !== undefined && at.now >= release.until) return false;
    if (reader.kind === 'person' && release.persons?.includes(reader.id) === true) return true;
    if (at.level === 'red' || reader.providerStaff) return false;
    return release.organizations?.includes(reader.organization) === true;
  });
}

/** Whether whatever is read by one list of releases is read by another, and for as long. */
export function isNarrowerReleases(
  before: readonly Release[] | undefined,
  after: readonly Release[] | undefined,
): boolean {
  return (after ?? []).every((one) =>
    (before ?? []).some(
      (held) =>
        isSubset(one.organizations, held.organizations) &&
        isSubset(one.persons, held.persons) &&
        (one.until ?? Infinity) <= (held.until ?? Infinity),
    ),
  );
}

function isSubset(
  inner: readonly string[] | undefined,
  outer: readonly string[] | undefined,
): boolean {
  return (inner ?? []).every((one) => (outer ?? []).includes(one));
}
