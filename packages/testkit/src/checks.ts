import assert from 'node:assert/strict';
import { PAGE_MAX } from '@tocsin/store';
import { isRow, randomQuery, rememberLabels, rising, sameReaders, sameSet } from './check-rows.ts';
import { comeBack, follow } from './check-following.ts';
import type { Followed } from './check-following.ts';
import * as expected from './expectations.ts';
import { oracleMayRead } from './oracle.ts';
import { newest } from './model.ts';
import { markingFor, outcome, readable, someId } from './random-world.ts';
import type { Player, Scene } from './cast.ts';
import type { RandomWorld } from './random-world.ts';
import type { Label, Reader } from '@tocsin/policy';
import type { ExchangeHandle, FeedRow } from '@tocsin/store';

/** Somebody asking in a community. */
export interface Asking {
  readonly world: RandomWorld;
  readonly player: Player;
  readonly scene: Scene;
  readonly reader: Reader;
  readonly exchange: ExchangeHandle;
  readonly rights: () => Promise<string>;
  readonly following: Map<string, Followed>;
}

/** Holds every answer of the store against the model, and counts how often it did. */
export class Checker {
  readonly #world: RandomWorld;
  /** What every label id the store gave out stands for. */
  readonly #labels = new Map<number, Label>();
  readonly #following = new Map<string, Followed>();
  #count = 0;
  #rows = 0;

  constructor(world: RandomWorld) {
    this.#world = world;
  }

  /** Answers compared so far. */
  get count(): number {
    return this.#count;
  }

  /** Rows seen by somebody so far: a test that only ever compares nothing with nothing proves nothing. */
  get rows(): number {
    return this.#rows;
  }

  /** Asks some of the questions there are, as one reader in one community. */
  async some(player: Player, scene: Scene, questions: number): Promise<void> {
    const asking = await this.#asking(player, scene);
    if (asking === undefined) return;
    for (let asked = 0; asked < questions; asked++)
      await this.#ask(asking, this.#world.random.pick(QUESTIONS));
    // Not each time: between two readings something has to come and go.
    if (this.#world.random.chance(0.3)) await this.#followers();
  }

  /** A few readers follow the first community all the time: what goes is found by comparing two readings of one. */
  async #followers(): Promise<void> {
    const { cast, random } = this.#world;
    const [scene] = cast.scenes;
    const asking =
      scene === undefined
        ? undefined
        : await this.#asking(random.pick(cast.players.slice(0, FOLLOWERS)), scene);
    if (asking !== undefined) await this.#ask(asking, follow);
  }

  /** Asks all of the questions, and for text, whose index follows behind the write. */
  async all(player: Player, scene: Scene): Promise<void> {
    const asking = await this.#asking(player, scene);
    if (asking === undefined) return;
    for (const question of [...QUESTIONS, search]) await this.#ask(asking, question);
  }

  async #ask(asking: Asking, question: Question): Promise<void> {
    try {
      const rows = await question(asking, this.#labels);
      this.#rows += rows;
      this.#count += 1;
    } catch (fault) {
      const { player, scene, world } = asking;
      const where = `${question.name} as ${player.name} in ${scene.slug}, seed ${String(world.random.seed)}`;
      throw new Error(`${where}\n${readable(world)}`, { cause: fault });
    }
  }

  async #asking(player: Player, scene: Scene): Promise<Asking | undefined> {
    const world = this.#world;
    const reader = world.model.reader(player.principal);
    const { exchange, rights } = world.handle(player);
    const following = this.#following;
    if (reader !== undefined) {
      return { world, player, scene, reader, exchange, rights, following };
    }
    const given = await outcome(exchange.page({ community: scene.id, limit: 5 }));
    assert.equal(given.fault, 'NotAReader', `${player.name} is nobody here any more`);
    this.#count += 1;
    return undefined;
  }
}

const FOLLOWERS = 4;

type Question = (asking: Asking, labels: Map<number, Label>) => Promise<number>;

