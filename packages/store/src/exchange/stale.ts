/** How often an act is planned anew because something moved between planning and writing. */
export const PLANS_MAX = 8;

/**
 * Acts that move markings, one after another: each makes stale what was planned beside it, and of many side by side
 * some would find no moment at all. Another process of the same hub is only met by trying again.
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

/** Thrown inside a writing transaction when what was planned no longer fits; nothing was written. */
export class PlanStale extends Error {
  override name = 'PlanStale';
  constructor() {
    super('Others changed the same things again and again; try once more');
  }
}
