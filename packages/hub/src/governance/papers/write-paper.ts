import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { writePaper as contract } from './papers.contract.ts';
import { viewOfPaperDetail } from './papers.view.ts';

/** Writes the version that is being written, or begins the next. */
export const writePaper: Operation<typeof contract> = async (context, { params, body }) => {
  const { papers } = context.handle;
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const done = await papers.write(community.id, params.paper, {
    sections: body.sections,
    note: body.note,
    ...(body.sha256 === undefined ? {} : { sha256: body.sha256 }),
  });
  return isRefusal(done) ? refusedBy(done) : viewOfPaperDetail(context, community.id, done);
};
