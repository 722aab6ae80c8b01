import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Community, FoundValue } from '../kernel/contract.ts';
import { useMe } from '../kernel/session.ts';
import { t, word } from '../kernel/words.ts';
import { ask } from '../shield/check-desk.ts';

export type { FoundValue } from '../kernel/contract.ts';

/** The values of a text as the hub will find them. */
export interface Found {
  readonly values: readonly FoundValue[];
  /** The text they were found in. */
  readonly text: string;
  readonly isLooking: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/** One place of a value in a text. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly value: FoundValue;
}

const NONE: readonly FoundValue[] = [];
const WHY: Readonly<Record<NonNullable<FoundValue['why']>['code'], string>> = {
  'private-address': word('An address of an internal network: it means something else elsewhere.'),
  'local-address': word('An address that never leaves a machine or a wire.'),
  'reserved-address': word('An address kept for documentation or special use.'),
  'own-domain': word(
    'It seems to be of your own organization: perhaps the victim, not the threat.',
  ),
};

/** Looks for the values of a text in this browser, a moment after the last change: nothing is sent before it is shared. */
export function useFoundValues(community: Community, text: string): Found {
  const [settled] = useDebouncedValue(text, 350);
  const isWorth = settled.trim() !== '';
  const { email } = useMe();
  const answer = useQuery({
    queryKey: ['values-of-draft', community.id, settled],
    queryFn: async () => {
      const ownDomains = email === undefined ? [] : [email.slice(email.lastIndexOf('@') + 1)];
      return { values: await ask({ kind: 'values', text: settled, ownDomains }), text: settled };
    },
    // It asks nothing of the network.
    networkMode: 'always',
    enabled: isWorth,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return {
    values: isWorth ? (answer.data?.values ?? NONE) : NONE,
    text: isWorth ? (answer.data?.text ?? '') : '',
    isLooking: settled !== text || (isWorth && answer.isFetching),
    error: answer.error,
    retry: () => void answer.refetch(),
  };
}

/** Why a value is not proposed, in words. */
export function whyWords({ why }: FoundValue): string | undefined {
  return why === undefined ? undefined : t(WHY[why.code]);
}

/**
 * The places of found values in a text that may have been changed since: those before and behind the change keep
 * theirs, those within it are gone until the hub has looked again. In order, never overlapping.
 */
export function placesIn(text: string, found: Pick<Found, 'values' | 'text'>): Place[] {
  const { text: old } = found;
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  const shift = text.length - old.length;
  const isSame = old === text;
  const places = found.values
    .flatMap((value) => value.places.map(({ start, end }) => ({ start, end, value })))
    .flatMap((place) => {
      if (isSame || place.end <= head) return [place];
      if (place.start < old.length - tail) return [];
      return [{ ...place, start: place.start + shift, end: place.end + shift }];
    })
    .toSorted((a, b) => a.start - b.start);
  let free = 0;
  return places.filter(({ start, end }) => {
    if (start < free) return false;
    free = end;
    return true;
  });
}
