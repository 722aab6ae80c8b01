import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { communityOf, withRemote } from './community.ts';
import { remoteOf } from './remote.ts';
import { terminalOf } from './terminal.ts';
import type { Command } from 'commander';
import type { ExchangeOptions } from './community.ts';

interface CopyOptions extends ExchangeOptions {
  as: string;
  out?: string;
  recipient?: string[];
  plain?: boolean;
}

/** `copy`, `recalls`. */
export function addCopy(program: Command): void {
  withRemote(
    program
      .command('copy')
      .description(
        'A copy of objects to keep: entered for their source, with a line that says whose it is; AMBER and above encrypted with age',
      )
      .argument('<ids...>')
      .option('--as <form>', 'stix, or page to read and print', 'stix')
      .option('--out <file>', 'where to; default the name the hub gives')
      .option('--recipient <age1…>', 'encrypt for this age recipient; may be repeated', more)
      .option('--plain', 'not encrypted, whatever the marking'),
  ).action(copy);
  withRemote(
    program
      .command('recalls')
      .description('What was given to you and is to be deleted; asking counts as told'),
  ).action(recalls);
}

function more(one: string, before: string[] = []): string[] {
  return [...before, one];
}

const copyShape = z.looseObject({
  copy: z.string(),
  name: z.string(),
  encrypted: z.boolean(),
  passphrase: z.string().optional(),
  data: z.string(),
  objects: z.number(),
  left_out: z.array(z.object({ id: z.string(), words: z.string() })),
});

async function copy(ids: string[], options: CopyOptions): Promise<void> {
  const terminal = terminalOf(options);
  const remote = remoteOf(options);
  const community = encodeURIComponent(await communityOf(remote, options));
  const answered = copyShape.parse(
    await remote.ask('POST', `/api/v1/communities/${community}/copies`, {
      ids,
      form: options.as,
      ...(options.recipient === undefined ? {} : { recipients: options.recipient }),
      ...(options.plain === true ? { encrypt: false } : {}),
    }),
  );
  const { data, ...told } = answered;
  const file = options.out ?? answered.name;
  // For the person's eyes alone, and never over a file that is there.
  await writeFile(file, Buffer.from(data, 'base64'), { mode: 0o600, flag: 'wx' });
  if (terminal.json) return terminal.document({ ...told, file });
  terminal.data(file);
  for (const { id, words } of answered.left_out) terminal.words(`Left out ${id}: ${words}`);
  terminal.words(`Copy ${answered.copy} of ${String(answered.objects)} objects`);
  if (answered.passphrase !== undefined)
    terminal.words(`Passphrase, shown only now: ${answered.passphrase}`);
}

const recallsShape = z.object({
  items: z.array(
    z.looseObject({
      id: z.string(),
      type: z.string(),
      source: z.looseObject({ name: z.string() }),
      at: z.string(),
    }),
  ),
});

async function recalls(options: ExchangeOptions): Promise<void> {
  const terminal = terminalOf(options);
  const remote = remoteOf(options);
  const community = encodeURIComponent(await communityOf(remote, options));
  const answered = await remote.ask('GET', `/api/v1/communities/${community}/recalls`);
  if (terminal.json) return terminal.document(answered);
  const { items } = recallsShape.parse(answered);
  for (const { id, type, source, at } of items)
    terminal.data([at, type, source.name, id].join('\t'));
  terminal.words(
    items.length === 0
      ? 'Nothing to delete'
      : `Delete your copies of ${String(items.length)}; a person says under "Taken back" that it is done`,
  );
}
