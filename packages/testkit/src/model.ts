import { isWider, labelOf, mayChange } from '@tocsin/policy';
import { isForgedTlp, versionOf } from '@tocsin/stix';
import {
  batchClause,
  endsOf,
  fateOf,
  freed,
  isSame,
  isStatement,
  markingsOf,
  microsOf,
  objectClause,
} from './model-labels.ts';
import { ModelPeople } from './model-people.ts';
import { oracleMayRead } from './oracle.ts';
import type { Clause, CommunityProfile, Label, Reader } from '@tocsin/policy';
import type { Fate, MarkingInput, NewContribution, NewObject, Principal } from '@tocsin/store';
import type { StixObject } from '@tocsin/stix';

/** One version of one object as the model keeps it. */
export interface ModelRow {
  /** The order in which versions came to be kept. */
  readonly seq: number;
  readonly community: string;
  readonly origin: string;
  readonly id: string;
  /** The STIX version, or `undefined` for objects that have none. */
  readonly version: string | undefined;
  /** The version as microseconds. */
  readonly us: number;
  readonly object: StixObject;
  readonly text: string;
  readonly contribution: string;
  label: Label;
  /** Its place in the feed may have moved since it was brought. */
  isMoved: boolean;
}

/** One share as the model keeps it. */
export interface ModelShare {
  readonly id: string;
  readonly community: string;
  readonly origin: string;
  readonly author: string;
  readonly at: number;
  readonly label: Label;
  readonly input: NewContribution;
  readonly fates: readonly { index: number; id: string | undefined; fate: Fate }[];
  readonly isRefusedWhole: boolean;
  /** All it brought was taken back, and its words with it. */
  isErased: boolean;
}

interface Accepted {
  readonly one: NewObject;
  readonly own: Clause;
  label: Label;
  readonly isHeld: boolean;
}

/**
 * Everything that was shared, as plain lists, and what follows from the marking rules, computed anew for every
 * question. It knows nothing of tables, labels kept once, positions or counts: that is what it is there to test.
 */
export class Model {
  readonly people = new ModelPeople();
  readonly profiles = new Map<string, CommunityProfile>();
  rows: ModelRow[] = [];
  readonly shares: ModelShare[] = [];
  readonly now: () => number;
  #seq = 0;

  constructor(now: () => number) {
    this.now = now;
  }

  /** The reader a principal is now, or `undefined` when it is nobody. */
  reader(principal: Principal): Reader | undefined {
    return this.people.reader(principal, this.now());
  }

  /** Rows of a community (or of all) the reader may see, first come first. */
  visible(reader: Reader, community?: string): ModelRow[] {
    const now = this.now();
    return this.rows.filter(
      (row) =>
        (community === undefined || row.community === community) &&
        oracleMayRead(reader, row.label, now),
    );
  }

  /** Takes a batch in, and says what becomes of each object. `undefined` when the bringer has no standing. */
  contribute(by: Reader, input: NewContribution, contribution: string): ModelShare | undefined {
    const profile = this.profiles.get(input.community);
    if (!this.people.stands(by, input.community) || profile === undefined) return undefined;
    const said = batchClause(by, input, profile);
    const { accepted, forged } = this.#accept(by, { input, said });
    const share = this.#joinedWith(labelOf(said), input.about ?? [], { by, input, accepted });
    for (const one of accepted) {
      const ends = [...endsOf(one.one.object), ...(input.about ?? [])];
      one.label = this.#joinedWith(labelOf(one.own), ends, { by, input, accepted });
    }
    const sorted = this.#sortOut(by, input, accepted);
    const isRefusedWhole =
      input.atomic === true &&
      (forged.length > 0 ||
        (input.refused?.length ?? 0) > 0 ||
        sorted.some(({ fate }) => fate === 'quarantined'));
    if (!isRefusedWhole) {
      this.#followEnds(by, input, accepted);
      this.#free(by, input.community, accepted);
      for (const { one, fate } of sorted)
        if (fate === 'kept') this.#keep(by, { one, input, contribution });
    }
    const fates = [
      ...sorted.map(({ one, fate }) => ({
        index: one.one.index,
        id: one.one.object.id,
        fate: fateOf(fate, one.isHeld, isRefusedWhole),
      })),
      ...forged.map((one) => ({
        index: one.index,
        id: one.object.id,
        fate: 'refused' as const,
      })),
      ...(input.refused ?? []).map((one) => ({
        index: one.index,
        id: one.id,
        fate: 'refused' as const,
      })),
    ].toSorted((a, b) => a.index - b.index);
    const made: ModelShare = {
      id: contribution,
      community: input.community,
      origin: by.organization,
      author: by.id,
      at: this.now(),
      label: share,
      input,
      fates,
      isRefusedWhole,
      isErased: false,
    };
    this.shares.push(made);
    return made;
  }

