import { NotAReader, NotFound, PAGE_MAX } from '@tocsin/store';
import type { Handle, VersionFilter } from '@tocsin/store';
import { ballotAnswers } from './twin-ballots.ts';
import { joiningAnswers } from './twin-joining.ts';
import { paperAnswers } from './twin-papers.ts';
import type { ObjectPool } from './object-pool.ts';

/** What is asked for: everything a reader could name. */
export interface Asked {
  readonly communities: readonly string[];
  readonly ids: readonly string[];
  readonly pool: ObjectPool;
  readonly contributions: readonly string[];
  readonly groups: readonly string[];
  readonly papers: readonly string[];
  /** Ballots and decisions: those of a ballot have its id. */
  readonly decided: readonly string[];
  readonly applications: readonly string[];
  readonly organizations: readonly string[];
}

/**
 * Every answer the store gives a reader, one line each, in one order: what two worlds are compared by. Label ids
 * count all labels of the hub and never leave it, so the label stands in their place.
 */
export async function allAnswers(handle: Handle, asked: Asked): Promise<string[]> {
  const labels = new Map<number, string>();
  const lines: string[] = [];
  const told = async (what: string, call: () => Promise<unknown>): Promise<void> => {
    const answer = await settled(call);
    for (const id of labelIds(answer))
      if (!labels.has(id)) labels.set(id, JSON.stringify(await handle.exchange.label(id)));
    const text = JSON.stringify(answer, (key, value: unknown) =>
      key === 'labelId' && typeof value === 'number' ? labels.get(value) : value,
    );
    lines.push(`${what}: ${text ?? 'undefined'}`);
  };
  const { exchange, directory, handling, custody } = handle;
  await told('reader', () => handle.reader());
  await told('rights', () => handle.rights());
  await told('communities', () => directory.communities());
  for (const community of asked.communities) {
    for (const versions of VERSIONS) {
      const query = { community, versions };
      await told(`page ${versions.join()}`, () => exchange.page({ ...query, limit: PAGE_MAX }));
      await told(`count ${versions.join()}`, () => exchange.count(query));
    }
    await told('newest', () => exchange.page({ community, order: 'newest-first', limit: 3 }));
    await told('titles', async () => [...(await exchange.titles(asked.ids, community))]);
    await told('follow', () =>
      exchange.follow({ community, versions: ['all'], limit: 3 }, { after: 0 }),
    );
    await told('pages', () => smallPages(handle, community));
    for (const origin of asked.organizations)
      await told(`from ${origin}`, () => exchange.page({ community, origin, limit: 5 }));
    for (const level of ['clear', 'green', 'amber', 'amber+strict', 'red'] as const)
      await told(`count ${level}`, () => exchange.count({ community, levels: [level] }));
    for (const type of ['indicator', 'relationship', 'sighting', 'malware'])
      await told(`types ${type}`, () => exchange.page({ community, types: [type], limit: 2 }));
    for (const what of ['members', 'people', 'groups', 'community'] as const)
      await told(what, () => directory[what](community));
    for (const what of ['asked', 'recalled'] as const)
      await told(what, () => handling[what](community));
    await told('custody', () => ownCustody(custody, community));
    await told('desk', () => ownDesk(handle, community, asked));
    await told('receipts', () => exchange.receipts({ community, limit: 100 }));
    for (const audience of [{ everyone: true }, { organizations: [...asked.organizations] }])
      await told('audience', () => exchange.audience(community, { level: 'amber', audience }));
    for (const id of asked.ids) {
      await told(`object ${id}`, () => exchange.object(id, community));
      await told(`versions ${id}`, () => exchange.versions(id, community));
      await told(`references ${id}`, () => exchange.references(id, community));
      await told(`some references ${id}`, () => exchange.references(id, community, 1));
      await told(`beside ${id}`, () => besideObject(handle, id, community));
    }
  }
  for (const id of asked.ids) await told(`object ${id}`, () => exchange.object(id));
  await told('lookup', () => exchange.lookup(asked.pool.values));
  for (const text of [...asked.pool.words, 'secret'])
    await told(`search ${text}`, () => exchange.search({ text, limit: 50 }));
  for (const id of asked.contributions) {
    await told(`contribution ${id}`, () => exchange.contribution(id));
    await told(`receipt ${id}`, () => exchange.receipt(id));
  }
  // An entry's id is random whatever the seed, and its place in the record of the whole hub is told by design.
  await told('audit', async () =>
    (await handle.audit.entries({ limit: 100 })).map(({ at, actor, act, words }) => [
      at,
      actor,
      act,
      words,
    ]),
  );
  return lines;
}

/** Where two worlds first differ, or `undefined`. */
export function firstDifference(a: readonly string[], b: readonly string[]): string | undefined {
  for (const [place, line] of a.entries()) {
    const other = b[place] ?? '';
    if (line === other) continue;
    let at = 0;
    while (line[at] === other[at]) at += 1;
    const around = (text: string): string => text.slice(Math.max(0, at - 300), at + 200);
    return `${line.slice(0, 60)}\nfirst:  …${around(line)}\nsecond: …${around(other)}`;
  }
  return a.length === b.length ? undefined : 'one of them gives more answers';
}

const VERSIONS: readonly VersionFilter[] = [
  ['last'],
  ['first'],
  ['all'],
  ['2026-01-02T00:00:00.000Z'],
];

async function ownCustody(custody: Handle['custody'], community: string): Promise<unknown[]> {
  return [await custody.custodians(community), await custody.openings(community)];
}

async function besideObject(handle: Handle, id: string, community: string): Promise<unknown[]> {
  const { exchange, handling, review } = handle;
  return [
    await exchange.deliveries(id, community),
    await handling.of(id, community),
    await review.determination(id, community),
    await handle.retention.of(id, community),
    await handle.retention.removal(id, community),
  ];
}

async function ownDesk(
  handle: Handle,
  community: string,
  { papers, decided, applications }: Pick<Asked, 'papers' | 'decided' | 'applications'>,
): Promise<unknown[]> {
  const { release, review, misuse } = handle;
  return [
    await release.requests(community),
    await review.rules(community),
    await review.reviews(community),
    await misuse.cases(community),
    await release.consents(community),
    await release.setting(community),
    ...(await ownPrivacy(handle, community)),
    ...(await paperAnswers(handle, community, papers)),
    ...(await ballotAnswers(handle, community, decided)),
    ...(await joiningAnswers(handle, community, applications)),
  ];
}

async function ownPrivacy(handle: Handle, community: string): Promise<unknown[]> {
  const { recheck, retention, subjects } = handle;
  return [
    await retention.rules(community),
    await retention.holds(community),
    await recheck.rechecks(community),
    await subjects.requests(community),
    await subjects.questions(community),
    await subjects.figures(community, 2026),
  ];
}

/** Following the feed two rows at a time, as a poller does. */
async function smallPages(handle: Handle, community: string): Promise<unknown[]> {
  const pages: unknown[] = [];
  let addedAfter: number | undefined;
  for (;;) {
    const query = { community, limit: 2, ...(addedAfter === undefined ? {} : { addedAfter }) };
    const page = await handle.exchange.page(query);
    pages.push(page);
    addedAfter = page.rows.at(-1)?.dateAdded;
    if (!page.more || addedAfter === undefined) return pages;
  }
}

async function settled(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call();
  } catch (fault) {
    if (fault instanceof NotFound || fault instanceof NotAReader) return fault.name;
    throw fault;
  }
}

function labelIds(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(labelIds);
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'labelId' && typeof inner === 'number' ? [inner] : labelIds(inner),
  );
}
