import type { ReleaseParties } from '@tocsin/store';
import type { z } from 'zod';
import type { releasePartiesIn } from './releases.contract.ts';

/** The parties of a request or a grant, without those that were left out. */
export function partiesSaid(said: z.output<typeof releasePartiesIn>): ReleaseParties {
  const { organizations, persons, outside } = said;
  return {
    ...(organizations === undefined ? {} : { organizations }),
    ...(persons === undefined ? {} : { persons }),
    ...(outside === undefined ? {} : { outside }),
  };
}
