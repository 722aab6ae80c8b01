import { PASSING } from './answer-lines.ts';
import type { Asked } from './answers.ts';
import type { Credentials } from './credentials.ts';
import type { TestHub } from './hub-over.ts';

const BASE = '/api/v1';
const TAXII = { accept: 'application/taxii+json;version=2.1' };
const COLLECTIONS = [
  'everything',
  'indicators',
  'relationships',
  'sightings',
  'inbox',
  'from-alder',
  'from-zinnia',
];

/** What waits for, and is kept by, the reader. */
const OWN_LISTS = [
  '/inbox?limit=100',
  '/views',
  '/releases',
  '/release-setting',
  '/consents',
  '/recalls',
  '/recalled',
  '/custodians',
  '/openings',
  '/reviews',
  '/review-rules',
  '/misuse',
  '/papers',
  '/ballots',
  '/voters',
  '/decisions',
  '/decisions?standing=true',
  '/joining',
  '/applications',
  '/regimes',
  '/retention',
  '/holds',
  '/rechecks',
  '/attestations',
  '/subject-requests',
  '/subject-questions',
  '/privacy-report?year=2026',
];
/** One of each kind of condition that rests on something derived, and some together. */
const FILTERS = [
  'is:sighted',
  '-is:sighted',
  'seen:>2000-01-01',
  'value:one.example',
  'kind:domain,ipv4',
  'kestrel -quartz',
  'secret',
  'type:indicator,malware is:mine',
  '-source:alder tlp:green,amber',
];

/**
 * Every answer a hub gives somebody over HTTP and TAXII, status, headers and body, one line each. Only the date, the
 * request's own number and the seconds left of a rate's window are left out.
 */
export async function httpAnswers(
  hub: TestHub,
  as: Credentials,
  asked: Asked & { slugs: readonly string[]; secrets: readonly string[] },
): Promise<string[]> {
  const lines: string[] = [];
  const told = async (path: string, headers: Record<string, string> = {}): Promise<string> => {
    const answer = await hub.get(path, as, headers);
    const kept = Object.entries(answer.headers).filter(([name]) => !PASSING.has(name));
    const body = answer.body.replaceAll(/"request_id":"[^"]*"/g, '');
    lines.push(`${path}: ${String(answer.status)} ${JSON.stringify(kept)} ${body}`);
    return answer.body;
  };
  for (const path of ['/communities', '/me', '/tokens', '/home']) await told(BASE + path);
  for (const community of asked.communities) {
    const base = `${BASE}/communities/${community}`;
    for (const path of ['', '/members', '/people', '/groups', '/invitations', '/contributions'])
      await told(base + path);
    for (const version of ['last', 'first', 'all', '2026-01-02T00:00:00.000Z'])
      await told(`${base}/objects?version=${version}&limit=500`);
    await pages(told, `${base}/objects?order=oldest-first&limit=2`, '&cursor=');
    for (const tlp of ['TLP:GREEN', 'TLP:AMBER', 'TLP:RED'])
      await told(`${base}/objects?tlp=${tlp}&limit=3`);
    for (const organization of asked.organizations) {
      await told(`${base}/objects?origin=${organization}&limit=3`);
      await told(`${base}/sources/${organization}/reliability`);
    }
    for (const filter of FILTERS) {
      const query = `filter=${encodeURIComponent(filter)}`;
      await told(`${base}/facets?${query}`);
      await told(`${base}/objects?${query}&fields=facts&count=exact&limit=500`);
      await pages(told, `${base}/objects?${query}&limit=2`, '&cursor=');
    }
    for (const path of OWN_LISTS) await told(base + path);
    await governed(told, base, asked);
    for (const text of [...asked.pool.words, 'secret']) await told(`${base}/search?text=${text}`);
    const body = { tlp: 'TLP:AMBER', audience: { everyone: true } };
    const reach = await hub.send('POST', `${base}/audience`, { as, body });
    lines.push(
      `audience: ${String(reach.status)} ${reach.body.replaceAll(/"request_id":"[^"]*"/g, '')}`,
    );
    for (const id of asked.ids)
      for (const tail of OBJECT_TAILS) await told(`${base}/objects/${id}${tail}`);
  }
  for (const slug of asked.slugs) await told(`${BASE}/joining/${slug}`);
  for (const secret of asked.secrets) await told(`${BASE}/applying/${secret}`);
  for (const { value } of asked.pool.values) await told(`${BASE}/lookup?value=${value}`);
  for (const id of asked.contributions) await told(`${BASE}/contributions/${id}`);
  if (as['authorization'] === undefined) return lines;
  await told('/taxii2/', TAXII);
  for (const slug of asked.slugs) {
    const root = `/taxii2/${slug}`;
    await told(`${root}/`, TAXII);
    await told(`${root}/collections/`, TAXII);
    for (const id of asked.contributions) await told(`${root}/status/${id}/`, TAXII);
    for (const collection of COLLECTIONS) {
      const at = `${root}/collections/${collection}`;
      await told(`${at}/`, TAXII);
      await told(`${at}/objects/?match[version]=all`, TAXII);
      const following = (path: string): Promise<string> => told(path, TAXII);
      await pages(following, `${at}/manifest/?match[version]=all&limit=2`, '&next=');
      await told(`${at}/objects/?match[type]=indicator&added_after=2026-01-01T00:00:09Z`, TAXII);
    }
    for (const id of asked.ids) {
      await told(`${root}/collections/everything/objects/${id}/`, TAXII);
      await told(`${root}/collections/everything/objects/${id}/versions/`, TAXII);
    }
  }
  return lines;
}

/** What was written down, voted and decided, and who wants to join, each by its id. */
async function governed(
  told: (path: string) => Promise<string>,
  base: string,
  { papers, decided, applications }: Pick<Asked, 'papers' | 'decided' | 'applications'>,
): Promise<void> {
  for (const id of papers)
    for (const tail of ['', '/versions/1', '/versions/2'])
      await told(`${base}/papers/${id}${tail}`);
  for (const id of decided)
    for (const what of ['ballots', 'decisions']) await told(`${base}/${what}/${id}`);
  await pages(told, `${base}/decisions?limit=1`, '&cursor=');
  for (const id of applications) await told(`${base}/applications/${id}`);
}

/** Follows a list to its end by the cursors it gives. */
async function pages(
  told: (path: string) => Promise<string>,
  path: string,
  word: string,
): Promise<void> {
  for (let next = ''; ;) {
    const body = await told(path + next);
    const { next_cursor, next: cursor } = readJson(body);
    const place = next_cursor ?? cursor;
    if (place === undefined) return;
    next = `${word}${encodeURIComponent(place)}`;
  }
}

function readJson(body: string): { next_cursor?: string; next?: string } {
  try {
    return JSON.parse(body) as { next_cursor?: string; next?: string };
  } catch {
    return {};
  }
}

/** What is told about an object beside it. */
const OBJECT_TAILS = [
  '',
  '/versions',
  '/references',
  '/access',
  '/handling',
  '/determination',
  '/retention',
  '/removal',
  '/attestation',
];
