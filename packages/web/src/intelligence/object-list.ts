import type { TlpLevel } from '@tocsin/stix';
import type { LightRow } from './light-row.ts';

/** One page as the hub gives it. */
export interface RowPage {
  readonly rows: readonly LightRow[];
  /** Absent: there is nothing after it. */
  readonly next?: string;
}
/** Which page is asked for: the first, the one after a cursor, or what came later than an instant. */
export interface PageAsked {
  readonly cursor?: string;
  readonly addedAfter?: string;
}
/** Where pages come from. */
export type PageSource = (asked: PageAsked) => Promise<RowPage>;

interface KeptPage {
  /** From where it is read again. */
  readonly cursor: string | undefined;
  /** Its oldest row; what is read again ends there. */
  readonly last: string;
  readonly size: number;
  /** Absent while nobody looks at it. */
  readonly rows: readonly LightRow[] | undefined;
  isAsked: boolean;
}

/** Pages whose rows are kept; those farthest from what is looked at are let go and read again when needed. */
const PAGES_KEPT = 30;
/** The next page is asked for when so many rows or fewer follow. */
const AHEAD = 120;
/** Beyond so many rows that wait, it is only known that there are more. */
const PENDING_MAX = 500;
/** The first page and what was put in above it stay in memory; beyond so many rows the list is read anew instead. */
const STAYING_MAX = 1000;

/**
 * The rows of one list, however long: read page by page, let go of when far away. It also keeps where somebody was
 * in it, so that they come back to the same place.
 */
export class ObjectList {
  readonly #source: PageSource;
  readonly #listeners = new Set<() => void>();
  readonly #levels = new Map<TlpLevel, number>();
  #pages: KeptPage[] = [];
  #starts: number[] = [];
  #length = 0;
  #changes = 0;
  #turns = 0;
  #next: string | undefined;
  #reading: Promise<void> | undefined;
  #error: unknown;
  #pending: readonly LightRow[] = [];
  #hasMorePending = false;
  #isPeeking = false;
  #middle = 0;
  /** What is chosen, by id; it stays chosen when its row is let go. */
  readonly chosen = new Map<string, LightRow>();
  /** Pixels from the top. */
  scroll = 0;
  /** The row the keys are at; -1 before the first. */
  active = -1;
  /** Whether keys brought it there: then it is brought into sight. */
  isMovedByKeys = false;

  private constructor(source: PageSource) {
    this.#source = source;
  }

