import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_REVIEW } from '@tocsin/policy';
import type { Role } from '@tocsin/policy';
import type { Status } from '@tocsin/taxii';
import { indicator } from '../../taxii/tests/suite-fixture.ts';
import { ENGINES, openTaxiiWorld } from './taxii-world.ts';
import type { TaxiiWorld } from './taxii-world.ts';

const GREEN = { object_marking_refs: ['marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb'] };
const MEDIA = 'application/taxii+json;version=2.1';

async function call(world: TaxiiWorld, path: string, body?: object): Promise<Response> {
  const authorization = `Bearer ${world.tokens.get('alder') ?? ''}`;
  return fetch(`${world.address}/taxii2/energy/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization, accept: MEDIA, 'content-type': MEDIA },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function statusOf(response: Response): Promise<Status> {
  return JSON.parse(await response.text()) as Status;
}

for (const engine of ENGINES) {
  test(`a push that waits for a sharing officer is pending until they decide, on ${engine}`, async () => {
    await using world = await openTaxiiWorld(engine);
    const officer = world.personal('alder');
    const me = await officer.identity.me();
    const roles: Role[] = ['representative', 'sharing-officer'];
    assert.equal(await officer.directory.setRoles(world.community, me.id, roles), true);
    const rules = { ...NO_REVIEW, green: 'always' } as const;
    assert.ok('rules' in (await officer.review.setRules(world.community, rules)));
    const push = async (...names: string[]): Promise<Status> => {
      const objects = names.map((name) => indicator(name, GREEN));
      const response = await call(world, 'collections/inbox/objects/', { objects });
      assert.equal(response.status, 202);
      return statusOf(response);
    };
    const first = await push('One', 'Two');
    assert.deepEqual(
      [first.status, first.total_count, first.pending_count, first.success_count],
      ['pending', 2, 2, 0],
    );
    assert.match(first.pendings?.[0]?.message ?? '', /sharing officer/);
    const again = await statusOf(await call(world, `status/${first.id}/`));
    assert.equal(again.status, 'pending');
    const birch = await world.store.as(world.principals.get('birch') ?? { kind: 'token', id: '' });
    const rows = async (): Promise<number> =>
      (await birch.exchange.page({ community: world.community, limit: 10 })).rows.length;
    assert.equal(await rows(), 0);
    const { content } = (await officer.review.review(world.community, first.id)) ?? {};
    const released = await officer.review.release(world.community, first.id, {
      title: content?.title ?? '',
      text: '',
      objects: content?.objects ?? [],
      isChanged: false,
    });
    assert.ok('counts' in released, JSON.stringify(released));
    const complete = await statusOf(await call(world, `status/${first.id}/`));
    assert.deepEqual([complete.status, complete.success_count], ['complete', 2]);
    assert.equal(await rows(), 2);
    const second = await push('Three');
    await officer.review.giveBack(world.community, second.id, 'Not this one');
    const failed = await statusOf(await call(world, `status/${second.id}/`));
    assert.deepEqual([failed.status, failed.failure_count], ['complete', 1]);
    assert.match(failed.failures?.[0]?.message ?? '', /Not this one/);
  });
}
