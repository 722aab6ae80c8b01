import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { launchChromium } from './chromium.ts';

test('the browser opens pages on loopback, and no page reaches for anything else', async (t) => {
  const server = createServer((_, response) => {
    response.end('<!doctype html><title>Here</title>');
  });
  server.listen(0, '127.0.0.1');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await using started = await launchChromium();
  const page = await started.browser.newPage();
  for (const host of ['127.0.0.1', 'localhost']) {
    await page.goto(`http://${host}:${String(port)}/`);
    assert.equal(await page.title(), 'Here');
  }
  assert.deepEqual([...started.foreignOrigins], []);
});

test('a page that reaches out is noted, gets nothing, and makes closing fail', async () => {
  const started = await launchChromium();
  const page = await started.browser.newPage();
  const status = await page.evaluate(`
    new WebSocket('ws://stream.example/');
    fetch('http://update.googleapis.com/list', { mode: 'no-cors' }).then((r) => r.status, () => 0)`);
  await page.goto('https://secure.example/').catch(() => {});
  assert.equal(status, 0);
  const wanted = [
    'http://stream.example',
    'http://update.googleapis.com',
    'https://secure.example',
  ];
  assert.deepEqual([...started.foreignOrigins].sort(), wanted);
  await assert.rejects(started.close(), /tried to leave this machine/);
});
