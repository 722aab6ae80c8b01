import { randomUUID } from 'node:crypto';
import { indicator, post, type Scene, type Stix } from './suite-fixture.ts';
import { isRecord, listIn, textIn, type Heard } from './suite-http.ts';
import { answerFault, DATE, shapeFault } from './suite-shapes.ts';
import { get, withQuery, type Procedure } from './suite-walk.ts';

/** The checks about adding, statuses, deleting and other readers. */
export const ADDING: Record<string, Procedure> = {
  'post-read-only': async (scene) => {
    const listed = await get(scene, scene.places.collections);
    const closed = listIn(listed.body, 'collections').find(
      (one) => isRecord(one) && one['can_write'] === false,
    );
    if (closed === undefined) return 'skipped';
    const url = `${scene.places.collections}${textIn(closed, 'id')}/objects/`;
    const answer = await send(scene, url, { objects: [indicator('x')] });
    if (answer.status !== 403 && answer.status !== 404) return `answered ${answer.status}`;
    return answerFault(answer);
  },
  'post-counts': async (scene) => {
    const answer = await add(scene, [indicator('a'), indicator('b'), indicator('c')]);
    const total = number(answer, 'total_count');
    return shapeFault('status', answer.body) ?? (total === 3 ? undefined : answer.text);
  },
  'post-readable': async (scene) => {
    const object = indicator('Readable');
    await add(scene, [object]);
    return (await countOf(scene, object)) === 1 ? undefined : 'it is not there';
  },
  'post-duplicate': async (scene) => {
    const object = indicator('Twice');
    await add(scene, [object]);
    const again = await add(scene, [object]);
    return number(again, 'failure_count') === 0 ? undefined : again.text;
  },
  'post-duplicate-once': async (scene) => {
    const object = indicator('Twice');
    await add(scene, [object, object]);
    await add(scene, [object]);
    const count = await countOf(scene, object);
    return count === 1 ? undefined : `given ${count} times`;
  },
  'post-mixed': async (scene) => {
    const [good, bad] = [indicator('Good'), indicator('Bad')];
    delete bad['pattern'];
    bad['created'] = 'yesterday';
    const answer = await send(scene, scene.places.objects, { objects: [good, bad] });
    if (answer.status !== 202) return `answered ${answer.status}`;
    const failures = listIn(answer.body, 'failures').map((one) => textIn(one, 'id'));
    if (failures.join() !== bad.id) return answer.text;
    return (await countOf(scene, good)) === 1 ? undefined : 'the good one is not kept';
  },
  'post-poison': async (scene) => {
    for (const created of ['yesterday', '', '9999-99-99T99:99:99Z', 7, null]) {
      const answer = await send(scene, scene.places.objects, {
        objects: [indicator('Poison', { created, modified: created })],
      });
      if (answer.status >= 500) return `${String(created)} answered ${answer.status}`;
    }
    for (const url of [scene.places.objects, scene.places.manifest]) {
      await get(scene, withQuery(url, `added_after=${scene.mark}`));
    }
    return undefined;
  },
  'post-older-precision': async (scene) => {
    const time = '2017-06-01T00:00:00Z';
    const answer = await send(scene, scene.places.objects, {
      objects: [indicator('Old', { created: time, modified: time })],
    });
    if (answer.status >= 500) return `answered ${answer.status}`;
    await get(scene, withQuery(scene.places.manifest, `added_after=${scene.mark}`));
    return undefined;
  },
  'post-too-large': (scene) => postOfSize(scene, 1),
  'post-just-below': (scene) => postOfSize(scene, -1),
  'post-later-version': async (scene) => {
    const first = indicator('First');
    const later = { ...first, name: 'Later', modified: '2025-01-01T00:00:00.000Z' };
    await add(scene, [first]);
    await add(scene, [later]);
    return lastIs(scene, later);
  },
  'post-earlier-version': async (scene) => {
    const later = indicator('Later', { modified: '2025-01-01T00:00:00.000Z' });
    const first = { ...later, name: 'First', modified: '2024-02-03T04:05:06.789Z' };
    await add(scene, [later]);
    await add(scene, [first]);
    return lastIs(scene, later);
  },
  'status-again': async (scene) => {
    const posted = await add(scene, [indicator('Status')]);
    const url = `${scene.places.root}status/${textIn(posted.body, 'id')}/`;
    const status = await scene.teller.ask({ url, as: 'writer' });
    if (status.status !== 200) return `answered ${status.status}`;
    return shapeFault('status', status.body) ?? answerFault(status);
  },
  'status-timestamp': async (scene) => {
    const posted = await add(scene, [indicator('Status')]);
    const time = textIn(posted.body, 'request_timestamp');
    return time === '' || DATE.test(time) ? undefined : time;
  },
  'status-details': async (scene) => {
    const object = indicator('Status');
    const posted = await add(scene, [object]);
    const [success] = listIn(posted.body, 'successes');
    if (success === undefined) return undefined;
    const isRight =
      textIn(success, 'id') === object.id && textIn(success, 'version') === object['modified'];
    return isRight ? undefined : posted.text;
  },
  'status-other': async (scene) => {
    if (!scene.teller.has('other')) return 'skipped';
    const answer = await scene.teller.ask({ url: scene.places.status, as: 'other' });
    return [401, 403, 404].includes(answer.status) ? answerFault(answer) : String(answer.status);
  },
  delete: async (scene) => {
    const object = indicator('To delete');
    await add(scene, [object]);
    const url = withQuery(`${scene.places.objects}${object.id}/`, 'match[version]=all');
    const answer = await scene.teller.ask({ method: 'DELETE', url, as: 'writer' });
    const left = await countOf(scene, object);
    if (answer.status === 200) return left === 0 ? undefined : 'it is still there';
    if (answer.status !== 403) return `answered ${answer.status}`;
    return left === 1 ? answerFault(answer) : 'refused, and it is gone';
  },
  'other-sees-nothing': async (scene) => {
    if (!scene.teller.has('other')) return 'skipped';
    const answer = await scene.teller.ask({ url: scene.places.objects, as: 'other' });
    const ids = new Set([...scene.objects.values()].map((object) => object.id));
    const seen = listIn(answer.body, 'objects').find((one) => ids.has(textIn(one, 'id')));
    return seen === undefined ? undefined : `sees ${textIn(seen, 'id')}`;
  },
  'hidden-is-absent': async (scene) => {
    if (!scene.teller.has('other')) return 'skipped';
    const hidden = String(scene.objects.get('i0')?.id);
    const absent = `indicator--${randomUUID()}`;
    for (const tail of ['', 'versions/']) {
      const [a, b] = await Promise.all(
        [hidden, absent].map((id) =>
          scene.teller.ask({ url: `${scene.places.objects}${id}/${tail}`, as: 'other' }),
        ),
      );
      if (a === undefined || b === undefined || face(a) !== face(b)) {
        return `${a?.text} is not ${b?.text}`;
      }
    }
    return undefined;
  },
};

