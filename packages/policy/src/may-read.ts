import { asksAttestation } from './attestation-rule.ts';
import { levelAt } from './label.ts';
import { rankOfLevel } from './levels.ts';
import { isReleasedTo } from './release.ts';
import { isOwnName, isOwnVoice, speaksForSource, standingIn } from './reader.ts';
import type { Clause, Instant, Label, Limits } from './label.ts';
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

const DECISIONS = new Map<RuleCode, { yes: Decision; no: Decision }>();
for (const rule of Object.keys(RULES)) {
  if (isRuleCode(rule)) {
    DECISIONS.set(rule, {
      yes: Object.freeze({ allowed: true, rule }),
      no: Object.freeze({ allowed: false, rule }),
    });
  }
}

/**
 * May this reader read a row with this label at this instant? The one rule behind every way out.
 * Every clause must let the reader; the first that does not gives the reason.
 */
export function mayRead(reader: Reader, label: Label, now: Instant): Decision {
  let last = no('no-clause');
  for (const clause of label.clauses) {
    last = mayReadClause(reader, clause, now);
    if (!last.allowed) return last;
  }
  return last;
}

function mayReadClause(reader: Reader, clause: Clause, now: Instant): Decision {
  const level = levelAt(clause, now);
  if (reader.ceiling !== undefined && rankOfLevel(level) > rankOfLevel(reader.ceiling))
    return no('ceiling');
  const standing = standingIn(reader, clause.community);
  if (standing === undefined && level !== 'clear') return no('not-a-member');
  const own = asSource(reader, clause, { level, standing });
  if (own !== undefined) return own;
  const closed = closedAt(clause, now);
  if (closed !== undefined) return no(closed);
  if (isUnconfirmed(reader, clause, { level, standing })) return no('not-confirmed');
  if (standing !== undefined && isReleasedTo(reader, clause.releases, { level, now }))
    return yes('released');
  const refusal = withinLimits(reader, standing, clause.limits);
  if (refusal !== undefined) return no(refusal);
  return byLevel(reader, clause, { level, standing });
}

/** Why nobody but the source reads at this instant, if so. */
function closedAt(clause: Clause, now: Instant): RuleCode | undefined {
  if (clause.unknown !== undefined && clause.unknown.length > 0) return 'unknown-marking';
  if (clause.from !== undefined && now < clause.from) return 'embargo';
  if (clause.until !== undefined && now >= clause.until) return 'expired';
  return undefined;
}

/** A program cannot confirm what it is given; a person of its organization does so for all of them. */
function isUnconfirmed(reader: Reader, clause: Clause, { level, standing }: Standing): boolean {
  if (reader.kind !== 'token' || standing?.attestation?.isGiven === true) return false;
  const rule = standing?.attestation?.asksAmber === true ? 'red-and-amber' : 'red';
  return level !== 'red' && asksAttestation(clause, level, rule);
}

interface Standing {
  level: TlpLevel;
  standing: ReaderMembership | undefined;
}

/** The source keeps what it gave; RED stays with its author and those who speak for the source (M4). */
function asSource(reader: Reader, clause: Clause, at: Standing): Decision | undefined {
  if (at.standing === undefined || !isOwnName(reader, clause.origin) || reader.providerStaff)
    return undefined;
  if (at.level !== 'red') return yes('origin');
  if (clause.author !== undefined && isOwnVoice(reader, clause.author)) return yes('author');
  return speaksForSource(reader, at.standing) ? yes('source-speaks') : undefined;
}

function byLevel(reader: Reader, clause: Clause, { level, standing }: Standing): Decision {
  const named = nameOf(reader, standing, clause);
  if (level === 'red') {
    if (reader.kind !== 'person') return no('red-not-named');
    return named === 'person' ? yes('red-named') : no('red-not-named');
  }
  if (named === 'none') return no('not-in-audience');
  if (level === 'clear' || standing === undefined) return yes('clear');
  return byClass(reader, clause, { level, standing, named });
}

