import { readFile } from 'node:fs/promises';
import { partsOf } from '@tocsin/stix';
import { z } from 'zod';
import { CommandFault, EXIT } from './faults.ts';
import { communityOf, withRemote } from './community.ts';
import { remoteOf } from './remote.ts';
import { FILE_MAX } from './validate.ts';
import { addWatch } from './watch.ts';
import { readInput, terminalOf } from './terminal.ts';
import type { Command } from 'commander';
import type { ExchangeOptions } from './community.ts';
import type { Remote } from './remote.ts';
import type { Terminal } from './terminal.ts';

/** Longest list of values on standard input. Bytes. */
const VALUES_BYTES = 8 * 1024 * 1024;
/** Values asked for at once. */
const VALUES_MAX = 1000;

/** `share`, `search`, `show`, `lookup`, `watch`, `sight`, `fp`. */
export function addExchange(program: Command): void {
  withRemote(
    program
      .command('share')
      .description('Share a STIX file or a text; default marking TLP:AMBER to the whole community')
      .argument('<file>', 'a file, or "-" for standard input')
      .option('--tlp <level>', 'clear, green, amber, amber+strict or red', 'amber')
      .option('--own-markings', 'STIX: keep what each object says, instead of one marking for all')
      .option('--to <list>', 'organizations, by short name or id, separated by commas')
      .option('--groups <list>', 'groups')
      .option('--persons <list>', 'persons, for TLP:RED')
      .option('--title <words>', 'a title')
      .option('--kind <kind>', 'kind of contribution')
      .option('--atomic', 'all or nothing')
      .option('--keep <reason>', 'why it stays, when the hub finds what should not leave'),
  ).action(share);
  withRemote(
    program
      .command('search')
      .description('Objects whose text holds all these words')
      .argument('<words...>')
      .option('--type <list>', 'STIX types')
      .option('--limit <n>', 'at most', '50'),
  ).action(search);
  withRemote(
    program
      .command('show')
      .description('One object')
      .argument('<id>')
      .option('--raw', 'the STIX text as received'),
  ).action(show);
  withRemote(
    program
      .command('lookup')
      .description(
        'Is this known to my communities? Values as arguments, or one a line on standard input',
      )
      .argument('[values...]'),
  ).action(lookup);
  withRemote(
    program
      .command('sight')
      .description('Answer an object: I saw this')
      .argument('<id>')
      .option('--count <n>', 'how often')
      .option('--comment <words>', 'a comment'),
  ).action((id: string, options: ExchangeOptions & AnswerOptions) =>
    answer(id, 'sighting', options),
  );
  withRemote(
    program
      .command('fp')
      .description('Answer an object: false positive')
      .argument('<id>')
      .option('--comment <words>', 'why'),
  ).action((id: string, options: ExchangeOptions & AnswerOptions) =>
    answer(id, 'false-positive', options),
  );
  addWatch(program);
}

const countsShape = z.object({
  kept: z.number(),
  already_here: z.number(),
  held: z.number(),
  quarantined: z.number(),
  refused: z.number(),
});
const receiptShape = z.looseObject({
  id: z.string(),
  counts: countsShape,
  review: z.looseObject({ state: z.string(), objects: z.number() }).optional(),
  lines: z.array(
    z.looseObject({
      index: z.number(),
      id: z.string().optional(),
      fate: z.string(),
      problems: z.array(z.looseObject({ path: z.string(), message: z.string() })),
    }),
  ),
});
const rowShape = z.looseObject({
  id: z.string(),
  type: z.string(),
  title: z.string(),
  origin: z.looseObject({ name: z.string() }),
  marking: z.looseObject({ text: z.string() }),
});

interface ShareOptions extends ExchangeOptions {
  tlp: string;
  ownMarkings?: boolean;
  to?: string;
  groups?: string;
  persons?: string;
  title?: string;
  kind?: string;
  atomic?: boolean;
  keep?: string;
}

