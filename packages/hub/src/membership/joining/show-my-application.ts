import { hashOfSecret, hidden } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { withTries } from '../accounts/index.ts';
import type { showMyApplication as contract } from './joining.contract.ts';
import { viewOfApplicant } from './joining.view.ts';

/** What whoever holds the secret of an application is shown. */
export const showMyApplication: Operation<typeof contract> = (context, { params }) =>
  withTries(context, undefined, async () => {
    const seen = await context.door.applicants.application(hashOfSecret(params.secret));
    return seen === undefined ? hidden() : viewOfApplicant(seen);
  });
