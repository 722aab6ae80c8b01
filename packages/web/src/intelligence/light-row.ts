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
}

/** A line of a list as the table keeps it. `names` holds each organization's name once. */
export function lightRow(row: ObjectRow, names: Map<string, string>): LightRow {
  const said = hubText(row.origin.name);
  const name = names.get(said) ?? said;
  names.set(name, name);
  return {
    id: row.id,
    version: row.version,
    type: row.type,
    title: titleWords(row),
    isCode: isCode(row.type, row.title),
    isRevoked: row.revoked,
    added: row.date_added,
    source: name,
    level: row.marking.level,
    ...(row.facts === undefined ? NO_FACTS : factsIn(row.facts)),
  };
}

type Facts = Pick<
  LightRow,
  'kind' | 'value' | 'confidence' | 'until' | 'sightings' | 'lastSeen' | 'isDone'
>;

const NO_FACTS: Facts = {
  kind: undefined,
  value: undefined,
  confidence: undefined,
  until: undefined,
  sightings: 0,
  lastSeen: undefined,
  isDone: false,
};

function factsIn(facts: NonNullable<ObjectRow['facts']>): Facts {
  return {
    kind: facts.observable?.kind,
    value: facts.observable?.value,
    confidence: facts.confidence,
    until: facts.valid_until,
    sightings: facts.sightings.count,
    lastSeen: facts.sightings.last_seen,
    isDone: facts.done,
  };
}

/** What is copied of a row: its value, else its title. */
export function copiedText({ value, title }: LightRow, isLive: boolean): string {
  if (value === undefined) return title;
  return isLive ? value : defang(value);
}
