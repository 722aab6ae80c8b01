import { dayIn, sayIn } from '../../kernel/index.ts';
import type { PublicContext } from '../../kernel/index.ts';

/** A letter to an applicant, sealed: what it says holds a secret, or may be of somebody who is nobody here. */
type Sealed = Promise<{ sealed: string }>;

interface To {
  readonly community: string;
  readonly language: string;
}

/** The link of an application, as it was made. */
export async function linkLetter(
  { seals }: PublicContext,
  { community, language, link }: To & { link: string },
): Sealed {
  const say = await sayIn(language);
  const text = [
    say('Somebody wrote to the community {{community}} with this address.', { community }),
    '',
    say('Open this address to see how it stands, to answer, or to withdraw it:'),
    link,
    '',
    say('You expected nothing like this? Then leave it: without you nothing happens.'),
    '',
  ].join('\n');
  const subject = say('Your letter to {{community}}', { community });
  return { sealed: seals.seal('letter', { subject, text }) };
}

/** That there is something new; what it is stands behind the link alone, and the hub does not know that any more. */
export async function newsLetter({ seals }: PublicContext, { community, language }: To): Sealed {
  const say = await sayIn(language);
  const text = [
    say('There is something new about your application to the community {{community}}.', {
      community,
    }),
    '',
    say('Open the address you were given when you wrote to it.'),
    '',
  ].join('\n');
  const subject = say('Your application to {{community}}', { community });
  return { sealed: seals.seal('letter', { subject, text }) };
}

/** The invitation, once the conditions were taken. */
export async function welcomeLetter(
  { seals }: PublicContext,
  { community, language, link, expiresAt }: To & { link: string; expiresAt: number },
): Sealed {
  const say = await sayIn(language);
  const text = [
    say('You took the conditions of the community {{community}}: welcome.', { community }),
    '',
    say('Open this address to join. It works once, until {{when}} UTC:', {
      when: dayIn(language, expiresAt),
    }),
    link,
    '',
  ].join('\n');
  const subject = say('Join {{community}}', { community });
  return { sealed: seals.seal('letter', { subject, text }) };
}
