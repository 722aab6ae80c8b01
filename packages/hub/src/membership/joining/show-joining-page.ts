import { hidden } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showJoiningPage as contract } from './joining.contract.ts';

/** What strangers read. A community that shows itself to nobody answers like one that is not there. */
export const showJoiningPage: Operation<typeof contract> = async ({ door }, { params }) => {
  const page = await door.applicants.page(params.slug);
  if (page === undefined) return hidden();
  return { ...page, community: { ...page.community } };
};
