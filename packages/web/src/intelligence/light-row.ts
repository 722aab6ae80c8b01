import type { ObservableKind, TlpLevel } from '@tocsin/stix';
import { defang } from '@tocsin/stix';
import type { ObjectRow } from '../kernel/contract.ts';
import { hubText } from '../kernel/words.ts';
import { titleWords } from '../exchange/title-words.ts';
import { isCode } from '../exchange/words.ts';

/** What a line of the table needs of an object, and no more: thousands of them are kept. */
export interface LightRow {
  readonly id: string;
  readonly version: string;
  readonly type: string;
  /** Safe to show: nothing in it can be clicked or mailed. */
  readonly title: string;
  readonly isCode: boolean;
  readonly isRevoked: boolean;
  readonly added: string;
  readonly source: string;
  readonly level: TlpLevel;
  readonly kind: ObservableKind | undefined;
  /** The first value it holds, live. */
  readonly value: string | undefined;
  readonly confidence: number | undefined;
  readonly until: string | undefined;
  readonly sightings: number;
  readonly lastSeen: string | undefined;
  readonly isDone: boolean;
  /** The share it came with, as far as the reader may read that. */
  readonly share: string | undefined;
  /** Whether it belongs to the report or note above it, with which it came. */
  readonly isPart: boolean;
}

/** A line of a list as the table keeps it. `names` holds each name of an organization or share once. */
export function lightRow(row: ObjectRow, names: Map<string, string>): LightRow {
  return {
    id: row.id,
    version: row.version,
    type: row.type,
    title: titleWords(row),
    isCode: isCode(row.type, row.title),
    isRevoked: row.revoked,
    added: row.date_added,
    source: once(hubText(row.origin.name), names),
    level: row.marking.level,
    ...(row.facts === undefined ? NO_FACTS : factsIn(row.facts, names)),
    isPart: false,
  };
}

function once(name: string, names: Map<string, string>): string {
  const kept = names.get(name) ?? name;
  names.set(kept, kept);
  return kept;
}

type Facts = Pick<
  LightRow,
  'kind' | 'value' | 'confidence' | 'until' | 'sightings' | 'lastSeen' | 'isDone' | 'share'
>;

const NO_FACTS: Facts = {
  kind: undefined,
  value: undefined,
  confidence: undefined,
  until: undefined,
  sightings: 0,
  lastSeen: undefined,
  isDone: false,
  share: undefined,
};

function factsIn(facts: NonNullable<ObjectRow['facts']>, names: Map<string, string>): Facts {
  return {
    kind: facts.observable?.kind,
    value: facts.observable?.value,
    confidence: facts.confidence,
    until: facts.valid_until,
    sightings: facts.sightings.count,
    lastSeen: facts.sightings.last_seen,
    isDone: facts.done,
    share: facts.share === undefined ? undefined : once(facts.share, names),
  };
}

/** What is copied of a row: its value, else its title. */
export function copiedText({ value, title }: LightRow, isLive: boolean): string {
  if (value === undefined) return title;
  return isLive ? value : defang(value);
}
