import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { DateTime } from '../design/time-text.tsx';
import { rich, t, word } from '../kernel/words.ts';
import { momentWithin } from './moment-within.ts';

/** Hours within which something appears by chance, and what they are called. */
const WINDOWS = [
  { hours: 6, label: word('At a time chosen by chance, within six hours') },
  { hours: 24, label: word('At a time chosen by chance, within a day') },
  { hours: 72, label: word('At a time chosen by chance, within three days') },
] as const;

interface AppearLaterProps {
  /** When it becomes readable, as a date and time field has it; empty: at once. */
  readonly from: string;
  readonly onChange: (from: string) => void;
}

/** When something without a name appears: whoever knows who was at work at that minute could guess the rest. */
export function AppearLater({ from, onChange }: AppearLaterProps): ReactNode {
  return (
    <NativeSelect
      label={t('When it appears')}
      description={
        from === ''
          ? t(
              'At once, readers could guess from who is at work. Its own times are rounded to the hour.',
            )
          : rich('Nobody but your organization reads it before {{time}}.', {
              time: <DateTime at={new Date(from).toISOString()} />,
            })
      }
      value={from === '' ? '' : 'later'}
      data={[
        { value: '', label: t('At once') },
        ...(from === '' ? [] : [{ value: 'later', label: t('Later') }]),
        ...WINDOWS.map(({ hours, label }) => ({ value: String(hours), label: t(label) })),
      ]}
      onChange={(event) => {
        const { value } = event.currentTarget;
        const chosen = WINDOWS.find(({ hours }) => String(hours) === value);
        if (chosen !== undefined) onChange(momentWithin(chosen.hours, Date.now()));
        else if (value === '') onChange('');
      }}
    />
  );
}
