import { readObject, refsOf, typeOfId } from '@tocsin/stix';
import type { z } from 'zod';
import type { CallerContext } from '../../kernel/index.ts';
import type { answeredObject } from './sharing.contract.ts';

const ANSWERS: ReadonlySet<string> = new Set(['sighting', 'feedback', 'answer']);

/** Where a sighting, an opinion and a note say what they are about. */
const ANSWERED: ReadonlySet<string> = new Set(['sighting_of_ref', 'object_refs']);

/** What an answer that was shared is about, by the title it has for the caller now; nothing for other shares. */
export async function answeredBy(
  { handle }: CallerContext,
  { contribution, community, kind }: { contribution: string; community: string; kind: string },
): Promise<z.output<typeof answeredObject> | undefined> {
  if (!ANSWERS.has(kind)) return undefined;
  const { rows } = await handle.exchange.page({ community, contribution, limit: 1 });
  const object = rows[0] === undefined ? undefined : readObject(rows[0].text).object;
  const refs = object === undefined ? [] : refsOf(object);
  const target = refs.find(({ property }) => ANSWERED.has(property))?.id;
  if (target === undefined) return undefined;
  const title = (await handle.exchange.titles([target], community)).get(target);
  return title === undefined ? undefined : { id: target, type: typeOfId(target) ?? '', title };
}
