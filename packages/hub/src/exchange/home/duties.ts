import type { CommunityView, InvitationRow, ReleaseRequest, TokenRow } from '@tocsin/store';
import type { PersonContext } from '../../kernel/index.ts';
import { joiningDuties } from './joining-duties.ts';
import { counted, dated, listed } from './duty-lines.ts';
import type { DutyView } from './duty-lines.ts';
import { HOME_COMMUNITIES_MAX } from './home.contract.ts';
import { ballotDuties } from './ballot-duties.ts';
import { paperDuties } from './paper-duties.ts';

/** Before its end an invitation that nobody accepted becomes a duty. Milliseconds. */
const INVITATION_DUTY_LIFE = 3 * 86_400_000;
/** Before its end a token becomes a duty. Milliseconds. */
const TOKEN_DUTY_LIFE = 14 * 86_400_000;

/** Who looks, and when. */
export type Reading = Pick<PersonContext, 'handle' | 'now'>;

/** Everything that waits for somebody, in all their communities, as Home tells it. */
export async function dutiesOf(reading: Reading): Promise<DutyView[]> {
  const communities = await reading.handle.directory.communities();
  const duties = await ownDuties(reading);
  for (const community of communities.slice(0, HOME_COMMUNITIES_MAX))
    duties.push(...(await dutiesIn(reading, community)));
  return duties;
}

/** What waits for the caller in one community. */
export async function dutiesIn(
  { handle, now }: Reading,
  { id, name }: CommunityView,
): Promise<DutyView[]> {
  const counts = await handle.desk.duties(id);
  const community = { id, name };
  const asked = await handle.handling.asked(id);
  const ending = (await handle.directory.invitations(id)).filter((invitation) =>
    endsWithin(invitation, { now: now(), span: INVITATION_DUTY_LIFE }),
  );
  return [
    ...(await releaseDuties(handle, community)),
    ...(await reviewDuties(handle, community)),
    ...(await misuseDuties(handle, community)),
    ...(await agingDuties(handle, community, now())),
    ...(await subjectDuties(handle, community)),
    ...(await paperDuties(handle, community)),
    ...(await ballotDuties(handle, community)),
    ...(await joiningDuties(handle, community)),
    ...listed(asked, {
      kind: 'copies-to-delete',
      community,
      words:
        'Something you were given was taken back by its source, or is marked so that you may not read it any more: delete your copies',
      nameOf: (one) => one.id,
    }),
    ...dated(ending, {
      kind: 'invitations-ending',
      community,
      words: 'Invitations end soon and nobody has accepted them: ask, or invite anew',
      nameOf: (invitation) => invitation.email ?? invitation.organization?.name ?? 'An invitation',
    }),
    ...counted(counts.held, {
      kind: 'objects-held',
      community,
      words:
        'Objects of your organization are held, because their marking is not known here: mark them anew',
    }),
    ...counted(counts.quarantined, {
      kind: 'objects-quarantined',
      community,
      words: 'Objects you shared contradict what your organization brought before: see the receipt',
    }),
    ...counted(counts.withoutSecondFactor, {
      kind: 'people-without-second-factor',
      community,
      words:
        'People of this community sign in with a password alone: ask them to add a passkey or an authenticator',
    }),
  ];
}

/**
 * Requests the caller is asked to decide now, and questions of sources. Each request is in one duty: what is urgent
 * first, then what nobody has answered for a while, then the others. Whoever may decide but is not asked yet finds it
 * under Requests.
 */
async function releaseDuties(
  handle: PersonContext['handle'],
  community: NonNullable<DutyView['community']>,
): Promise<DutyView[]> {
  const releases = await handle.release.requests(community.id);
  const asked = releases.filter(
    ({ may, turn }) => may.includes('answer') && turn?.isYours === true,
  );
  const urgent = asked.filter(({ isUrgent }) => isUrgent);
  const late = asked.filter(({ isUrgent, turn }) => !isUrgent && turn?.stage !== 'new');
  const others = asked.filter((one) => !urgent.includes(one) && !late.includes(one));
  const toAnswer = releases.filter(({ may }) => may.includes('reply'));
  const nameOf = ({ object }: ReleaseRequest): string => object.title ?? object.id;
  return [
    ...dated(withEnds(urgent), {
      kind: 'releases-urgent',
      community,
      words: 'You are asked urgently to share wider: the decision is yours, and silence is a no',
      nameOf,
    }),
    ...dated(withEnds(late), {
      kind: 'releases-reminded',
      community,
      words: 'Nobody has answered yet: decide before the time is up, or silence decides',
      nameOf,
    }),
    ...dated(withEnds(others), {
      kind: 'releases-to-decide',
      community,
      words: 'You are asked to share wider: the decision is yours, and silence is a no',
      nameOf,
    }),
    ...dated(withEnds(toAnswer), {
      kind: 'releases-to-answer',
      community,
      words: 'A source asks back before it decides: answer it',
      nameOf,
    }),
  ];
}

