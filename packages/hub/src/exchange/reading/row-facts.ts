import { observablesOf } from '@tocsin/stix';
import type { StixObject } from '@tocsin/stix';
import type { RowFacts } from '@tocsin/store';
import type { z } from 'zod';
import type { CallerContext } from '../../kernel/index.ts';
import type { objectFacts } from '../exchange.contract.ts';
import { wayOf } from '../sharing/bring.ts';
import type { ObjectRowView, ShownRow } from './object-rows.ts';

/** Labels of one object told in a list. */
const LABELS_TOLD_MAX = 20;

/** Lines of a list, each with what a table shows of it: values and labels, so their sending is recorded. */
export async function withFacts(
  context: CallerContext,
  community: string,
  shown: readonly ShownRow[],
): Promise<ObjectRowView[]> {
  const { handle } = context;
  const rows = shown.map(({ row }) => row);
  const facts = await handle.filter.facts(rows);
  await handle.exchange.delivered({ community, way: wayOf(context), rows });
  return shown.map(({ row, view }, place) => ({
    ...view,
    facts: factsOf(JSON.parse(row.text) as StixObject, facts[place]),
  }));
}

function factsOf(object: StixObject, facts: RowFacts | undefined): z.output<typeof objectFacts> {
  const [observable] = observablesOf(object);
  const labels: unknown = object['labels'];
  const { confidence } = object;
  const until: unknown = object['valid_until'];
  return {
    ...(observable === undefined ? {} : { observable }),
    labels: Array.isArray(labels)
      ? labels.filter((label) => typeof label === 'string').slice(0, LABELS_TOLD_MAX)
      : [],
    ...(typeof confidence === 'number' ? { confidence } : {}),
    ...(typeof until === 'string' ? { valid_until: until } : {}),
    ...keptFacts(facts ?? { sightings: 0, isDone: false }),
  };
}

/** What the store knows beside the object's own text. */
function keptFacts({
  sightings,
  lastSeen,
  isDone,
  share,
}: RowFacts): Pick<z.output<typeof objectFacts>, 'sightings' | 'done' | 'share'> {
  return {
    sightings: { count: sightings, ...(lastSeen === undefined ? {} : { last_seen: lastSeen }) },
    done: isDone,
    ...(share === undefined ? {} : { share }),
  };
}
