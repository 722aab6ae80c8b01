import { randomInt, randomUUID } from 'node:crypto';
import { scoId } from '@tocsin/stix';
import { isRecord, listIn, textIn, type Heard, type Teller } from './suite-http.ts';

/** A STIX object of the fixture. */
export type Stix = Record<string, unknown> & { type: string; id: string };

/** Where things are on the server under test. */
export interface Places {
  discovery: string;
  root: string;
  collections: string;
  collection: string;
  manifest: string;
  objects: string;
  object: string;
  versions: string;
  status: string;
}

/** The server under test with the fixture in it. */
export interface Scene {
  teller: Teller;
  places: Places;
  /** Objects by their name in the table: `i0`, `v0@1` … */
  objects: Map<string, Stix>;
  /** The date added of the object before the fixture. */
  mark: string;
  /** The status of the fixture's first envelope. */
  statusId: string;
}

/** Posts the fixture and finds out where everything is. */
export async function setScene(teller: Teller): Promise<Scene> {
  const discovery = teller.options.url;
  const found = await teller.ask({ url: discovery });
  const roots = listIn(found.body, 'api_roots').filter((root) => typeof root === 'string');
  const root = new URL(textIn(found.body, 'default') || (roots[0] ?? ''), discovery).href;
  const collections = `${root}collections/`;
  const listed = await teller.ask({ url: collections, as: 'writer' });
  const usable = listIn(listed.body, 'collections').find(
    (one) => isRecord(one) && one['can_write'] === true && one['can_read'] === true,
  );
  if (usable === undefined) throw new Error('No collection can be both read and written');
  const collection = `${collections}${textIn(usable, 'id')}/`;
  const objects = fixture();
  const start = indicator('start');
  await post(teller, collection, [start]);
  const marked = await teller.ask({ url: `${collection}manifest/?match[id]=${start.id}` });
  const mark = textIn(listIn(marked.body, 'objects')[0], 'date_added');
  if (mark === '') throw new Error(`The first object is not in the manifest: ${marked.text}`);
  const later = new Set(['v0@1', 'v0@2']);
  const first = [...objects].filter(([name]) => !later.has(name)).map(([, object]) => object);
  const posted = await post(teller, collection, first);
  for (const name of later) await post(teller, collection, [named(objects, name)]);
  const statusId = textIn(posted.body, 'id');
  const object = `${collection}objects/${named(objects, 'v0@0').id}/`;
  const places: Places = {
    discovery,
    root,
    collections,
    collection,
    manifest: `${collection}manifest/`,
    objects: `${collection}objects/`,
    object,
    versions: `${object}versions/`,
    status: `${root}status/${statusId}/`,
  };
  return { teller, places, objects, mark, statusId };
}

/** Posts objects as the writer and waits until the status is complete. */
export async function post(
  teller: Teller,
  collection: string,
  objects: readonly unknown[],
): Promise<Heard> {
  const body = JSON.stringify({ objects });
  const answer = await teller.ask({
    method: 'POST',
    url: `${collection}objects/`,
    as: 'writer',
    body,
  });
  if (answer.status !== 202) throw new Error(`POST answered ${answer.status}: ${answer.text}`);
  const root = collection.slice(0, collection.indexOf('collections/'));
  for (let tries = 0; tries < 50 && textIn(answer.body, 'status') === 'pending'; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const url = `${root}status/${textIn(answer.body, 'id')}/`;
    const again = await teller.ask({ url, as: 'writer' });
    answer.body = again.body;
  }
  return answer;
}

/** An indicator nobody else has. */
export function indicator(name: string, changes: Record<string, unknown> = {}): Stix {
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${randomUUID()}`,
    created: '2024-02-03T04:05:06.789Z',
    modified: '2024-02-03T04:05:06.789Z',
    name,
    indicator_types: ['malicious-activity'],
    pattern: "[ipv4-addr:value = '198.51.100.7']",
    pattern_type: 'stix',
    valid_from: '2024-02-03T04:05:06.789Z',
    ...changes,
  };
}

/** An object of the scene by name. */
export function named(objects: ReadonlyMap<string, Stix>, name: string): Stix {
  const object = objects.get(name) ?? objects.get(`${name}@0`);
  if (object === undefined) throw new Error(`The fixture has no "${name}"`);
  return object;
}

/** What tells versions apart. */
export function versionOf(object: unknown): string {
  return textIn(object, 'modified') || textIn(object, 'created');
}

/** The names of the objects, records or versions in an answer, in order; `?` for what is not of the fixture. */
export function namesIn(scene: Scene, url: string, body: unknown): string[] {
  const about = /objects\/([^/?]+)\/versions\//.exec(url)?.[1];
  if (about !== undefined) {
    return listIn(body, 'versions').map((version) => nameOf(scene, about, String(version)));
  }
  return listIn(body, 'objects').map((one) =>
    nameOf(scene, textIn(one, 'id'), textIn(one, 'version') || versionOf(one)),
  );
}

function nameOf(scene: Scene, id: string, version: string): string {
  const alike = [...scene.objects].filter(([, object]) => object.id === id);
  const exact = alike.find(([, object]) => versionOf(object) === version);
  if (exact !== undefined) return exact[0];
  const [only] = alike;
  return only !== undefined && versionOf(only[1]) === '' ? only[0] : '?';
}

function fixture(): Map<string, Stix> {
  const objects = new Map<string, Stix>();
  for (let index = 0; index < 8; index += 1) {
    objects.set(`i${index}`, indicator(`Indicator ${index}`, { x_number: 0.1 * index }));
  }
  const times = { created: '2024-02-03T04:05:06.789Z', modified: '2024-02-03T04:05:06.789Z' };
  const base = { spec_version: '2.1', ...times };
  const malware = `malware--${randomUUID()}`;
  objects.set('m0', {
    type: 'malware',
    id: malware,
    ...base,
    name: 'Example',
    is_family: false,
  });
  objects.set('r0', {
    type: 'relationship',
    id: `relationship--${randomUUID()}`,
    ...base,
    relationship_type: 'indicates',
    source_ref: named(objects, 'i0').id,
    target_ref: malware,
  });
  objects.set('n0', {
    type: 'identity',
    id: `identity--${randomUUID()}`,
    ...base,
    name: 'Straße, 東京, Κύπρος 🛡',
    identity_class: 'organization',
  });
  objects.set('d0', {
    type: 'marking-definition',
    id: `marking-definition--${randomUUID()}`,
    spec_version: '2.1',
    created: times.created,
    definition_type: 'statement',
    definition: { statement: 'For the conformance run' },
  });
  objects.set('s0', address());
  const versioned = indicator('Version 1');
  objects.set('v0@0', versioned);
  objects.set('v0@1', { ...versioned, name: 'Version 2', modified: '2024-03-03T04:05:06.789Z' });
  objects.set('v0@2', { ...versioned, name: 'Version 3', modified: '2024-04-03T04:05:06.789Z' });
  return objects;
}

function address(): Stix {
  const value = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
  const object = { type: 'ipv4-addr', spec_version: '2.1', value };
  return { id: scoId(object) ?? `ipv4-addr--${randomUUID()}`, ...object };
}
