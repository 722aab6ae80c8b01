import { once } from 'node:events';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A letter as it arrived. */
export interface Arrived {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Names in small letters. */
  readonly headers: ReadonlyMap<string, string>;
}

/** A mail server on this machine that keeps what it is given. */
export interface MailServer extends AsyncDisposable {
  /** `smtp://127.0.0.1:2525`. */
  readonly url: string;
  readonly arrived: readonly Arrived[];
  /** Says no to whatever is for or from this address, with this reply code; `undefined`: takes it again. */
  refuse(address: string, code: number | undefined): void;
  /** Resolves once so many have arrived. */
  until(count: number): Promise<void>;
}

/** Starts one on a free port. */
export async function startMailServer(): Promise<MailServer> {
  const arrived: Arrived[] = [];
  const refused = new Map<string, number>();
  const refusal = (address: string): Error | undefined => {
    const code = refused.get(address);
    if (code === undefined) return undefined;
    return Object.assign(new Error('No such mailbox here'), { responseCode: code });
  };
  const waiting = new Set<{ count: number; done: () => void }>();
  const keep = async (bytes: Buffer, to: readonly { address: string }[]): Promise<void> => {
    arrived.push(await read(bytes, to));
    for (const one of waiting) if (arrived.length >= one.count) one.done();
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onMailFrom: ({ address }, _session, done) => done(refusal(address)),
    onRcptTo: ({ address }, _session, done) => done(refusal(address)),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void keep(Buffer.concat(chunks), envelope.rcptTo).finally(() => done());
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${String(port)}`,
    arrived,
    refuse: (to, code) => void (code === undefined ? refused.delete(to) : refused.set(to, code)),
    async until(count) {
      if (arrived.length >= count) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const one = { count, done: resolve };
      waiting.add(one);
      await promise;
      waiting.delete(one);
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((done) => {
        server.close(() => done());
      }),
  };
}

async function read(bytes: Buffer, to: readonly { address: string }[]): Promise<Arrived> {
  const { from, subject = '', text = '', headers } = await PostalMime.parse(bytes);
  return {
    from: from?.address ?? '',
    to: to.map(({ address }) => address),
    subject,
    text,
    headers: new Map(headers.map(({ key, value }) => [key, value])),
  };
}
