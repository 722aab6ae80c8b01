import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyButton } from '../design/copy-button.tsx';
import { listMembers, listPeople } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { widerPart } from './over-marked.ts';
import type { WrittenShare } from './over-marked.ts';

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
  const params = { community: community.id };
  const members = useAnswer(listMembers, { params });
  const people = useAnswer(listPeople, { params });
  // Without the names nothing is said: a hint that overlooks one would be worse than none.
  if (members.data === undefined || people.data === undefined) return null;
  const names = [
    ...members.data.items.map(({ organization }) => organization.name),
    ...people.data.items.map(({ name }) => name),
  ];
  const part = widerPart({ ...share, names });
  if (part === undefined || values === '') return null;
  return (
    <div className="stack tight small" role="note">
      <p>
        {part === 'all'
          ? t('Could this be TLP:GREEN? It holds values only, and names nobody of this community.')
          : t(
              'Its values alone could reach more people: share the whole to few, and the values once more with a wider marking.',
            )}
      </p>
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
