import { READING_MUTANTS } from './mutants-reading.ts';
import { RULE_MUTANTS } from './mutants-rule.ts';
import { WRITING_MUTANTS } from './mutants-writing.ts';
import type { Mutant } from './mutant.ts';

/** Every mistake; each must be noticed. */
export const MUTANTS: readonly Mutant[] = [...RULE_MUTANTS, ...READING_MUTANTS, ...WRITING_MUTANTS];
