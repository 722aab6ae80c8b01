import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { beginPaper as contract } from './papers.contract.ts';
import { viewOfPaperDetail } from './papers.view.ts';

/** Begins a paper with its first draft. */
export const beginPaper: Operation<typeof contract> = async (context, { params, body }) => {
  const { papers } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const done = await papers.begin(community.id, {
    kind: body.kind,
    title: body.title,
    level: body.level,
    sections: body.sections,
    note: body.note,
    ...(body.groups === undefined ? {} : { groups: body.groups }),
  });
  return isRefusal(done) ? refusedBy(done) : viewOfPaperDetail(context, community.id, done);
};
