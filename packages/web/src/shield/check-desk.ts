import type { Answer, Done, Task } from './check-task.ts';

/** A check that takes longer is given up, and it is said. Milliseconds. */
export const CHECK_MS = 30_000;

interface Waiting {
  readonly done: (value: unknown) => void;
  readonly failed: (error: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

/** Has the worker do something. It is started when first needed; rejects when it cannot, or takes too long. */
export function ask<T extends Task>(task: T): Promise<Done<T>> {
  return new Promise<Done<T>>((resolve, reject) => {
    last += 1;
    const id = last;
    const timer = setTimeout(() => giveUp(new Error('The check took too long')), CHECK_MS);
    waiting.set(id, { done: (value) => resolve(value as Done<T>), failed: reject, timer });
    void send({ ...task, id });
  });
}

/** Only the bundled app knows the worker's address, and only when it is needed. */
async function send(task: Task & { readonly id: number }): Promise<void> {
  try {
    const { workerAddress } = await import('./worker-address.ts');
    // Given up meanwhile: nobody waits for it.
    if (!waiting.has(task.id)) return;
    worker ??= start(workerAddress);
    worker.postMessage(task);
  } catch (error) {
    giveUp(error instanceof Error ? error : new Error('The check cannot run here'));
  }
}

function start(address: string): Worker {
  const made = new Worker(ownAddress(address), { type: 'module', name: 'shield' });
  made.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    const one = waiting.get(data.id);
    if (one === undefined) return;
    waiting.delete(data.id);
    clearTimeout(one.timer);
    if (data.fault === undefined) one.done(data.done);
    else one.failed(new Error(data.fault));
  });
  made.addEventListener('error', () => giveUp(new Error('The check cannot run here')));
  return made;
}

/** Ends the worker with all it was asked; the next task starts another. */
function giveUp(error: Error): void {
  worker?.terminate();
  worker = undefined;
  for (const [id, { failed, timer }] of waiting) {
    waiting.delete(id);
    clearTimeout(timer);
    failed(error);
  }
}

/** The one address that may become a program here; the page's policy knows this maker by its name and no other. */
function ownAddress(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return address;
  policy ??= trustedTypes.createPolicy('tocsin-shield', { createScriptURL: () => address });
  return policy.createScriptURL('');
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: () => string }): Policy;
}

interface Policy {
  createScriptURL(address: string): string;
}

let policy: Policy | undefined;
