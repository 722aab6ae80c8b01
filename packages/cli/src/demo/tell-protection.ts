import { COMMUNITY, PEOPLE } from './cast.ts';
import { refOf } from './objects.ts';
import type { Session } from './session.ts';
import type { Allowing, Asking, Hold, Keeping, Judging, Naming, Wish } from './story.ts';

const DAY_MS = 86_400_000;
const HERE = `/communities/${COMMUNITY}`;

/** What is decided about keeping, sealing, releasing and persons. */
export async function performProtection(
  session: Session,
  act: Wish | Allowing | Keeping | Hold | Naming | Asking | Judging,
  now: number,
): Promise<void> {
  if ('wish' in act) {
    await session.send('POST', `${HERE}/objects/${refOf(act.wish.of)}/releases`, {
      wanted: await wantedBy(session, act.wish),
      purpose: act.wish.purpose,
      ...(act.wish.use === undefined ? {} : { use: act.wish.use }),
    });
  } else if ('allow' in act) {
    const { days, ...allowed } = act.allow;
    const until = new Date(now + days * DAY_MS).toISOString();
    await session.send('POST', `${HERE}/consents`, { ...allowed, until });
  } else if ('keep' in act) {
    await session.send('PUT', `${HERE}/retention`, act.keep);
  } else if ('hold' in act) {
    const { of, reason } = act.hold;
    await session.send('PUT', `${HERE}/objects/${refOf(of)}/hold`, { reason });
  } else if ('judge' in act) {
    const { source, ...judged } = act.judge;
    const id = await memberIn(session, source);
    await session.send('PUT', `${HERE}/sources/${id}/reliability`, judged);
  } else if ('custodians' in act) {
    const people = await session.send('GET', `${HERE}/people`);
    for (const who of act.custodians) {
      const id = idIn(people, ({ email }) => email === PEOPLE[who]);
      await session.send('PUT', `${HERE}/custodians/${id}`);
    }
  } else {
    const { known, ...asked } = act.person;
    const entered = await session.send('POST', `${HERE}/subject-requests`, asked);
    const { id } = JSON.parse(entered) as { id: string };
    const step = { to: 'identified', words: known };
    await session.send('POST', `${HERE}/subject-requests/${id}/steps`, step);
  }
}

async function wantedBy(session: Session, wish: Wish['wish']): Promise<object> {
  if ('outside' in wish) return { outside: wish.outside };
  return { organizations: [await memberIn(session, wish.organization)] };
}

async function memberIn(session: Session, slug: string): Promise<string> {
  const members = await session.send('GET', `${HERE}/members`);
  const { items } = JSON.parse(members) as { items: { organization: Listed }[] };
  return idOrBreak(items.find(({ organization }) => organization.slug === slug)?.organization);
}

interface Listed {
  readonly id: string;
  readonly slug?: string;
  readonly email?: string;
}

function idIn(body: string, isIt: (one: Listed) => boolean): string {
  const { items } = JSON.parse(body) as { items: Listed[] };
  return idOrBreak(items.find(isIt));
}

function idOrBreak(found: Listed | undefined): string {
  if (found === undefined) throw new Error('The story names somebody who is not in it');
  return found.id;
}
