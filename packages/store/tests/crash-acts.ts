/**
 * A process of its own that shares, re-marks, releases and takes back, and says on its output what it begins and what
 * was acknowledged, until somebody kills it.
 *
 *   node crash-acts.ts <data directory> <round>      TOCSIN_DATABASE_URL names the database, if it is not embedded
 */
import { writeSync } from 'node:fs';
import { openStore } from '../src/index.ts';
import { CHAINS, COMMUNITY, STEPS, versionsOf } from './crash-world.ts';
import type { Handle, Store } from '../src/index.ts';
import type { Step } from './crash-world.ts';

const [directory = '', round = ''] = process.argv.slice(2);
const databaseUrl = process.env['TOCSIN_DATABASE_URL'];
await using store = await openStore({
  dataDirectory: directory,
  ...(databaseUrl === undefined ? {} : { databaseUrl }),
});

interface Cast {
  alder: Handle;
  birch: Handle;
  community: string;
  ids: Record<'alder' | 'birch' | 'cedar', string>;
}

const cast = await castOf(store);
await Promise.all(Array.from({ length: CHAINS }, (_, place) => chain(cast, place)));

/** One object goes through everything, again and again. */
async function chain({ alder, birch, community, ids }: Cast, place: number): Promise<void> {
  for (let n = 0; ; n += 1) {
    const id = `indicator--${crypto.randomUUID()}`;
    const amber = { level: 'amber', audience: { organizations: [ids.birch] } } as const;
    let request = '';
    const acts: Record<Step, () => Promise<unknown>> = {
      shared: () =>
        alder.exchange.contribute({
          community,
          kind: 'bundle',
          via: 'api',
          marking: amber,
          objects: versionsOf(id, `r${round}c${String(place)}n${String(n)}.example`),
        }),
      widened: () =>
        alder.exchange.remark(id, community, { level: 'green', audience: { everyone: true } }),
      narrowed: () => alder.exchange.remark(id, community, amber),
      asked: async () => {
        const asked = await birch.release.ask({
          community,
          object: id,
          wanted: { organizations: [ids.cedar] },
          purpose: 'They run the same gateway',
          form: 'as-is',
          dueAt: Date.now() + 86_400_000,
          isUrgent: false,
          isAnonymous: false,
        });
        if ('refused' in asked) throw new Error(asked.words);
        request = asked.id;
      },
      granted: () =>
        alder.release.answer(community, request, {
          kind: 'grant',
          to: { organizations: [ids.cedar] },
        }),
      ended: () => alder.release.end(community, request),
      retracted: () => alder.exchange.retract(id, community, 'all'),
    };
    for (const step of STEPS) {
      writeSync(1, `begins ${id} ${step}\n`);
      const done = await acts[step]();
      const isRefused = typeof done === 'object' && done !== null && 'refused' in done;
      if (isRefused) throw new Error(`${step}: ${JSON.stringify(done)}`);
      writeSync(1, `did ${id} ${step} ${request}\n`);
    }
  }
}

async function castOf(opened: Store): Promise<Cast> {
  const handles: Record<string, Handle> = {};
  const ids: Record<string, string> = {};
  for (const name of ['alder', 'birch', 'cedar']) {
    const account = await opened.door.account({ email: `${name}@${name}.example` });
    ids[name] = account?.organizations[0]?.id ?? '';
    const principal = {
      kind: 'person',
      id: account?.person ?? '',
      organization: ids[name],
    } as const;
    handles[name] = await opened.as(principal);
  }
  const { alder, birch } = handles;
  if (alder === undefined || birch === undefined) throw new Error('Nobody is here');
  const [found] = await alder.directory.communities();
  if (found?.slug !== COMMUNITY) throw new Error('There is no community here');
  return { alder, birch, community: found.id, ids: ids };
}