async function share(file: string, options: ShareOptions): Promise<void> {
  const terminal = terminalOf(options);
  const remote = remoteOf(options);
  const bytes = file === '-' ? await readInput(FILE_MAX) : await readFile(file);
  const community = encodeURIComponent(await communityOf(remote, options));
  if (/^\s*[[{]/.test(bytes.subarray(0, 100).toString('utf8'))) {
    return shareStix({ bytes, community, remote, terminal }, options);
  }
  const answered = await remote.ask('POST', `/api/v1/communities/${community}/contributions`, {
    ...(options.title === undefined ? {} : { title: options.title }),
    ...(options.kind === undefined ? {} : { kind: options.kind }),
    text: bytes.toString('utf8'),
    marking: { level: levelOf(options.tlp), audience: audienceOf(options) },
    ...(options.keep === undefined ? {} : { shield: { reason: options.keep } }),
  });
  printReceipt(terminal, answered);
}

/** Shares a STIX file, a large one in parts with a receipt each. All or nothing is only to be had in one part. */
async function shareStix(
  at: { bytes: Uint8Array; community: string; remote: Remote; terminal: Terminal },
  options: ShareOptions,
): Promise<void> {
  const parts = partsOf(at.bytes, { fileBytes: FILE_MAX });
  if (parts.length > 1 && options.atomic === true) {
    throw new CommandFault(
      EXIT.usage,
      'This file is too large to be kept all or nothing; leave --atomic out, or divide the file',
    );
  }
  const path = `/api/v1/communities/${at.community}/bundles?${bundleQuery(options).toString()}`;
  let incomplete: CommandFault | undefined;
  for (const [place, part] of parts.entries()) {
    if (parts.length > 1) at.terminal.words(`Part ${String(place + 1)} of ${String(parts.length)}`);
    const answered = await at.remote.send(path, part.bytes, {
      'content-type': 'application/stix+json',
      ...(options.keep === undefined ? {} : { 'x-tocsin-keep': encodeURIComponent(options.keep) }),
    });
    try {
      printReceipt(at.terminal, answered);
    } catch (fault) {
      if (!(fault instanceof CommandFault)) throw fault;
      incomplete = fault;
    }
  }
  if (incomplete !== undefined) throw incomplete;
}

function bundleQuery(options: ShareOptions): URLSearchParams {
  const query = new URLSearchParams();
  if (options.ownMarkings !== true) {
    query.set('tlp', options.tlp);
    const audience = audienceOf(options);
    if (audience.everyone === true) query.set('everyone', 'true');
    for (const part of ['organizations', 'groups', 'persons'] as const) {
      const named = audience[part];
      if (named !== undefined) query.set(part, named.join(','));
    }
  }
  if (options.title !== undefined) query.set('title', options.title);
  if (options.kind !== undefined) query.set('kind', options.kind);
  if (options.atomic === true) query.set('atomic', 'true');
  return query;
}

function audienceOf(options: ShareOptions): {
  everyone?: true;
  organizations?: string[];
  groups?: string[];
  persons?: string[];
} {
  const listed = (text: string | undefined): string[] | undefined =>
    text?.split(',').map((one) => one.trim());
  const organizations = listed(options.to);
  const groups = listed(options.groups);
  const persons = listed(options.persons);
  if (organizations === undefined && groups === undefined && persons === undefined)
    return { everyone: true };
  return {
    ...(organizations === undefined ? {} : { organizations }),
    ...(groups === undefined ? {} : { groups }),
    ...(persons === undefined ? {} : { persons }),
  };
}

function levelOf(text: string): string {
  return text.toLowerCase().replace(/^tlp:/, '');
}

/** Prints a receipt; ends with "partly" when something was not kept. */
export function printReceipt(terminal: Terminal, answered: unknown): void {
  const receipt = receiptShape.parse(answered);
  const { counts } = receipt;
  if (terminal.json) terminal.document(answered);
  else {
    for (const line of receipt.lines) {
      if (line.fate === 'kept' || line.fate === 'already-here') continue;
      terminal.data(`${line.fate} [${String(line.index)}] ${line.id ?? ''}`);
      for (const problem of line.problems)
        terminal.data(`  ${problem.path || '/'}: ${problem.message}`);
    }
    terminal.words(
      `Kept ${String(counts.kept)}, already here ${String(counts.already_here)}, held ${String(counts.held)}, quarantined ${String(counts.quarantined)}, refused ${String(counts.refused)}. Receipt ${receipt.id}`,
    );
  }
  printWaiting(terminal, receipt.review);
  const lost = counts.refused + counts.quarantined;
  if (lost > 0)
    throw new CommandFault(
      counts.kept + counts.held + counts.already_here > 0 ? EXIT.partly : EXIT.failed,
      '',
    );
}

function printWaiting(terminal: Terminal, review: z.output<typeof receiptShape>['review']): void {
  if (terminal.json || review === undefined || review.objects === 0) return;
  terminal.words(
    `${String(review.objects)} objects wait for a sharing officer of your organization (${review.state}); nothing of them has left`,
  );
}

async function search(
  words: string[],
  options: ExchangeOptions & { type?: string; limit: string },
): Promise<void> {
  const terminal = terminalOf(options);
  const remote = remoteOf(options);
  const query = new URLSearchParams({ text: words.join(' '), limit: options.limit });
  if (options.type !== undefined) query.set('type', options.type);
  const community = encodeURIComponent(await communityOf(remote, options));
  const answered = await remote.ask(
    'GET',
    `/api/v1/communities/${community}/search?${query.toString()}`,
  );
  if (terminal.json) return terminal.document(answered);
  const { items } = z.object({ items: z.array(rowShape) }).parse(answered);
  for (const item of items) printRow(terminal, item);
  terminal.words(items.length === 0 ? 'Nothing found' : `${String(items.length)} found`);
}

/** One object on one line. */
export function printRow(terminal: Terminal, row: z.output<typeof rowShape>): void {
  terminal.data(
    [row.marking.text, row.type, terminal.value(row.title), row.origin.name, row.id].join('\t'),
  );
}

async function show(id: string, options: ExchangeOptions & { raw?: boolean }): Promise<void> {
  const terminal = terminalOf(options);
  const remote = remoteOf(options);
  const community = encodeURIComponent(await communityOf(remote, options));
  const answered = await remote.ask(
    'GET',
    `/api/v1/communities/${community}/objects/${encodeURIComponent(id)}`,
  );
  if (options.raw === true)
    return terminal.data(z.looseObject({ raw: z.string() }).parse(answered).raw);
  if (terminal.json) return terminal.document(answered);
  const object = rowShape
    .extend({
      access: z.looseObject({ words: z.string() }),
      reshare: z.array(z.looseObject({ act: z.string(), verdict: z.string(), words: z.string() })),
      version: z.string(),
    })
    .parse(answered);
  terminal.data(
    `${terminal.value(object.title)}\n${object.type} ${object.id}\n${object.marking.text} from ${object.origin.name}, version ${object.version}\n${object.access.words}`,
  );
  for (const line of reshareLines(object.reshare)) terminal.data(`- ${line}`);
}

type Reshare = { act: string; verdict: string; words: string };

/** Act by act, as the app says it; once where the same is said of all. */
function reshareLines(rows: readonly Reshare[]): string[] {
  const [first] = rows;
  if (first !== undefined && rows.every(({ words }) => words === first.words)) return [first.words];
  return rows.map(({ act, verdict, words }) => `${act}: ${verdict}. ${words}`);
}

async function lookup(values: string[], options: ExchangeOptions): Promise<void> {
  const terminal = terminalOf(options);
  const remote = remoteOf(options);
  const asked =
    values.length > 0
      ? values
      : (await readInput(VALUES_BYTES))
          .toString('utf8')
          .split(/\r?\n/)
          .map((line) => line.trim())
          .filter((line) => line !== '');
  let known = 0;
  for (let first = 0; first < asked.length; first += VALUES_MAX) {
    const answered = await remote.ask('POST', '/api/v1/lookup', {
      values: asked.slice(first, first + VALUES_MAX),
    });
    const { results } = lookupShape.parse(answered);
    for (const result of results) {
      if (result.known) known += 1;
      if (terminal.json) terminal.document(result);
      else
        terminal.data(
          `${result.known ? 'known' : 'unknown'}\t${terminal.value(result.value)}\t${result.hits.map((hit) => `${hit.marking.text} ${hit.title} (${hit.origin.name})`).join('; ')}`,
        );
    }
  }
  terminal.words(`${String(known)} of ${String(asked.length)} known`);
}

const lookupShape = z.object({
  results: z.array(
    z.looseObject({ value: z.string(), known: z.boolean(), hits: z.array(rowShape) }),
  ),
});

interface AnswerOptions {
  count?: string;
  comment?: string;
}

async function answer(
  id: string,
  kind: string,
  options: ExchangeOptions & AnswerOptions,
): Promise<void> {
  const remote = remoteOf(options);
  const community = encodeURIComponent(await communityOf(remote, options));
  const count = options.count === undefined ? undefined : Number(options.count);
  if (count !== undefined && !Number.isInteger(count))
    throw new CommandFault(EXIT.usage, `"${options.count ?? ''}" is not a count`);
  const answered = await remote.ask(
    'POST',
    `/api/v1/communities/${community}/objects/${encodeURIComponent(id)}/answers`,
    {
      kind,
      ...(count === undefined ? {} : { count }),
      ...(options.comment === undefined ? {} : { comment: options.comment }),
    },
  );
  printReceipt(terminalOf(options), answered);
}
