#!/usr/bin/env node
import { createProgram } from './program.ts';
import { CommandFault, exitCodeOf, wordsOf } from './faults.ts';

try {
  await createProgram().parseAsync(process.argv);
} catch (fault) {
  const words = wordsOf(fault);
  if (words !== '') process.stderr.write(`${words}\n`);
  if (process.env['TOCSIN_TEST_STACK'] !== undefined && !(fault instanceof CommandFault)) {
    process.stderr.write(`${fault instanceof Error ? (fault.stack ?? '') : ''}\n`);
  }
  process.exitCode = exitCodeOf(fault);
}
