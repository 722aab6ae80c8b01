/**
 * From the moment a member shares to the moment the object lies in another member's open stream, with many readers
 * connected: wall-clock milliseconds, all of them on this machine.
 *
 *   node bench/stream.ts [--readers=200] [--shares=100]
 */
import { request } from 'node:http';
import { argument, figure, heading, median, note, percentile } from './rig/figures.ts';
import { cpuSeconds, freshFolder, pause, provision, startHub } from './rig/processes.ts';
import { Client, restHeaders } from './rig/requests.ts';
import { COMMUNITY, memberName, world } from './rig/world.ts';

const READERS = argument('readers', 200);
const SHARES = argument('shares', 100);
/** Between two shares, so that each is measured by itself. Milliseconds. */
const BETWEEN_MS = 150;

heading(`From share to stream, ${String(READERS)} readers connected`);
const data = freshFolder('stream');
const tokens = provision(world({ readers: READERS }), { data });
await using hub = await startHub({ data });
const arrived = new Map<string, number[]>();
const closing: (() => void)[] = [];
for (let reader = 0; reader < READERS; reader += 1) {
  closing.push(await open(tokens.get(memberName(reader)) ?? ''));
}
const writer = new Client(hub.address, restHeaders(tokens.get('writer') ?? ''));
const delays: number[] = [];
const cpu: number[] = [];
for (let share = 0; share < SHARES; share += 1) {
  const name = `share-${String(share)}`;
  const before = cpuSeconds(hub.pid);
  const began = performance.now();
  await writer.ask(`/api/v1/communities/${COMMUNITY}/bundles?tlp=green&everyone=true`, {
    method: 'POST',
    headers: { 'content-type': 'application/stix+json' },
    body: JSON.stringify({ objects: [indicator(name)] }),
  });
  while ((arrived.get(name)?.length ?? 0) < READERS) await pause(1);
  for (const at of arrived.get(name) ?? []) delays.push(at - began);
  await pause(BETWEEN_MS);
  cpu.push(cpuSeconds(hub.pid) - before);
}
for (const close of closing) close();
writer.close();
figure('share to open stream, median', median(delays), { unit: 'ms', most: 20 });
figure('share to open stream, 99th percentile', percentile(delays, 99), { unit: 'ms', most: 100 });
figure('server CPU a share', median(cpu) * 1000, { unit: 'ms' });
note(
  `${String(delays.length)} of ${String(READERS * SHARES)} deliveries arrived; clients and hub share the processors`,
);

/** Opens a stream that notes when each object arrives; resolves when it is open. */
function open(token: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${hub.address}/api/v1/stream?community=${COMMUNITY}`,
      { headers: restHeaders(token), agent: false },
      (response) => {
        response.on('data', (chunk: Buffer) => {
          const at = performance.now();
          for (const found of chunk.toString('latin1').matchAll(/"name":"(share-\d+)"/g)) {
            const name = found[1] ?? '';
            const times = arrived.get(name);
            if (times === undefined) arrived.set(name, [at]);
            else times.push(at);
          }
        });
        resolve(() => void sent.destroy());
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

function indicator(name: string): Record<string, unknown> {
  const instant = '2026-01-01T00:00:00.000Z';
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${crypto.randomUUID()}`,
    created: instant,
    modified: instant,
    name,
    pattern: `[domain-name:value = '${name}.example']`,
    pattern_type: 'stix',
    valid_from: instant,
  };
}
