import { standingIn } from '@tocsin/policy';
import { reading } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Application, JoiningHandle } from '../store.ts';
import { acting } from './acting.ts';
import { aroundOf } from './around.ts';
import { applicationRows, wordRows } from './rows.ts';
import { sayOn, takeBackOn } from './say.ts';
import { putSetting, shownSetting } from './setting.ts';
import { applicationOf, readApplication } from './shown.ts';
import { stepOn } from './steps.ts';

/** Who wants to join communities, as one principal may read and decide it. */
export function createJoining(access: ExchangeAccess): JoiningHandle {
  return {
    setting: (community) => reading(access, (tools) => shownSetting(tools, community)),
    setSetting: (community, setting) => putSetting(access, community, setting),
    applications: (community) => reading(access, (tools) => listAll(tools, community)),
    application: (community, id) =>
      reading(access, async (tools) => {
        if (!isInside(tools, community)) return undefined;
        return readApplication(tools, await aroundOf(tools.query, community), { community, id });
      }),
    step: (community, id, step) =>
      acting(access, { community, id }, (at) => stepOn(access, at, step)),
    say: (community, id, said) =>
      acting(access, { community, id }, (at) => sayOn(access, at, said)),
    takeBack: (community, id) => acting(access, { community, id }, (at) => takeBackOn(access, at)),
  };
}

function isInside({ view: { reader } }: Reading, community: string): boolean {
  return reader.kind === 'person' && standingIn(reader, community) !== undefined;
}

async function listAll(tools: Reading, community: string): Promise<Application[]> {
  if (!isInside(tools, community)) return [];
  const rows = await applicationRows(tools.query, community);
  if (rows.length === 0) return [];
  const words = await wordRows(tools.query, { community });
  const around = await aroundOf(tools.query, community);
  const shown: Application[] = [];
  for (const row of rows) {
    const one = await applicationOf(tools, row, { words: words.get(row.id) ?? [], around });
    if (one !== undefined) shown.push(one);
  }
  return shown;
}
