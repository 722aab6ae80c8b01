import type { StixProblem } from '@tocsin/stix';
import type { NewObject, RefusedObject } from '@tocsin/store';
import { refuse } from '../../kernel/index.ts';
import type { Fault, Refused } from '../../kernel/index.ts';
import type { AtGate } from './gate.ts';

interface Looked {
  readonly objects: readonly NewObject[];
  /** What stands around the objects, by pointer. */
  readonly words: Readonly<Record<string, string>>;
  readonly said: AtGate['said'];
}

/**
 * What is shared under another name must not hold the sender's own: objects that do are refused, words that do stop
 * the share. Whoever gives a reason keeps them: a name can be a word as well.
 */
export function keepNames(
  kept: readonly string[] | undefined,
  { objects, words, said }: Looked,
): { objects: NewObject[]; refused: RefusedObject[] } | Refused {
  if (kept === undefined || kept.length === 0 || said?.reason !== undefined)
    return { objects: [...objects], refused: [] };
  const names = patternOf(kept);
  const faults: Fault[] = [];
  for (const [pointer, text] of Object.entries(words)) {
    if (names.test(text)) faults.push({ pointer, code: PROBLEM.rule, message: PROBLEM.message });
  }
  if (faults.length > 0) {
    return refuse('invalid', 'It would name you: see the errors', { faults });
  }
  const passed: NewObject[] = [];
  const refused: RefusedObject[] = [];
  for (const one of objects) {
    if (!names.test(textOf(one))) passed.push(one);
    else refused.push({ index: one.index, id: one.object.id, problems: [PROBLEM] });
  }
  return { objects: passed, refused };
}

/** Without escapes, so that no way of writing a name hides it. */
function textOf({ object }: NewObject): string {
  return JSON.stringify(object).replaceAll(String.raw`\"`, '"');
}

/** Any of the names as a whole word, in any case. */
function patternOf(names: readonly string[]): RegExp {
  const words = names.map((name) =>
    name.trim().replaceAll(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`),
  );
  return new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words.join('|')})(?![\p{L}\p{N}])`, 'iu');
}

const PROBLEM: StixProblem = {
  path: '',
  rule: 'names-its-source',
  section: 'marking rules 2.8',
  message:
    'It holds your own name, that of your organization or its mail domain: take it out, share under your name, or say why it stays, as "shield.reason" or in the header "X-Tocsin-Keep".',
};
