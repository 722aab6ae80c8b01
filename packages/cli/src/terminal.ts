import { defang } from '@tocsin/stix';

/** How a command talks: data to standard output, words to standard error. */
export interface Terminal {
  /** One JSON document, or lines of them, instead of words. */
  readonly json: boolean;
  /** No words. */
  readonly quiet: boolean;
  /** Values are shown live rather than defanged. */
  readonly live: boolean;
  /** A line of data. */
  data(line: string): void;
  /** A value as JSON, when asked for. */
  document(value: unknown): void;
  /** A line for the person. */
  words(line: string): void;
  /** A value for eyes: defanged on a terminal unless asked otherwise. */
  value(text: string): string;
}

/** The options every command knows. */
export interface CommonOptions {
  json?: boolean;
  quiet?: boolean;
  live?: boolean;
}

/** The terminal for a command's options. */
export function terminalOf(options: CommonOptions): Terminal {
  const json = options.json === true;
  const quiet = options.quiet === true;
  const live = options.live === true || json || !process.stdout.isTTY;
  return {
    json,
    quiet,
    live,
    data: (line) => void process.stdout.write(`${line}\n`),
    document: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
    words: (line) => {
      if (!quiet) process.stderr.write(`${line}\n`);
    },
    value: (text) => (live ? text : defang(text)),
  };
}

/** Reads standard input to its end; refuses more than `limit` bytes. */
export async function readInput(limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > limit) throw new RangeError(`Standard input holds more than ${String(limit)} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