  /** Reads the first page. */
  static async open(source: PageSource): Promise<ObjectList> {
    const list = new ObjectList(source);
    const page = await source({});
    list.#add(page, undefined);
    return list;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  /** Another number after each change. */
  readonly changes = (): number => this.#changes;
  /** The same for those whom reading on concerns only when it fails: what somebody did, what came on top and what went. */
  readonly turns = (): number => this.#turns;

  get length(): number {
    return this.#length;
  }
  get isWhole(): boolean {
    return this.#next === undefined;
  }
  get error(): unknown {
    return this.#error;
  }
  /** The levels of everything listed. */
  get levels(): readonly TlpLevel[] {
    return [...this.#levels.keys()];
  }
  /** What arrived and waits to be put in. */
  get pending(): readonly LightRow[] {
    return this.#pending;
  }
  /** Whether more waits than {@link pending} holds. */
  get hasMorePending(): boolean {
    return this.#hasMorePending;
  }
  /** Whether this list is to be read anew instead of putting in what waits: some is not known, or too much came on top. */
  get isOutgrown(): boolean {
    if (this.#hasMorePending) return true;
    const staying = this.#pages.filter(({ cursor }) => cursor === undefined);
    return staying.reduce((sum, { size }) => sum + size, 0) > STAYING_MAX;
  }
  /** Rows held in memory now. */
  get held(): number {
    return this.#pages.reduce((sum, { rows }) => sum + (rows?.length ?? 0), 0);
  }

  /** The row at a place; absent while it is being read. */
  at(index: number): LightRow | undefined {
    const place = this.#pageOf(index);
    return this.#pages[place]?.rows?.[index - (this.#starts[place] ?? 0)];
  }

  /** A row in memory by its id. */
  find(id: string): LightRow | undefined {
    for (const { rows } of this.#pages) {
      const row = rows?.find((one) => one.id === id);
      if (row !== undefined) return row;
    }
    return undefined;
  }

  /** Says which rows are looked at: what is missing is read, what is far away is let go. */
  want(from: number, to: number): void {
    const [first, last] = [this.#pageOf(from), this.#pageOf(to)];
    this.#middle = (first + last) / 2;
    for (let place = first; place <= last; place += 1) void this.#restore(place);
    if (to >= this.#length - AHEAD) void this.readOn();
  }

  /** Reads the next page, or waits for it when that is under way; not again what failed, unless asked to. */
  async readOn(isRetry = false): Promise<void> {
    if (this.#reading === undefined) {
      if (this.#next === undefined || (this.#error !== undefined && !isRetry)) return;
      this.#reading = this.#readNext(this.#next);
    }
    await this.#reading;
  }

  /**
   * A line with the lines that came with it and stand under it. What was let go of, or not read yet, is read for it;
   * rejects when that fails.
   */
  async group(row: LightRow): Promise<readonly LightRow[]> {
    if (row.share === undefined || row.isPart) return [row];
    const group = [row];
    let isIn = false;
    let page =
      this.#pages.find(({ rows }) => rows?.some(({ id }) => id === row.id)) ?? this.#pages[0];
    while (page !== undefined) {
      for (const one of page.rows ?? (await this.#rowsOf(page))) {
        if (one.id === row.id) isIn = true;
        else if (isIn && isUnder(row, one)) group.push(one);
        else if (isIn) return group;
      }
      page = await this.#following(page, isIn);
    }
    return group;
  }

  /** The lines under one, as far as they are in memory. */
  under(index: number): readonly LightRow[] {
    const title = this.at(index);
    const rows: LightRow[] = [];
    if (title === undefined) return rows;
    for (let next = index + 1; next < this.#length; next += 1) {
      const one = this.at(next);
      if (one === undefined || !isUnder(title, one)) break;
      rows.push(one);
    }
    return rows;
  }

  /** Looks for what came after the newest row, and keeps it aside. */
  async peek(): Promise<void> {
    if (this.#isPeeking || this.#hasMorePending) return;
    this.#isPeeking = true;
    const newest = this.#pending[0]?.added ?? this.at(0)?.added ?? this.#pages[0]?.last;
    try {
      const { rows, next } = await this.#source(newest === undefined ? {} : { addedAfter: newest });
      const pending = [...rows, ...this.#pending];
      this.#hasMorePending = next !== undefined || pending.length > PENDING_MAX;
      this.#pending = pending.slice(0, PENDING_MAX);
      this.#tell();
    } catch {
      // The next arrival looks again.
    }
    this.#isPeeking = false;
  }

  /** Puts in what waits; an older version of the same object gives way. */
  insert(): void {
    const rows = this.#pending;
    if (rows.length === 0) return;
    this.#pending = [];
    this.#drop(new Set(rows.map(({ id }) => id)));
    const last = rows.at(-1)?.added ?? '';
    this.#pages.unshift({ cursor: undefined, last, size: rows.length, rows, isAsked: false });
    this.#count(rows, 1);
    if (this.active >= 0) this.active += rows.length;
    this.#settle(true);
  }

  /** Takes out what is there for this reader no more. */
  keepOnly(there: (rows: readonly LightRow[]) => readonly LightRow[]): void {
    const rows = this.#pages.flatMap((page) => page.rows ?? []).concat(this.#pending);
    const kept = new Set(there(rows));
    const gone = new Set(rows.filter((row) => !kept.has(row)).map(({ id }) => id));
    if (gone.size === 0) return;
    this.#pending = this.#pending.filter((row) => kept.has(row));
    for (const id of gone) this.chosen.delete(id);
    this.#drop(gone);
    this.#settle(true);
  }

  /** Takes over from the list it replaces where somebody was, as far as it is there still. */
  goOnFrom(old: ObjectList): void {
    this.scroll = old.scroll;
    const active = old.at(old.active);
    for (let index = 0; index < this.#length; index += 1) {
      const row = this.at(index);
      if (row === undefined) continue;
      if (row.id === active?.id) this.active = index;
      if (old.chosen.has(row.id)) this.chosen.set(row.id, row);
    }
  }

  /** Changes what is shown of some rows. */
  change(ids: ReadonlySet<string>, part: Partial<Pick<LightRow, 'isDone' | 'sightings'>>): void {
    this.#pages = this.#pages.map((page) =>
      page.rows?.some(({ id }) => ids.has(id)) === true
        ? { ...page, rows: page.rows.map((row) => (ids.has(row.id) ? { ...row, ...part } : row)) }
        : page,
    );
    this.#tell();
  }

  /** Says that something outside the rows changed: what is chosen, where the keys are. */
  touch(): void {
    this.#tell();
  }

  #drop(ids: ReadonlySet<string>): void {
    this.#pages = this.#pages.map((page, place) => {
      const gone = page.rows?.filter(({ id }) => ids.has(id)) ?? [];
      if (gone.length === 0) return page;
      this.#count(gone, -1);
      const start = this.#starts[place] ?? 0;
      const before = page.rows?.filter(
        ({ id }, index) => ids.has(id) && start + index < this.active,
      );
      this.active -= before?.length ?? 0;
      const rows = page.rows?.filter(({ id }) => !ids.has(id)) ?? [];
      return { ...page, rows, size: rows.length };
    });
  }

  #add({ rows, next }: RowPage, cursor: string | undefined): void {
    this.#next = next;
    const last = rows.at(-1)?.added ?? '';
    if (rows.length > 0) {
      this.#pages.push({ cursor, last, size: rows.length, rows, isAsked: false });
    }
    this.#count(rows, 1);
    this.#settle(false);
  }

  async #readNext(cursor: string): Promise<void> {
    try {
      this.#add(await this.#source({ cursor }), cursor);
      this.#setError(undefined);
    } catch (error) {
      this.#setError(error);
    }
    this.#reading = undefined;
  }

  /** The page after one, read when it is the next. */
  async #following(page: KeptPage, mayRead: boolean): Promise<KeptPage | undefined> {
    const known = this.#after(page);
    if (known !== undefined || !mayRead || this.#next === undefined) return known;
    await this.readOn(true);
    if (this.#error !== undefined) return Promise.reject(this.#error);
    return this.#after(page);
  }

  /** Pages move when something is put in above them, and are made anew when their rows change. */
  #after({ cursor, last }: KeptPage): KeptPage | undefined {
    const place = this.#pages.findIndex((one) => one.cursor === cursor && one.last === last);
    return place === -1 ? undefined : this.#pages[place + 1];
  }

  async #rowsOf({ cursor, last, size }: KeptPage): Promise<readonly LightRow[]> {
    const { rows } = await this.#source(cursor === undefined ? {} : { cursor });
    const end = rows.findIndex(({ added }) => added === last);
    return end === -1 ? rows.slice(0, size) : rows.slice(0, end + 1);
  }

  async #restore(place: number): Promise<void> {
    const page = this.#pages[place];
    if (page === undefined || page.rows !== undefined || page.isAsked) return;
    page.isAsked = true;
    try {
      const own = await this.#rowsOf(page);
      const now = this.#pages.indexOf(page);
      if (now === -1) return;
      this.#pages[now] = { ...page, rows: own, size: own.length, isAsked: false };
      this.#settle(false);
    } catch (error) {
      page.isAsked = false;
      this.#setError(error);
    }
  }

  #pageOf(index: number): number {
    let [low, high] = [0, this.#pages.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }

  /** Counts anew where pages begin, and lets go of those farthest away. */
  #settle(isTurn: boolean): void {
    this.#starts = [];
    this.#length = 0;
    for (const { size } of this.#pages) {
      this.#starts.push(this.#length);
      this.#length += size;
    }
    const held = this.#pages.flatMap(({ rows }, place) => (rows === undefined ? [] : [place]));
    const far = held
      .toSorted((a, b) => Math.abs(b - this.#middle) - Math.abs(a - this.#middle))
      // What was put in on top has no cursor of its own, so it stays.
      .filter((place) => this.#pages[place]?.cursor !== undefined);
    for (const place of far.slice(0, Math.max(0, held.length - PAGES_KEPT))) {
      const page = this.#pages[place];
      if (page !== undefined) this.#pages[place] = { ...page, rows: undefined };
    }
    this.#tell(isTurn);
  }

  #count(rows: readonly LightRow[], by: number): void {
    for (const { level } of rows) {
      const count = (this.#levels.get(level) ?? 0) + by;
      if (count > 0) this.#levels.set(level, count);
      else this.#levels.delete(level);
    }
  }

  #setError(error: unknown): void {
    if (error === this.#error) return;
    this.#error = error;
    this.#tell();
  }

  #tell(isTurn = true): void {
    this.#changes += 1;
    if (isTurn) this.#turns += 1;
    for (const listener of this.#listeners) listener();
  }
}

/** Whether a line belongs to a title above it. */
function isUnder(title: LightRow, row: LightRow): boolean {
  return !title.isPart && row.isPart && row.share === title.share;
}
