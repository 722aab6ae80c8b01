import type { ServerResponse } from 'node:http';
import type { FeedQuery, FeedRow, Followed, FollowMark } from '@tocsin/store';
import type { Caller, Cursors } from '../../kernel/index.ts';
import { linkTitles } from '../../protection/index.ts';
import { endedEvent, goneEvent, HEARTBEAT, objectEvent } from './stream-events.ts';
import type { EndReason, Levels } from './stream-events.ts';

/** Bytes that may wait for one slow reader; beyond it nothing more is read for them until they catch up. */
export const WAITING_BYTES_MAX = 256 * 1024;
/** A reader who takes nothing for so long is let go; the last event's id lets them resume. */
export const SLOW_MS_MAX = 60_000;
/** Rows read at once. */
const ROWS_PER_READ = 100;

/** What a stream gives. */
export interface StreamQuery {
  readonly community: string;
  readonly types?: readonly string[];
  readonly origin?: string;
}

/** What one stream is made from. */
export interface StreamParts {
  readonly caller: Caller;
  readonly query: StreamQuery;
  /** The reader's own date added up to which everything was told. Microseconds. */
  readonly after: number;
  /** Whether the caller was here before: then what went away meanwhile is told. */
  readonly isBack: boolean;
  readonly response: ServerResponse;
  readonly cursors: Cursors;
  /** Shared by the node's streams: a level is asked for only where the reader sees the row. */
  readonly levels: Levels;
  readonly now: () => number;
  readonly onEnd: (stream: OpenStream) => void;
  readonly onFault: (fault: unknown) => void;
  /** Who the caller is by now; undefined when they may no longer read. */
  readonly recheck: () => Promise<Caller | undefined>;
}

/**
 * One open stream. It always reads its own view from its own place through its own handle; a wake-up only says
 * that something happened. Nothing is queued for it in memory: who falls behind is read for later.
 */
export class OpenStream {
  readonly #parts: StreamParts;
  #caller: Caller;
  #after: number;
  #since: FollowMark | 'now' | { after: number };
  #isReading = false;
  #isDirty = false;
  #mustRecheck = false;
  #seal: Promise<(after: number) => string> | undefined;
  #isEnded = false;
  #fullSince: number | undefined;

