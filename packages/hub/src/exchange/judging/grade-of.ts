import { credibilityFor, isAlias, topicOfType } from '@tocsin/policy';
import type { Observable } from '@tocsin/stix';
import type { ObjectDetail } from '@tocsin/store';
import type { z } from 'zod';
import type { CallerContext } from '../../kernel/index.ts';
import type { grade } from '../exchange.contract.ts';

/** How sure: the letter of the caller's organization for the source, and how credible the object is for the caller. */
export async function gradeOf(
  { handle }: CallerContext,
  object: ObjectDetail,
  { confidence, values }: { confidence: unknown; values: readonly Observable[] },
): Promise<z.output<typeof grade>> {
  const { origin, origins, type, community } = object;
  const [value, ...others] = values;
  const [held, [hits = []]] = await Promise.all([
    handle.judgement.of([origin]),
    // Somebody who has one value of several confirms that one, not the whole.
    value === undefined || others.length > 0 ? [[]] : handle.exchange.lookup([value]),
  ]);
  const topic = topicOfType(type);
  const judged =
    held.find((one) => one.topic === topic) ?? held.find((one) => one.topic === 'everything');
  const here = hits.filter((hit) => hit.community === community).map((hit) => hit.origin);
  const apart = new Set([...origins, ...here].filter((one) => !isAlias(one)));
  const said = typeof confidence === 'number' ? confidence : undefined;
  const credibility = credibilityFor(said, apart.size);
  return {
    ...(judged === undefined ? {} : { reliability: judged.letter, topic: judged.topic }),
    ...(credibility === undefined ? {} : { credibility: credibility.number, by: credibility.by }),
  };
}
