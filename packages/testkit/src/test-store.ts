import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@tocsin/store';
import { seeded } from './random.ts';
import type { Store } from '@tocsin/store';

/** 1 January 2026: where the clock of every test world starts. Milliseconds. */
export const WORLD_START = Date.UTC(2026, 0, 1);

/** A clock that moves only when told. Milliseconds since the epoch. */
export interface SteppingClock {
  readonly now: () => number;
  /** Goes forward; one second unless told. */
  step(milliseconds?: number): void;
}

/** A store of its own with a stepping clock and seeded ids; gone when disposed of. */
export interface TestStore extends AsyncDisposable {
  readonly store: Store;
  readonly clock: SteppingClock;
  readonly directory: string;
  /** Lets everything due happen: rows moved by the clock, the text index, the ledger. */
  settle(): Promise<void>;
}

/** How to open one. */
export interface TestStoreOptions {
  /** Seeds the ids. */
  readonly seed?: number;
  /** An empty PostgreSQL database; absent means the embedded engine. */
  readonly databaseUrl?: string;
}

/** Opens a fresh store. */
export async function openTestStore(options: TestStoreOptions = {}): Promise<TestStore> {
  const directory = await testDirectory('tocsin-world-');
  const clock = steppingClock();
  const random = seeded(options.seed ?? 1);
  const store = await openStore({
    dataDirectory: directory,
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
    now: clock.now,
    newId: random.uuid,
  });
  return {
    store,
    clock,
    directory,
    settle: () => store.settled(),
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A clock that starts at {@link WORLD_START}. */
export function steppingClock(): SteppingClock {
  let now = WORLD_START;
  return {
    now: () => now,
    step: (milliseconds = 1000) => {
      now += milliseconds;
    },
  };
}

/** A fresh directory, in memory where the machine offers that: tests write much and keep nothing. */
export function testDirectory(prefix: string): Promise<string> {
  return mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), prefix));
}
