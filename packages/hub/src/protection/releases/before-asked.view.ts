import type { Consent, ReleaseSetting } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { consent, releaseSetting } from './before-asked.contract.ts';

/** A standing consent as its source is shown it. */
export function viewOfConsent(held: Consent): z.output<typeof consent> {
  return {
    id: held.id,
    level: held.level,
    types: [...(held.types ?? [])],
    organizations: held.organizations.map((one) => ({ ...one })),
    classes: [...(held.classes ?? [])],
    clients: held.clients === true,
    government: held.government === true,
    uses: [...held.uses],
    forms: [...held.forms],
    until: instantText(held.until),
    made_at: instantText(held.madeAt),
    made_by: held.madeBy,
    ...(held.endedAt === undefined ? {} : { ended_at: instantText(held.endedAt) }),
    in_force: held.isInForce,
    used: held.used,
  };
}

/** Who answers, as the own organization is shown it. */
export function viewOfReleaseSetting({
  first,
  next,
  successor,
  leaving,
  able,
  maySet,
}: ReleaseSetting): z.output<typeof releaseSetting> {
  return {
    first: first.map((one) => ({ ...one })),
    next: next.map((one) => ({ ...one })),
    ...(successor === undefined ? {} : { successor: { ...successor } }),
    ...(leaving === undefined ? {} : { leaving: viewOfLeaving(leaving) }),
    able: able.map((one) => ({ ...one })),
    may_set: maySet,
  };
}

function viewOfLeaving(leaving: NonNullable<ReleaseSetting['leaving']>): LeavingView {
  const { afterDays: after_days } = leaving;
  return leaving.act === 'lower'
    ? { act: leaving.act, to: leaving.to, after_days }
    : { act: leaving.act, after_days };
}

type LeavingView = NonNullable<z.output<typeof releaseSetting>['leaving']>;
