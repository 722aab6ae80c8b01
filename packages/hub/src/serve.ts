import type { Settings } from './kernel/index.ts';
import { namedOrigin } from './kernel/index.ts';
import { startHub } from './start-hub.ts';
import type { HubPorts } from './start-hub.ts';

/**
 * Runs a hub until SIGTERM or SIGINT, then stops it gracefully; a second signal does not wait.
 * `say` gets the lines for whoever started it: the address, and once the set-up address.
 */
export async function serve(
  settings: Settings,
  say: (line: string) => void,
  ports: HubPorts = {},
): Promise<void> {
  // Heard from the first moment on: whoever stops a hub that is still starting gets an orderly end too.
  const stop = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  const hub = await startHub(settings, ports);
  say(`Tocsin listens on ${settings.publicUrl ?? namedOrigin(hub.address)}`);
  if (hub.setupUrl !== undefined) say(`Set up this hub (works once): ${hub.setupUrl}`);
  await stop;
  await hub[Symbol.asyncDispose]();
}
