import type { StixObject } from '@tocsin/stix';
import { ACTIONS } from '../exchange.contract.ts';

/** What a receiver did. */
export type Action = (typeof ACTIONS)[number];

/** The label on a note that tells of an action taken. */
const TAKEN = 'action-taken';

/** The labels by which a note says which action was taken; other programs read them as plain labels. */
export function actionLabels(action: Action): string[] {
  return [TAKEN, `action:${action}`];
}

/** The action a note tells of. */
export function actionOf(note: StixObject): Action | undefined {
  const { labels } = note;
  if (!Array.isArray(labels) || !labels.includes(TAKEN)) return undefined;
  return ACTIONS.find((action) => labels.includes(`action:${action}`));
}

/** The label on a note that says a bare value was seen: STIX has no sighting of those (STIX 2.1 §5.2). */
const SEEN = 'sighting';
const COUNT = /^sighting-count:(\d{1,9})$/;

/** The labels by which a note tells of a sighting, and how often it was. */
export function sightingLabels(count: number): string[] {
  return [SEEN, `sighting-count:${String(count)}`];
}

/** How often a note says that something was seen; `undefined` when it says nothing of the kind. */
export function sightingsOf({ labels }: StixObject): number | undefined {
  if (!Array.isArray(labels) || !labels.includes(SEEN)) return undefined;
  for (const label of labels) {
    const count = typeof label === 'string' ? COUNT.exec(label)?.[1] : undefined;
    if (count !== undefined) return Number(count);
  }
  return 1;
}
