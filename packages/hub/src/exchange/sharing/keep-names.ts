import type { StixProblem } from '@tocsin/stix';
import type { NewObject, RefusedObject } from '@tocsin/store';
import { refuse } from '../../kernel/index.ts';
import type { Fault, Refused } from '../../kernel/index.ts';
import { finderOf, textOf } from './find-words.ts';
import type { AtGate } from './gate.ts';

interface Looked {
  readonly objects: readonly NewObject[];
  /** What stands around the objects, by pointer. */
  readonly words: Readonly<Record<string, string>>;
  readonly said: AtGate['said'];
}

/** Names that must not stand in a share, and what is said where one does. */
export interface KeptNames {
  readonly names: readonly string[];
  readonly problem: StixProblem;
}

/**
 * What is shared under another name must not hold the sender's own, and under the Chatham House Rule nobody's:
 * objects that do are refused, words that do stop the share. Whoever gives a reason keeps them: a name can be a word
 * as well.
 */
export function keepNames(
  kept: readonly KeptNames[],
  { objects, words, said }: Looked,
): { objects: NewObject[]; refused: RefusedObject[] } | Refused {
  if (said?.reason !== undefined) return { objects: [...objects], refused: [] };
  const rules = kept
    .filter(({ names }) => names.length > 0)
    .map(({ names, problem }) => ({ holds: finderOf(names), problem }));
  const faults: Fault[] = [];
  for (const [pointer, text] of Object.entries(words)) {
    for (const { holds, problem } of rules) {
      if (holds(text)) faults.push({ pointer, code: problem.rule, message: problem.message });
    }
  }
  if (faults.length > 0) {
    return refuse('invalid', 'It would name somebody: see the errors', { faults });
  }
  const passed: NewObject[] = [];
  const refused: RefusedObject[] = [];
  for (const one of objects) {
    const text = rules.length === 0 ? '' : textOf(one);
    const problems = rules.filter(({ holds }) => holds(text)).map(({ problem }) => problem);
    if (problems.length === 0) passed.push(one);
    else refused.push({ index: one.index, id: one.object.id, problems });
  }
  return { objects: passed, refused };
}

/** Said where the sender's own name stands. */
export const NAMES_SOURCE: StixProblem = {
  path: '',
  rule: 'names-its-source',
  section: 'marking rules 2.8',
  message:
    'It holds your own name, that of your organization or its mail domain: take it out, share under your name, or say why it stays, as "shield.reason" or in the header "X-Tocsin-Keep".',
};

/** Said where somebody of the community is named under the Chatham House Rule. */
export const NAMES_MEMBER: StixProblem = {
  path: '',
  rule: 'chatham-house',
  section: 'marking rules 2.4',
  message:
    'It names a person or an organization of this community, and under the Chatham House Rule nobody is named: take the name out, or say why it stays, as "shield.reason" or in the header "X-Tocsin-Keep".',
};
