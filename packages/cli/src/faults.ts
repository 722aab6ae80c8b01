import { CommanderError } from 'commander';

/** What a command ends with; scripts rely on these. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  conflict: 5,
  partly: 6,
  later: 75,
} as const;
/** One of the codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command that ends with a word to the person and a code to the script. */
export class CommandFault extends Error {
  override name = 'CommandFault';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, words: string) {
    super(words);
    this.exitCode = exitCode;
  }
}

/** The exit code of whatever a command threw. */
export function exitCodeOf(fault: unknown): number {
  if (fault instanceof CommandFault) return fault.exitCode;
  if (fault instanceof CommanderError) return fault.exitCode === 0 ? EXIT.ok : EXIT.usage;
  return EXIT.failed;
}

/** One line for standard error; empty when everything was said already. */
export function wordsOf(fault: unknown): string {
  if (fault instanceof CommanderError) return '';
  if (fault instanceof Error) return fault.message;
  return String(fault);
}
