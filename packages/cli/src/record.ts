import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CommandFault, EXIT } from './faults.ts';
import { openPlace, withPlace } from './places.ts';
import { terminalOf } from './terminal.ts';
import type { Command } from 'commander';
import type { PlaceOptions } from './places.ts';
import type { CommonOptions } from './terminal.ts';

const checkpointShape = z.object({
  size: z.number(),
  root: z.string(),
  text: z.string(),
  signature: z.string(),
  publicKey: z.string(),
});

/** `tocsin audit …`: was the record altered? */
export function addRecord(program: Command): void {
  const audit = program.command('audit').description('The record of who did what');
  withPlace(
    audit
      .command('verify')
      .description(
        'Recompute the whole record; with an earlier checkpoint also prove that nothing was taken out or changed since',
      )
      .option('--checkpoint <file>', 'a checkpoint kept elsewhere, as JSON')
      .option('--json', 'the verdict as JSON'),
  ).action(async (options: PlaceOptions & CommonOptions & { checkpoint?: string }) => {
    const terminal = terminalOf(options);
    const checkpoint =
      options.checkpoint === undefined
        ? undefined
        : checkpointShape.parse(JSON.parse(await readFile(options.checkpoint, 'utf8')));
    await using store = await openPlace(options);
    const verdict = await store.unguarded('audit-verify').verifyAudit(checkpoint);
    if (terminal.json) terminal.document(verdict);
    else {
      for (const problem of verdict.problems) terminal.data(problem);
      terminal.words(
        verdict.ok
          ? `The record is whole: ${String(verdict.size)} entries`
          : 'The record was altered',
      );
    }
    if (!verdict.ok) throw new CommandFault(EXIT.failed, '');
  });
}
