import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { batchAt, freshIn } from '../generate.ts';
import { audienceName } from '../generate.ts';
import { CACHE, cpuSeconds, provision, residentMegabytes, settled, startHub } from './processes.ts';
import type { Running } from './processes.ts';
import { Client, repeat, restHeaders } from './requests.ts';
import { bundle, COMMUNITY, world } from './world.ts';

/** Objects in one post. */
const BATCH = 1000;
/** Posts on their way at the same time. */
const AT_ONCE = 2;

/** A data directory with the generated set in it. */
export interface Grown {
  readonly data: string;
  /** Distinct objects. */
  readonly objects: number;
  readonly tokens: ReadonlyMap<string, string>;
}

/** One part of a growth. */
export interface Part {
  /** Objects sent, those sent before included. */
  readonly sent: number;
  readonly cpu: number;
  readonly megabytes: number;
}

/** Where a set of this size lies or will lie. */
export function grownFolder(objects: number): string {
  return join(CACHE, `grown-${String(objects)}`);
}

/** The generated set of about so many objects: the one of an earlier run when there is one. */
export async function grown(objects: number): Promise<Grown> {
  const data = grownFolder(objects);
  if (!existsSync(join(data, 'tokens.json'))) {
    console.log(`Making a community of ${objects.toLocaleString('en')} objects first …`);
    await grow(objects, () => undefined);
  }
  const kept = JSON.parse(readFileSync(join(data, 'tokens.json'), 'utf8')) as [string, string][];
  return { data, objects, tokens: new Map(kept) };
}

/** Makes the set anew through REST, in ten parts; tells after each what it cost, background work included. */
export async function grow(objects: number, tell: (part: Part) => void): Promise<void> {
  // Made aside and put in place when it is whole: another run may be making or using the same set.
  const data = `${grownFolder(objects)}.${String(process.pid)}`;
  mkdirSync(data, { recursive: true });
  const tokens = provision(world({ readers: 20 }), { data });
  writeFileSync(join(data, 'tokens.json'), JSON.stringify([...tokens]));
  await using hub = await startHub({ data });
  const writer = new Client(hub.address, restHeaders(tokens.get('writer') ?? ''));
  const batches = Math.ceil(objects / freshIn(BATCH));
  const perPart = Math.max(1, Math.floor(batches / 10));
  let before = cpuSeconds(hub.pid);
  for (let first = 0; first < batches; first += perPart) {
    const count = Math.min(perPart, batches - first);
    await repeat(count, AT_ONCE, (place) => post(writer, first + place));
    await settled(hub);
    const after = cpuSeconds(hub.pid);
    if (count === perPart) tell(partOf(hub, count * BATCH, after - before));
    before = after;
  }
  writer.close();
  await hub.stop();
  rmSync(grownFolder(objects), { recursive: true, force: true });
  renameSync(data, grownFolder(objects));
}

function partOf(hub: Running, sent: number, cpu: number): Part {
  return { sent, cpu, megabytes: residentMegabytes(hub.pid) };
}

async function post(writer: Client, index: number): Promise<void> {
  const { texts, audience } = batchAt(index, BATCH);
  const path = `/api/v1/communities/${COMMUNITY}/bundles?tlp=green&groups=${audienceName(audience)}`;
  const headers = { 'content-type': 'application/stix+json' };
  await writer.ask(path, { method: 'POST', body: bundle(texts), headers });
}
