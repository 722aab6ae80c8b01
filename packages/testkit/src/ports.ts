import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/**
 * A port on 127.0.0.1 that is free now. Another process may take it before it is used, so who binds it must
 * be ready to ask again; where a server can bind port 0 itself, that is better.
 */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = addressOf(server.address());
  server.close();
  await once(server, 'close');
  return port;
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') {
    throw new Error(
      'Cannot find a free port: the server has no address on the loopback interface.',
    );
  }
  return address;
}
