import { isAlias, retentionCutoff, retentionKindOf } from '@tocsin/policy';
import type { Engine, Query } from '../engine/engine.ts';
import type { LabelBook } from '../visibility/labels.ts';
import type { StoreChange } from '../store.ts';
import type { Words } from '../visibility/words.ts';
import { isIn, list } from '../engine/engine.ts';
import { expire } from './expire.ts';
import type { Over } from './expire.ts';
import { SOUGHT_LIFE } from '../subjects/limits.ts';
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
  type: number;
  pos: number;
  at: number;
}

/**
 * Removes what is over, behind everything else: it walks versions in the order they came, a piece at a time, up to
 * the first that is too young for every rule, and removes whole objects in bounded transactions. Nothing of where it
 * stands is kept: after a crash, or a stop, it walks again and finds what is left. Several processes may do so at
 * once; each object goes once.
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
    await this.#forgetSought();
    for (const [community, own] of Map.groupBy(rules, (rule) => rule.community))
      await this.#sweep(community, own);
  }

  /** Values that persons asked about go some time after their request is closed. */
  async #forgetSought(): Promise<void> {
    const before = this.#parts.now() - SOUGHT_LIFE;
    const due = await this.#engine.one(
      'SELECT id FROM subject_request WHERE closed_at < ? AND sought IS NOT NULL LIMIT 1',
      [before],
    );
    if (due === undefined) return;
    await this.#engine.write((transaction) =>
      transaction.run(
        'UPDATE subject_request SET sought = NULL WHERE closed_at < ? AND sought IS NOT NULL',
        [before],
      ),
    );
  }

  async #sweep(community: string, rules: readonly PlacedRule[]): Promise<void> {
    const now = this.#parts.now();
    const least = Math.min(
      ...rules.map((rule) => daysOf([rule], rule.kind, now) ?? Number.POSITIVE_INFINITY),
    );
    if (least === Number.POSITIVE_INFINITY) return;
    const youngest = retentionCutoff(least, now);
    const here = this.#parts.words.number(community);
    for (let from: number | undefined = 0; from !== undefined && !this.#isStopped;) {
      const after: number = from;
      const rows: Walked[] = await this.#engine.readAll((query) => walk(query, here, after));
      const last = rows.at(-1);
      const isEnd = last === undefined || rows.length < SWEEP_PIECE_ROWS || last.at >= youngest;
      from = isEnd ? undefined : last.vid;
      await this.#remove(community, this.#over(rows, { rules, now }));
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    if (!this.#isStopped) await this.#forgetQuarantined(community, { rules, now });
  }

  /** Of what was walked, each object once that some rule ends; whether its newest version is over is looked at later. */
  #over(
    rows: readonly Walked[],
    { rules, now }: { rules: readonly PlacedRule[]; now: number },
  ): Over[] {
    const { words } = this.#parts;
    const over = new Map<string, Over>();
    for (const { stix_id: id, origin, type, pos, at } of rows) {
      if (pos === 0 || !words.has(type) || !words.has(origin)) continue;
      const kind = retentionKindOf(words.name(type));
      const rule =
        kind === undefined ? undefined : ruleFor(rules, { kind, now, origin: words.name(origin) });
      if (kind === undefined || rule === undefined) continue;
      const before = retentionCutoff(rule.days, now);
      if (at >= before) continue;
      const by = rule.of.organization === OF_ALL ? 'community' : 'source';
      const why = { kind, days: rule.days, by, ruleAt: rule.of.setAt } as const;
      over.set(`${id} ${String(origin)}`, { id, origin, before, why, setBy: rule.of.setBy });
    }
    return [...over.values()];
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
    { rules, now }: { rules: readonly PlacedRule[]; now: number },
  ): Promise<void> {
    const { words } = this.#parts;
    const kind = 'quarantined';
    if (!rules.some((rule) => rule.kind === kind)) return;
    await this.#engine.write(async (transaction) => {
      const rows = await transaction.all<{ id: string; origin: number; at: number }>(
        `SELECT DISTINCT c.id, c.origin, c.at FROM quarantine q JOIN contribution c ON c.id = q.contribution
         WHERE c.community = ? ORDER BY c.at LIMIT ${String(SWEEP_PIECE_ROWS)}`,
        [words.number(community)],
      );
      const over = rows.filter(({ origin, at }) => {
        const rule = ruleFor(rules, { kind, now, origin: words.name(origin) });
        return rule !== undefined && at < retentionCutoff(rule.days, now);
      });
      await transaction.run(
        `DELETE FROM quarantine WHERE ${isIn(transaction.dialect, 'contribution')}`,
        [
          list(
            transaction.dialect,
            over.map(({ id }) => id),
          ),
        ],
      );
    });
  }
}

/** The rule that ends a thing first: the community's or its source's. */
function ruleFor(
  rules: readonly PlacedRule[],
  { kind, now, origin }: { kind: PlacedRule['kind']; now: number; origin: string },
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

/** A piece of the versions of a community, in the order they came; those whose content went long ago are among them. */
function walk(query: Query, community: number, after: number): Promise<Walked[]> {
  return query.all<Walked>(
    `SELECT v.vid, v.stix_id, v.origin, v.type, v.pos, c.at FROM version v JOIN contribution c ON c.id = v.contribution
     WHERE v.vid > ? AND v.community = ? ORDER BY v.vid LIMIT ${String(SWEEP_PIECE_ROWS)}`,
    [after, community],
  );
}
