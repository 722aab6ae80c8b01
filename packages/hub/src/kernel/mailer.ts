import type { MailSettings } from './settings.ts';

/** A letter: plain text, so that every reader shows all of it and nothing is fetched by looking. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Where its reader says that no more are wanted (RFC 2369 §3.2). */
  readonly unsubscribe?: string;
}

/** The mail server did not take a letter. */
export class MailFault extends Error {
  override name = 'MailFault';
  /** `address`: this address takes no letters. `later`: it may go another time. `refused`: it never will. */
  readonly kind: 'address' | 'later' | 'refused';

  constructor(kind: MailFault['kind'], words: string) {
    super(words);
    this.kind = kind;
  }
}

/** Hands letters to the mail server. */
export interface Mailer extends AsyncDisposable {
  /** What links in letters begin with. */
  readonly origin: string;
  /** Throws {@link MailFault} and nothing else. */
  send(letter: Letter): Promise<void>;
  /** Whether the server can be reached and lets us in; throws {@link MailFault}. */
  verify(): Promise<void>;
}

/** Connections to the mail server at the same time. */
export const MAIL_CONNECTIONS = 2;
/** Longest wait for the mail server. Milliseconds. */
export const MAIL_WAIT_MS = 20_000;
/** Characters of a subject. */
const SUBJECT_MAX = 200;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A mailer over SMTP. The library is read when the first letter goes: most hubs start without mail. */
export function createMailer({ server, from, origin, isTlsOptional }: MailSettings): Mailer {
  const transport = once(async () => {
    const { createTransport } = await import('nodemailer');
    const { protocol, hostname } = new URL(server);
    return createTransport({
      url: server,
      pool: true,
      maxConnections: MAIL_CONNECTIONS,
      connectionTimeout: MAIL_WAIT_MS,
      greetingTimeout: MAIL_WAIT_MS,
      socketTimeout: MAIL_WAIT_MS,
      requireTLS: protocol === 'smtp:' && !isTlsOptional && !LOOPBACK.has(hostname),
      // A letter is what we wrote: nothing is read from files or other hosts for it.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  });
  return {
    origin,
    async send({ to, subject, text, unsubscribe }) {
      await orFault(async () =>
        (await transport()).sendMail({
          from,
          to,
          subject: subject.replaceAll(/\p{Cc}+/gu, ' ').slice(0, SUBJECT_MAX),
          text,
          headers: {
            // No vacation answers, no answers of machines (RFC 3834 §5).
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            ...(unsubscribe === undefined ? {} : { 'List-Unsubscribe': `<${unsubscribe}>` }),
          },
        }),
      );
    },
    async verify() {
      await orFault(async () => (await transport()).verify());
    },
    async [Symbol.asyncDispose]() {
      if (transport.isMade()) (await transport()).close();
    },
  };
}

async function orFault(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    throw faultOf(error);
  }
}

/** What went wrong, by the reply code (RFC 5321 §4.2.1) and by what the library says of it. */
function faultOf(error: unknown): MailFault {
  const { responseCode, code, command, response, message } = partsOf(error);
  const words = (response ?? message ?? 'unknown').replaceAll(/\s+/g, ' ').slice(0, 300);
  if (responseCode !== undefined && responseCode >= 500 && responseCode < 600) {
    if (command === 'RCPT TO') return new MailFault('address', words);
    // Where we may not come in or send at all, every letter would fail: the operator mends that, and they go then.
    const isOurs = code === 'EAUTH' || command === 'MAIL FROM' || responseCode === 530;
    return new MailFault(isOurs ? 'later' : 'refused', words);
  }
  return new MailFault('later', words);
}

interface Parts {
  readonly responseCode?: number;
  readonly code?: string;
  /** At which command of SMTP. */
  readonly command?: string;
  readonly response?: string;
  readonly message?: string;
}

function partsOf(error: unknown): Parts {
  return error instanceof Error ? error : {};
}

function once<T>(make: () => Promise<T>): (() => Promise<T>) & { isMade: () => boolean } {
  let made: Promise<T> | undefined;
  return Object.assign(() => (made ??= make()), { isMade: () => made !== undefined });
}
