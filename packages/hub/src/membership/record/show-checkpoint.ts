import type { Operation } from '../../kernel/index.ts';
import type { showCheckpoint as contract } from './record.contract.ts';
import { viewOfCheckpoint } from './record.view.ts';

/** The signed head of the audit tree; the same for everybody, so that nobody can be shown another tree. */
export const showCheckpoint: Operation<typeof contract> = async (context) =>
  viewOfCheckpoint(await context.handle.audit.checkpoint());
