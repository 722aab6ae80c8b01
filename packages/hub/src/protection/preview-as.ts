import { RULES } from '@tocsin/policy';
import type { CommunityView, Handle, MarkingInput, Preview } from '@tocsin/store';
import type { z } from 'zod';
import { authorize, hidden, refuse, Refused } from '../kernel/index.ts';
import type { InputOf, Operation } from '../kernel/index.ts';
import { protectionAuthority } from './protection.authority.ts';
import type {
  previewAs as contract,
  previewObject as objectContract,
} from './protection.contract.ts';
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
  const untold = preview.organization.id === organization ? [] : untoldLimits(marking.limits);
  return untold.length > 0 ? notTold(untold, '/marking/limits') : viewOfPreview(preview);
};

/** The same of an object as it is marked now: for its source, who is told whom it reaches anyway. */
export const previewObject: Operation<typeof objectContract> = async (
  { handle },
  { params, body },
) => {
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const recipient = await knownRecipient(handle, community, body.recipient);
  if (recipient === undefined) return hidden();
  const at = { id: params.id, community: community.id, recipient };
  const preview = await handle.exchange.previewObject(at);
  const object = await handle.exchange.object(params.id, community.id);
  if (preview === undefined || object === undefined) return hidden();
  const { organization } = await handle.reader();
  const limits = object.label.clauses.map((clause) => clause.limits);
  const untold = preview.organization.id === organization ? [] : limits.flatMap(untoldLimits);
  return untold.length > 0 ? notTold(untold, '/recipient') : viewOfPreview(preview);
};

function notTold(limits: readonly (typeof UNTOLD)[number][], pointer: string): Refused {
  return refuse('invalid', 'Cannot show how this looks to others: see the errors', {
    faults: limits.map((limit) => ({
      pointer: pointer === '/recipient' ? pointer : `${pointer}/${limit}`,
      code: 'not-told',
      message: `Only their own organization knows the ${limit} of a person; leave them out to see the rest`,
    })),
  });
}

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

function untoldLimits(limits: MarkingInput['limits']): (typeof UNTOLD)[number][] {
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
