import { nextOfRegime, regimeAt } from '@tocsin/policy';
import type { Regime } from '@tocsin/policy';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { regime } from './regimes.contract.ts';

/** A law, with what it is at an instant. */
export function viewOfRegime(of: Regime, now: number): z.output<typeof regime> {
  const next = nextOfRegime(of, now);
  return {
    name: of.name,
    where: of.where,
    asks: of.asks,
    periods: of.periods.map(({ from, until }) => ({
      from: instantText(from),
      ...(until === undefined ? {} : { until: instantText(until) }),
    })),
    ...(of.knownUntil === undefined ? {} : { known_until: instantText(of.knownUntil) }),
    state: regimeAt(of, now),
    ...(next === undefined ? {} : { changes_at: instantText(next) }),
  };
}
