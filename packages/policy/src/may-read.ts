import { asksAttestation } from './attestation-rule.ts';
import { levelAt } from './label.ts';
import { rankOfLevel } from './levels.ts';
import { isReleasedTo } from './release.ts';
import { isOwnName, isOwnVoice, speaksForSource, standingIn } from './reader.ts';
import type { Audience, Clause, Instant, Label, Limits } from './label.ts';
import type { TlpLevel } from './levels.ts';
import type { Reader, ReaderMembership } from './reader.ts';

/** Why a read was allowed or refused: a rule of the marking rules, and a code with one sentence in {@link RULES}. */
export interface Decision {
  readonly allowed: boolean;
  readonly rule: RuleCode;
}

/** Every reason a read can be allowed or refused for, with the sentence a person is shown. */
export const RULES = {
  origin: 'Your organization shared it.',
  'source-speaks': 'You speak for the organization that shared it.',
  author: 'You shared it.',
  clear: 'TLP:CLEAR may be read by everybody.',
  green: 'TLP:GREEN may be read by the community.',
  amber: 'It was shared with your organization.',
  'red-named': 'You are named as a recipient.',
  released: 'The source let you read it on request.',
  'no-clause': 'Its marking cannot be read, so nobody is shown it.',
  'not-a-member': 'Your organization is not an active member of the community.',
  ceiling: 'It is marked more strictly than this sign-in or token may be given.',
  probation: 'It is marked more strictly than your organization is given while it is on probation.',
  'red-not-named': 'TLP:RED is for the persons the source named.',
  embargo: 'The source holds it back until a later time.',
  expired: 'The source let it be read only until an earlier time.',
  'not-confirmed':
    'Somebody has to confirm first what it means that programs of the organization are given it.',
  'unknown-marking': 'It carries a marking that is not known here, so only its source sees it.',
  'not-in-audience': 'The source did not name your organization, a group of yours or you.',
  provider: 'The source or the community does not give it to service providers.',
  government: 'It is not given to government partners unless the source names them.',
  client: 'It is not given to clients unless the source names them.',
  'limit-organizations': 'The source limits it to certain organizations.',
  'limit-persons': 'The source limits it to certain persons.',
  'limit-units': 'The source limits it to certain units.',
  'limit-roles': 'The source limits it to certain roles.',
  'limit-sectors': 'The source limits it to certain sectors.',
  'limit-countries': 'The source limits it to certain countries.',
  'limit-purposes': 'The source limits it to certain purposes.',
} as const;
/** The code of a reason. */
export type RuleCode = keyof typeof RULES;

const YES = decisions(true);
const NO = decisions(false);

/**
 * May this reader read a row with this label at this instant? The one rule behind every way out.
 * Every clause must let the reader; the first that does not gives the reason.
 */
export function mayRead(reader: Reader, label: Label, now: Instant): Decision {
  let last = NO['no-clause'];
  for (const clause of label.clauses) {
    last = mayReadClause(reader, clause, now);
    if (!last.allowed) return last;
  }
  return last;
}

function mayReadClause(reader: Reader, clause: Clause, now: Instant): Decision {
  const level = levelAt(clause, now);
  if (isAbove(level, reader.ceiling)) return NO['ceiling'];
  const standing = standingIn(reader, clause.community);
  if (standing === undefined) return asOutsider(reader, clause, { level, now });
  const own = asSource(reader, clause, { level, standing });
  if (own !== undefined) return own;
  if (isAbove(level, standing.ceiling)) return NO['probation'];
  const closed = closedAt(clause, now);
  if (closed !== undefined) return NO[closed];
  if (isUnconfirmed(reader, clause, { level, standing })) return NO['not-confirmed'];
  if (isReleasedTo(reader, clause.releases, { level, now })) return YES['released'];
  const refusal = withinLimits(reader, standing, clause.limits);
  if (refusal !== undefined) return NO[refusal];
  return level === 'red'
    ? asNamed(reader, clause, standing)
    : byAudience(reader, clause, { level, standing });
}

function isAbove(level: TlpLevel, ceiling: TlpLevel | undefined): boolean {
  return ceiling !== undefined && rankOfLevel(level) > rankOfLevel(ceiling);
}

/** Outside the community only what is CLEAR and for everyone is read; nobody there is named, and nothing is their own. */
function asOutsider(
  reader: Reader,
  clause: Clause,
  { level, now }: { level: TlpLevel; now: Instant },
): Decision {
  if (level !== 'clear') return NO['not-a-member'];
  const closed =
    closedAt(clause, now) ??
    withinLimits(reader, undefined, clause.limits) ??
    (clause.audience.everyone === true ? undefined : 'not-in-audience');
  return closed === undefined ? YES['clear'] : NO[closed];
}

/** Why nobody but the source reads at this instant, if so. */
function closedAt({ unknown = NOTHING, from, until }: Clause, now: Instant): RuleCode | undefined {
  if (unknown.length > 0) return 'unknown-marking';
  if (now < (from ?? -Infinity)) return 'embargo';
  return now >= (until ?? Infinity) ? 'expired' : undefined;
}

/** A program cannot confirm what it is given; a person of its organization does so for all of them. */
function isUnconfirmed(reader: Reader, clause: Clause, { level, standing }: Standing): boolean {
  if (reader.kind !== 'token' || standing.attestation?.isGiven === true) return false;
  const rule = standing.attestation?.asksAmber === true ? 'red-and-amber' : 'red';
  return level !== 'red' && asksAttestation(clause, level, rule);
}

interface Standing {
  readonly level: TlpLevel;
  readonly standing: ReaderMembership;
}

