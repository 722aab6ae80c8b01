import { isAlias, retentionCutoff, retentionKindOf } from '@tocsin/policy';
import type { RetentionKind } from '@tocsin/policy';
import type { Engine, Query } from '../engine/engine.ts';
import type { LabelBook } from '../visibility/labels.ts';
import type { StoreChange } from '../store.ts';
import type { Words } from '../visibility/words.ts';
import { isIn, list } from '../engine/engine.ts';
import { expire, heldIn } from './expire.ts';
import type { Over } from './expire.ts';
import { forgetSought, sealOld } from '../subjects/forget.ts';
import { typesIn } from './kept-types.ts';
import { SWEEP_OBJECTS, SWEEP_PIECE_ROWS } from './limits.ts';
import { allRules, daysOf, OF_ALL } from './rules.ts';
import type { PlacedRule } from './rules.ts';

/** How often it is looked whether anybody's time is over. Milliseconds. */
const SWEEP_MS = 600_000;
/** Between two pieces, so that requests go first. Milliseconds. */
const PAUSE_MS = 1;

interface Parts {
  readonly labels: LabelBook;
  readonly words: Words;
  readonly now: () => number;
  readonly changed: (change: StoreChange) => void;
}

interface Walked {
  vid: number;
  stix_id: string;
  origin: number;
  at: number;
  /** A later version of the same source is here: it is that one which counts. */
  newer: number;
}

/** A walk over one type of one community. */
interface Walk {
  readonly community: number;
  readonly type: number;
  readonly kind: RetentionKind;
  /** Whose, where only some organizations have a rule of their own; absent: everybody's. */
  readonly origins: readonly number[] | undefined;
  /** What came since is too young for every rule. */
  readonly youngest: number;
}

/**
 * Removes what is over, behind everything else: of each type that has a time it walks live versions in the order they
 * came, a piece at a time, up to the first that is too young for every rule, and removes whole objects in bounded
 * transactions. Nothing of where it stands is kept: after a crash, or a stop, it walks again and finds what is left.
 * Several processes may do so at once; each object goes once. One that fails in one community goes on in the next.
 */
export class RetentionSweep {
  readonly #engine: Engine;
  readonly #parts: Parts;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(engine: Engine, parts: Parts) {
    this.#engine = engine;
    this.#parts = parts;
  }

  /** Begins to look. */
  start(): void {
    this.#timer ??= setInterval(() => void this.pass(), SWEEP_MS);
    this.#timer.unref();
  }

  /** Removes all that is over now. One pass after the other, however often it is called. */
  pass(): Promise<void> {
    this.#running = this.#running.then(() => this.#pass()).catch(() => undefined);
    return this.#running;
  }

  /** Stops after the transaction at hand. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #pass(): Promise<void> {
    const rules = await this.#engine.read(async (query) => {
      await this.#parts.words.load(query);
      return allRules(query);
    });
    const work = [...Map.groupBy(rules, (rule) => rule.community)];
    const steps = [
      () => this.#forgetPersons(),
      ...work.map(
        ([community, own]) =>
          () =>
            this.#sweep(community, own),
      ),
    ];
    // What fails is tried again with the next pass, and keeps nobody else's from going.
    for (const step of steps) await step().catch(() => undefined);
  }

  /** What was said about persons. */
  async #forgetPersons(): Promise<void> {
    while (!this.#isStopped && (await sealOld(this.#engine)));
    while (!this.#isStopped && (await forgetSought(this.#engine, this.#parts.now())));
  }

  async #sweep(community: string, rules: readonly PlacedRule[]): Promise<void> {
    const now = this.#parts.now();
    const { held, types } = await this.#engine.readAll(async (query) => ({
      held: await heldIn(query, community),
      types: await typesIn(query, this.#parts.words.number(community)),
    }));
    for (const one of this.#walks(types, { community, rules, now })) {
      for (let from: number | undefined = 0; from !== undefined && !this.#isStopped;) {
        const after: number = from;
        const rows: Walked[] = await this.#engine.readAll((query) => walk(query, one, after));
        const last = rows.at(-1);
        const isEnd =
          last === undefined || rows.length < SWEEP_PIECE_ROWS || last.at >= one.youngest;
        from = isEnd ? undefined : last.vid;
        await this.#remove(community, this.#over(rows, { rules, now, kind: one.kind, held }));
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
    if (!this.#isStopped) await this.#forgetQuarantined(community, { rules, now });
  }

  /** What there is to walk: the types of kinds that have a time now. */
  #walks(
    types: readonly number[],
    { community, rules, now }: Pick<Ruling, 'rules' | 'now'> & { community: string },
  ): Walk[] {
    const { words } = this.#parts;
    const here = words.number(community);
    return types.flatMap((type): Walk[] => {
      const kind = retentionKindOf(words.name(type));
      const own = rules.filter(
        (rule) => rule.kind === kind && daysOf([rule], kind, now) !== undefined,
      );
      if (kind === undefined || own.length === 0) return [];
      const days = own.flatMap((rule) => daysOf([rule], kind, now) ?? []);
      const isForAll = own.some(({ organization }) => organization === OF_ALL);
      const origins = isForAll ? undefined : own.map((rule) => words.number(rule.organization));
      const youngest = retentionCutoff(Math.min(...days), now);
      return [{ community: here, type, kind, origins, youngest }];
    });
  }

  /** Of what was walked, each object that some rule ends; all of it is looked at again where it is removed. */
  #over(
    rows: readonly Walked[],
    { rules, now, kind, held }: Omit<Ruling, 'origin'> & { held: ReadonlySet<string> },
  ): Over[] {
    const { words } = this.#parts;
    return rows.flatMap(({ stix_id: id, origin, at, newer }): Over[] => {
      if (newer === 1 || !words.has(origin)) return [];
      const name = words.name(origin);
      const rule = ruleFor(rules, { kind, now, origin: name });
      if (rule === undefined || held.has(`${id} ${name}`)) return [];
      const before = retentionCutoff(rule.days, now);
      if (at >= before) return [];
      const by = rule.of.organization === OF_ALL ? 'community' : 'source';
      const why = { kind, days: rule.days, by, ruleAt: rule.of.setAt } as const;
      return [{ id, origin, before, why, setBy: rule.of.setBy }];
    });
  }

  async #remove(community: string, over: readonly Over[]): Promise<void> {
    const { words, now, changed } = this.#parts;
    for (let at = 0; at < over.length && !this.#isStopped; at += SWEEP_OBJECTS) {
      const piece = over.slice(at, at + SWEEP_OBJECTS);
      const gone = await this.#engine.write((transaction) =>
        expire(transaction, { community, now: now(), words }, piece),
      );
      if (gone > 0) changed({ kind: 'feed', communities: [community] });
    }
  }

  /** Texts set aside were never given to anybody: they go without a tombstone, and the receipt still tells of them. */
  async #forgetQuarantined(
    community: string,
    { rules, now }: Pick<Ruling, 'rules' | 'now'>,
  ): Promise<void> {
    const { words } = this.#parts;
    const kind = 'quarantined';
    if (!rules.some((rule) => rule.kind === kind)) return;
    const here = words.number(community);
    for (let from: string | undefined = ''; from !== undefined && !this.#isStopped;) {
      const after: string = from;
      const rows: Quarantined[] = await this.#engine.readAll((query) =>
        setAside(query, here, after),
      );
      from = rows.length < SWEEP_PIECE_ROWS ? undefined : rows.at(-1)?.id;
      const over = rows.filter(({ origin, at }) => {
        const rule = ruleFor(rules, { kind, now, origin: words.name(origin) });
        return rule !== undefined && at < retentionCutoff(rule.days, now);
      });
      if (over.length === 0) continue;
      const ids = over.map(({ id }) => id);
      await this.#engine.write((transaction) =>
        transaction.run(
          `DELETE FROM quarantine WHERE ${isIn(transaction.dialect, 'contribution')}`,
          [list(transaction.dialect, ids)],
        ),
      );
    }
  }
}

