import { showMail } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';

/** Whether this hub sends mail. */
export function useMailing(): boolean {
  return useAnswer(showMail, {}).data?.mode === 'on';
}