/** The source keeps what it gave; RED stays with its author and those who speak for the source (M4). */
function asSource(
  reader: Reader,
  clause: Clause,
  { level, standing }: Standing,
): Decision | undefined {
  if (!isOwnName(reader, clause.origin) || reader.providerStaff) return undefined;
  if (level !== 'red') return YES['origin'];
  if (isOwnVoice(reader, clause.author)) return YES['author'];
  return speaksForSource(reader, standing) ? YES['source-speaks'] : undefined;
}

/** RED is for the persons named, by themselves or by a group that names persons. */
function asNamed(reader: Reader, { audience }: Clause, standing: ReaderMembership): Decision {
  const isNamed = reader.kind === 'person' && namesPerson(reader, audience, standing);
  return isNamed ? YES['red-named'] : NO['red-not-named'];
}

function namesPerson(reader: Reader, audience: Audience, standing: ReaderMembership): boolean {
  return (
    audience.persons?.some((person) => isOwnVoice(reader, person)) === true ||
    audience.groups?.some((group) => standing.personalGroups.includes(group)) === true
  );
}

function namesOrganization(
  reader: Reader,
  audience: Audience,
  standing: ReaderMembership,
): boolean {
  return (
    audience.groups?.some((group) => standing.groups.includes(group)) === true ||
    audience.organizations?.some((name) => isOwnName(reader, name)) === true
  );
}

/** Below RED: whoever is named reads, and who belongs to "everyone" here. */
function byAudience(reader: Reader, clause: Clause, { level, standing }: Standing): Decision {
  const { audience } = clause;
  const isNamed = namesOrganization(reader, audience, standing);
  const isPerson = namesPerson(reader, audience, standing);
  if (!isPerson && !isNamed && audience.everyone !== true) return NO['not-in-audience'];
  if (level === 'clear') return YES['clear'];
  const refused = isPerson ? undefined : refusedTo(reader, clause, { level, standing, isNamed });
  if (refused !== undefined) return NO[refused];
  return level === 'green' ? YES['green'] : YES['amber'];
}

/** Providers, government partners and clients are outside "the community" unless profile or source says so. */
function refusedTo(
  reader: Reader,
  clause: Clause,
  { level, standing, isNamed }: Standing & { isNamed: boolean },
): RuleCode | undefined {
  const refused = isNamed ? undefined : refusedClass(standing, clause, level);
  return refused ?? (reader.providerStaff ? refusedStaff(clause, level) : undefined);
}

/** Whether an organization of this class, not named by the source, is outside the community here. */
function refusedClass(
  { class: of }: ReaderMembership,
  { reach }: Clause,
  level: TlpLevel,
): RuleCode | undefined {
  if (of === 'government') return level === 'green' && reach.government ? undefined : 'government';
  if (of === 'client') return 'client';
  const isOut = of === 'provider' && (!reach.providers || level === 'amber+strict');
  return isOut ? 'provider' : undefined;
}

/** Whether a provider's staff, acting for a member, count as that member's own. */
function refusedStaff({ reach }: Clause, level: TlpLevel): RuleCode | undefined {
  return reach.providers && (level !== 'amber+strict' || reach.providerStaff)
    ? undefined
    : 'provider';
}

/** The first limit the reader is outside of, or `undefined` (M9). */
function withinLimits(
  reader: Reader,
  standing: ReaderMembership | undefined,
  limits: Limits = NO_LIMITS,
): RuleCode | undefined {
  return (
    excludedClass(reader, standing, limits) ??
    LIMIT_LISTS.find(({ of, held }) => isOutside(limits[of], held(reader, standing)))?.rule
  );
}

function excludedClass(
  reader: Reader,
  standing: ReaderMembership | undefined,
  limits: Limits,
): RuleCode | undefined {
  const isProvider = standing?.class === 'provider' || reader.providerStaff;
  if (limits.providers === false && isProvider) return 'provider';
  if (limits.government === false && standing?.class === 'government') return 'government';
  return limits.clients === false && standing?.class === 'client' ? 'client' : undefined;
}

const NO_LIMITS: Limits = {};
const NOTHING: readonly string[] = [];

/** What a reader has to show for a limit; nothing of it where they have none. */
type Held = readonly (string | undefined)[] | undefined;

/** Each list of limits, with what the reader has to show for it. */
const LIMIT_LISTS: readonly {
  of: 'organizations' | 'persons' | 'units' | 'roles' | 'sectors' | 'countries' | 'purposes';
  rule: RuleCode;
  held: (reader: Reader, standing: ReaderMembership | undefined) => Held;
}[] = [
  { of: 'organizations', rule: 'limit-organizations', held: (reader) => [reader.organization] },
  { of: 'persons', rule: 'limit-persons', held: (reader) => [reader.id] },
  { of: 'units', rule: 'limit-units', held: (_, standing) => standing?.units },
  { of: 'roles', rule: 'limit-roles', held: (_, standing) => standing?.roles },
  { of: 'sectors', rule: 'limit-sectors', held: (reader) => reader.sectors },
  { of: 'countries', rule: 'limit-countries', held: (reader) => reader.countries },
  { of: 'purposes', rule: 'limit-purposes', held: (reader) => [reader.purpose] },
];

function isOutside(allowed: readonly string[] | undefined, held: Held): boolean {
  return allowed !== undefined && !allowed.some((one) => held?.includes(one) === true);
}

/** Every reason, as the same answer each time. */
function decisions(allowed: boolean): Readonly<Record<RuleCode, Decision>> {
  const rules = Object.keys(RULES) as RuleCode[];
  const entries = rules.map((rule) => [rule, Object.freeze({ allowed, rule })] as const);
  return Object.fromEntries(entries) as Record<RuleCode, Decision>;
}