interface Quarantined {
  id: string;
  origin: number;
  at: number;
}

/** Shares of a community with texts set aside, a piece of them. */
function setAside(query: Query, community: number, after: string): Promise<Quarantined[]> {
  return query.all<Quarantined>(
    `SELECT DISTINCT c.id, c.origin, c.at FROM quarantine q JOIN contribution c ON c.id = q.contribution
     WHERE q.contribution > ? AND c.community = ? ORDER BY c.id LIMIT ${String(SWEEP_PIECE_ROWS)}`,
    [after, community],
  );
}

interface Ruling {
  readonly rules: readonly PlacedRule[];
  readonly now: number;
  readonly kind: RetentionKind;
  readonly origin: string;
}

/** The rule that ends a thing first: the community's or its source's. */
function ruleFor(
  rules: readonly PlacedRule[],
  { kind, now, origin }: Pick<Ruling, 'kind' | 'now' | 'origin'>,
): { of: PlacedRule; days: number } | undefined {
  // An organization's own rule is not for what it brought under another name: the same times would tell whose it is.
  const names = isAlias(origin) ? [OF_ALL] : [OF_ALL, origin];
  const found = rules
    .filter((rule) => rule.kind === kind && names.includes(rule.organization))
    .flatMap((of) => {
      const days = daysOf([of], kind, now);
      return days === undefined ? [] : [{ of, days }];
    });
  return found.toSorted((a, b) => a.days - b.days)[0];
}

/** A piece of the live versions of a type, in the order they came. */
function walk(query: Query, { community, type, origins }: Walk, after: number): Promise<Walked[]> {
  const { dialect } = query;
  return query.all<Walked>(
    `SELECT v.vid, v.stix_id, v.origin, c.at, CASE WHEN EXISTS (
        SELECT 1 FROM version w WHERE w.stix_id = v.stix_id AND w.community = v.community AND w.origin = v.origin
          AND w.pos > 0 AND w.vid > v.vid) THEN 1 ELSE 0 END AS newer
     FROM version v JOIN contribution c ON c.id = v.contribution
     WHERE v.community = ? AND v.type = ? AND v.pos > 0 AND v.vid > ?${origins === undefined ? '' : ` AND ${isIn(dialect, 'v.origin', 'bigint')}`}
     ORDER BY v.vid LIMIT ${String(SWEEP_PIECE_ROWS)}`,
    [community, type, after, ...(origins === undefined ? [] : [list(dialect, origins)])],
  );
}
