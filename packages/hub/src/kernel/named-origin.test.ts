import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedOrigin } from './named-origin.ts';

test('a hub on this machine is told of by its name, every other by the address it was reached at', () => {
  for (const [origin, told] of [
    ['http://127.0.0.1:4040', 'http://localhost:4040'],
    ['http://[::1]:4040', 'http://localhost:4040'],
    ['http://127.0.0.1', 'http://localhost'],
    ['http://localhost:4040', 'http://localhost:4040'],
    ['http://192.0.2.7:4040', 'http://192.0.2.7:4040'],
    ['https://tocsin.example', 'https://tocsin.example'],
  ] as const) {
    assert.equal(namedOrigin(origin), told);
  }
});
