/** What a machine calls itself by a number, as the host of a URL. */
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]']);

/**
 * The address people are told of a hub on this machine: by its name. A passkey is bound to a host name and cannot be
 * made at a number, and whoever signed in under the one is not signed in under the other.
 */
export function namedOrigin(origin: string): string {
  const url = new URL(origin);
  if (!LOOPBACK.has(url.hostname)) return origin;
  return `${url.protocol}//localhost${url.port === '' ? '' : `:${url.port}`}`;
}
