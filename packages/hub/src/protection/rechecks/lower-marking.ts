import { levelOfLabel, TLP_LEVELS } from '@tocsin/policy';
import type { Clause, TlpLevel } from '@tocsin/policy';
import type { MarkingInput } from '@tocsin/store';
import { authorize, hidden, refuse, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { protectionAuthority } from '../protection.authority.ts';
import { remarkTo } from '../remark-to.ts';
import type { lowerMarking as contract } from './rechecks.contract.ts';

/** One level lower; everything else that was said stays. Whether the caller may is decided as for any marking anew. */
export const lowerMarking: Operation<typeof contract> = async (context, { params }) => {
  const { handle } = context;
  const act = protectionAuthority['remark-object'];
  const community = await authorize(handle, params.community, act);
  if (community instanceof Refused) return community;
  const object = await handle.exchange.object(params.id, community.id);
  if (object === undefined) return hidden();
  const [clause, second] = object.label.clauses;
  const level = lowerOf(levelOfLabel(object.label, context.now()));
  if (clause === undefined || second !== undefined) {
    return refuse('not-allowed', 'It was made from several items; change those instead.');
  }
  if (level === undefined) return refuse('conflict', 'TLP:CLEAR is the lowest level there is');
  return remarkTo(context, object, { ...saidBy(clause), level });
};

function lowerOf(level: TlpLevel): TlpLevel | undefined {
  return TLP_LEVELS[TLP_LEVELS.indexOf(level) - 1];
}

/** What a clause says, as a marking says it; changes set in advance and what was granted on request end with it. */
function saidBy({
  level,
  audience,
  limits,
  pap,
  terms,
  assessment,
  from,
  until,
}: Clause): MarkingInput {
  return {
    level,
    audience,
    ...(limits === undefined ? {} : { limits }),
    ...(pap === undefined ? {} : { pap }),
    ...(terms === undefined ? {} : { terms }),
    ...(assessment === undefined ? {} : { assessment }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}
