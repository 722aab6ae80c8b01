import { Checkbox, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { DISCLAIMER_MAX, LICENCE_MAX, PERMITTED_ACTIONS, SOURCE_NAMINGS } from '@tocsin/policy';
import type { PermittedActions } from '@tocsin/policy';
import type { ReactNode } from 'react';
import { plural, t, word } from '../kernel/words.ts';
import { termCount } from './terms-draft.ts';
import type { TermsDraft } from './terms-draft.ts';

const ACTION_WORDS: Readonly<Record<PermittedActions, string>> = {
  NONE: word('No action at all'),
  'CONTACT-FOR-INSTRUCTION': word('Only after asking us'),
  'INTERNALLY-VISIBLE-ACTIONS': word('What shows in their own network alone'),
  'EXTERNALLY-VISIBLE-INDIRECT-ACTIONS': word('What nobody could tell was aimed at them'),
  'EXTERNALLY-VISIBLE-DIRECT-ACTIONS': word('Anything, also what the target notices'),
};
const NAMING_WORDS = {
  MUST: word('Must be named'),
  'MUST-NOT': word('Must not be named'),
} as const;

interface TermsFormProps {
  readonly draft: TermsDraft;
  readonly set: (draft: TermsDraft) => void;
}

/** Terms of use beside the level (FIRST IEP 2.0, Chatham House Rule, disclaimer, licence). Closed until wanted. */
export function TermsForm({ draft, set }: TermsFormProps): ReactNode {
  const count = termCount(draft);
  const change = (part: Partial<TermsDraft>): void => set({ ...draft, ...part });
  return (
    <details>
      <summary>
        {count === 0
          ? t('Set terms of use (optional)')
          : plural(count, { one: 'Terms of use: 1', other: 'Terms of use: {{count}}' })}
      </summary>
      <div className="stack">
        <p className="small quiet">
          {t(
            'Whoever reads it is told, and what the hub can hold them to, it does. They are those of the Information Exchange Policy 2.0 of FIRST.',
          )}
        </p>
        <NativeSelect
          label={t('Actions recipients may take on it')}
          value={draft.actions}
          onChange={(event) => {
            const { value } = event.currentTarget;
            change({ actions: PERMITTED_ACTIONS.find((one) => one === value) ?? '' });
          }}
          data={[
            { value: '', label: t('Nothing said') },
            ...PERMITTED_ACTIONS.map((value) => ({ value, label: t(ACTION_WORDS[value]) })),
          ]}
        />
        <NativeSelect
          label={t('Naming us where it is used')}
          value={draft.naming}
          onChange={(event) => {
            const { value } = event.currentTarget;
            change({ naming: SOURCE_NAMINGS.find((one) => one === value) ?? '' });
          }}
          data={[
            { value: '', label: t('Nothing said') },
            ...SOURCE_NAMINGS.map((value) => ({ value, label: t(NAMING_WORDS[value]) })),
          ]}
        />
        <Flags draft={draft} change={change} />
        <Texts draft={draft} change={change} />
      </div>
    </details>
  );
}

interface PartProps {
  readonly draft: TermsDraft;
  readonly change: (part: Partial<TermsDraft>) => void;
}

function Flags({ draft, change }: PartProps): ReactNode {
  return (
    <fieldset className="plain stack tight">
      <legend className="field-label">{t('And')}</legend>
      <Checkbox
        label={t('Chatham House Rule')}
        description={t(
          'They may use it, but not say who said it, for whom, or who was there. Share it under another name; nobody of the community may be named in it.',
        )}
        checked={draft.chathamHouse}
        onChange={(event) => change({ chathamHouse: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('Confirmed before it is opened')}
        description={t(
          'At AMBER and RED: whoever opens it is told what that means and confirms it, once. At RED most communities ask it anyway.',
        )}
        checked={draft.attest}
        onChange={(event) => change({ attest: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('Those it concerns are not to be told')}
        checked={draft.notTheAffected}
        onChange={(event) => change({ notTheAffected: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('Not to be sold on as it is')}
        checked={draft.notSold}
        onChange={(event) => change({ notSold: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('Copies encrypted only')}
        description={t('The hub encrypts every copy, whatever its level.')}
        checked={draft.encrypted}
        onChange={(event) => change({ encrypted: event.currentTarget.checked })}
      />
    </fieldset>
  );
}

function Texts({ draft, change }: PartProps): ReactNode {
  return (
    <>
      <TextInput
        label={t('Licence')}
        maxLength={LICENCE_MAX}
        value={draft.licence}
        onChange={(event) => change({ licence: event.currentTarget.value })}
      />
      <Textarea
        label={t('Disclaimer')}
        description={t('Stands in your own words wherever it is shown or copied.')}
        maxLength={DISCLAIMER_MAX}
        rows={2}
        value={draft.disclaimer}
        onChange={(event) => change({ disclaimer: event.currentTarget.value })}
      />
    </>
  );
}
