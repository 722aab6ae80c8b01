import type { Operation } from '../../kernel/index.ts';
import type { showSetup as contract } from './registration.contract.ts';

/** What a page asks before it knows who looks at it. */
export const showSetup: Operation<typeof contract> = async (context) => ({
  open: await context.door.isNew(),
  demo: context.isDemo,
  has_session: context.client.bringsSession,
});
