import type { NewIntent } from '@tocsin/store';
import type { z } from 'zod';
import type { applyToJoin } from './joining.contract.ts';

type Sent = NonNullable<z.output<typeof applyToJoin.input.body>['intent']>;

/** What was signed, as the store takes it; that whoever signs may do so stands in the letter itself. */
export function intentOf({ authority: _authority, ...intent }: Sent): NewIntent {
  return intent;
}