async function page(asking: Asking, labels: Map<number, Label>): Promise<number> {
  const { world, exchange, reader } = asking;
  const query = randomQuery(asking);
  const full = await exchange.page({ ...query, limit: PAGE_MAX });
  const wanted = expected.expectedPage(world.model, reader, query);
  sameSet(full.rows, wanted.map(expected.plainOf), query);
  assert.equal(full.more, false);
  rising(full.rows);
  rememberLabels(asking, full.rows, labels);
  const backwards = await exchange.page({ ...query, order: 'newest-first', limit: PAGE_MAX });
  assert.deepEqual(backwards.rows, full.rows.toReversed(), 'newest first is not the reverse');
  assert.equal(await exchange.count(query), full.rows.length, `count ${JSON.stringify(query)}`);
  return full.rows.length;
}

/** Pages of a few rows, following the date added, give what one big page gives; in either direction. */
async function smallPages(asking: Asking): Promise<number> {
  const { world, exchange } = asking;
  const query = randomQuery(asking);
  const full = await exchange.page({ ...query, limit: PAGE_MAX });
  const limit = 1 + world.random.below(3);
  for (const order of ['oldest-first', 'newest-first'] as const) {
    const rows: FeedRow[] = [];
    for (;;) {
      assert.ok(rows.length <= full.rows.length, 'pages do not come to an end');
      const last = rows.at(-1)?.dateAdded;
      const from =
        last === undefined
          ? {}
          : order === 'oldest-first'
            ? { addedAfter: last }
            : { addedBefore: last };
      const part = await exchange.page({ ...query, ...from, order, limit });
      rows.push(...part.rows);
      assert.ok(part.rows.length <= limit);
      assert.ok(part.rows.length > 0 || !part.more, 'an empty page says that more follow');
      if (!part.more) break;
      assert.equal(part.rows.length, limit, 'a page that is not the last is full');
    }
    assert.deepEqual(rows, order === 'oldest-first' ? full.rows : full.rows.toReversed(), order);
  }
  return full.rows.length;
}

/** Dates as limits: strictly later, strictly earlier, around every date the reader was given. */
async function betweenDates(asking: Asking): Promise<number> {
  const { world, exchange } = asking;
  const { random } = world;
  const query = randomQuery(asking);
  const full = await exchange.page({ ...query, limit: PAGE_MAX });
  const dates = full.rows.map((row) => row.dateAdded);
  if (dates.length === 0) return 0;
  const near = (): number => random.pick(dates) + random.below(3) - 1;
  const limits = {
    ...(random.chance(0.7) ? { addedAfter: near() } : {}),
    ...(random.chance(0.5) ? { addedBefore: near() } : {}),
  };
  const some = await exchange.page({ ...query, ...limits, limit: PAGE_MAX });
  const wanted = full.rows.filter(
    (row) =>
      row.dateAdded > (limits.addedAfter ?? -Infinity) &&
      row.dateAdded < (limits.addedBefore ?? Infinity),
  );
  assert.deepEqual(some.rows, wanted, JSON.stringify(limits));
  assert.equal(await exchange.count({ ...query, ...limits }), wanted.length);
  return wanted.length;
}

async function object(asking: Asking): Promise<number> {
  const { world, exchange, reader, scene } = asking;
  const id = someId(world, scene);
  const community = world.random.chance(0.7) ? scene.id : undefined;
  const found = await exchange.object(id, community);
  const wanted = expected.expectedObject(world.model, reader, {
    id,
    ...(community === undefined ? {} : { community }),
  });
  assert.equal(
    found === undefined,
    wanted === undefined,
    `${id} is there for one, not for the other`,
  );
  if (found === undefined || wanted === undefined) return 0;
  assert.deepEqual(expected.plainRow(found), expected.plainOf(wanted.row));
  assert.equal(found.community, wanted.row.community);
  assert.deepEqual(found.origins, wanted.origins);
  sameReaders(asking, found.label, wanted.row.label);
  return 1;
}

