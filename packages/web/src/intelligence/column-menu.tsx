import { Button, Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Window } from '../design/window.tsx';
import { t } from '../kernel/words.ts';
import { COLUMNS, USUAL_COLUMNS } from './columns.tsx';
import type { ColumnName } from './columns.tsx';

type Density = 'comfortable' | 'compact';

interface ColumnMenuProps {
  readonly columns: readonly ColumnName[];
  readonly onColumns: (columns: readonly ColumnName[] | null) => void;
  readonly density: Density;
  readonly onDensity: (density: Density) => void;
}

/** Which columns, in which order, and how close the lines stand. */
export function ColumnMenu(props: ColumnMenuProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t('Columns')}
      </Button>
      <Window title={t('Columns and lines')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <Choice {...props} />
        <div className="row">
          <Button onClick={() => setOpen(false)}>{t('Close')}</Button>
        </div>
      </Window>
    </>
  );
}

function Choice({ columns, onColumns, density, onDensity }: ColumnMenuProps): ReactNode {
  const rest = USUAL_COLUMNS.filter((name) => !columns.includes(name));
  const shift = (at: number, by: 1 | -1): void => {
    const next = [...columns];
    const [one] = next.splice(at, 1);
    if (one !== undefined) next.splice(at + by, 0, one);
    onColumns(next);
  };
  return (
    <>
      <p className="small quiet">
        {t('Those at the end are left out while there is no room for them.')}
      </p>
      <ul className="column-choice" aria-label={t('Columns')}>
        {columns.map((name, at) => (
          <li key={name}>
            <Checkbox
              label={t(COLUMNS[name].words)}
              checked
              onChange={() => onColumns(columns.filter((one) => one !== name))}
            />
            <Shift name={name} by={-1} isOff={at === 0} onClick={() => shift(at, -1)} />
            <Shift
              name={name}
              by={1}
              isOff={at === columns.length - 1}
              onClick={() => shift(at, 1)}
            />
          </li>
        ))}
        {rest.map((name) => (
          <li key={name}>
            <Checkbox
              label={t(COLUMNS[name].words)}
              checked={false}
              onChange={() => onColumns([...columns, name])}
            />
          </li>
        ))}
      </ul>
      <div className="row">
        <div role="group" aria-label={t('Lines')} className="row">
          {(['comfortable', 'compact'] as const).map((one) => (
            <Button
              key={one}
              size="compact-sm"
              variant="default"
              aria-pressed={density === one}
              onClick={() => onDensity(one)}
            >
              {one === 'compact' ? t('Close together') : t('Roomy')}
            </Button>
          ))}
        </div>
        <Button size="compact-sm" variant="subtle" onClick={() => onColumns(null)}>
          {t('As they were')}
        </Button>
      </div>
    </>
  );
}

interface ShiftProps {
  readonly name: ColumnName;
  readonly by: 1 | -1;
  readonly isOff: boolean;
  readonly onClick: () => void;
}

function Shift({ name, by, isOff, onClick }: ShiftProps): ReactNode {
  const column = t(COLUMNS[name].words);
  const words =
    by === 1 ? t('Move “{{column}}” back', { column }) : t('Move “{{column}}” forward', { column });
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      aria-label={words}
      disabled={isOff}
      onClick={onClick}
    >
      {by === 1 ? <IconArrowDown size={16} /> : <IconArrowUp size={16} />}
    </Button>
  );
}
