import type { Operation } from '../../kernel/index.ts';
import type { showSetup as contract } from './registration.contract.ts';

/** Whether the hub still waits for its first person, and whether it is a demonstration. */
export const showSetup: Operation<typeof contract> = async (context) => ({
  open: await context.door.isNew(),
  demo: context.isDemo,
});