async function versions(asking: Asking): Promise<number> {
  const { world, exchange, reader, scene } = asking;
  const id = someId(world, scene);
  const found = await exchange.versions(id, scene.id);
  const wanted = expected.expectedVersions(world.model, reader, { id, community: scene.id });
  assert.deepEqual(found.map(expected.plainRow), wanted.map(expected.plainOf));
  return found.length;
}

async function references(asking: Asking): Promise<number> {
  const { world, exchange, reader, scene } = asking;
  const id = someId(world, scene);
  const limit = world.random.chance(0.5) ? 100 : 1 + world.random.below(3);
  const given = await exchange.references(id, scene.id, limit);
  // Whether a granular marking counts as a reference is left open.
  const found = given.filter((one) => one.property !== 'granular_markings.marking_ref');
  if (found.length < given.length) return 0;
  const wanted = expected.expectedReferences(world.model, reader, { id, community: scene.id });
  const lines = found.map((one) =>
    JSON.stringify([one.property, expected.plainRow(one.row), one.other?.id]),
  );
  const all = wanted.map((one) => {
    const other = one.row.object.type === 'relationship' ? one.other : undefined;
    return JSON.stringify([one.property, expected.plainOf(one.row), other]);
  });
  if (all.length <= limit) assert.deepEqual(lines.toSorted(), all.toSorted());
  else {
    assert.equal(lines.length, limit);
    for (const line of lines) assert.ok(all.includes(line), line);
  }
  return lines.length;
}

async function titles(asking: Asking): Promise<number> {
  const { world, exchange, reader, scene } = asking;
  const found = await exchange.titles(world.pool.ids, scene.id);
  const wanted = world.pool.ids.flatMap((id) => {
    const shown = expected.expectedObject(world.model, reader, { id, community: scene.id });
    return shown === undefined ? [] : [[id, expected.plainOf(shown.row).title]];
  });
  assert.deepEqual([...found].toSorted(), wanted.toSorted());
  return found.size;
}

/** Values that nobody shares. */
const STRANGERS = Array.from({ length: 20 }, (_, place) => ({
  kind: 'ipv4' as const,
  value: `192.0.2.${String(200 + place)}`,
}));

async function lookup(asking: Asking): Promise<number> {
  const { world, exchange, reader } = asking;
  const some = world.random.some(world.pool.values, 0.6);
  // Many at once are first asked whether they are known at all.
  const values = some.length % 2 === 0 ? some : [...some, ...STRANGERS];
  const found = await exchange.lookup(values);
  const wanted = values.map((value) =>
    expected.expectedHits(world.model, reader, value).map(expected.hitOf),
  );
  assert.deepEqual(
    found.map((hits) => hits.map(expected.hitName)),
    wanted,
  );
  return found.flat().length;
}

async function label(asking: Asking, labels: Map<number, Label>): Promise<number> {
  const { world, exchange, reader } = asking;
  if (labels.size === 0) return 0;
  const [id, kept] = world.random.pick([...labels]);
  const found = await exchange.label(id);
  const may = oracleMayRead(reader, kept, world.model.now());
  assert.equal(found !== undefined, may, `label ${String(id)}`);
  if (found !== undefined) sameReaders(asking, found, kept);
  return may ? 1 : 0;
}

async function receipts(asking: Asking): Promise<number> {
  const { world, exchange, reader, scene } = asking;
  const { model, random } = world;
  const shares = model.shares.filter((share) => share.community === scene.id);
  const wanted = shares.flatMap((share) => {
    const lines = expected.expectedReceipt(model, reader, share);
    return lines === undefined
      ? []
      : [{ id: share.id, title: share.isErased ? '' : share.input.title, lines }];
  });
  const found = await exchange.receipts({ community: scene.id, limit: 200 });
  assert.deepEqual(
    found.map((one) => ({ id: one.id, title: one.title, lines: expected.plainLines(one.lines) })),
    wanted.toReversed(),
  );
  for (const share of random.some(shares, 0.3)) {
    const one = await exchange.receipt(share.id);
    const lines = expected.expectedReceipt(model, reader, share);
    assert.deepEqual(one === undefined ? undefined : expected.plainLines(one.lines), lines);
  }
  return found.length;
}

