import { Button } from '@mantine/core';
import { rankOfLevel } from '@tocsin/policy';
import type { ReactNode } from 'react';
import { CopyButton } from '../design/copy-button.tsx';
import { listFacets, listMembers, listPeople } from '../kernel/contract.ts';
import type { Community, Facets } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { widerPart } from './over-marked.ts';
import type { WrittenShare } from './over-marked.ts';

/** Others' objects below which nothing is said of what is usual here: a few say nothing. */
const PEERS_LEAST = 10;

/** What could go wider of something; `undefined` while the names of the community are not known. */
export function useWiderPart(
  community: Community,
  share: Omit<WrittenShare, 'names'>,
): 'all' | 'values' | undefined {
  const params = { community: community.id };
  const members = useAnswer(listMembers, { params });
  const people = useAnswer(listPeople, { params });
  // Without the names nothing is said: a hint that overlooks one would be worse than none.
  if (members.data === undefined || people.data === undefined) return undefined;
  const names = [
    ...members.data.items.map(({ organization }) => organization.name),
    ...people.data.items.map(({ name }) => name),
  ];
  return widerPart({ ...share, names });
}

/** How others mark the same kind here, counted over what this reader sees; nothing where that says nothing. */
export function PeersMark({ community }: { community: Community }): ReactNode {
  const { data } = useAnswer(listFacets, {
    params: { community: community.id },
    query: { filter: 'type:indicator -is:mine' },
  });
  const counted = data === undefined ? undefined : peersOf(data);
  if (counted === undefined) return null;
  return (
    <p>
      {t('Of {{total}} indicators of others that you see here, {{wide}} are TLP:GREEN or wider.', {
        total: counted.total,
        wide: counted.wide,
      })}
    </p>
  );
}

function peersOf({ levels }: Facets): { total: number; wide: number } | undefined {
  const sum = (some: Facets['levels']): number => some.reduce((all, { count }) => all + count, 0);
  const total = sum(levels);
  const wide = sum(levels.filter(({ level }) => rankOfLevel(level) <= rankOfLevel('green')));
  return total >= PEERS_LEAST && wide * 2 >= total ? { total, wide } : undefined;
}

interface WiderHintProps {
  readonly community: Community;
  readonly share: Omit<WrittenShare, 'names'>;
  /** The values that go out, one a line. */
  readonly values: string;
  readonly onGreen: () => void;
}

/**
 * That a share may be marked more strictly than its content asks for. A hint, never in the way: nothing waits for it and
 * nobody is told of it.
 */
export function WiderHint({ community, share, values, onGreen }: WiderHintProps): ReactNode {
  const part = useWiderPart(community, share);
  if (part === undefined || values === '') return null;
  return (
    <div className="stack tight small" role="note" aria-label={t('A hint')}>
      <p>
        {part === 'all'
          ? t('Could this be TLP:GREEN? It holds values only, and names nobody of this community.')
          : t(
              'Its values alone could reach more people: share the whole to few, and the values once more with a wider marking.',
            )}
      </p>
      <PeersMark community={community} />
      <div className="row">
        {part === 'all' ? (
          <Button size="compact-sm" variant="default" onClick={onGreen}>
            {t('Make it TLP:GREEN')}
          </Button>
        ) : (
          <CopyButton text={values}>{t('Copy the values alone')}</CopyButton>
        )}
      </div>
    </div>
  );
}
