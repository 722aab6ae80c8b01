import type { Mutant } from './mutant.ts';
import type { ProbeName } from './probe.ts';

const EXCHANGE = 'store/src/exchange';
const PLAN = `${EXCHANGE}/plan.ts`;
const worlds: readonly ProbeName[] = ['worlds'];

/** Mistakes in labelling what is shared, and in changing it. */
export const WRITING_MUTANTS: readonly Mutant[] = [
  // ---- writing
  {
    name: 'the audience that was said is ignored',
    file: `${EXCHANGE}/clauses.ts`,
    probes: worlds,
    from: '    level,\n    audience,\n',
    to: '    level,\n    audience: audience.everyone === true ? audience : { everyone: true },\n',
  },
  {
    name: "an object's own marking widens the batch's",
    file: `${EXCHANGE}/clauses.ts`,
    probes: worlds,
    from: 'const level = stricterLevel(own, batch.level);',
    to: 'const level = own;',
  },
  {
    name: "an object's own marking is ignored",
    file: `${EXCHANGE}/clauses.ts`,
    probes: worlds,
    from: 'if (own.level !== undefined) clause = narrowed(batch, own.level);',
    to: '',
  },
  {
    name: 'an edge does not cover its ends',
    file: PLAN,
    probes: worlds,
    from: 'return others === undefined ? label : joinLabels(others);',
    to: 'return label;',
  },
  {
    name: 'an edge covers only ends that arrive with it',
    file: PLAN,
    probes: worlds,
    from: 'for (const [id, label] of await labelsHere(planning, batch.bringer.community, [...wanted])) {',
    to: 'for (const [id, label] of await labelsHere(planning, batch.bringer.community, [])) {',
  },
  {
    name: 'every marking definition is understood',
    file: PLAN,
    probes: ['golden'],
    from: "return type === 'statement' && !('extensions' in object);",
    to: "return type !== 'tlp';",
  },
  {
    name: 'edges do not follow a stricter end',
    file: `${EXCHANGE}/relabel.ts`,
    probes: worlds,
    from: 'if (writing.labels.idOf(covered) !== row.label) found.set',
    to: 'if (covered === undefined) found.set',
  },
  {
    name: 'a marking definition frees what others hold',
    file: `${EXCHANGE}/clauses.ts`,
    probes: worlds,
    from: 'clause.origin === by.origin &&\n',
    to: 'clause.origin !== "" &&\n',
  },
  {
    name: 'anybody of the organization lowers a marking',
    file: `${EXCHANGE}/change.ts`,
    probes: worlds,
    from: 'return isAllowed ? clause : undefined;',
    to: 'return isAllowed || first !== undefined ? clause : undefined;',
  },
  {
    name: 'a new marking forgets the ends',
    file: `${EXCHANGE}/change.ts`,
    probes: ['golden'],
    from: 'joinLabels([labelOf(clause), ...ends.values(), ...others])',
    to: 'joinLabels([labelOf(clause), ...others])',
  },
  {
    name: 'edges keep their label when an end is re-marked',
    file: `${EXCHANGE}/change.ts`,
    probes: ['golden'],
    from: 'const edges = await edgesOf(query, place);\n',
    to: 'const edges: SourceRow[] = [];\n',
  },
  {
    name: 'a re-marked row stays where it was as well',
    file: `${EXCHANGE}/place-anew.ts`,
    probes: worlds,
    from: 'rows.map((row) => (narrowed.has(row)',
    to: 'rows.slice(0, 0).map((row) => (narrowed.has(row)',
  },
  {
    name: 'a row taken back stays in the feed',
    file: `${EXCHANGE}/change.ts`,
    probes: worlds,
    from: 'target.rows.map((row) => ({ ...row, act:',
    to: 'target.rows.slice(0, 0).map((row) => ({ ...row, act:',
  },
];