/** What waits for the caller as a sharing officer, and what came back to them. */
async function reviewDuties(
  handle: PersonContext['handle'],
  community: NonNullable<DutyView['community']>,
): Promise<DutyView[]> {
  const reviews = await handle.review.reviews(community.id);
  const toReview = reviews.filter(({ may }) => may.includes('release'));
  const returned = reviews.filter(({ state, may }) => state === 'returned' && may.length > 0);
  return [
    ...listed(toReview, {
      kind: 'shares-to-review',
      community,
      words: 'Shares of your organization wait for a sharing officer before they leave',
      nameOf: ({ title, id: share }) => (title === '' ? share : title),
    }),
    ...listed(returned, {
      kind: 'shares-returned',
      community,
      words: 'A sharing officer gave back what you shared: it did not leave',
      nameOf: ({ title, id: share }) => (title === '' ? share : title),
    }),
  ];
}

/** Cases of misuse that wait for the caller, and those their organization was told of and are open. */
async function misuseDuties(
  handle: PersonContext['handle'],
  community: NonNullable<DutyView['community']>,
): Promise<DutyView[]> {
  const cases = await handle.misuse.cases(community.id);
  const toHandle = cases.filter(({ side, may }) => side === 'handler' && may.length > 0);
  const told = cases.filter(
    ({ side, state }) => (side === 'source' || side === 'accused') && state !== 'closed',
  );
  const nameOf = ({ object }: (typeof cases)[number]): string => object.title ?? object.id;
  return [
    ...listed(toHandle, {
      kind: 'misuse-to-handle',
      community,
      words: 'Reports of misuse wait for the chairs: take the next step',
      nameOf,
    }),
    ...listed(told, {
      kind: 'misuse-told',
      community,
      words: 'Your organization was told of misuse: read what it is about',
      nameOf,
    }),
  ];
}

/** Markings that stand since long, and times that begin soon, for those who speak for a source. */
async function agingDuties(
  handle: PersonContext['handle'],
  community: NonNullable<DutyView['community']>,
  now: number,
): Promise<DutyView[]> {
  const asked = (await handle.recheck.rechecks(community.id))?.items ?? [];
  const rules = await handle.retention.rules(community.id);
  const isSpeaking = rules?.maySet.includes('own') ?? false;
  const starting = isSpeaking
    ? (rules?.community ?? []).filter(({ startsAt }) => startsAt > now)
    : [];
  return [
    ...listed(asked, {
      kind: 'markings-to-recheck',
      community,
      words: 'What you marked AMBER or RED stands so since long: keep it, or lower it',
      nameOf: ({ title, id }) => (title === '' ? id : title),
    }),
    ...dated(
      starting.map(({ kind, startsAt }) => ({ id: kind, expiresAt: startsAt })),
      {
        kind: 'retention-starts',
        community,
        words: 'Times for which things are kept here begin soon: see what of yours will go',
        nameOf: ({ id }) => id,
      },
    ),
  ];
}

/** What persons asked the caller's organization, and what others ask it because of that; nothing of it is named here. */
async function subjectDuties(
  handle: PersonContext['handle'],
  community: NonNullable<DutyView['community']>,
): Promise<DutyView[]> {
  const requests = await handle.subjects.requests(community.id);
  const questions = await handle.subjects.questions(community.id);
  const open = requests.filter(({ closedAt }) => closedAt === undefined);
  const asked = questions.filter(({ answered }) => answered === undefined);
  const dueOf = ({
    id,
    dueAt,
  }: {
    id: string;
    dueAt: number;
  }): { id: string; expiresAt: number } => ({
    id,
    expiresAt: dueAt,
  });
  return [
    ...dated(open.map(dueOf), {
      kind: 'subject-requests-due',
      community,
      words: 'Persons asked about data of theirs and wait for your answer',
      nameOf: () => '',
    }),
    ...dated(asked.map(dueOf), {
      kind: 'subject-questions',
      community,
      words: 'Another organization asks you to look for data of a person in what you brought',
      nameOf: () => '',
    }),
  ].map((one) => ({ ...one, things: [] }));
}

/** What waits for somebody wherever they take part. */
export async function ownDuties(reading: Reading): Promise<DutyView[]> {
  const stopped = await reading.handle.mail.stopped();
  return [
    ...(await tokenDuties(reading)),
    ...counted(stopped === undefined ? 0 : 1, {
      kind: 'letters-stopped',
      words:
        'Your address takes no letters of this hub: see what its mail server said, and try again',
    }),
  ];
}

/** Tokens of the caller's organization, as far as they know them, that end soon. */
async function tokenDuties({ handle, now }: Reading): Promise<DutyView[]> {
  const ending = (await handle.identity.tokens()).filter(
    (token) =>
      token.revokedAt === undefined && endsWithin(token, { now: now(), span: TOKEN_DUTY_LIFE }),
  );
  return dated(ending, {
    kind: 'tokens-ending',
    words: 'Tokens of your organization end soon: make new ones for the programs that use them',
    nameOf: (token) => token.name,
  });
}

function withEnds(requests: readonly ReleaseRequest[]): (ReleaseRequest & { expiresAt: number })[] {
  return requests.map((request) => ({ ...request, expiresAt: request.dueAt }));
}

function endsWithin(
  { expiresAt, ...rest }: InvitationRow | TokenRow,
  { now, span }: { now: number; span: number },
): boolean {
  const isUsed = 'usedAt' in rest && rest.usedAt !== undefined;
  return !isUsed && expiresAt !== undefined && expiresAt > now && expiresAt <= now + span;
}
