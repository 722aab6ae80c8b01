#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Kept beside the program, as `npm start` keeps it: half of what a short command costs is reading the same files anew.
if (process.env['NODE_COMPILE_CACHE'] === undefined) {
  enableCompileCache(fileURLToPath(new URL('../../../.cache/compiled', import.meta.url)));
}
// Only now: what is read before is not kept.
const { createProgram } = await import('./program.ts');
const { CommandFault, exitCodeOf, wordsOf } = await import('./faults.ts');

try {
  const program = await createProgram(process.argv[2]);
  await program.parseAsync(process.argv);
} catch (fault) {
  const words = wordsOf(fault);
  if (words !== '') process.stderr.write(`${words}\n`);
  if (process.env['TOCSIN_TEST_STACK'] !== undefined && !(fault instanceof CommandFault)) {
    process.stderr.write(`${fault instanceof Error ? (fault.stack ?? '') : ''}\n`);
  }
  process.exitCode = exitCodeOf(fault);
}
