import assert from 'node:assert/strict';
import * as expected from './expectations.ts';
import { askDesk, askFilters } from './desk-oracle.ts';
import { BASE, itemLine, lineOf, microsOf, NOBODY, sameAnswer } from './answer-lines.ts';
import type { Asking, Item } from './answer-lines.ts';
import { OpeningOracle } from './opening-oracle.ts';
import { canaryOf } from './object-pool.ts';
import { someId } from './random-world.ts';
import { mayReshare } from '@tocsin/policy';
import { tlpOfMarkingRef } from '@tocsin/stix';
import type { Reader } from '@tocsin/policy';
import type { Player, Scene } from './cast.ts';
import type { Credentials } from './credentials.ts';
import type { HubAnswer, TestHub } from './hub-over.ts';
import type { ModelRow } from './model.ts';
import type { RandomWorld } from './random-world.ts';
import type { Asker } from './desk-oracle.ts';

/** Holds a hub's answers over HTTP and TAXII against the model, and looks for words nobody should have been told. */
export class HttpOracle {
  readonly #world: RandomWorld;
  readonly #hub: TestHub;
  readonly #credentials: ReadonlyMap<string, Credentials>;
  readonly #openings = new OpeningOracle();
  #answers = 0;
  #rows = 0;

  constructor(world: RandomWorld, hub: TestHub, credentials: ReadonlyMap<string, Credentials>) {
    this.#world = world;
    this.#hub = hub;
    this.#credentials = credentials;
  }

  /** Answers looked at so far, and rows compared in them. */
  get counts(): { answers: number; rows: number } {
    return { answers: this.#answers, rows: this.#rows };
  }

  /** Asks everything as one player in one community. */
  async all(player: Player, scene: Scene): Promise<void> {
    const { model } = this.#world;
    const reader = model.reader(player.principal);
    const as = this.#credentials.get(player.name) ?? {};
    if (reader === undefined) {
      const answer = await this.#hub.get(`${BASE}/communities`, as);
      assert.equal(answer.status, 401, `${player.name} is nobody here any more`);
      return;
    }
    const told = this.#toldTo(reader);
    const asking = { player, scene, reader, as, told };
    if (!model.people.stands(reader, scene.id)) return this.#outside(asking);
    await this.#lists(asking);
    await this.#objects(asking);
    await this.#values(asking);
    await this.#others(asking);
    if (player.principal.kind === 'token') await this.#taxii(asking);
  }

  /** Whoever has no standing in a community is answered as if there were none. */
  async #outside(asking: Asking): Promise<void> {
    const { scene } = asking;
    for (const tail of ['', '/objects', '/members', '/contributions', '/search?text=seen']) {
      const here = await this.#get(asking, `${BASE}/communities/${scene.id}${tail}`);
      const nowhere = await this.#get(asking, `${BASE}/communities/${NOBODY}${tail}`);
      assert.equal(here.status, 404, tail);
      sameAnswer(here, nowhere, [scene.id, NOBODY]);
    }
  }

  async #lists(asking: Asking): Promise<void> {
    const { reader, scene } = asking;
    const { model } = this.#world;
    for (const version of ['last', 'all', 'first']) {
      const query = { community: scene.id, versions: [version] };
      const wanted = expected.expectedPage(model, reader, query).map(lineOf);
      for (const order of ['oldest-first', 'newest-first']) {
        const path = `/objects?version=${version}&order=${order}&limit=4`;
        const items = await this.#pages(asking, `${BASE}/communities/${scene.id}${path}`);
        this.#same(items.map(itemLine), wanted, `${asking.player.name} ${path}`);
      }
    }
    await askFilters(this.#asker(asking), asking);
    const shares = await this.#get(asking, `${BASE}/communities/${scene.id}/contributions`);
    assert.equal(shares.status, 200);
  }

