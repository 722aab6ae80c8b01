/** What happened, for slices above or below: influence against the order of the slices travels so. */
export interface HubEvent {
  readonly kind: string;
  readonly community?: string;
  readonly subject?: string;
}

/** In-process announcements. They carry ids, never content: a listener reads as itself. */
export interface Events {
  announce(event: HubEvent): void;
  /** Listens to one kind; gives back how to stop. */
  on(kind: string, listener: (event: HubEvent) => void): () => void;
}

/** Most listeners of one kind: more means that somebody forgets to stop listening. */
export const LISTENERS_MAX = 1000;

/** Announcements within this process. A listener that throws does not keep the others from hearing. */
export function createEvents(onFault: (fault: unknown) => void): Events {
  const listeners = new Map<string, Set<(event: HubEvent) => void>>();
  return {
    announce(event) {
      for (const listener of listeners.get(event.kind) ?? []) {
        try {
          listener(event);
        } catch (fault) {
          onFault(fault);
        }
      }
    },
    on(kind, listener) {
      const held = listeners.get(kind) ?? new Set();
      if (held.size >= LISTENERS_MAX) {
        throw new RangeError(`Cannot listen to "${kind}": ${String(LISTENERS_MAX)} already do`);
      }
      held.add(listener);
      listeners.set(kind, held);
      return () => {
        held.delete(listener);
      };
    },
  };
}
