import { listInvitations, listMembers, listReceipts } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { t } from '../kernel/words.ts';
import { useBegun } from './begun.ts';

/** Where a first step is taken. */
export type StepPlace = 'setup' | 'members' | 'share' | 'rules' | 'look';

/** One of the first steps in a community. */
export interface FirstStep {
  readonly name: string;
  readonly words: string;
  readonly minutes: number;
  readonly isDone: boolean;
  readonly place: StepPlace;
}

/** The first steps of a founder, or of anybody else; `undefined` while it is not known how far they are. */
export function useFirstSteps(community: Community): readonly FirstStep[] | undefined {
  const me = useMe();
  const begun = useBegun(me.id, community.id);
  const params = { community: community.id };
  const isFounder = community.standing.roles.some(
    (role) => role === 'chair' || role === 'co-chair',
  );
  const receipts = useAnswer(listReceipts, { params, query: { limit: '1' } });
  const members = useAnswer(listMembers, { params });
  const invitations = useAnswer(listInvitations, { params }, { enabled: isFounder });
  if (receipts.data === undefined || members.data === undefined) return undefined;
  const hasShared = receipts.data.items.length > 0;
  if (!isFounder) return memberSteps(begun, hasShared);
  if (invitations.data === undefined) return undefined;
  const hasOthers = members.data.items.length > 1;
  return founderSteps({
    hasAgreed: community.profile.version > 1,
    hasInvited: hasOthers || invitations.data.items.length > 0,
    hasOthers,
    hasShared,
  });
}

interface FounderFacts {
  readonly hasAgreed: boolean;
  readonly hasInvited: boolean;
  readonly hasOthers: boolean;
  readonly hasShared: boolean;
}

function founderSteps(facts: FounderFacts): FirstStep[] {
  return [
    {
      name: t('Agree on the rules'),
      words: t('Choose one of four and read it as a document.'),
      minutes: 2,
      isDone: facts.hasAgreed,
      place: 'setup',
    },
    {
      name: t('Invite the first organizations'),
      words: t('Paste names or addresses, send the links.'),
      minutes: 1,
      isDone: facts.hasInvited,
      place: 'members',
    },
    {
      name: t('Somebody joins'),
      words: t('Until then nobody but you reads what you share.'),
      minutes: 1,
      isDone: facts.hasOthers,
      place: 'members',
    },
    {
      name: t('Share something'),
      words: t('A warning you got is enough.'),
      minutes: 1,
      isDone: facts.hasShared,
      place: 'share',
    },
  ];
}

function memberSteps(
  begun: { hasReadRules: boolean; hasChosenLook: boolean },
  hasShared: boolean,
): FirstStep[] {
  return [
    {
      name: t('Read the rules'),
      words: t('How far each level goes here, and what the words mean.'),
      minutes: 2,
      isDone: begun.hasReadRules,
      place: 'rules',
    },
    {
      name: t('Choose language and look'),
      words: t('They can be changed at any time.'),
      minutes: 1,
      isDone: begun.hasChosenLook,
      place: 'look',
    },
    {
      name: t('Share or answer one thing'),
      words: t('Your organization’s first share or sighting.'),
      minutes: 1,
      isDone: hasShared,
      place: 'share',
    },
  ];
}
