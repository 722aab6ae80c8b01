import type { Rechecks } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { rechecks } from './rechecks.contract.ts';

/** What is asked of the caller. */
export function viewOfRechecks({ days, maySet, items }: Rechecks): z.output<typeof rechecks> {
  return {
    days,
    may_set: maySet,
    items: items.map(({ since, ...item }) => ({ ...item, since: instantText(since) })),
  };
}
