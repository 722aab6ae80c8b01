import type { NewIntent } from '@tocsin/store';
import type { z } from 'zod';
import type { intentIn } from './joining.schemas.ts';

type Sent = z.output<typeof intentIn>;

/** What was signed, as the store takes it; that whoever signs may do so stands in the letter itself. */
export function intentOf({ authority: _authority, ...intent }: Sent): NewIntent {
  return intent;
}