type Named = 'person' | 'organization' | 'everyone' | 'none';

/** The most particular way in which the audience names the reader. */
function nameOf(reader: Reader, standing: ReaderMembership | undefined, clause: Clause): Named {
  const { audience } = clause;
  if (standing !== undefined) {
    if (audience.persons?.some((person) => isOwnVoice(reader, person)) === true) return 'person';
    if (audience.groups?.some((group) => standing.personalGroups.includes(group)) === true)
      return 'person';
    if (audience.groups?.some((group) => standing.groups.includes(group)) === true)
      return 'organization';
    if (audience.organizations?.some((name) => isOwnName(reader, name)) === true)
      return 'organization';
  }
  return audience.everyone === true ? 'everyone' : 'none';
}

interface ClassStanding {
  level: TlpLevel;
  standing: ReaderMembership;
  named: Named;
}

/** Providers, government partners and clients are outside "the community" unless profile or source says so. */
function byClass(
  reader: Reader,
  clause: Clause,
  { level, standing, named }: ClassStanding,
): Decision {
  if (named === 'person') return yes(level === 'green' ? 'green' : 'amber');
  const isNamed = named === 'organization';
  const refused =
    (isNamed ? undefined : refusedClass(standing, clause, level)) ??
    (reader.providerStaff ? refusedStaff(clause, level) : undefined);
  return refused === undefined ? yes(level === 'green' ? 'green' : 'amber') : no(refused);
}

/** Whether an organization of this class, not named by the source, is outside the community here. */
function refusedClass(
  standing: ReaderMembership,
  { reach }: Clause,
  level: TlpLevel,
): RuleCode | undefined {
  switch (standing.class) {
    case 'government':
      return level === 'green' && reach.government ? undefined : 'government';
    case 'client':
      return 'client';
    case 'provider':
      return reach.providers && level !== 'amber+strict' ? undefined : 'provider';
    default:
      return undefined;
  }
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
  limits: Limits | undefined,
): RuleCode | undefined {
  if (limits === undefined) return undefined;
  const excluded = excludedClass(reader, standing, limits);
  if (excluded !== undefined) return excluded;
  return LIMIT_LISTS.find(({ of, held }) => isOutside(limits[of], held(reader, standing)))?.rule;
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

/** Each list of limits, with what the reader has to show for it. */
const LIMIT_LISTS: readonly {
  of: 'organizations' | 'persons' | 'units' | 'roles' | 'sectors' | 'countries' | 'purposes';
  rule: RuleCode;
  held: (reader: Reader, standing: ReaderMembership | undefined) => readonly string[];
}[] = [
  { of: 'organizations', rule: 'limit-organizations', held: (reader) => [reader.organization] },
  { of: 'persons', rule: 'limit-persons', held: (reader) => [reader.id] },
  { of: 'units', rule: 'limit-units', held: (_, standing) => standing?.units ?? [] },
  { of: 'roles', rule: 'limit-roles', held: (_, standing) => standing?.roles ?? [] },
  { of: 'sectors', rule: 'limit-sectors', held: (reader) => reader.sectors },
  { of: 'countries', rule: 'limit-countries', held: (reader) => reader.countries },
  {
    of: 'purposes',
    rule: 'limit-purposes',
    held: (reader) => (reader.purpose === undefined ? [] : [reader.purpose]),
  },
];

function isOutside(allowed: readonly string[] | undefined, held: readonly string[]): boolean {
  return allowed !== undefined && !held.some((one) => allowed.includes(one));
}

function yes(rule: RuleCode): Decision {
  return DECISIONS.get(rule)?.yes ?? { allowed: true, rule };
}

function no(rule: RuleCode): Decision {
  return DECISIONS.get(rule)?.no ?? { allowed: false, rule };
}

function isRuleCode(value: string): value is RuleCode {
  return Object.hasOwn(RULES, value);
}
