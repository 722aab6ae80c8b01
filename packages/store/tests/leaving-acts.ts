/**
 * A process of its own in which a member leaves and what it laid down is carried out, until somebody kills it. Each time
 * a piece of it is done it says "moved" on its output.
 *
 *   node leaving-acts.ts <data directory> <lower | take-back>      TOCSIN_DATABASE_URL names the database, if it is not embedded
 */
import { writeSync } from 'node:fs';
import { openStore } from '../src/index.ts';
import { COMMUNITY, versionsOf } from './crash-world.ts';
import type { Handle } from '../src/index.ts';

/** Objects the member shared. */
const OBJECTS = 450;
/** Versions of each that are shared: all follow, or none. */
const SHARED = 2;

const [directory = '', act = ''] = process.argv.slice(2);
const databaseUrl = process.env['TOCSIN_DATABASE_URL'];
await using store = await openStore({
  dataDirectory: directory,
  ...(databaseUrl === undefined ? {} : { databaseUrl }),
});

const alder = await handleOf('alder');
const [found] = await alder.directory.communities();
if (found?.slug !== COMMUNITY) throw new Error('There is no community here');
const ids = Array.from({ length: OBJECTS }, () => `indicator--${crypto.randomUUID()}`);
const objects = ids.flatMap((id, place) =>
  versionsOf(id, `leaves${String(place)}.example`).slice(0, SHARED),
);
await alder.exchange.contribute({
  community: found.id,
  kind: 'bundle',
  via: 'api',
  marking: { level: 'amber', audience: { everyone: true } },
  objects: objects.map((object, index) => ({ ...object, index })),
});
const afterDays = 0;
const set = await alder.release.setSetting(found.id, {
  first: [],
  next: [],
  leaving: act === 'lower' ? { act, to: 'green', afterDays } : { act: 'take-back', afterDays },
});
if ('refused' in set) throw new Error(set.words);
await store.settled();
const { organization } = await alder.reader();
const isOut = await alder.directory.setMemberState(found.id, organization, 'exited');
if (isOut !== true) throw new Error(isOut.words);
store.onChange(({ kind }) => {
  if (kind === 'feed') writeSync(1, 'moved\n');
});
writeSync(1, `shared ${ids.join(' ')}\n`);
await store.settled();
writeSync(1, 'done\n');
// Whoever watches ends it.
setInterval(() => undefined, 1000);

async function handleOf(name: string): Promise<Handle> {
  const account = await store.door.account({ email: `${name}@${name}.example` });
  const [own] = account?.organizations ?? [];
  return store.as({ kind: 'person', id: account?.person ?? '', organization: own?.id ?? '' });
}
