/**
 * "Who can see this, and why" in a community of thousands of organizations: its page for the source (with everybody
 * it reaches) and for a reader, and the same counted before sharing, by processor time of the hub; and what the record
 * costs: evidence of two hundred entries.
 *
 *   node bench/who-can-see.ts [--organizations=5000] [--requests=60]
 */
import { argument, figure, heading } from './rig/figures.ts';
import { freshFolder, provision, startHub } from './rig/processes.ts';
import { rateOf } from './rig/rates.ts';
import { Client, restHeaders } from './rig/requests.ts';
import { COMMUNITY, memberName } from './rig/world.ts';

const ORGANIZATIONS = argument('organizations', 5000);
const REQUESTS = argument('requests', 60);

const members = Array.from({ length: ORGANIZATIONS }, (_, at) => memberName(at));
const [source = '', reader = ''] = members;
const data = freshFolder('who-can-see');
const tokens = provision(
  {
    communities: [{ slug: COMMUNITY, name: COMMUNITY, kind: 'isac' }],
    organizations: members.map((slug) => ({ slug, name: slug })),
    memberships: members.map((organization) => ({ community: COMMUNITY, organization })),
    people: members.map((organization) => ({
      email: `somebody@${organization}.example`,
      name: `Somebody of ${organization}`,
      organization,
      roles: { [COMMUNITY]: ['analyst'] },
    })),
    groups: [],
    tokens: [source, reader].map((name) => ({
      name,
      organization: name,
      scopes: ['read', 'write'],
    })),
  },
  { data },
);
heading(`Who can see this, with ${ORGANIZATIONS.toLocaleString('en')} organizations`);
await using hub = await startHub({ data });
const base = `/api/v1/communities/${COMMUNITY}`;
const of = (name: string): Client => new Client(hub.address, restHeaders(tokens.get(name) ?? ''));
const [own, other] = [of(source), of(reader)];
const json = { 'content-type': 'application/json' };
const marking = { level: 'amber', limits: { clients: false } };
const body = JSON.stringify({ text: 'Seen at 203.0.113.9', marking });
const shared = await own.ask(`${base}/contributions`, { method: 'POST', headers: json, body });
const { lines } = JSON.parse(shared.body.toString()) as { lines: { id: string }[] };
const id = lines.at(-1)?.id ?? '';
const preview = { method: 'POST', headers: json, body: JSON.stringify({ marking }) };

/** Milliseconds of the hub's processor for one request. */
async function cost(act: () => Promise<unknown>): Promise<number> {
  await act();
  const all = async (): Promise<void> => {
    for (let at = 0; at < REQUESTS; at += 1) await act();
  };
  return 1000 / (await rateOf(hub, REQUESTS, { act: all }));
}

const milliseconds = { unit: 'ms of processor', most: 50 };
figure('for its source', await cost(() => own.ask(`${base}/objects/${id}/access`)), milliseconds);
figure('for a reader', await cost(() => other.ask(`${base}/objects/${id}/access`)), milliseconds);
figure(
  'counted before sharing',
  await cost(() => own.ask(`${base}/audience`, preview)),
  milliseconds,
);
for (const client of [own, other]) client.close();
