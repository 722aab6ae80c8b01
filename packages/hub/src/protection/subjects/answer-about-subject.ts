import { authorize, isRefusal, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { answerAboutSubject as contract } from './subjects.contract.ts';

/** Answers another organization. */
export const answerAboutSubject: Operation<typeof contract> = async (
  { handle },
  { params, body },
) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const answered = await handle.subjects.answer(community.id, params.request, body);
  return isRefusal(answered) ? refusedBy(answered) : undefined;
};
