import { ADDING } from './suite-adding.ts';
import { namesIn, type Scene } from './suite-fixture.ts';
import { isRecord, listIn, textIn } from './suite-http.ts';
import { DATE, UUID } from './suite-shapes.ts';
import {
  allNames,
  entriesOf,
  fixtureEntries,
  get,
  hasMore,
  nextOf,
  type Procedure,
  walk,
  withQuery,
} from './suite-walk.ts';

const ALL = 'i0 i1 i2 i3 i4 i5 i6 i7 m0 r0 n0 d0 s0 v0@2';

const DESCRIBING: Record<string, Procedure> = {
  'discovery-default': async (scene) => {
    const { body } = await get(scene, scene.places.discovery);
    const preferred = textIn(body, 'default');
    if (preferred === '') return undefined;
    return listIn(body, 'api_roots').includes(preferred) ? undefined : `default is "${preferred}"`;
  },
  'discovery-roots-form': async (scene) => {
    const { body } = await get(scene, scene.places.discovery);
    const wrong = listIn(body, 'api_roots').find(
      (root) => !/^(?:https:\/\/[^?#]+|\/(?!\/)[^?#]*)$/.test(String(root)),
    );
    return wrong === undefined ? undefined : `${JSON.stringify(wrong)} is neither`;
  },
  'root-versions': async (scene) => {
    const { body } = await get(scene, scene.places.root);
    const versions = listIn(body, 'versions').map((one) => String(one).replaceAll(' ', ''));
    return versions.includes('application/taxii+json;version=2.1')
      ? undefined
      : `versions are ${versions.join()}`;
  },
  'root-max-content-length': async (scene) => {
    const { body } = await get(scene, scene.places.root);
    const length = isRecord(body) ? body['max_content_length'] : undefined;
    return Number.isSafeInteger(length) && Number(length) > 0
      ? undefined
      : `it is ${String(length)}`;
  },
  'collections-order': async (scene) => {
    const first = await get(scene, scene.places.collections);
    const second = await get(scene, scene.places.collections);
    if (first.text !== second.text) return 'two requests differ';
    const ids = listIn(first.body, 'collections').map((one) => textIn(one, 'id'));
    return ids.join() === ids.toSorted().join() ? undefined : ids.join();
  },
  'collection-ids': async (scene) => {
    const { body } = await get(scene, scene.places.collections);
    const wrong = listIn(body, 'collections').find((one) => !UUID.test(textIn(one, 'id')));
    return wrong === undefined ? undefined : JSON.stringify(wrong);
  },
  'collection-same': async (scene) => {
    const { body } = await get(scene, scene.places.collections);
    for (const one of listIn(body, 'collections').slice(0, 20)) {
      const alone = await get(scene, `${scene.places.collections}${textIn(one, 'id')}/`);
      if (JSON.stringify(alone.body) !== JSON.stringify(one)) return alone.text;
    }
    return undefined;
  },
  'collection-alias': async (scene) => {
    const { body } = await get(scene, scene.places.collections);
    const named = listIn(body, 'collections').filter((one) => textIn(one, 'alias') !== '');
    const aliases = named.map((one) => textIn(one, 'alias'));
    if (new Set(aliases).size !== aliases.length) return `twice in ${aliases.join()}`;
    for (const one of named.slice(0, 20)) {
      const { collections } = scene.places;
      const byAlias = await get(
        scene,
        `${collections}${encodeURIComponent(textIn(one, 'alias'))}/`,
      );
      if (textIn(byAlias.body, 'id') !== textIn(one, 'id')) return byAlias.text;
    }
    return undefined;
  },
  'collection-media-types': async (scene) => {
    const { body } = await get(scene, scene.places.collections);
    const types = listIn(body, 'collections').flatMap((one) => listIn(one, 'media_types'));
    const wrong = types.find(
      (type) => !/^application\/stix\+json;version=2\.\d$/.test(String(type)),
    );
    return wrong === undefined ? undefined : JSON.stringify(wrong);
  },
};

const PAGING: Record<string, Procedure> = {
  'page-walk-{on}': (scene, on) => walkAll(scene, placeOf(scene, on), 3),
  'page-walk-one': (scene) => walkAll(scene, scene.places.objects, 1),
  'page-versions-walk': async (scene) => {
    const names = allNames(
      scene,
      scene.places.versions,
      await walk(scene, scene.places.versions, 'limit=1'),
    );
    return names === 'v0@0 v0@1 v0@2' ? undefined : names;
  },
  'page-twice': async (scene) => {
    const query = [`added_after=${scene.mark}`, 'limit=4'];
    const first = await get(scene, withQuery(scene.places.objects, ...query));
    const again = withQuery(scene.places.objects, ...query, nextOf(first));
    const answers = [await get(scene, again), await get(scene, again), await get(scene, again)];
    const names = answers.map((answer) => namesIn(scene, again, answer.body).join(' '));
    return names.every((one) => one === 'i4 i5 i6 i7') ? undefined : names.join(' | ');
  },
  'page-date-walk': async (scene) => {
    const found: string[] = [];
    let after = scene.mark;
    for (let count = 0; count < 30; count += 1) {
      const url = withQuery(scene.places.objects, `added_after=${after}`, 'limit=3');
      const page = await get(scene, url);
      found.push(...namesIn(scene, url, page.body));
      if (!hasMore(page)) break;
      after = page.headers.get('x-taxii-date-added-last') ?? '';
    }
    return found.join(' ') === ALL ? undefined : found.join(' ');
  },
  'page-next-with-date': async (scene) => {
    const first = await get(
      scene,
      withQuery(scene.places.objects, `added_after=${scene.mark}`, 'limit=4'),
    );
    const last = first.headers.get('x-taxii-date-added-last') ?? '';
    const url = withQuery(scene.places.objects, `added_after=${last}`, 'limit=4', nextOf(first));
    const names = namesIn(scene, url, (await get(scene, url)).body).join(' ');
    return names === 'i4 i5 i6 i7' ? undefined : names;
  },
  'page-next-given': async (scene, on) => {
    const mark = on === 'versions' ? '' : `added_after=${scene.mark}`;
    const page = await get(scene, withQuery(placeOf(scene, on), mark, 'limit=2'));
    return hasMore(page) && nextOf(page) !== '' ? undefined : page.text.slice(0, 200);
  },
  'page-next-other-query': async (scene) => {
    const first = await get(
      scene,
      withQuery(scene.places.objects, `added_after=${scene.mark}`, 'limit=2'),
    );
    const url = withQuery(scene.places.objects, 'match[type]=identity', 'limit=2', nextOf(first));
    const answer = await scene.teller.ask({ url });
    if (answer.status === 400 || answer.status === 404) return undefined;
    const types = listIn(answer.body, 'objects').map((one) => textIn(one, 'type'));
    return types.every((type) => type === 'identity') ? undefined : types.join();
  },
  'page-next-other-reader': async (scene) => {
    if (!scene.teller.has('other')) return 'skipped';
    const query = [`added_after=${scene.mark}`, 'limit=2'];
    const first = await get(scene, withQuery(scene.places.objects, ...query));
    const url = withQuery(scene.places.objects, ...query, nextOf(first));
    const answer = await scene.teller.ask({ url, as: 'other' });
    const names = namesIn(scene, url, answer.body);
    return names.every((name) => name === '?') ? undefined : names.join(' ');
  },
};

const DATING: Record<string, Procedure> = {
  'date-headers-{on}': async (scene, on) => {
    const one = on === 'object' || on === 'versions';
    const query = one ? 'match[version]=all' : `added_after=${scene.mark}`;
    const about = one ? `match[id]=${String(scene.objects.get('v0@0')?.id)}` : '';
    const answer = await get(scene, withQuery(placeOf(scene, on), on === 'versions' ? '' : query));
    const manifest = await get(scene, withQuery(scene.places.manifest, query, about));
    const dates = entriesOf(manifest).map((entry) => entry.added);
    const first = answer.headers.get('x-taxii-date-added-first');
    const last = answer.headers.get('x-taxii-date-added-last');
    return first === dates[0] && last === dates.at(-1) ? undefined : `${first} to ${last}`;
  },
  'date-form': async (scene) => {
    const wrong = (await fixtureEntries(scene)).find((entry) => !DATE.test(entry.added));
    return wrong === undefined ? undefined : wrong.added;
  },
  'date-ascending': async (scene) => {
    const dates = (await fixtureEntries(scene)).map((entry) => entry.added);
    return dates.join() === dates.toSorted().join() ? undefined : dates.join();
  },
  'date-unique': async (scene) => {
    const dates = (await fixtureEntries(scene)).map((entry) => entry.added);
    return new Set(dates).size === dates.length ? undefined : dates.join();
  },
  'date-strict': async (scene) => {
    const entry = (await fixtureEntries(scene)).find(
      (one) => one.id === scene.objects.get('i3')?.id,
    );
    if (entry === undefined) return 'i3 is missing';
    const about = `match[id]=${entry.id}`;
    const at = await get(
      scene,
      withQuery(scene.places.objects, about, `added_after=${entry.added}`),
    );
    const micros = BigInt(Date.parse(`${entry.added.slice(0, 19)}Z`)) * 1000n;
    const before = micros + BigInt(entry.added.slice(20, 26)) - 1n;
    const seconds = new Date(Number(before / 1_000_000n) * 1000).toISOString().slice(0, 19);
    const earlier = `${seconds}.${String(before % 1_000_000n).padStart(6, '0')}Z`;
    const kept = await get(scene, withQuery(scene.places.objects, about, `added_after=${earlier}`));
    const counts = [at, kept].map((answer) => listIn(answer.body, 'objects').length);
    return counts.join() === '0,1' ? undefined : counts.join();
  },
  'manifest-same-order': async (scene) => {
    const query = [`added_after=${scene.mark}`, 'match[version]=all'];
    const objects = await get(scene, withQuery(scene.places.objects, ...query));
    const ids = listIn(objects.body, 'objects').map((one) => textIn(one, 'id'));
    const entries = (await fixtureEntries(scene)).map((entry) => entry.id);
    return ids.join() === entries.join() ? undefined : `${ids.join()} | ${entries.join()}`;
  },
  'manifest-records': async (scene) => {
    const answer = await get(scene, withQuery(scene.places.manifest, `added_after=${scene.mark}`));
    const wrong = listIn(answer.body, 'objects').find(
      (record) =>
        textIn(record, 'version') === '' ||
        textIn(record, 'media_type') !== 'application/stix+json;version=2.1',
    );
    return wrong === undefined ? undefined : JSON.stringify(wrong);
  },
  verbatim: async (scene) => {
    const url = withQuery(scene.places.objects, `added_after=${scene.mark}`, 'match[version]=all');
    const answer = await get(scene, url);
    const names = namesIn(scene, url, answer.body);
    for (const [index, object] of listIn(answer.body, 'objects').entries()) {
      const sent = scene.objects.get(names[index] ?? '');
      if (sorted(object) !== sorted(sent)) return `${sorted(object)} is not ${sorted(sent)}`;
    }
    return names.length === scene.objects.size ? undefined : `${names.length} objects`;
  },
  'envelope-only': async (scene) => {
    const { body } = await get(scene, withQuery(scene.places.objects, `added_after=${scene.mark}`));
    const keys = Object.keys(isRecord(body) ? body : {});
    const other = keys.find((key) => !['more', 'next', 'objects'].includes(key));
    return other;
  },
};

/** The checks of several steps by the id of their row. */
export const PROCEDURES: Record<string, Procedure> = {
  ...DESCRIBING,
  ...PAGING,
  ...DATING,
  ...ADDING,
};

async function walkAll(scene: Scene, url: string, limit: number): Promise<string | undefined> {
  const pages = await walk(scene, url, `added_after=${scene.mark}`, `limit=${limit}`);
  const names = allNames(scene, url, pages);
  return names === ALL ? undefined : names;
}

function placeOf(scene: Scene, name: string): string {
  const place = Object.entries(scene.places).find(([key]) => key === name);
  if (place === undefined) throw new Error(`No place "${name}"`);
  return place[1];
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    isRecord(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
