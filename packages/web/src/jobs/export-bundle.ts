import { rankOfLevel, tlpText } from '@tocsin/policy';
import type { TlpLevel } from '@tocsin/policy';
import { TLP2, tlpOfMarkingRef } from '@tocsin/stix';
import type { ObjectDetail } from '../kernel/contract.ts';

/** What a file holds of an object. */
export interface Exported {
  readonly level: TlpLevel;
  /** The object as text: as it was received, its TLP level added where it carries none. */
  readonly text: string;
}

/** Why an object may not go into a file for tools; absent when it may. A condition no file can keep is a no. */
export function exportRefusal({ reshare }: Pick<ObjectDetail, 'reshare'>): string | undefined {
  const row = reshare.find(({ act }) => act === 'machine-export');
  return row?.verdict === 'yes' ? undefined : (row?.words ?? '');
}

/** An object for a file. One without a TLP marking of its own gets that of the level in force. */
export function exported({
  raw,
  object,
  marking,
}: Pick<ObjectDetail, 'raw' | 'object' | 'marking'>): Exported {
  const { level } = marking;
  const refs = Array.isArray(object['object_marking_refs']) ? object['object_marking_refs'] : [];
  const isMarked = refs.some(
    (ref) => typeof ref === 'string' && tlpOfMarkingRef(ref)?.level === level,
  );
  if (isMarked) return { level, text: raw };
  const others = refs.filter(
    (ref) => typeof ref === 'string' && tlpOfMarkingRef(ref) === undefined,
  );
  const marked = { ...object, object_marking_refs: [...others, TLP2[level].id] };
  return { level, text: JSON.stringify(marked) };
}

/** A STIX bundle (STIX 2.1 §8) with the definitions of its markings, and a name that begins with its strictest. */
export function bundleOf(
  objects: readonly Exported[],
  { id, day }: { id: string; day: string },
): { readonly name: string; readonly text: string } {
  const levels = [...new Set(objects.map(({ level }) => level))].toSorted(
    (a, b) => rankOfLevel(b) - rankOfLevel(a),
  );
  const definitions = levels.map((level) => JSON.stringify(TLP2[level]));
  const strictest = levels[0];
  const label = strictest === undefined ? '' : tlpText(strictest).replaceAll(/[:+]/g, '-');
  const texts = [...definitions, ...objects.map(({ text }) => text)];
  return {
    name: `${label}-tocsin-${day}.json`,
    text: `{"type":"bundle","id":"bundle--${id}","objects":[${texts.join(',\n')}]}\n`,
  };
}
