import { cpuSeconds } from './processes.ts';
import type { Running } from './processes.ts';
import { repeat } from './requests.ts';

/** How a server's processor time is read; default: the process alone. */
export type Cost = (server: Running) => number;

/** Units done per processor second of a server while `act` ran. */
export async function rateOf(
  server: Running,
  units: number,
  { act, cost = ownCost }: { act: () => Promise<unknown>; cost?: Cost },
): Promise<number> {
  const before = cost(server);
  await act();
  return units / (cost(server) - before);
}

/** The same for `count` requests, eight at a time. */
export function requestRate(
  server: Running,
  count: number,
  { act, cost = ownCost }: { act: (index: number) => Promise<unknown>; cost?: Cost },
): Promise<number> {
  return rateOf(server, count, { act: () => repeat(count, 8, act), cost });
}

function ownCost(server: Running): number {
  return cpuSeconds(server.pid);
}
