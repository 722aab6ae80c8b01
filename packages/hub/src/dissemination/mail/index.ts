import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import * as contract from './mail.contract.ts';
import { sendTestLetter } from './send-test-letter.ts';
import { showMail } from './show-mail.ts';

export { MailWork } from './mail-work.ts';

/** Mail, as the person it goes to has it. */
export const mailOperations: readonly BoundOperation[] = [
  bind(contract.showMail, showMail),
  bind(contract.sendTestLetter, sendTestLetter),
];
