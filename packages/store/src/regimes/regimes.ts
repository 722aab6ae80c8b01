import { DAY_ONE_REGIMES, regimeFault, standingIn } from '@tocsin/policy';
import type { Regime } from '@tocsin/policy';
import { recordAct } from '../people/actor.ts';
import { isChair } from '../people/authority.ts';
import { readerNow } from '../people/reader.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import type { Query } from '../engine/engine.ts';
import type { Access } from '../people/access.ts';
import type { Refusal, RegimesHandle } from '../store.ts';
import { REGIME_PERIODS_MAX, REGIMES_MAX } from './limits.ts';

/** The laws of a community as one principal may read and change them. */
export function createRegimes(access: Access): RegimesHandle {
  return {
    list: (community) =>
      access.engine.read(async (query) => {
        const reader = await access.reader(query);
        return standingIn(reader, community) === undefined
          ? undefined
          : readRegimes(query, community);
      }),
    set: (community, regimes) => setRegimes(access, community, regimes),
  };
}

async function readRegimes(query: Query, community: string): Promise<Regime[]> {
  const row = await query.one<{ body: string }>(
    'SELECT body FROM regime_list WHERE community = ?',
    [community],
  );
  return row === undefined ? [...DAY_ONE_REGIMES] : (JSON.parse(row.body) as Regime[]);
}

function setRegimes(
  access: Access,
  community: string,
  regimes: readonly Regime[],
): Promise<Regime[] | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    if (standingIn(reader, community) === undefined) throw hidden();
    if (!isChair(reader, community)) {
      throw new Refused('not-allowed', 'Only a chair changes the laws told here; ask one of them');
    }
    checkRegimes(regimes);
    const at = access.now();
    await transaction.run(
      `INSERT INTO regime_list (community, body, set_at) VALUES (?, ?, ?)
       ON CONFLICT (community) DO UPDATE SET body = excluded.body, set_at = excluded.set_at`,
      [community, JSON.stringify(regimes), at],
    );
    await recordAct(transaction, access.principal, {
      at,
      organization: reader.organization,
      act: 'set-regimes',
      words: 'Changed the laws told to whoever shares',
      facts: { community },
    });
    return [...regimes];
  });
}

function checkRegimes(regimes: readonly Regime[]): void {
  if (regimes.length > REGIMES_MAX) {
    throw new Refused('invalid', `Keep at most ${String(REGIMES_MAX)} laws`);
  }
  for (const regime of regimes) {
    if (regime.periods.length > REGIME_PERIODS_MAX) {
      throw new Refused('invalid', `A law has at most ${String(REGIME_PERIODS_MAX)} times`);
    }
    if (regimeFault(regime) !== undefined) {
      throw new Refused('invalid', 'Give times that go forward and do not meet');
    }
  }
}
