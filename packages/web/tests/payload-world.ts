import type { World } from '@tocsin/testkit/demo';
import { LINES, PAYLOADS, UNSEEN_LINES } from './payloads.ts';

/** The community everybody of the world is in. */
export const COMMUNITY = 'main';
/** The object that every other one is about. */
export const CENTRE = objectId('malware', 9_999);
/** How many payloads one of the sharers has as titles, tokens and views. */
export const CHUNK = 10;

const DAY_MS = 86_400_000;
const BORN = '2026-01-02T03:04:05.000Z';

/** For every payload a community, an organization, a person and a group of that name. */
export function payloadWorld(): World {
  const all = LINES.join('\n');
  const agreed = {
    organizationMeans: all,
    clientMeans: all.slice(0, 9000),
    communityMeans: PAYLOADS[0] ?? '',
  };
  return {
    communities: [
      { slug: COMMUNITY, name: LINES[2] ?? '', kind: 'sector', purpose: all, profile: agreed },
      ...LINES.map((name, place) => ({ slug: `c${place}`, name, kind: 'region', purpose: name })),
    ],
    organizations: LINES.map((name, place) => ({ slug: `o${place}`, name })),
    memberships: [
      ...LINES.map((_, place) => ({ community: COMMUNITY, organization: `o${place}` })),
      ...LINES.map((_, place) => ({ community: `c${place}`, organization: 'o0' })),
    ],
    people: LINES.map((name, place) => ({
      email: emailOf(place),
      name,
      organization: `o${place}`,
      roles: rolesOf(place),
    })),
    groups: LINES.map((name, place) => ({
      community: COMMUNITY,
      slug: `g${place}`,
      name,
      organizations: [`o${place}`],
    })),
    tokens: [],
  };
}

/** The person whose name is that payload. */
export function emailOf(place: number): string {
  return `person-${String(place)}@example.org`;
}

/** The first is the chair, and belongs everywhere. */
function rolesOf(place: number): NonNullable<World['people'][number]['roles']> {
  if (place > 0) return { [COMMUNITY]: ['representative', 'analyst'] };
  const everywhere = LINES.map((_, community) => [`c${community}`, ['representative']]);
  return { ...Object.fromEntries(everywhere), [COMMUNITY]: ['chair', 'representative'] };
}

