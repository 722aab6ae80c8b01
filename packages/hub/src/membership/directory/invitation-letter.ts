import { dayIn, sayIn } from '../../kernel/index.ts';
import type { PersonContext } from '../../kernel/index.ts';
import { preferencesOf } from '../preferences/preferences.view.ts';

/** What goes by mail to somebody invited, in the language of whoever invites; sealed, for it holds the link. */
export async function invitationLetter(
  { handle, session, seals }: PersonContext,
  of: { community: string; link: string; expiresAt: number },
): Promise<{ sealed: string }> {
  const { language } = preferencesOf(await handle.desk.preferences());
  const say = await sayIn(language);
  const { organization } = await handle.identity.me();
  const from = organization?.name ?? '';
  const { community } = of;
  const { name } = session.person;
  const text = [
    say('{{name}} ({{from}}) invites you to the community {{community}}.', {
      name,
      from,
      community,
    }),
    '',
    say('Open this address to join. It works once, until {{when}} UTC:', {
      when: dayIn(language, of.expiresAt),
    }),
    of.link,
    '',
    say('You expected nothing like this? Then leave it: without you nothing happens.'),
    '',
  ].join('\n');
  const subject = say('{{name}} invites you to {{community}}', { name, community });
  return { sealed: seals.seal('letter', { subject, text }) };
}
