import { RULES } from '@tocsin/policy';
import type { CommunityView, Handle, MarkingInput, Preview } from '@tocsin/store';
import type { z } from 'zod';
import { authorize, hidden, refuse, Refused } from '../kernel/index.ts';
import type { InputOf, Operation } from '../kernel/index.ts';
import { protectionAuthority } from './protection.authority.ts';
import type { previewAs as contract } from './protection.contract.ts';
import { readMarking } from './read-marking.ts';

/**
 * Whether somebody of the community would see an item marked so. Asked by who is about to share, over the directory
 * they see; a limit by what that directory does not tell (units, purposes) cannot be previewed for others.
 */
export const previewAs: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community, protectionAuthority['preview-as']);
  if (community instanceof Refused) return community;
  const place = { handle, community, now: context.now(), pointer: '/marking' };
  const marking = await readMarking(body.marking, place);
  if (marking instanceof Refused) return marking;
  const recipient = await knownRecipient(handle, community, body.recipient);
  if (recipient === undefined) return hidden();
  const preview = await handle.exchange.preview(community.id, marking, recipient);
  if (preview === undefined) return hidden();
  const { organization } = await handle.reader();
  const untold = preview.organization.id === organization ? [] : untoldLimits(marking);
  if (untold.length > 0) {
    return refuse('invalid', 'Cannot show how this looks to others: see the errors', {
      faults: untold.map((limit) => ({
        pointer: `/marking/limits/${limit}`,
        code: 'not-told',
        message: `Only their own organization knows the ${limit} of a person; leave them out to see the rest`,
      })),
    });
  }
  return viewOfPreview(preview);
};

type Recipient = InputOf<typeof contract>['body']['recipient'];

/** The recipient as the caller's own directory shows them; anybody else does not exist. */
async function knownRecipient(
  { directory }: Handle,
  { id }: CommunityView,
  said: Recipient,
): Promise<{ person: string } | { organization: string } | undefined> {
  if ('person' in said) {
    const people = await directory.people(id);
    return people.some((one) => one.id === said.person) ? { person: said.person } : undefined;
  }
  const members = await directory.members(id);
  const found = members.find(
    ({ organization }) =>
      organization.id === said.organization || organization.slug === said.organization,
  );
  return found === undefined ? undefined : { organization: found.organization.id };
}

const UNTOLD = ['units', 'purposes'] as const;

function untoldLimits({ limits }: MarkingInput): (typeof UNTOLD)[number][] {
  return UNTOLD.filter((name) => limits?.[name] !== undefined);
}

function viewOfPreview(preview: Preview): z.output<typeof contract.output> {
  const { recipient, organization, decision, persons, reshare } = preview;
  return {
    recipient,
    organization,
    sees: decision.allowed,
    rule: decision.rule,
    words: RULES[decision.rule],
    ...(persons === undefined ? {} : { persons }),
    reshare: reshare.map(({ act, verdict, words }) => ({ act, verdict, words })),
  };
}
