import { NativeSelect, NumberInput } from '@mantine/core';
import { LEAVING_DAYS_MAX } from '@tocsin/policy';
import type { ReactNode } from 'react';
import type { ReleaseSetting } from '../kernel/contract.ts';
import { plural, t } from '../kernel/words.ts';

/** What is chosen; `stay`: everything stays as it is. */
export interface LeavingDraft {
  readonly what: 'stay' | 'green' | 'clear' | 'take-back';
  readonly days: number;
}

type Leaving = ReleaseSetting['leaving'];

/** The form for what stands now. */
export function leavingDraft(leaving: Leaving): LeavingDraft {
  if (leaving === undefined) return { what: 'stay', days: 0 };
  return {
    what: leaving.act === 'lower' ? leaving.to : 'take-back',
    days: leaving.after_days,
  };
}

/** What is sent for it. */
export function leavingOf({ what, days }: LeavingDraft): Leaving {
  if (what === 'stay') return undefined;
  return what === 'take-back'
    ? { act: what, after_days: days }
    : { act: 'lower', to: what, after_days: days };
}

/** What was laid down, in a sentence. */
export function leavingWords(leaving: Leaving): string {
  const { what, days } = leavingDraft(leaving);
  if (what === 'stay') return t('It stays as it is');
  const act = ACTS[what]();
  return days === 0
    ? t('{{act}}, at once', { act })
    : plural(
        days,
        { one: '{{act}}, {{count}} day after', other: '{{act}}, {{count}} days after' },
        { act },
      );
}

const ACTS = {
  green: () => t('AMBER and AMBER+STRICT become GREEN'),
  clear: () => t('AMBER, AMBER+STRICT and GREEN become CLEAR'),
  'take-back': () => t('Everything is taken back'),
};

interface LeavingFieldsProps {
  readonly draft: LeavingDraft;
  readonly onChange: (draft: LeavingDraft) => void;
}

/** What becomes of what was shared when the organization leaves. */
export function LeavingFields({ draft, onChange }: LeavingFieldsProps): ReactNode {
  return (
    <>
      <NativeSelect
        label={t('What becomes of what we shared when we leave the community?')}
        description={t(
          'Only what was shared under our name. TLP:RED is never lowered, nor what others made that says a stricter marking itself. Who was given something that is taken back is asked to delete it. If we come back before it is due, nothing happens.',
        )}
        value={draft.what}
        data={[
          { value: 'stay', label: t('It stays as it is') },
          { value: 'green', label: ACTS.green() },
          { value: 'clear', label: ACTS.clear() },
          { value: 'take-back', label: ACTS['take-back']() },
        ]}
        onChange={(event) =>
          onChange({ ...draft, what: event.currentTarget.value as LeavingDraft['what'] })
        }
      />
      {draft.what !== 'stay' && (
        <NumberInput
          label={t('How many days after we left?')}
          description={t('0: at once. It cannot be undone once it was done.')}
          value={draft.days}
          min={0}
          max={LEAVING_DAYS_MAX}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="strict"
          onChange={(days) => onChange({ ...draft, days: Number(days) })}
        />
      )}
    </>
  );
}
