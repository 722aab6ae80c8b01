import type { Running } from './processes.ts';
import { rateOf, requestRate } from './rates.ts';
import type { Cost } from './rates.ts';
import type { Client } from './requests.ts';
import type { Answer } from './requests.ts';

/** A server that is read from, and where its objects are. */
export interface Source {
  readonly server: Running;
  readonly client: Client;
  /** The path of the objects, without a closing slash. */
  readonly objects: string;
  readonly cost?: Cost;
}

/** Rates of the four readings of a TAXII client. */
export interface ReadRates {
  /** Objects per processor second. */
  download: number;
  /** Requests per processor second. */
  emptyPoll: number;
  one: number;
  page: number;
}

/** Requests in each round, and how many objects there are. */
export interface ReadSize {
  readonly objects: number;
  readonly ids: readonly string[];
  readonly requests: number;
}

/** One round of all four. */
export async function readRound(source: Source, size: ReadSize): Promise<ReadRates> {
  const { server, client, objects } = source;
  const cost = source.cost === undefined ? {} : { cost: source.cost };
  const last = (await download(source, size.objects)).last;
  const poll = `${objects}/?added_after=${encodeURIComponent(last)}`;
  return {
    download: await rateOf(server, size.objects, {
      act: () => download(source, size.objects),
      ...cost,
    }),
    emptyPoll: await requestRate(server, size.requests, {
      act: () => client.ask(poll),
      ...cost,
    }),
    one: await requestRate(server, size.requests, {
      act: (index) => client.ask(`${objects}/${size.ids[index % size.ids.length] ?? ''}/`),
      ...cost,
    }),
    page: await requestRate(server, Math.ceil(size.requests / 10), {
      act: () => client.ask(`${objects}/?limit=100`),
      ...cost,
    }),
  };
}

/** Reads all pages of a thousand; throws when objects are missing. */
export async function download(
  { client, objects }: Source,
  expected: number,
): Promise<{ last: string }> {
  let next: string | undefined;
  let count = 0;
  let last = '';
  do {
    const query = next === undefined ? '' : `&next=${encodeURIComponent(next)}`;
    const answer = await client.ask(`${objects}/?limit=1000${query}`);
    last = dateOf(answer) ?? last;
    const page = JSON.parse(answer.body.toString('utf8')) as {
      next?: string;
      objects?: unknown[];
    };
    count += page.objects?.length ?? 0;
    next = page.next;
  } while (next !== undefined);
  if (count !== expected) {
    throw new Error(`A download gave ${String(count)} of ${String(expected)} objects`);
  }
  return { last };
}

function dateOf(answer: Answer): string | undefined {
  const header = answer.headers['x-taxii-date-added-last'];
  return typeof header === 'string' ? header : undefined;
}
