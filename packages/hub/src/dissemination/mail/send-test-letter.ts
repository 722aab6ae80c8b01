import { MailFault, refuse, sayIn } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { preferencesOf } from '../../membership/index.ts';
import type { sendTestLetter as contract } from './mail.contract.ts';

/** A letter to the caller, sent while they wait. */
export const sendTestLetter: Operation<typeof contract> = async (context) => {
  const { mailer, handle, session, throttle, client } = context;
  if (mailer === undefined)
    return refuse('conflict', 'This hub sends no mail: its operator sets "mail_server" first');
  const slower = await throttle.spend([`letter:${session.person.id}`]);
  if (slower !== undefined) return slower;
  const { language } = preferencesOf(await handle.desk.preferences());
  const say = await sayIn(language);
  try {
    await mailer.send({
      to: session.person.email,
      subject: say('A test letter'),
      text: `${say('Letters of this hub reach you at this address.')}\n${client.linkOrigin}/\n`,
    });
  } catch (fault) {
    if (!(fault instanceof MailFault)) throw fault;
    const why = fault.message;
    return fault.kind === 'later'
      ? refuse('unavailable', `The mail server cannot be asked now: ${why}`)
      : refuse('invalid', `The mail server did not take the letter: ${why}`);
  }
  await handle.mail.resume();
  return undefined;
};
