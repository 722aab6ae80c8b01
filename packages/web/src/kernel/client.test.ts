import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { call, isProblem } from './client.ts';
import { showHome } from './contract.ts';

const fetched = globalThis.fetch;
let answer: (response: ServerResponse) => void;
const server = createServer((_request, response) => answer(response));

before(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const origin = `http://127.0.0.1:${String(typeof address === 'object' && address?.port)}`;
  // A page knows where it came from; Node has to be told.
  globalThis.fetch = (input, init) =>
    fetched(typeof input === 'string' ? origin + input : input, init);
});
after(() => {
  globalThis.fetch = fetched;
  server.close();
});

describe('an answer of the hub', () => {
  const cut = (status: number) => (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': 1000 });
    response.write('{"half": ', () => response.destroy());
  };

  for (const status of [200, 422]) {
    test(`that breaks off in the middle, ${String(status)}, counts as a hub that cannot be reached`, async () => {
      answer = cut(status);
      const error = await failure();
      assert.ok(isProblem(error, 'unreachable'), String(error));
    });
  }

  test('that is somebody else’s page in between is told with its status', async () => {
    answer = (response) => {
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<h1>Bad gateway</h1>');
    };
    const error = await failure();
    assert.ok(isProblem(error, 'fault'), String(error));
    assert.match(error instanceof Error ? error.message : '', /502/);
  });

  test('that nobody waits for any more ends as what was called off', async () => {
    const stop = new AbortController();
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
      response.write('{', () => stop.abort());
    };
    const error = await failure(stop.signal);
    assert.equal(error instanceof Error && error.name, 'AbortError');
  });
});

async function failure(signal?: AbortSignal): Promise<unknown> {
  try {
    await call(showHome, {}, signal === undefined ? {} : { signal });
  } catch (error) {
    return error;
  }
  return assert.fail('It was answered');
}