  #asker(asking: Asking): Asker {
    return {
      world: this.#world,
      get: (path) => this.#get(asking, path),
      post: async (path, body) => {
        const answer = await this.#hub.send('POST', path, { as: asking.as, body });
        this.#look(asking, answer);
        return answer;
      },
      pages: (path) => this.#pages(asking, path),
      same: (is, wanted, where) => this.#same(is.map(itemLine), wanted.map(lineOf), where),
    };
  }

  async #objects(asking: Asking): Promise<void> {
    const { reader, scene, player } = asking;
    const { model } = this.#world;
    const here = `${BASE}/communities/${scene.id}`;
    const ids = new Set(Array.from({ length: 4 }, () => someId(this.#world, scene)));
    for (const id of ids) {
      const at = { id, community: scene.id };
      const path = `${here}/objects/${id}`;
      const wanted = expected.expectedObject(model, reader, at);
      const found = await this.#openings.open(this.#asker(asking), asking, {
        path,
        row: wanted?.row,
      });
      assert.equal(found.status, wanted === undefined ? 404 : 200, `${player.name} ${path}`);
      if (wanted === undefined) {
        await this.#hiddenIsAbsent(asking, id);
        continue;
      }
      const detail = JSON.parse(found.body) as Item & { raw: string; origins: { id: string }[] };
      assert.equal(detail.raw, wanted.row.text);
      assert.deepEqual(
        detail.origins.map((origin) => origin.id),
        wanted.origins,
      );
      const versions = await this.#items(asking, `${path}/versions`);
      const all = expected.expectedVersions(model, reader, at);
      assert.deepEqual(versions.map(itemLine), all.map(lineOf));
      const references = await this.#items(asking, `${path}/references`);
      const edges = expected.expectedReferences(model, reader, at).map(({ row }) => lineOf(row));
      if (references.every((one) => one.property !== GRANULAR))
        this.#same(references.map(itemLine), edges, `references of ${id}`);
      await this.#get(asking, `${path}/access`);
      const handling = await this.#get(asking, `${path}/handling`);
      const isTold = expected.expectedHandling(model, reader, at);
      if (isTold !== undefined) assert.equal(handling.status, isTold ? 200 : 404, handling.body);
      await this.#get(asking, `${here}/sources/${wanted.row.origin}/reliability`);
    }
    for (const path of ['/recalls', '/recalled']) await this.#get(asking, here + path);
    await this.#copies(asking, [...ids]);
  }

  /** A copy holds what may go to tools, and of the rest it tells what is hidden and what is absent alike. */
  async #copies(asking: Asking, ids: readonly string[]): Promise<void> {
    const { reader, scene, as } = asking;
    const { model } = this.#world;
    const [id = ''] = ids;
    const absent = `${id.split('--')[0] ?? ''}--${NOBODY}`;
    const body = { ids: [...ids, absent], encrypt: false };
    const path = `${BASE}/communities/${scene.id}/copies`;
    const answer = await this.#hub.send('POST', path, { as, body });
    this.#look(asking, answer);
    const may = (one: string): boolean | undefined => {
      const wanted = expected.expectedObject(model, reader, { id: one, community: scene.id });
      const at = { act: 'machine-export', now: model.now() } as const;
      return wanted === undefined
        ? undefined
        : mayReshare(reader, wanted.row.label, at)?.verdict === 'yes';
    };
    if (!ids.some(may)) {
      assert.equal(answer.status, ids.every((one) => may(one) === undefined) ? 404 : 422);
      return;
    }
    const copy = JSON.parse(answer.body) as { data: string; left_out: { id: string }[] };
    const text = Buffer.from(copy.data, 'base64').toString('utf8');
    this.#look(asking, { ...answer, body: text });
    const { objects } = JSON.parse(text) as { objects: { id: string }[] };
    const held = new Set(objects.map((object) => object.id));
    // The fixed definitions of levels go along whoever shared them, or nobody: they tell nothing.
    for (const one of ids)
      if (tlpOfMarkingRef(one) === undefined) assert.equal(held.has(one), may(one) === true, one);
    assert.equal(held.size, objects.length, 'a copy holds everything once');
    const unseen = copy.left_out.filter((one) => may(one.id) === undefined);
    const words = new Set(unseen.map((one) => JSON.stringify({ ...one, id: '' })));
    assert.equal(words.size, 1, 'hidden and absent are told alike');
  }

  /** What is hidden is answered, to every method, with the bytes of what is absent. */
  async #hiddenIsAbsent(asking: Asking, id: string): Promise<void> {
    const { scene, as } = asking;
    const absent = `${id.split('--')[0] ?? ''}--${NOBODY}`;
    const path = (one: string): string => `${BASE}/communities/${scene.id}/objects/${one}`;
    const marking = { tlp: 'TLP:RED', audience: { everyone: true } };
    const answer = { kind: 'sighting' };
    for (const tail of ['', '/versions', '/references', '/access', '/attestation'])
      sameAnswer(
        await this.#get(asking, path(id) + tail),
        await this.#get(asking, path(absent) + tail),
        [id, absent],
      );
    const pairs: [HubAnswer, HubAnswer][] = [];
    for (const one of [id, absent]) {
      const made = [
        await this.#hub.send('PUT', `${path(one)}/marking`, { as, body: marking }),
        await this.#hub.send('POST', `${path(one)}/answers`, { as, body: answer }),
        await this.#hub.send('DELETE', path(one), { as }),
        await this.#hub.send('POST', `${path(one)}/attestation`, { as, body: { shown: SHOWN } }),
        await this.#hub.send('POST', `${path(one)}/prints`, { as, body: { copy: NOBODY } }),
      ];
      for (const [place, given] of made.entries()) {
        const pair = pairs[place];
        if (pair === undefined) pairs.push([given, given]);
        else pair[1] = given;
      }
    }
    for (const [hidden, missing] of pairs) {
      sameAnswer(hidden, missing, [id, absent]);
      assert.ok(hidden.status >= 400, `${id} is changed by somebody who may not see it`);
    }
  }

  async #values(asking: Asking): Promise<void> {
    const { reader, scene } = asking;
    const { model, pool, random } = this.#world;
    const values = pool.values.map((one) => one.value);
    const many = await this.#hub.send('POST', `${BASE}/lookup`, {
      as: asking.as,
      body: { values },
    });
    this.#look(asking, many);
    const { results } = JSON.parse(many.body) as { results: Item[] };
    for (const [place, value] of pool.values.entries()) {
      const wanted = expected.expectedHits(model, reader, value).map(hitLine);
      const hits = (results[place]?.hits ?? []).map((hit) => `${hit.id} ${hit.origin.id}`);
      this.#same(hits, wanted, `look-up of ${value.value}`);
    }
    await this.#get(asking, `${BASE}/lookup?value=${random.pick(values)}`);
    for (const text of random.some(pool.words)) {
      const found = await this.#items(
        asking,
        `${BASE}/communities/${scene.id}/search?text=${text}&limit=100`,
      );
      const wanted = expected.expectedFound(model, reader, { text, community: scene.id });
      assert.deepEqual(found.map(itemLine), wanted.map(lineOf), text);
    }
  }

  /** Routes that give no rows: whatever they say holds no word that was not for this reader. */
  async #others(asking: Asking): Promise<void> {
    const { scene, as } = asking;
    const { model, random } = this.#world;
    const base = `${BASE}/communities/${scene.id}`;
    for (const path of ['', '/members', '/people', '/groups']) await this.#get(asking, base + path);
    for (const path of ['/communities', '/audit', '/me', '/home'])
      await this.#get(asking, BASE + path);
    await askDesk(this.#asker(asking), asking);
    const body = { tlp: 'TLP:AMBER', audience: { everyone: true } };
    this.#look(asking, await this.#hub.send('POST', `${base}/audience`, { as, body }));
    for (const share of random.some(model.shares, 0.2)) {
      const receipt = await this.#get(asking, `${BASE}/contributions/${share.id}`);
      const wanted = expected.expectedReceipt(model, asking.reader, share);
      const isNamed = receipt.status === 200;
      assert.equal(isNamed, wanted !== undefined, `receipt ${share.id}: ${String(receipt.status)}`);
    }
  }

  async #taxii(asking: Asking): Promise<void> {
    const { reader, scene, player } = asking;
    const { model, random } = this.#world;
    await this.#get(asking, '/taxii2/', TAXII);
    const root = `/taxii2/${scene.slug}`;
    if ((await this.#get(asking, `${root}/`, TAXII)).status !== 200) return;
    await this.#get(asking, `${root}/collections/`, TAXII);
    const version = random.pick(['last', 'all', 'first']);
    const query = { community: scene.id, versions: [version] };
    const rows = expected.expectedPage(model, reader, query);
    for (const collection of ['everything', 'indicators', 'relationships', 'observables']) {
      const types = COLLECTION_TYPES[collection];
      const wanted = rows.filter((row) => types?.includes(row.object.type) ?? true);
      const at = `${root}/collections/${collection}`;
      await this.#get(asking, `${at}/`, TAXII);
      const objects = await this.#taxiiPages(
        asking,
        `${at}/objects/?match[version]=${version}&limit=3`,
      );
      const texts = wanted.map((row) => JSON.stringify(row.object));
      this.#same(
        objects.map((one) => JSON.stringify(one)),
        texts,
        `${player.name} ${at}`,
      );
      const manifest = await this.#taxiiPages(
        asking,
        `${at}/manifest/?match[version]=${version}&limit=5`,
      );
      const lines = manifest.map((one) => `${String(one['id'])} ${microsOf(one['version'])}`);
      const versions = wanted.map((row) => `${row.id} ${microsOf(expected.plainOf(row).version)}`);
      this.#same(lines, versions, `${player.name} ${at} manifest`);
      const dates = manifest.map((one) => String(one['date_added']));
      assert.deepEqual(dates, [...new Set(dates)].toSorted(), 'dates added strictly increase');
    }
    const id = someId(this.#world, scene);
    const one = await this.#get(asking, `${root}/collections/everything/objects/${id}/`, TAXII);
    const isSeen = model.visible(reader, scene.id).some((row) => row.id === id);
    assert.equal(one.status, isSeen ? 200 : 404, `${player.name} TAXII ${id}`);
    const versions = await this.#get(
      asking,
      `${root}/collections/everything/objects/${id}/versions/`,
      TAXII,
    );
    assert.equal(versions.status, one.status);
    if (isSeen) return;
    const absent = `${id.split('--')[0] ?? ''}--${NOBODY}`;
    const other = await this.#get(
      asking,
      `${root}/collections/everything/objects/${absent}/`,
      TAXII,
    );
    sameAnswer(one, other, [id, absent]);
  }

  async #taxiiPages(asking: Asking, path: string): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    for (let next = ''; ;) {
      const page = await this.#get(asking, path + next, TAXII);
      assert.equal(page.status, 200, `${path}${next}: ${page.body}`);
      const body = JSON.parse(page.body) as {
        objects?: Record<string, unknown>[];
        more?: boolean;
        next?: string;
      };
      found.push(...(body.objects ?? []));
      if (body.more !== true) return found;
      next = `&next=${encodeURIComponent(body.next ?? '')}`;
    }
  }

  async #pages(asking: Asking, path: string): Promise<Item[]> {
    const found: Item[] = [];
    for (let next = ''; ;) {
      const page = await this.#get(asking, path + next);
      assert.equal(page.status, 200, `${path}${next}: ${page.body}`);
      const body = JSON.parse(page.body) as { items: Item[]; next_cursor?: string };
      found.push(...body.items);
      if (body.next_cursor === undefined) return found;
      next = `&cursor=${body.next_cursor}`;
    }
  }

  async #items(asking: Asking, path: string): Promise<Item[]> {
    const answer = await this.#get(asking, path);
    assert.equal(answer.status, 200, `${path}: ${answer.body}`);
    return (JSON.parse(answer.body) as { items: Item[] }).items;
  }

  async #get(
    asking: Asking,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<HubAnswer> {
    const answer = await this.#hub.get(path, asking.as, headers);
    assert.ok(answer.status < 500, `${path}: ${answer.body}`);
    this.#look(asking, answer);
    return answer;
  }

  /** Finds words in an answer that stand only in what the reader was not to be told. */
  #look({ player, told }: Asking, answer: HubAnswer): void {
    this.#answers += 1;
    for (const [word] of `${JSON.stringify(answer.headers)}${answer.body}`.matchAll(
      /canary[0-9a-f]{8,16}/g,
    ))
      assert.ok(told.has(word), `${player.name} was told ${word}: ${answer.body.slice(0, 2000)}`);
  }

  #toldTo(reader: Reader): Set<string> {
    const { model, pool } = this.#world;
    const canaries = new Map(pool.objects.map((one) => [JSON.stringify(one), one['x_canary']]));
    const told = new Set<string>();
    for (const row of model.visible(reader)) {
      const word = canaries.get(row.text) ?? canaryOf(row.object);
      if (typeof word === 'string') told.add(word);
    }
    for (const share of model.shares) {
      const isTold =
        expected.seesShare(model, reader, share) ||
        expected.expectedReceipt(model, reader, share) !== undefined;
      const [word] = /canary[0-9a-f]+/.exec(share.input.title ?? '') ?? [];
      if (isTold && word !== undefined) told.add(word);
    }
    return told;
  }

  #same(is: readonly string[], wanted: readonly string[], where: string): void {
    assert.deepEqual(is.toSorted(), wanted.toSorted(), where);
    this.#rows += is.length;
  }
}

const SHOWN = '0'.repeat(64);
const TAXII = { accept: 'application/taxii+json;version=2.1' };
const COLLECTION_TYPES: Partial<Record<string, readonly string[]>> = {
  indicators: ['indicator'],
  relationships: ['relationship'],
  observables: ['ipv4-addr'],
};
/** Whether a granular marking counts as a reference is left open. */
const GRANULAR = 'granular_markings.marking_ref';
function hitLine(row: ModelRow): string {
  return `${row.id} ${row.origin}`;
}