function add(scene: Scene, objects: readonly unknown[]): Promise<Heard> {
  return post(scene.teller, scene.places.collection, objects);
}

function send(scene: Scene, url: string, body: unknown): Promise<Heard> {
  return scene.teller.ask({ method: 'POST', url, as: 'writer', body: JSON.stringify(body) });
}

/** Versions of an object that the collection gives. */
async function countOf(scene: Scene, object: Stix): Promise<number> {
  const query = [`match[id]=${object.id}`, 'match[version]=all'];
  const answer = await get(scene, withQuery(scene.places.objects, ...query));
  return listIn(answer.body, 'objects').length;
}

async function lastIs(scene: Scene, object: Stix): Promise<string | undefined> {
  const answer = await get(scene, `${scene.places.objects}${object.id}/`);
  const modified = listIn(answer.body, 'objects').map((one) => textIn(one, 'modified'));
  return modified.join() === object['modified'] ? undefined : modified.join();
}

/** Posts a body that is longer than the limit by so many bytes, with spaces as the filling. */
async function postOfSize(scene: Scene, beyond: number): Promise<string | undefined> {
  const root = await get(scene, scene.places.root);
  const limit = number(root, 'max_content_length');
  if (limit > 64 * 1024 * 1024) return 'skipped';
  const text = JSON.stringify({ objects: [indicator('Padded')] });
  const body = `${text.slice(0, -1)}${' '.repeat(limit + beyond - text.length)}}`;
  const url = scene.places.objects;
  const answer = await scene.teller.ask({ method: 'POST', url, as: 'writer', body });
  const isRight = beyond > 0 ? answer.status === 413 : answer.status === 202;
  return isRight ? answerFault(answer) : `${body.length} bytes answered ${answer.status}`;
}

function number(answer: Heard, key: string): number {
  return isRecord(answer.body) ? Number(answer.body[key]) : Number.NaN;
}

/** Everything of an answer that must not tell hidden from absent. */
function face(answer: Heard): string {
  const volatile = new Set(['date', 'x-request-id', 'ratelimit', 'x-ratelimit-remaining']);
  const headers = [...answer.headers].filter(([name]) => !volatile.has(name));
  return JSON.stringify([answer.status, headers, answer.text]);
}
