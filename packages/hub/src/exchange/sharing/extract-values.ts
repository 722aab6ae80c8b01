import { authorize, Refused } from '../../kernel/index.ts';
import type { CallerContext, Operation } from '../../kernel/index.ts';
import { VALUES_MAX } from './sharing.contract.ts';
import type { extractValues as contract } from './sharing.contract.ts';
import { extractValues as extract, untickedWhy } from '@tocsin/shield';

/** The values a text holds, for the form; nothing is stored. */
export const extractValues: Operation<typeof contract> = async (context, { params, body }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const own = await ownDomains(context);
  const values = extract(body.text, VALUES_MAX).map((found) => {
    const why = untickedWhy(found, own);
    return {
      ...found,
      places: [...found.places],
      ticked: why === undefined,
      ...(why === undefined ? {} : { why }),
    };
  });
  return { values };
};

/** The domain of the caller's own e-mail address; a token has none. */
async function ownDomains({ handle }: CallerContext): Promise<string[]> {
  const { email } = await handle.identity.me();
  return email === undefined ? [] : [email.slice(email.lastIndexOf('@') + 1)];
}
