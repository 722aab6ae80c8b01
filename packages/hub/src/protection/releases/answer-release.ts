import type { ReleaseAnswer } from '@tocsin/store';
import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { InputOf, Operation } from '../../kernel/index.ts';
import { partiesSaid } from './parties-said.ts';
import type { answerRelease as contract } from './releases.contract.ts';
import { viewOfRelease } from './releases.view.ts';

/** The source's answer; only a grant changes what anybody reads. */
export const answerRelease: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle, events } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const { release } = handle;
  const answered =
    body.kind === 'after-review'
      ? await release.answerByReview(community.id, params.release, body.review)
      : await release.answer(community.id, params.release, answerSaid(body));
  if (isRefusal(answered)) return refusedBy(answered);
  if (answered.state === 'granted') {
    events.announce({
      kind: 'object-remarked',
      community: community.id,
      subject: answered.object.id,
    });
  }
  return viewOfRelease(answered);
};

type Said = Exclude<InputOf<typeof contract>['body'], { kind: 'after-review' }>;

function answerSaid(body: Said): ReleaseAnswer {
  if (body.kind === 'ask-back') return { kind: body.kind, words: body.words };
  const words = body.words === undefined ? {} : { words: body.words };
  if (body.kind === 'refuse') return { kind: body.kind, ...words };
  if (body.kind === 'sanitised') return { kind: body.kind, object: body.object, ...words };
  return {
    kind: body.kind,
    to: partiesSaid(body.to),
    ...(body.until === undefined ? {} : { until: Date.parse(body.until) }),
    ...words,
  };
}
