import type { CommunityView, MarkingInput } from '@tocsin/store';
import { authorize, refuse, Refused } from '../../kernel/index.ts';
import type { CallerContext, InputOf, Operation } from '../../kernel/index.ts';
import { readMarking, sourceNamed } from '../../protection/index.ts';
import { exchangeAuthority } from '../exchange.authority.ts';
import type { contributeBundle as contract } from './sharing.contract.ts';
import { bring } from './bring.ts';
import { titleOfObjects } from './contribute.ts';
import { readStixBody } from './read-share.ts';

/** Shares a STIX file as it is; its marking is said in the query. */
export const contributeBundle: Operation<typeof contract> = async (
  context,
  { params, query, body },
) => {
  const { handle } = context;
  const community = await authorize(handle, params.community, exchangeAuthority.contribute);
  if (community instanceof Refused) return community;
  const marking = await markingOf(context, community, query);
  if (marking instanceof Refused) return marking;
  const sent = await readStixBody(body, context.settings);
  if (sent instanceof Refused) return sent;
  const { objects, refused } = sent;
  if (objects.length + refused.length === 0) {
    return refuse('invalid', 'The body holds no objects: send a bundle with at least one');
  }
  const words = query.title === undefined ? {} : { '?title': query.title };
  const came = { bytes: body, words, isMade: false };
  const ready = {
    kind: query.kind ?? 'bundle',
    title: query.title ?? titleOfObjects(objects),
    text: '',
    marking,
    objects,
    refused,
    ...(query.atomic === true ? { atomic: true } : {}),
  };
  const source = await sourceNamed(context, community.id, query.attribution);
  if (source instanceof Refused) return source;
  return bring(context, community, { ready, came, source });
};

type Query = InputOf<typeof contract>['query'];

async function markingOf(
  context: CallerContext,
  community: CommunityView,
  { tlp, everyone, organizations, groups, persons }: Query,
): Promise<MarkingInput | Refused | undefined> {
  const named = { everyone, organizations, groups, persons };
  const said = Object.entries(named).filter(([, part]) => part !== undefined);
  if (tlp === undefined) {
    if (said.length === 0) return undefined;
    const fault = {
      pointer: '?tlp',
      code: 'missing',
      message: 'Say a level with the audience: "tlp=amber"',
    };
    return refuse('bad-request', 'Cannot take the request: see the errors', { faults: [fault] });
  }
  const marking = said.length === 0 ? { level: tlp } : { level: tlp, audience: named };
  const { handle } = context;
  return readMarking(marking, { handle, community, now: context.now(), pointer: '?' });
}
