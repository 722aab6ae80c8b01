import type { Hub } from '@tocsin/hub';
import type { MarkingIn } from '@tocsin/hub/contract';
import { COMMUNITY, PEOPLE } from './cast.ts';
import type { Who } from './cast.ts';
import { refOf, stixOf } from './objects.ts';
import { CRANE_WEEKS } from './story-autumn.ts';
import type { Session } from './session.ts';
import { LAST_DAYS } from './story-now.ts';
import { PAPERS } from './story-papers.ts';
import { PROTECTION } from './story-protection.ts';
import { FIRST_MONTHS } from './story-spring.ts';
import type { Act, Moment } from './story.ts';
import { isPaperAct, performPaper } from './tell-papers.ts';
import { performProtection } from './tell-protection.ts';

const DAY_MS = 86_400_000;
const API = '/api/v1';

/** A clock that the story turns. */
export interface StoryClock {
  now: number;
}

/** Tells the whole story through the hub's own interface, each act by its person and at its time. */
export async function tellStory(hub: Hub, clock: StoryClock, today: number): Promise<number> {
  const acts = [...FIRST_MONTHS, ...CRANE_WEEKS, ...LAST_DAYS, ...PROTECTION, ...PAPERS]
    .filter(({ at }) => timeOf(at, today) < today)
    .toSorted((a, b) => timeOf(a.at, today) - timeOf(b.at, today));
  for (const act of acts) {
    clock.now = Math.max(clock.now + 1, timeOf(act.at, today));
    const session = await enter(hub, act.who);
    await perform(session, act, clock.now);
    await session.send('POST', '/sign-out', {});
    // What was set to change on a day changes on that day of the story.
    await hub.store.settled();
  }
  return acts.length;
}

/** Until then the last day of the story is the day before, so that all of it has happened. */
const MORNING_MS = 6 * 3_600_000;

function timeOf([daysAgo, time]: Moment, today: number): number {
  const midnight = Math.floor((today - MORNING_MS) / DAY_MS) * DAY_MS;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return midnight - daysAgo * DAY_MS + (hours * 60 + minutes) * 60_000;
}

async function perform(session: Session, act: Act, now: number): Promise<void> {
  const community = `/communities/${COMMUNITY}`;
  const at = new Date(now).toISOString();
  if ('share' in act) {
    const { objects = [], marking, ...said } = act.share;
    await session.send('POST', `${community}/contributions`, {
      ...said,
      marking: dated(marking, now),
      ...(objects.length === 0 ? {} : { objects: stixOf(objects, at) }),
    });
  } else if ('answer' in act) {
    const { to, ...answer } = act.answer;
    await session.send('POST', `${community}/objects/${refOf(to)}/answers`, answer);
  } else if ('open' in act) {
    const path = `${community}/objects/${refOf(act.open)}`;
    const told = await session.send('GET', `${path}/attestation`);
    const { shown } = JSON.parse(told) as { shown: string };
    await session.send('POST', `${path}/attestation`, { shown });
    await session.send('GET', path);
  } else if ('change' in act) {
    const path = `${community}/objects/${refOf(act.change.of)}`;
    const { marking } = act.change;
    if (marking === undefined) await session.send('DELETE', path);
    else await session.send('PUT', `${path}/marking`, { marking: dated(marking, now) });
  } else if (isPaperAct(act)) {
    await performPaper(session, act, now);
  } else {
    await performProtection(session, act, now);
  }
}

/** `+14` in a marking means fourteen days after the share. */
function dated(marking: MarkingIn, now: number): unknown {
  return JSON.parse(JSON.stringify(marking), (_key, value: unknown) =>
    typeof value === 'string' && /^\+\d+$/.test(value)
      ? new Date(now + Number(value) * DAY_MS).toISOString()
      : value,
  ) as unknown;
}

async function enter(hub: Hub, who: Who): Promise<Session> {
  const answer = await hub.inject({
    method: 'POST',
    url: `${API}/demo/sessions`,
    headers: { origin: hub.address, host: new URL(hub.address).host },
    payload: { email: PEOPLE[who] },
  });
  if (answer.statusCode !== 200) throw new Error(`${who} cannot enter: ${answer.body}`);
  const [cookie = ''] = String(answer.headers['set-cookie'] ?? '').split(';');
  const { csrf = '' } = answer.json<{ csrf?: string }>();
  return {
    async send(method, path, body) {
      const answered = await hub.inject({
        method,
        url: API + path,
        headers: {
          cookie,
          'x-csrf': csrf,
          origin: hub.address,
          host: new URL(hub.address).host,
          ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
        },
        ...(body === undefined ? {} : { payload: body }),
      });
      if (answered.statusCode >= 400)
        throw new Error(`The story breaks at ${who}: ${method} ${path}: ${answered.body}`);
      const refused = refusedIn(answered.body);
      if (refused !== undefined) throw new Error(`The story breaks at ${who}: ${refused}`);
      return answered.body;
    },
  };
}

/** A share whose receipt refuses anything is a mistake in the story. */
function refusedIn(body: string): string | undefined {
  if (!body.startsWith('{')) return undefined;
  const { lines } = JSON.parse(body) as { lines?: { fate: string; id?: string }[] };
  const line = lines?.find(({ fate }) => fate !== 'kept' && fate !== 'already-here');
  return line === undefined ? undefined : `${line.id ?? 'an object'} was ${line.fate}`;
}
