import { useEffect, useRef, useState } from 'react';
import { call, isProblem } from '../kernel/client.ts';
import { contribute, listObjects, listReceipts } from '../kernel/contract.ts';
import type { Receipt } from '../kernel/contract.ts';
import { queryClient } from '../kernel/query.ts';

/** How sending stands. */
interface Sending {
  readonly state: 'idle' | 'sending' | 'waiting' | 'failed';
  readonly error: unknown;
  /** While the hub cannot be reached: the next try, in milliseconds of the clock. */
  readonly retryAt: number | undefined;
}

/** Sends a share once. */
export interface Sender extends Sending {
  /** `sealed` makes sure of the source it goes out under, and gives its ticket. */
  readonly send: (body: string, key: string, sealed?: () => Promise<string>) => void;
  readonly tryNow: () => void;
  readonly stop: () => void;
}

const IDLE: Sending = { state: 'idle', error: undefined, retryAt: undefined };
const WAITS_MS = [2000, 4000, 8000, 15_000, 30_000];

/** Sends a share; while the hub cannot be reached it tries again under the same key, so that it is kept once. */
export function useSending(community: string, onDone: (receipt: Receipt) => void): Sender {
  const [sending, setSending] = useState(IDLE);
  const run = useRef<AbortController>(undefined);
  const wake = useRef<() => void>(undefined);
  useEffect(() => {
    const online = (): void => wake.current?.();
    addEventListener('online', online);
    return () => {
      removeEventListener('online', online);
      run.current?.abort();
    };
  }, []);
  const work = async (
    body: string,
    idempotencyKey: string,
    { signal, sealed }: Work,
  ): Promise<void> => {
    if (sealed !== undefined) setSending({ ...IDLE, state: 'sending' });
    const ticket = await sealed?.();
    const named = ticket === undefined ? {} : { ticket };
    const input = { params: { community }, body: {} };
    const receipt = await untilAnswered(
      () => call(contribute, input, { rawBody: body, idempotencyKey, signal, ...named }),
      {
        signal,
        onTry: () => setSending({ ...IDLE, state: 'sending' }),
        onWait: (retryAt, go) => {
          wake.current = go;
          setSending({ ...IDLE, state: 'waiting', retryAt });
        },
      },
    );
    setSending(IDLE);
    for (const { name } of [listObjects, listReceipts]) {
      void queryClient.invalidateQueries({ queryKey: [name] });
    }
    onDone(receipt);
  };
  return {
    ...sending,
    send: (body, key, sealed) => {
      if (run.current !== undefined) return;
      const controller = new AbortController();
      run.current = controller;
      const { signal } = controller;
      work(body, key, { signal, sealed })
        .catch((error: unknown) =>
          setSending(controller.signal.aborted ? IDLE : { ...IDLE, state: 'failed', error }),
        )
        .finally(() => {
          run.current = undefined;
          wake.current = undefined;
        });
    },
    tryNow: () => wake.current?.(),
    stop: () => {
      run.current?.abort();
      wake.current?.();
    },
  };
}

interface Work {
  readonly signal: AbortSignal;
  readonly sealed: (() => Promise<string>) | undefined;
}

interface Trying {
  readonly signal: AbortSignal;
  readonly onTry: () => void;
  readonly onWait: (retryAt: number, go: () => void) => void;
}

async function untilAnswered<T>(
  act: () => Promise<T>,
  { signal, onTry, onWait }: Trying,
): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    onTry();
    try {
      return await act();
    } catch (error) {
      const isWorthRepeating = isProblem(error, 'unreachable') || isProblem(error, 'unavailable');
      if (!isWorthRepeating || signal.aborted) throw error;
    }
    const wait = WAITS_MS[Math.min(failures, WAITS_MS.length - 1)] ?? 30_000;
    await new Promise<void>((done) => {
      const timer = setTimeout(done, wait);
      onWait(Date.now() + wait, () => {
        clearTimeout(timer);
        done();
      });
    });
    signal.throwIfAborted();
  }
}
