import { refsOf } from '@tocsin/stix';
import type { StixObject } from '@tocsin/stix';
import type { ObjectDetail, Reference } from '../kernel/contract.ts';
import { entryOf } from '../kernel/entry-of.ts';
import { t, word } from '../kernel/words.ts';
import { isSighting } from './verdict.ts';
import { safeText, typeOfStixId, typeWords } from './words.ts';

/** One end of a relation. */
export interface End {
  readonly id: string;
  readonly type: string;
  /** Empty when it has none, or when it is not here for the reader. */
  readonly title: string;
}

/** Something that connects two objects. */
export interface Relation {
  readonly key: string;
  readonly from: End;
  /** A STIX relationship type, or the property by which one names the other. */
  readonly verb: string;
  readonly to: End;
  /** What says so; absent for what the object says of itself. */
  readonly said?: Reference;
}

/** Relations of one verb in one direction, as seen from an object. */
export interface RelationGroup {
  readonly key: string;
  readonly words: string;
  readonly relations: readonly Relation[];
}

const VERBS: Readonly<Record<string, string>> = {
  'attributed-to': word('is attributed to'),
  'based-on': word('is based on'),
  'beacons-to': word('beacons to'),
  characterizes: word('characterizes'),
  'communicates-with': word('communicates with'),
  compromises: word('compromises'),
  'consists-of': word('consists of'),
  controls: word('controls'),
  delivers: word('delivers'),
  'derived-from': word('is derived from'),
  downloads: word('downloads'),
  drops: word('drops'),
  'duplicate-of': word('is a duplicate of'),
  'exfiltrates-to': word('sends data to'),
  exploits: word('exploits'),
  has: word('has'),
  hosts: word('hosts'),
  impersonates: word('impersonates'),
  indicates: word('indicates'),
  investigates: word('investigates'),
  'located-at': word('is located at'),
  mitigates: word('mitigates'),
  'originates-from': word('originates from'),
  owns: word('owns'),
  'related-to': word('is related to'),
  remediates: word('remediates'),
  'resolves-to': word('resolves to'),
  targets: word('targets'),
  uses: word('uses'),
  'variant-of': word('is a variant of'),
  object_refs: word('is about'),
  created_by_ref: word('was created by'),
  where_sighted_refs: word('was seen at'),
  observed_data_refs: word('rests on'),
  sample_refs: word('has the sample'),
};
const REPORT_TYPES = ['report', 'grouping', 'note', 'opinion'];

/** A verb in words. */
export function verbWords(verb: string): string {
  const known = entryOf(VERBS, verb);
  return known === undefined ? verb.replace(/_refs?$/, '').replaceAll(/[-_]/g, ' ') : t(known);
}

/** Reports, notes and opinions about an object that are no answers. */
export function reportsOf(references: readonly Reference[]): Reference[] {
  return references.filter(
    (one) =>
      REPORT_TYPES.includes(one.type) &&
      !isSighting(one) &&
      one.action === undefined &&
      one.opinion?.endsWith('disagree') !== true,
  );
}

/** What others say connects an object with something else. */
export function relationsFrom(self: End, references: readonly Reference[]): Relation[] {
  return references
    .filter(({ type }) => type !== 'sighting' && !REPORT_TYPES.includes(type))
    .flatMap((one): Relation[] => {
      const { id, type, title, property, relationship_type: kind, other } = one;
      const key = `${id} ${property}`;
      if (kind === undefined || other === undefined) {
        return [{ key, from: { id, type, title }, verb: property, to: self, said: one }];
      }
      return property === 'source_ref'
        ? [{ key, from: self, verb: kind, to: other, said: one }]
        : [{ key, from: other, verb: kind, to: self, said: one }];
    });
}

/** What a report, grouping, note or opinion is about, by id. */
export function aboutOf({ object }: Pick<ObjectDetail, 'object'>): string[] {
  return namedBy(object).flatMap(({ id, property }) => (property === 'object_refs' ? [id] : []));
}

/** What else an object itself names. */
export function ownOf({
  object,
}: Pick<ObjectDetail, 'object'>): { id: string; property: string }[] {
  return namedBy(object).filter(({ property }) => property !== 'object_refs');
}

function namedBy(object: Readonly<Record<string, unknown>>): { id: string; property: string }[] {
  const found = new Map<string, string>();
  for (const { id, property } of refsOf(object as unknown as StixObject)) {
    if (typeOfStixId(id) === 'marking-definition' || found.has(id)) continue;
    found.set(id, property.split('.').at(-1) ?? property);
  }
  return [...found].map(([id, property]) => ({ id, property }));
}

/** Relations by verb and direction; first what the object does, then what is done to it. */
export function groupRelations(self: string, relations: readonly Relation[]): RelationGroup[] {
  const groups = new Map<string, { words: string; relations: Relation[] }>();
  for (const relation of relations) {
    const isOut = relation.from.id === self;
    const key = `${isOut ? '1' : '2'} ${relation.verb}`;
    const verb = verbWords(relation.verb);
    const words = isOut ? t('It {{verb}} …', { verb }) : t('… {{verb}} it', { verb });
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { words, relations: [relation] });
    else group.relations.push(relation);
  }
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, group]) => ({ key, ...group }));
}

/** What an end is called. */
export function endWords({ type, title }: End): string {
  return title === '' ? typeWords(type) : safeText(title);
}