  /** Gives an organization's object another marking: every version of it, or none. */
  remark(
    by: Reader,
    at: { id: string; community: string; marking: MarkingInput },
  ): 'done' | 'hidden' | 'refused' {
    const visible = this.visible(by, at.community).filter((row) => row.id === at.id);
    const profile = this.profiles.get(at.community);
    if (visible.length === 0 || profile === undefined) return 'hidden';
    if (!visible.some((row) => row.origin === by.organization)) return 'refused';
    const rows = this.rows.filter(
      (row) => row.id === at.id && row.community === at.community && row.origin === by.organization,
    );
    const changed = new Map<ModelRow, Label>();
    for (const row of rows) {
      const label = visible.includes(row) ? this.#remarked(by, row, { at, profile }) : undefined;
      if (label === undefined) return 'refused';
      changed.set(row, label);
    }
    const moved = [...changed.values()].flatMap((label) => label.clauses);
    for (const [row, label] of changed) this.#relabel(row, label);
    for (const row of this.rows) {
      const points = endsOf(row.object).includes(at.id) && row.id !== at.id;
      if (points && row.community === at.community && row.origin === by.organization)
        this.#relabel(row, { clauses: [...row.label.clauses, ...moved] });
    }
    return 'done';
  }

  /** Takes versions of an organization's object back. */
  retract(
    by: Reader,
    at: { id: string; community: string; versions: 'all' | 'last' | readonly string[] },
  ): 'done' | 'hidden' | 'refused' {
    const visible = this.visible(by, at.community).filter((row) => row.id === at.id);
    if (visible.length === 0) return 'hidden';
    const own = newest(visible.filter((row) => row.origin === by.organization));
    if (own === undefined) return 'refused';
    const clause = ownClause(own);
    const isAuthor = this.shares.some(
      (share) => share.id === own.contribution && share.author === by.id,
    );
    const isAllowed =
      clause !== undefined &&
      mayChange(by, labelOf(clause), { change: 'retract', now: this.now() }).allowed;
    if (!isAuthor && !isAllowed) return 'refused';
    const rows = this.rows.filter(
      (row) => row.id === at.id && row.community === at.community && row.origin === by.organization,
    );
    const { versions } = at;
    const last = newest(rows);
    const gone = new Set(
      rows.filter((row) =>
        versions === 'all'
          ? true
          : versions === 'last'
            ? row === last
            : row.version !== undefined && versions.includes(row.version),
      ),
    );
    this.rows = this.rows.filter((row) => !gone.has(row));
    for (const { contribution } of gone) {
      const share = this.shares.find((one) => one.id === contribution);
      const isLeft = this.rows.some((row) => row.contribution === contribution);
      if (share !== undefined && !isLeft) share.isErased = true;
    }
    return 'done';
  }

