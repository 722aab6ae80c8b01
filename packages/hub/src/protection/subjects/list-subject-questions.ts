import { authorize, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listSubjectQuestions as contract } from './subjects.contract.ts';
import { viewOfQuestions } from './subjects.view.ts';

/** What others ask the caller's organization. */
export const listSubjectQuestions: Operation<typeof contract> = async (context, { params }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const questions = await context.handle.subjects.questions(community.id);
  return { items: await viewOfQuestions(context, community.id, questions) };
};
