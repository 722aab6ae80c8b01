import { instantText } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { showMail as contract } from './mail.contract.ts';

/** How mail stands for the caller. */
export const showMail: Operation<typeof contract> = async ({ mailer, handle, session }) => {
  const stopped = await handle.mail.stopped();
  return {
    mode: mailer === undefined ? 'off' : 'on',
    address: session.person.email,
    ...(stopped && { stopped: { at: instantText(stopped.at), why: stopped.why } }),
  };
};
