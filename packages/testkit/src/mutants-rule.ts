import type { Mutant } from './mutant.ts';
import type { ProbeName } from './probe.ts';

const RULE = 'policy/src/may-read.ts';
const LABEL = 'policy/src/label.ts';
const CHANGE = 'policy/src/may-change.ts';
const policy: readonly ProbeName[] = ['policy'];

/** Mistakes in the rule itself: levels, limits, times, joins, what is wider. */
export const RULE_MUTANTS: readonly Mutant[] = [
  // ---- the rule
  {
    name: 'the ceiling of a token is ignored',
    file: RULE,
    probes: policy,
    from: 'if (reader.ceiling !== undefined && rankOfLevel(level) > rankOfLevel(reader.ceiling))',
    to: 'if (level === undefined)',
  },
  {
    name: 'an embargo ends a moment late',
    file: RULE,
    probes: policy,
    from: 'now < clause.from',
    to: 'now <= clause.from',
  },
  {
    name: 'an item expires a moment late',
    file: RULE,
    probes: policy,
    from: 'now >= clause.until',
    to: 'now > clause.until',
  },
  {
    name: 'an unknown marking is ignored',
    file: RULE,
    probes: policy,
    from: 'clause.unknown !== undefined && clause.unknown.length > 0',
    to: 'clause.unknown === null',
  },
  {
    name: 'limits are ignored',
    file: RULE,
    probes: policy,
    from: 'if (limits === undefined) return undefined;',
    to: 'if (limits !== null) return undefined;',
  },
  {
    name: 'a limit of lists is ignored',
    file: RULE,
    probes: policy,
    from: "{ of: 'units', rule",
    to: "{ of: 'persons', rule",
  },
  {
    name: 'providers are not excluded by the source',
    file: RULE,
    probes: policy,
    from: 'limits.providers === false && isProvider',
    to: 'limits.providers === null && isProvider',
  },
  {
    name: 'somebody without a standing reads GREEN',
    file: RULE,
    probes: policy,
    from: "standing === undefined && level !== 'clear'",
    to: "standing === undefined && level === 'red'",
  },
  {
    name: 'RED reaches the organization',
    file: RULE,
    probes: policy,
    from: "named === 'person' ? yes('red-named')",
    to: "named !== 'none' ? yes('red-named')",
  },
  {
    name: 'RED reaches a token',
    file: RULE,
    probes: policy,
    from: "if (reader.kind !== 'person') return no('red-not-named');",
    to: '',
  },
  {
    name: 'RED reaches every colleague of the author',
    file: RULE,
    probes: policy,
    from: "if (at.level !== 'red') return yes('origin');",
    to: "if (at.level !== null) return yes('origin');",
  },
  {
    name: 'provider staff count as the source',
    file: RULE,
    probes: policy,
    from: ' || reader.providerStaff)\n    return undefined;',
    to: ')\n    return undefined;',
  },
  {
    name: 'government partners read AMBER',
    file: RULE,
    probes: policy,
    from: "level === 'green' && reach.government",
    to: 'reach.government',
  },
  {
    name: 'clients are members',
    file: RULE,
    probes: policy,
    from: "      return 'client';\n",
    to: '      return undefined;\n',
  },
  {
    name: 'providers read AMBER+STRICT',
    file: RULE,
    probes: policy,
    from: "return reach.providers && level !== 'amber+strict' ? undefined",
    to: 'return reach.providers ? undefined',
  },
  {
    name: 'an empty audience is everybody',
    file: RULE,
    probes: policy,
    from: "audience.everyone === true ? 'everyone' : 'none'",
    to: "audience.everyone === true || Object.keys(audience).length === 0 ? 'everyone' : 'none'",
  },
  {
    name: 'only the last clause decides',
    file: RULE,
    probes: policy,
    from: '    if (!last.allowed) return last;\n',
    to: '',
  },
  {
    name: 'a suspended membership reads',
    file: 'policy/src/reader.ts',
    probes: policy,
    from: "state === 'active' || state === 'probation'",
    to: "state === 'active' || state === 'probation' || state === 'suspended'",
  },
  {
    name: 'a change of level comes a moment late',
    file: LABEL,
    probes: policy,
    from: 'change.at <= now && change.at >= latest',
    to: 'change.at < now && change.at >= latest',
  },
  {
    name: 'a join is its first part',
    file: LABEL,
    probes: policy,
    from: '  for (const label of labels) {\n    if (label.clauses.length === 0) return NOBODY;',
    to: '  for (const label of labels.slice(0, 1)) {\n    if (label.clauses.length === 0) return NOBODY;',
  },
  {
    name: 'a join with nobody is not nobody',
    file: LABEL,
    probes: policy,
    from: '    if (label.clauses.length === 0) return NOBODY;\n',
    to: '',
  },
  {
    name: 'a join keeps the wider of two levels',
    file: LABEL,
    probes: policy,
    from: 'rankOfLevel(clause.level) > rankOfLevel(held.level)',
    to: 'rankOfLevel(clause.level) < rankOfLevel(held.level)',
  },
  {
    name: 'the end of an item is no boundary',
    file: LABEL,
    probes: policy,
    from: '[clause.from, clause.until, ...',
    to: '[clause.from, ...',
  },
  {
    name: 'equal labels forget the limits',
    file: LABEL,
    probes: policy,
    from: "  return key === 'limits' && isRecord(part) && Object.keys(part).length === 0;",
    to: "  return key === 'limits';",
  },
  {
    name: 'a wider time counts as narrower',
    file: CHANGE,
    probes: policy,
    from: '(after.until ?? Infinity) <= (before.until ?? Infinity)',
    to: 'before.until !== 0',
  },
  {
    name: 'naming somebody new counts as narrower',
    file: CHANGE,
    probes: policy,
    from: 'isSubset(after.audience.persons, before.audience.persons)',
    to: 'before.audience.persons !== null',
  },
];