  constructor(parts: StreamParts) {
    this.#parts = parts;
    this.#caller = parts.caller;
    this.#after = parts.after;
    this.#since = parts.isBack ? { after: parts.after } : 'now';
    parts.response.on('drain', () => {
      this.#fullSince = undefined;
      void this.read();
    });
    parts.response.on('close', () => this.#close());
  }

  get community(): string {
    return this.#parts.query.community;
  }

  get principal(): string {
    return this.#caller.principal.id;
  }

  /** Reads and sends what is new. Calls while a reading runs make it run once more. */
  async read(): Promise<void> {
    this.#isDirty = true;
    if (this.#isReading || this.#isEnded) return;
    this.#isReading = true;
    try {
      while (this.#isDirty && !this.#isEnded && !this.#isFull()) {
        this.#isDirty = false;
        if (this.#mustRecheck && !(await this.#isStillAllowed())) return;
        await this.#tell();
      }
    } catch (fault) {
      this.#onReadFault(fault);
    } finally {
      this.#isReading = false;
    }
  }

  /** Something about who may read what has changed. */
  policyChanged(): Promise<void> {
    this.#mustRecheck = true;
    this.#seal = undefined;
    return this.read();
  }

  /** Every quarter of a minute: asks again who this is, and keeps the connection alive. */
  async beat(): Promise<void> {
    const fullSince = this.#fullSince;
    if (fullSince !== undefined && this.#parts.now() - fullSince > SLOW_MS_MAX) {
      this.end('too-slow');
      return;
    }
    this.#mustRecheck = true;
    this.#seal = undefined;
    await this.read();
    if (!this.#isEnded && !this.#isFull()) this.#parts.response.write(HEARTBEAT);
  }

  /** Says why and closes. */
  end(reason: EndReason): void {
    if (this.#isEnded) return;
    this.#parts.response.end(endedEvent(reason));
    this.#close();
  }

  async #isStillAllowed(): Promise<boolean> {
    this.#mustRecheck = false;
    const caller = await this.#parts.recheck();
    if (caller === undefined) {
      this.end('no-longer-allowed');
      return false;
    }
    this.#caller = caller;
    return true;
  }

  async #tell(): Promise<void> {
    const { handle } = this.#caller;
    const { query, response, now } = this.#parts;
    const found = await handle.exchange.follow(readingOf(query, this.#after), this.#since);
    if ((found.rows.length === 0 && found.gone.length === 0) || this.#isEnded) {
      this.#since = found.mark;
      if (found.moreGone) this.#isDirty = true;
      return;
    }
    const { told, text, after } = await this.#eventsOf(found);
    await handle.exchange.delivered({ community: query.community, way: 'stream', rows: told });
    // Between reading and sending the policy may have moved: then the view is read again instead.
    if (this.#mustRecheck || this.#isEnded) {
      this.#isDirty = true;
      return;
    }
    this.#since = found.mark;
    this.#after = after;
    noteTold(handle, query.community, found);
    if (!response.write(text)) this.#fullSince ??= now();
    if (found.more || found.moreGone || told.length < found.rows.length) this.#isDirty = true;
  }

  /** What went away, and as many of the rows as may wait for this reader, as events. */
  async #eventsOf(found: Followed): Promise<Telling> {
    const { handle } = this.#caller;
    const { levels, now, response } = this.#parts;
    const titleOfRow = await linkTitles(handle, this.community, found.rows);
    const missing = await handle.attestation.missing(this.community, found.rows);
    const told: FeedRow[] = [];
    let text = '';
    for (const [place, row] of found.rows.entries()) {
      const level = await levels.of(handle, row.labelId, now());
      const cursor = await this.#idOf(row.dateAdded);
      text += objectEvent(row, {
        title: titleOfRow(row).title,
        level,
        cursor,
        isShut: missing.has(place),
      });
      told.push(row);
      if (response.writableLength + text.length > WAITING_BYTES_MAX) break;
    }
    const after = told.at(-1)?.dateAdded ?? this.#after;
    const { gone, goneAt } = found;
    if (gone.length === 0 || goneAt === undefined) return { told, text, after };
    if (found.more || told.length < found.rows.length || found.moreGone) {
      // Objects are still to come: whoever breaks off before them is told again of what went.
      return { told, text: gone.map((one) => goneEvent(one)).join('') + text, after };
    }
    const last = Math.max(after, goneAt);
    const id = await this.#idOf(last);
    const events = gone.map((one, place) =>
      goneEvent(one, place === gone.length - 1 ? id : undefined),
    );
    return { told, text: text + events.join(''), after: last };
  }

  /** The id of an event: a place in the reader's own view to go on from. */
  async #idOf(date: number): Promise<string> {
    const { handle, principal } = this.#caller;
    // Made once until the policy moves; a cursor sealed under older rights only fails to open.
    const scope = { principal, handle, filter: filterText(this.#parts.query) };
    const seal = await (this.#seal ??= this.#parts.cursors.sealer(scope));
    return seal(date);
  }

  #isFull(): boolean {
    return this.#parts.response.writableLength > WAITING_BYTES_MAX;
  }

  #onReadFault(fault: unknown): void {
    const isGone =
      fault instanceof Error && (fault.name === 'NotAReader' || fault.name === 'NotFound');
    if (!isGone && !this.#isEnded) this.#parts.onFault(fault);
    this.end(isGone ? 'no-longer-allowed' : 'fault');
  }

  #close(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#parts.onEnd(this);
  }
}

/** What was told to be gone counts as told to whoever reads here: the source sees it (marking rules M13). */
function noteTold(
  { handling }: Caller['handle'],
  community: string,
  { gone, goneAt }: Followed,
): void {
  if (goneAt === undefined) return;
  handling.told(
    community,
    gone.map(({ id }) => id),
    goneAt + 1,
  );
}

interface Telling {
  readonly told: FeedRow[];
  readonly text: string;
  /** The reader's own date up to which everything is told with it. */
  readonly after: number;
}

/** What a stream's cursors are bound to. */
export function filterText(query: StreamQuery): string {
  return JSON.stringify(['stream', query.community, query.types, query.origin]);
}

function readingOf(query: StreamQuery, after: number): FeedQuery {
  return {
    community: query.community,
    limit: ROWS_PER_READ,
    addedAfter: after,
    versions: ['all'],
    ...(query.types === undefined ? {} : { types: query.types }),
    ...(query.origin === undefined ? {} : { origin: query.origin }),
  };
}