/** A caller of the hub's interface, signed in. */
export interface Caller {
  readonly cookie: { readonly name: string; readonly value: string };
  /** Sends it and gives the answer; throws when it is refused. */
  send(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
}

/** Signs in as the person of a payload. */
export async function enter(origin: string, place: number): Promise<Caller> {
  const headers = { origin, 'content-type': 'application/json' };
  const body = JSON.stringify({ email: emailOf(place) });
  const signedIn = await fetch(`${origin}/api/v1/demo/sessions`, { method: 'POST', headers, body });
  const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';');
  const { csrf } = (await signedIn.json()) as { csrf: string };
  const [name = '', value = ''] = cookie.split('=');
  return {
    cookie: { name, value },
    async send(method, path, sent) {
      const answer = await fetch(`${origin}/api/v1${path}`, {
        method,
        headers: { ...headers, cookie, 'x-csrf': csrf, 'idempotency-key': crypto.randomUUID() },
        ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${String(answer.status)} ${text}`);
      return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    },
  };
}

/** Has everybody share objects that hold their payload in every field, and the first nine also texts, tokens and views. */
export async function shareAll(origin: string): Promise<void> {
  const chair = await enter(origin, 0);
  await chair.send('POST', `/communities/${COMMUNITY}/contributions`, {
    objects: [centre(BORN, '')],
    ...OPEN,
  });
  for (const [place, payload] of PAYLOADS.entries()) {
    const caller = await enter(origin, place % LINES.length);
    await caller.send('POST', `/communities/${COMMUNITY}/contributions`, {
      objects: objectsOf(place, payload),
      ...OPEN,
    });
    await caller.send('POST', `/communities/${COMMUNITY}/objects/${CENTRE}/answers`, {
      kind: 'sighting',
      comment: payload,
    });
    const sharer = await enter(origin, Math.floor(place / CHUNK));
    await shareText(sharer, payload);
  }
  const changed = centre('2026-03-04T05:06:07.000Z', ' changed');
  await chair.send('POST', `/communities/${COMMUNITY}/contributions`, {
    objects: [changed],
    ...OPEN,
  });
}

const OPEN = { marking: { level: 'green' } };

/** What a person of the hub names: a share, a token, a view. */
async function shareText(sharer: Caller, payload: string): Promise<void> {
  const name = UNSEEN_LINES.includes(payload) ? `Plain, instead of ${payload.length}` : payload;
  await sharer.send('POST', `/communities/${COMMUNITY}/contributions`, {
    title: name,
    text: `${payload}\nand 198.51.100.23`,
    ...OPEN,
  });
  await sharer.send('POST', '/tokens', {
    name,
    expires_at: new Date(Date.now() + 2 * DAY_MS).toISOString(),
  });
  await sharer.send('POST', `/communities/${COMMUNITY}/views`, {
    name,
    filter: 'type:indicator',
    shared_with: 'organization',
  });
}

/** Objects of many types with the payload wherever STIX lets somebody write. */
function objectsOf(place: number, payload: string): object[] {
  const base = { spec_version: '2.1', created: BORN, modified: BORN };
  const id = (type: string): { type: string; id: string } => ({ type, id: objectId(type, place) });
  const own = { [`x_${String(place)}`]: payload, x_table: { [keyOf(payload)]: [payload] } };
  const about = { object_refs: [CENTRE] };
  const quoted = payload.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return [
    {
      ...base,
      ...id('indicator'),
      ...own,
      name: payload,
      description: payload,
      labels: [payload],
      indicator_types: [payload],
      pattern: `[file:name = '${quoted}']`,
      pattern_type: 'stix',
      valid_from: BORN,
      kill_chain_phases: [{ kill_chain_name: payload, phase_name: payload }],
      external_references: [
        { source_name: payload, description: payload, url: payload, external_id: payload },
      ],
      object_marking_refs: [objectId('marking-definition', place)],
    },
    {
      type: 'marking-definition',
      spec_version: '2.1',
      id: objectId('marking-definition', place),
      created: BORN,
      name: payload,
      definition_type: 'statement',
      definition: { statement: payload },
    },
    { ...base, ...id('threat-actor'), name: payload, aliases: [payload], goals: [payload] },
    { ...base, ...id('note'), abstract: payload, content: payload, authors: [payload], ...about },
    { ...base, ...id('opinion'), explanation: payload, opinion: 'disagree', ...about },
    { ...base, ...id('report'), name: payload, description: payload, published: BORN, ...about },
    {
      ...base,
      ...id('relationship'),
      relationship_type: 'targets',
      description: payload,
      source_ref: CENTRE,
      target_ref: objectId('threat-actor', place),
    },
  ];
}

/** The object every payload is about, with all of them in each of its own fields. */
function centre(modified: string, suffix: string): object {
  const all = PAYLOADS.map((payload) => payload + suffix);
  return {
    type: 'malware',
    spec_version: '2.1',
    id: CENTRE,
    created: BORN,
    modified,
    name: `Centre${suffix}`,
    is_family: true,
    description: all.join('\n'),
    aliases: all,
    labels: all,
    ...Object.fromEntries(all.map((text, place) => [`x_${String(place)}`, text])),
  };
}

/** Keys that mean something to JavaScript are refused by the hub, whoever sends them (`poison-key`). */
function keyOf(payload: string): string {
  return payload === '__proto__' ? 'proto' : payload;
}

/** The id of the object of a type that holds that payload. */
export function objectId(type: string, place: number): string {
  return `${type}--8e2e2d2b-17d4-4cbf-938f-${String(place).padStart(12, '0')}`;
}
