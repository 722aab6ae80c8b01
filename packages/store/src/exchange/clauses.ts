import { joinLabels, levelIn, rankOfLevel, reachOf, stricterLevel } from '@tocsin/policy';
import { markingsOf } from '@tocsin/stix';
import type { Clause, CommunityProfile, Label, Limits, TlpLevel } from '@tocsin/policy';
import type { StixObject } from '@tocsin/stix';
import type { MarkingInput } from '../store.ts';

/** Who brings a batch, and under which rules of the community. */
export interface Bringer {
  /** The organization, or the alias it shares under. */
  readonly origin: string;
  readonly community: string;
  /** The person or token, or the name that stands for them under an alias. */
  readonly author: string;
  readonly profile: CommunityProfile;
}

/** The marking said for the whole batch, as a clause; without one, the community's rule for unlabelled input (M1). */
export function clauseOf(bringer: Bringer, marking: MarkingInput | undefined): Clause {
  const base = {
    origin: bringer.origin,
    community: bringer.community,
    scheme: bringer.profile.scheme,
    reach: reachOf(bringer.profile),
  };
  if (marking === undefined) {
    return {
      ...base,
      level: bringer.profile.unlabelled,
      audience: { everyone: true },
      assumed: true,
    };
  }
  const { level, audience, limits, changes, ...said } = marking;
  const isEverRed = level === 'red' || changes?.some((change) => change.level === 'red') === true;
  return {
    ...base,
    level,
    audience,
    ...(limits === undefined ? {} : { limits: asInDirectory(limits) }),
    ...beside(said),
    ...(changes === undefined ? {} : { changes }),
    ...(isEverRed ? { author: bringer.author } : {}),
  };
}

/** What goes into the clause as it was said. Releases are given by answers, never by a marking. */
function beside({
  releases: _releases,
  ...said
}: Omit<MarkingInput, 'level' | 'audience' | 'limits' | 'changes'>): Partial<Clause> {
  return Object.fromEntries(Object.entries(said).filter(([, part]) => part !== undefined));
}

/** Countries and sectors in the form the directory keeps them: else a limit would shut out those it means. */
function asInDirectory(limits: Limits): Limits {
  const { countries, sectors } = limits;
  return {
    ...limits,
    ...(countries === undefined
      ? {}
      : { countries: countries.map((one) => one.trim().toUpperCase()) }),
    ...(sectors === undefined ? {} : { sectors: sectors.map((one) => one.trim().toLowerCase()) }),
  };
}

/** What an object's own marking refs say. */
export interface OwnMarking {
  /** The strictest TLP of its object and granular markings. */
  level?: TlpLevel;
  /** It names more than one TLP level. */
  isMixed: boolean;
  /** Marking definitions that are no TLP: statements, or something not known here. */
  others: string[];
}

/** Reads an object's own markings as the community understands them; of several levels the strictest counts. */
export function ownMarking(object: StixObject, profile: CommunityProfile): OwnMarking {
  const { levels: named, others } = markingsOf(object);
  const levels = named.length === 0 ? named : named.map((level) => levelIn(profile, level));
  const [first, ...more] = levels;
  const isMixed = more.some((level) => level !== first);
  if (first === undefined) return { isMixed, others: [...others] };
  return { level: more.reduce(stricterLevel, first), isMixed, others: [...others] };
}

/** The clause of one object: the batch's, narrowed by what the object itself says. Never widened. */
export function objectClause(
  batch: Clause,
  own: { level?: TlpLevel; unknown: readonly string[] },
  author: string,
): Clause {
  let clause = batch;
  if (own.level !== undefined) clause = narrowed(batch, own.level);
  if (clause.level === 'red' && clause.author === undefined) clause = { ...clause, author };
  return own.unknown.length === 0 ? clause : { ...clause, unknown: [...own.unknown].sort() };
}

/** A label once marking definitions have arrived that its clauses of this source were held for (M2). */
export function freedLabel(
  label: Label,
  by: { origin: string; community: string; arriving: ReadonlySet<string> },
): Label {
  const waits = (clause: Clause): boolean =>
    clause.origin === by.origin &&
    clause.community === by.community &&
    clause.unknown?.some((ref) => by.arriving.has(ref)) === true;
  if (!label.clauses.some(waits)) return label;
  const clauses = label.clauses.map((clause) => {
    if (!waits(clause)) return clause;
    const { unknown, ...rest } = clause;
    const left = (unknown ?? []).filter((ref) => !by.arriving.has(ref));
    return left.length === 0 ? rest : { ...rest, unknown: left };
  });
  return joinLabels([{ clauses }]);
}

function narrowed(batch: Clause, own: TlpLevel): Clause {
  const { assumed, changes, declared, ...rest } = batch;
  // The word says the level it was said with; under a stricter one it would mislead.
  const isSame = declared !== undefined && rankOfLevel(own) <= rankOfLevel(batch.level);
  const said = isSame ? { ...rest, declared } : rest;
  if (assumed === true) return { ...said, level: own };
  const level = stricterLevel(own, batch.level);
  if (changes === undefined) return { ...said, level };
  return {
    ...said,
    level,
    changes: changes.map((change) => ({ ...change, level: stricterLevel(own, change.level) })),
  };
}
