import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import { DUTY_THINGS_MAX } from './home.contract.ts';
import type { duty } from './home.contract.ts';

/** What waits for somebody, as Home tells it. */
export type DutyView = z.output<typeof duty>;

/** Things that are only counted. */
export function counted(
  count: number,
  of: Pick<DutyView, 'kind' | 'community' | 'words'>,
): DutyView[] {
  return count === 0 ? [] : [{ ...of, count, things: [] }];
}

/** Things that are named. */
export function listed<T extends { id: string }>(
  all: readonly T[],
  {
    nameOf,
    ...of
  }: Pick<DutyView, 'kind' | 'community' | 'words'> & { nameOf: (one: T) => string },
): DutyView[] {
  if (all.length === 0) return [];
  const things = all.slice(0, DUTY_THINGS_MAX).map((one) => ({ id: one.id, name: nameOf(one) }));
  return [{ ...of, count: all.length, things }];
}

/** Things that are named, those that end first before the others. */
export function dated<T extends { id: string; expiresAt?: number }>(
  all: readonly T[],
  {
    nameOf,
    ...of
  }: Pick<DutyView, 'kind' | 'community' | 'words'> & { nameOf: (one: T) => string },
): DutyView[] {
  if (all.length === 0) return [];
  const sorted = all.toSorted((a, b) => (a.expiresAt ?? 0) - (b.expiresAt ?? 0));
  const [first] = sorted;
  return [
    {
      ...of,
      count: all.length,
      ...(first?.expiresAt === undefined ? {} : { until: instantText(first.expiresAt) }),
      things: sorted.slice(0, DUTY_THINGS_MAX).map((one) => ({
        id: one.id,
        name: nameOf(one),
        ...(one.expiresAt === undefined ? {} : { until: instantText(one.expiresAt) }),
      })),
    },
  ];
}
