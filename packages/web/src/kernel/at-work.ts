let count = 0;
const listeners = new Set<() => void>();

/** How many jobs this page has at hand, told without loading what does them. */
export function jobsAtHand(): number {
  return count;
}

/** Tells it. */
export function tellJobsAtHand(now: number): void {
  count = now;
  for (const listener of listeners) listener();
}

/** Hears of it, and of what other tabs keep on this device. */
export function onWork(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}
