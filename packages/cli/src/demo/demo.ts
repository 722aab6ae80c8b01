import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog, readSettings, serve, startHub } from '@tocsin/hub';
import type { Settings } from '@tocsin/hub';
import { openStore } from '@tocsin/store';
import { provisionWorld } from '../operator.ts';
import { demoWorld, EVERYBODY, PERSONAS } from './cast.ts';
import { tellStory } from './tell.ts';

/** How long before today the community was founded. Milliseconds. */
const FOUNDED_MS = 120 * 86_400_000;

/** Serves an invented community from a folder of its own, which goes away at the end. */
export async function serveDemo(port: string): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'tocsin-demo-'));
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const end = new DemoEnd(data);
  try {
    const settings = demoSettings(data, port);
    say('Making an invented community and its last four months …');
    await makeDemo(settings);
    end.isServing = true;
    await serve(settings, (line) => say(demoWords(line)), { personas: PERSONAS });
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/**
 * The end of a demonstration, however it comes: its folder goes with it. While the hub serves, the first signal lets it
 * stop in order; before that, and at a second one, nothing of it is worth waiting for.
 */
class DemoEnd {
  isServing = false;
  readonly #data: string;

  constructor(data: string) {
    this.#data = data;
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => this.#hear(signal));
    }
  }

  #hear(signal: 'SIGTERM' | 'SIGINT' | 'SIGHUP'): void {
    if (this.isServing && signal !== 'SIGHUP') {
      this.isServing = false;
      return;
    }
    rmSync(this.#data, { recursive: true, force: true });
    process.exit(128 + constants.signals[signal]);
  }
}

/** Whatever is set for a real hub on this machine, its database above all, is none of the demonstration's. */
export function demoSettings(data: string, port: string): Settings {
  return readSettings({ flags: { data, port, host: '127.0.0.1' }, environment: {} });
}

/** Fills an empty data directory with the invented community, its story told up to now. */
export async function makeDemo(settings: Settings, today: number = Date.now()): Promise<number> {
  const clock = { now: today - FOUNDED_MS };
  const now = (): number => clock.now;
  await using store = await openStore({ dataDirectory: settings.dataDirectory, now });
  await provisionWorld(store, demoWorld());
  // A hub of its own, on any port, that nobody is told of: the story goes in through the same door as everything.
  const quiet = { ...settings, port: 0, metricsPort: 0 };
  await using hub = await startHub(quiet, {
    now,
    store,
    log: createLog('silent'),
    personas: EVERYBODY,
  });
  const acts = await tellStory(hub, clock, today);
  clock.now = today;
  await store.settled();
  return acts;
}

function demoWords(line: string): string {
  return line.startsWith('Tocsin listens')
    ? `${line}\nChoose whom to be on the page you find there. Everything is invented and is gone when you stop it.`
    : line;
}
