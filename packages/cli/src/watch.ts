import { z } from 'zod';
import { communityOf, withRemote } from './community.ts';
import { remoteOf } from './remote.ts';
import { terminalOf } from './terminal.ts';
import type { Command } from 'commander';
import type { ExchangeOptions } from './community.ts';
import type { Remote } from './remote.ts';
import type { Terminal } from './terminal.ts';

/** Waits between attempts after the connection broke. Milliseconds. */
const RETRY_MS = [500, 1000, 2000, 5000, 10_000] as const;

interface WatchOptions extends ExchangeOptions {
  types?: string;
  count?: string;
  since?: string;
}

/** `tocsin watch`: the live stream, picked up where it broke. */
export function addWatch(program: Command): void {
  withRemote(
    program
      .command('watch')
      .description('Print what arrives, and what may be read no longer, as it happens')
      .option('--types <list>', 'STIX types')
      .option('--since <event>', 'go on after this event id')
      .option('--count <n>', 'stop after so many that arrived'),
  ).action(watch);
}

interface StreamEvent {
  id?: string;
  event: string;
  data: string;
}

async function watch(options: WatchOptions): Promise<void> {
  const terminal = terminalOf(options);
  const remote = remoteOf(options);
  const query = new URLSearchParams({ community: await communityOf(remote, options) });
  if (options.types !== undefined) query.set('types', options.types);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const left = options.count === undefined ? Infinity : Number(options.count);
  const following: Following = {
    remote,
    terminal,
    path: `/api/v1/stream?${query.toString()}`,
    stop,
    last: options.since,
    left,
  };
  for (let broken = 0; !stop.signal.aborted; broken++) {
    const heard = await follow(following, broken);
    if (heard === 'done') return;
    if (heard === 'something') broken = 0;
    terminal.words('The connection broke; trying again');
    await new Promise((resolve) =>
      setTimeout(resolve, RETRY_MS[Math.min(broken, RETRY_MS.length - 1)]),
    );
  }
}

interface Following {
  readonly remote: Remote;
  readonly terminal: Terminal;
  readonly path: string;
  readonly stop: AbortController;
  last: string | undefined;
  left: number;
}

/** Follows one connection to its end. The first one that fails at once is a fault, not a broken connection. */
async function follow(
  following: Following,
  broken: number,
): Promise<'done' | 'something' | 'nothing'> {
  const before = following.last;
  try {
    const headers: Record<string, string> = before === undefined ? {} : { 'last-event-id': before };
    const response = await following.remote.stream(following.path, headers, following.stop.signal);
    for await (const event of eventsOf(response)) {
      if (isLast(following, event)) return 'done';
    }
  } catch (fault) {
    if (following.stop.signal.aborted) return 'done';
    if (broken === 0 && following.last === before) throw fault;
  }
  return following.last === before ? 'nothing' : 'something';
}

/** Prints one event; true when nothing more is wanted. */
function isLast(following: Following, event: StreamEvent): boolean {
  if (event.id !== undefined) following.last = event.id;
  if (event.event === 'ended') {
    following.terminal.words('The hub ended the stream');
    return true;
  }
  if (event.event === 'gone') printGone(following.terminal, event);
  if (event.event !== 'object') return false;
  print(following.terminal, event);
  following.left -= 1;
  if (following.left > 0) return false;
  following.stop.abort();
  return true;
}

const objectShape = z.looseObject({
  id: z.string(),
  type: z.string(),
  title: z.string(),
  level: z.string(),
});

function print(terminal: Terminal, event: StreamEvent): void {
  if (terminal.json) return terminal.data(event.data);
  const object = objectShape.parse(JSON.parse(event.data));
  terminal.data(
    [
      `TLP:${object.level.toUpperCase()}`,
      object.type,
      terminal.value(object.title),
      object.id,
    ].join('\t'),
  );
}

const goneShape = z.looseObject({ id: z.string(), versions: z.array(z.string()).optional() });

/** What may be read no longer, in the same columns; in JSON it has "gone", which no object has. It counts as nothing that arrived. */
function printGone(terminal: Terminal, event: StreamEvent): void {
  const gone = goneShape.parse(JSON.parse(event.data));
  if (terminal.json) return terminal.data(JSON.stringify({ gone: true, ...gone }));
  terminal.data(['GONE', '', (gone.versions ?? []).join(','), gone.id].join('\t'));
}

/** Server-sent events as the HTML standard frames them. */
async function* eventsOf(response: Response): AsyncGenerator<StreamEvent> {
  if (response.body === null) return;
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true }).replaceAll('\r\n', '\n');
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = eventOf(text.slice(0, end));
      text = text.slice(end + 2);
      if (event !== undefined) yield event;
    }
  }
}

function eventOf(block: string): StreamEvent | undefined {
  const event: StreamEvent = { event: 'message', data: '' };
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, '');
    if (line.startsWith('data:')) data.push(value);
    else if (line.startsWith('event:')) event.event = value;
    else if (line.startsWith('id:')) event.id = value;
  }
  if (data.length === 0 && event.event === 'message') return undefined;
  return { ...event, data: data.join('\n') };
}
