import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fastify } from 'fastify';
import type { Caller } from './operation.ts';
import { addressKey, createRates } from './rates.ts';
import { Refused } from './refusal.ts';

test('addressKey() counts a whole /64 of IPv6 as one caller', () => {
  assert.equal(addressKey('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2');
  assert.equal(addressKey('2001:db8:1:2::9'), '2001:db8:1:2');
  assert.equal(addressKey('fe80::1%eth0'), 'fe80:0:0:0');
  assert.equal(addressKey('192.0.2.7'), '192.0.2.7');
  assert.equal(addressKey('::ffff:192.0.2.7'), '192.0.2.7');
});

test('a caller has so many requests a minute, told in headers, and others have their own', async () => {
  let now = 1_000_000;
  const rates = createRates({ requestsPerMinute: 2, publicRequestsPerMinute: 1 }, () => now);
  const server = fastify();
  server.get('/:caller', (request, reply) => {
    const { caller: id } = request.params as { caller: string };
    const caller = { principal: { kind: 'token', id } } as Caller;
    const stopped = rates.ofCaller(caller, reply);
    return reply.code(stopped instanceof Refused ? stopped.status : 200).send('');
  });
  const ask = async (id: string): Promise<[status: number, left: unknown]> => {
    const answer = await server.inject(`/${id}`);
    return [answer.statusCode, answer.headers['ratelimit']];
  };
  assert.deepEqual(await ask('one'), [200, '"caller";r=1;t=60']);
  assert.deepEqual(await ask('one'), [200, '"caller";r=0;t=60']);
  now += 30_000;
  assert.deepEqual(await ask('one'), [429, '"caller";r=0;t=30']);
  assert.deepEqual(await ask('other'), [200, '"caller";r=1;t=60']);
  now += 30_000;
  assert.deepEqual(await ask('one'), [200, '"caller";r=1;t=60']);
  await server.close();
});
