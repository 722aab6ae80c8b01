import { Checkbox, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { safeText } from '../exchange/words.ts';
import { listGroups } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';

/** Markings of what a community writes down: RED is for nobody's agreement. */
const LEVELS = ['clear', 'green', 'amber', 'amber+strict'] as const;

/** Who reads what is written down. */
export interface Readers {
  readonly level: (typeof LEVELS)[number];
  readonly groups: readonly string[];
}

interface WhoReadsProps {
  readonly of: Readers;
  readonly onChange: (readers: Readers) => void;
  readonly community: Community;
  /** What it means when no group is chosen. */
  readonly hint: string;
}

/** A marking, and groups where it is not for everybody. */
export function WhoReads({ of, onChange, community, hint }: WhoReadsProps): ReactNode {
  const groups = useAnswer(listGroups, { params: { community: community.id } }).data?.items ?? [];
  const { level, groups: chosen } = of;
  return (
    <>
      <NativeSelect
        label={t('Marking')}
        data={LEVELS.map((value) => ({ value, label: `TLP:${value.toUpperCase()}` }))}
        value={level}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange({ groups: chosen, level: LEVELS.find((one) => one === value) ?? level });
        }}
      />
      {groups.length > 0 && (
        <Checkbox.Group
          label={t('Only for these groups')}
          description={hint}
          value={[...chosen]}
          onChange={(now) => onChange({ level, groups: now })}
        >
          <div className="row">
            {groups.map(({ id, name }) => (
              <Checkbox key={id} value={id} label={safeText(name)} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </>
  );
}
