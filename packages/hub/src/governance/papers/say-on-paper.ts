import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { sayOnPaper as contract } from './papers.contract.ts';
import { viewOfPaperDetail } from './papers.view.ts';

/** Approves, objects or signs for the organization. */
export const sayOnPaper: Operation<typeof contract> = async (context, { params, body }) => {
  const { papers } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const done = await papers.say(community.id, params.paper, {
    n: body.n,
    word: body.word,
    sha256: body.sha256,
    words: body.words,
    ...(body.private === undefined ? {} : { isPrivate: body.private }),
  });
  return isRefusal(done) ? refusedBy(done) : viewOfPaperDetail(context, community.id, done);
};
