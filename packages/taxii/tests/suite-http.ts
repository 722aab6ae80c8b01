/** Who a request of the suite comes from. */
export type Caller =
  'reader' | 'reader-basic' | 'reader-token' | 'writer' | 'other' | 'stranger' | 'nobody';

/** What a run needs to know about the server. */
export interface ConformanceOptions {
  /** The discovery address, ending in a slash. */
  url: string;
  /** A token that can read. */
  token: string;
  /** A token that can write; default the one that reads. */
  writerToken?: string;
  /** A token of another organization; checks about others are skipped without it. */
  otherToken?: string;
  /** The user name beside the token in HTTP Basic. */
  user?: string;
  /** How callers show the token where a check does not say; default `bearer`. */
  scheme?: 'bearer' | 'basic';
}

/** A request of the suite. */
export interface Ask {
  method?: string;
  url: string;
  as?: Caller;
  /** A header with null is left out. */
  headers?: Record<string, string | null>;
  body?: string;
  /** The resource that is asked for, where a check is about its shape. */
  shape?: string;
}

/** An answer, read whole. */
export interface Heard {
  status: number;
  headers: Headers;
  text: string;
  body: unknown;
}

export const TAXII = 'application/taxii+json;version=2.1';

/** Sends requests as any of the callers. */
export class Teller {
  readonly options: ConformanceOptions;
  constructor(options: ConformanceOptions) {
    this.options = options;
  }

  async ask(ask: Ask): Promise<Heard> {
    const headers = new Headers({ accept: TAXII });
    if (ask.body !== undefined) headers.set('content-type', TAXII);
    const authorization = this.#authorization(ask.as ?? 'reader');
    if (authorization !== undefined) headers.set('authorization', authorization);
    for (const [name, value] of Object.entries(ask.headers ?? {})) {
      if (value === null) headers.delete(name);
      else headers.set(name, value);
    }
    const init: RequestInit = { method: ask.method ?? 'GET', headers, redirect: 'manual' };
    // Bytes instead of text, so that no content type is made up.
    if (ask.body !== undefined) init.body = new TextEncoder().encode(ask.body);
    const response = await fetch(ask.url, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) };
  }

  has(caller: Caller): boolean {
    return caller !== 'other' || this.options.otherToken !== undefined;
  }

  #authorization(caller: Caller): string | undefined {
    const { token, writerToken = token, otherToken = '' } = this.options;
    const basic = (secret: string): string =>
      `Basic ${btoa(`${this.options.user ?? 'taxii'}:${secret}`)}`;
    const shown = (secret: string): string =>
      this.options.scheme === 'basic' ? basic(secret) : `Bearer ${secret}`;
    switch (caller) {
      case 'reader':
        return shown(token);
      case 'reader-basic':
        return basic(token);
      case 'reader-token':
        return `Token ${token}`;
      case 'writer':
        return shown(writerToken);
      case 'other':
        return shown(otherToken);
      case 'stranger':
        return shown(`${token.slice(0, -4)}0000`);
      case 'nobody':
        return undefined;
    }
  }
}

/** Says whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list member; empty when it is missing. */
export function listIn(body: unknown, key: string): unknown[] {
  const value = isRecord(body) ? body[key] : undefined;
  return Array.isArray(value) ? value : [];
}

/** A string member; empty when it is missing. */
export function textIn(body: unknown, key: string): string {
  const value = isRecord(body) ? body[key] : undefined;
  return typeof value === 'string' ? value : '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