async function contribution(asking: Asking): Promise<number> {
  const { world, exchange, reader, scene } = asking;
  const shares = world.model.shares.filter((share) => share.community === scene.id);
  if (shares.length === 0) return 0;
  const share = world.random.pick(shares);
  const found = await exchange.contribution(share.id);
  const isSeen = expected.seesShare(world.model, reader, share);
  assert.equal(found !== undefined, isSeen, `the share ${share.id}`);
  if (found === undefined) return 0;
  const { labelId: _, ...told } = found;
  assert.deepEqual(told, {
    id: share.id,
    community: share.community,
    kind: share.input.kind,
    title: share.isErased ? '' : share.input.title,
    text: share.isErased ? '' : share.input.text,
    origin: share.origin,
    at: share.at,
  });
  return 1;
}

async function audience(asking: Asking): Promise<number> {
  const { world, exchange, reader, scene } = asking;
  const marking = markingFor(world, scene);
  const found = await outcome(exchange.audience(scene.id, marking));
  const wanted = expected.expectedAudience(world.model, reader, { community: scene.id, marking });
  if (wanted === undefined) assert.equal(found.fault, 'NotFound');
  else {
    const { organizations = [], persons, tokens } = found.value ?? {};
    const ids = organizations.map((one) => one.id).toSorted();
    assert.deepEqual({ organizations: ids, persons, tokens }, wanted, JSON.stringify(marking));
  }
  return 0;
}

/** Only the source is told who was sent an item, and only of those it was sent to. */
async function deliveries(asking: Asking): Promise<number> {
  const { world, exchange, reader, scene } = asking;
  const { model, random } = world;
  const { rows } = await exchange.page({ community: scene.id, limit: 3 });
  await exchange.delivered({ community: scene.id, way: 'api', rows });
  for (const row of rows) world.sent.push({ ...row, community: scene.id, to: reader.organization });
  const isSettled = random.chance(0.3);
  if (isSettled) await world.test.settle();
  const id = rows[0]?.id ?? someId(world, scene);
  for (const player of random.some(world.cast.players, 0.2)) {
    const source = model.reader(player.principal);
    if (source === undefined) continue;
    const told = await world.handle(player).exchange.deliveries(id, scene.id);
    const own = newest(
      model
        .visible(source, scene.id)
        .filter((row) => row.id === id && row.origin === source.organization),
    );
    const sent = world.sent.filter(
      (one) => one.id === id && one.community === scene.id && one.origin === source.organization,
    );
    const receivers = new Set(own === undefined ? [] : sent.map((one) => one.to));
    for (const { organization } of told)
      assert.ok(receivers.has(organization), `${player.name} was told of a sending of ${id}`);
    const justSent = rows.find((row) => own !== undefined && isRow(row, own));
    if (!isSettled || justSent === undefined || reader.organization === source.organization)
      continue;
    const names = told.map((one) => one.organization);
    assert.ok(names.includes(reader.organization), `${player.name} was not told of a sending`);
  }
  return rows.length;
}

async function search(asking: Asking): Promise<number> {
  const { world, exchange, reader, scene } = asking;
  let rows = 0;
  for (const text of world.pool.words) {
    const here = world.random.chance(0.5) ? { community: scene.id } : {};
    const found = await exchange.search({ text, ...here, limit: 500 });
    const wanted = expected.expectedFound(world.model, reader, { text, ...here });
    assert.deepEqual(found.map(expected.plainRow), wanted.map(expected.plainOf), text);
    rows += found.length;
  }
  return rows;
}

const QUESTIONS: readonly Question[] = [
  page,
  smallPages,
  betweenDates,
  follow,
  comeBack,
  object,
  versions,
  references,
  titles,
  lookup,
  label,
  receipts,
  contribution,
  audience,
  deliveries,
];