  /** What a version's label would become, or `undefined` when the reader may not give it that. */
  #remarked(
    by: Reader,
    row: ModelRow,
    {
      at,
      profile,
    }: { at: { community: string; marking: MarkingInput }; profile: CommunityProfile },
  ): Label | undefined {
    const own = row.label.clauses.filter((clause) => clause.origin === row.origin);
    const others = row.label.clauses.filter((clause) => clause.origin !== row.origin);
    const said = own.map((clause) => ({ ...batchClause(by, at, profile), reach: clause.reach }));
    const isAllowed = own.every((before, place) => {
      const after = said[place] ?? before;
      const change = isWider(labelOf(before), labelOf(after), this.now()) ? 'lower' : 'tighten';
      return mayChange(by, labelOf(before), { change, now: this.now() }).allowed;
    });
    const first = said[0];
    if (!isAllowed || first === undefined) return undefined;
    const unknown = own.flatMap((clause) => clause.unknown ?? []);
    const clause = objectClause(first, { object: row.object, unknown }, by.id);
    const { clauses } = this.#joinedWith(labelOf(clause), endsOf(row.object), { by, input: at });
    return { clauses: [...clauses, ...others] };
  }

  #accept(
    by: Reader,
    { input, said }: { input: NewContribution; said: Clause },
  ): { accepted: Accepted[]; forged: NewObject[] } {
    const forged = input.objects.filter((one) => isForgedTlp(one.object));
    const taken = input.objects.filter((one) => !forged.includes(one));
    const known = this.#statements(by, input.community, taken);
    const accepted = taken.map((one): Accepted => {
      const unknown = markingsOf(one.object).others.filter((ref) => !known.has(ref));
      const own = objectClause(said, { object: one.object, unknown }, by.id);
      return { one, own, label: labelOf(own), isHeld: unknown.length > 0 };
    });
    return { accepted, forged };
  }

  /** Marking definitions a bringer may rely on: plain statements that arrive or that they see here (M2). */
  #statements(by: Reader, community: string, arriving: readonly NewObject[]): Set<string> {
    const here = this.visible(by, community).filter((row) => isStatement(row.object));
    return new Set([...this.#arriving(by, community, arriving), ...here.map((row) => row.id)]);
  }

  /** Statements that arrive under an id that this origin has not given to anything else. */
  #arriving(by: Reader, community: string, objects: readonly NewObject[]): string[] {
    const isElse = (object: StixObject): boolean =>
      object.type === 'marking-definition' && !isStatement(object);
    const others = new Set([
      ...objects.filter((one) => isElse(one.object)).map((one) => one.object.id),
      ...this.rows
        .filter((row) => row.community === community && row.origin === by.organization)
        .filter((row) => isElse(row.object))
        .map((row) => row.id),
    ]);
    return objects
      .filter((one) => isStatement(one.object) && !others.has(one.object.id))
      .map((one) => one.object.id);
  }

  /** A label with those of the ends: as they arrive in the batch, and as the bringer sees them here (M10). */
  #joinedWith(
    label: Label,
    ids: readonly string[],
    at: { by: Reader; input: { community: string }; accepted?: readonly Accepted[] },
  ): Label {
    const accepted = at.accepted ?? [];
    const arriving = new Set(
      this.#arriving(
        at.by,
        at.input.community,
        accepted.map((one) => one.one),
      ),
    );
    const ends = ids.flatMap((id) => [
      ...accepted.filter((one) => one.one.object.id === id).map((one) => labelOf(one.own)),
      ...this.visible(at.by, at.input.community)
        .filter((row) => row.id === id)
        .map((row) => freed(row.label, at.by.organization, arriving)),
    ]);
    return { clauses: [label, ...ends].flatMap((one) => one.clauses) };
  }

  #sortOut(
    by: Reader,
    input: NewContribution,
    accepted: readonly Accepted[],
  ): { one: Accepted; fate: Fate }[] {
    const brought = new Map<string, string>();
    return accepted.map((one) => {
      const { object, text } = one.one;
      const version = versionOf(object);
      const key = `${object.id} ${version ?? ''}`;
      const mine = this.rows.filter(
        (row) =>
          row.community === input.community &&
          row.origin === by.organization &&
          row.id === object.id &&
          (version === undefined ? isSame(row.text, text) : row.us === microsOf(version)),
      );
      const before = brought.get(key) ?? mine[0]?.text;
      if (before === undefined) brought.set(key, text);
      const fate =
        before === undefined ? 'kept' : isSame(before, text) ? 'already-here' : 'quarantined';
      return { one, fate };
    });
  }

  #keep(
    by: Reader,
    { one, input, contribution }: { one: Accepted; input: NewContribution; contribution: string },
  ): void {
    const { object, text } = one.one;
    const version = versionOf(object);
    const mine = this.rows.filter(
      (row) =>
        row.community === input.community && row.origin === by.organization && row.id === object.id,
    );
    const arrival = Math.max(this.now() * 1000, ...mine.map((row) => row.us + 1));
    this.rows.push({
      seq: ++this.#seq,
      community: input.community,
      origin: by.organization,
      id: object.id,
      version,
      us: version === undefined ? arrival : microsOf(version),
      object,
      text,
      contribution,
      label: one.label,
      isMoved: false,
    });
  }

  /** Edges of the same source cover what arrives under the ids they point at (M10). */
  #followEnds(by: Reader, input: NewContribution, accepted: readonly Accepted[]): void {
    for (const row of this.rows) {
      if (row.community !== input.community || row.origin !== by.organization) continue;
      const ends = endsOf(row.object);
      const arriving = accepted.filter((one) => ends.includes(one.one.object.id));
      if (arriving.length === 0) continue;
      const clauses = arriving.flatMap((one) => one.label.clauses);
      this.#relabel(row, { clauses: [...row.label.clauses, ...clauses] });
    }
  }

  /** A statement that arrives frees what its bringer's organization had waiting for it (M2). */
  #free(by: Reader, community: string, accepted: readonly Accepted[]): void {
    const arriving = new Set(
      this.#arriving(
        by,
        community,
        accepted.map((one) => one.one),
      ),
    );
    if (arriving.size === 0) return;
    for (const row of this.rows) {
      if (row.community !== community) continue;
      const label = freed(row.label, by.organization, arriving);
      if (label !== row.label) this.#relabel(row, label);
    }
  }

  #relabel(row: ModelRow, label: Label): void {
    row.label = label;
    row.isMoved = true;
  }
}

/** The newest of versions, or `undefined` of none. */
export function newest(rows: readonly ModelRow[]): ModelRow | undefined {
  return rows.toSorted((a, b) => b.us - a.us || b.seq - a.seq)[0];
}

/** The source's own clause is the first: the ends' come after it. */
function ownClause(row: ModelRow): Clause | undefined {
  return row.label.clauses.find((clause) => clause.origin === row.origin);
}
