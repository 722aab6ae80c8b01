import type { RetentionWish } from '@tocsin/store';
import type { InputOf } from '../../kernel/index.ts';
import type { previewRetention } from './retention.contract.ts';

/** A rule as a request says it. */
export function wishOf(body: InputOf<typeof previewRetention>['body']): RetentionWish {
  const { scope, kind, days, starts_at: startsAt } = body;
  return {
    scope,
    kind,
    ...(days === undefined ? {} : { days }),
    ...(startsAt === undefined ? {} : { startsAt: Date.parse(startsAt) }),
  };
}
