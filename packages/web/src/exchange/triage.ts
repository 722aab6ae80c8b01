import { call } from '../kernel/client.ts';
import { triageObjects } from '../kernel/contract.ts';

let last: Promise<unknown> = Promise.resolve();

/**
 * Marks objects of a community (its id) as done or open again. One at a time: two requests under way at once may
 * arrive the other way round, and what was undone would stay done.
 */
export async function sendTriage(
  community: string,
  body: { readonly ids: string[]; readonly state: 'done' | 'open' },
): Promise<void> {
  const before = last;
  const sent = (async () => {
    await before;
    return call(triageObjects, { params: { community }, body });
  })();
  last = sent.catch(() => undefined);
  await sent;
}
