import { Button, MultiSelect, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { ApplicantView } from '../kernel/contract.ts';
import { language, t } from '../kernel/words.ts';
import { sectorChoices } from '../membership/organization-form.tsx';
import { regionChoices } from '../membership/regions.ts';

/** Who applies, as the form gives it. */
export type ApplicantDraft = ApplicantView['applicant'];

interface ApplicantFormProps {
  readonly initial: ApplicantDraft | undefined;
  readonly errors: Readonly<Record<string, string>>;
  readonly onDone: (applicant: ApplicantDraft) => void;
}

/** The organization, and the person who writes for it. */
export function ApplicantForm({ initial, errors, onDone }: ApplicantFormProps): ReactNode {
  const [draft, setDraft] = useState<ApplicantDraft>(initial ?? nobodyYet());
  const set = (part: Partial<ApplicantDraft>): void => setDraft({ ...draft, ...part });
  const line = (
    name: 'name' | 'kind' | 'person' | 'role' | 'email',
  ): { value: string; error: ReactNode; onChange: (event: Typed) => void } => ({
    value: draft[name],
    error: errors[`applicant.${name}`],
    onChange: (event) => set({ [name]: event.currentTarget.value }),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(draft);
      }}
    >
      <TextInput
        label={t('Name of your organization')}
        autoComplete="organization"
        required
        maxLength={200}
        {...line('name')}
      />
      <TextInput
        label={t('What kind of organization is it?')}
        placeholder={t('Company, authority, association')}
        required
        maxLength={200}
        {...line('kind')}
      />
      <Fields draft={draft} onChange={set} />
      <TextInput
        label={t('Your name')}
        autoComplete="name"
        required
        maxLength={200}
        {...line('person')}
      />
      <TextInput
        label={t('What are you in your organization?')}
        autoComplete="organization-title"
        required
        maxLength={200}
        {...line('role')}
      />
      <TextInput
        label={t('Your e-mail address')}
        type="email"
        autoComplete="email"
        required
        maxLength={254}
        {...line('email')}
      />
      <p>
        <Button type="submit">{t('Go on')}</Button>
      </p>
    </form>
  );
}

type Typed = { currentTarget: { value: string } };

function nobodyYet(): ApplicantDraft {
  const empty = { name: '', kind: '', person: '', role: '', email: '' };
  return { ...empty, sectors: [], countries: [], language: language() };
}

interface FieldsProps {
  readonly draft: ApplicantDraft;
  readonly onChange: (part: Partial<ApplicantDraft>) => void;
}

/** Where the organization works, and in what. */
function Fields({ draft, onChange }: FieldsProps): ReactNode {
  const sectors = useMemo(() => sectorChoices(), []);
  const regions = useMemo(() => regionChoices(), []);
  return (
    <>
      <MultiSelect
        label={t('Sectors (optional)')}
        data={sectors}
        searchable
        hidePickedOptions
        value={draft.sectors}
        onChange={(chosen) => onChange({ sectors: chosen })}
      />
      <MultiSelect
        label={t('Countries (optional)')}
        data={regions}
        searchable
        limit={60}
        hidePickedOptions
        value={draft.countries}
        onChange={(chosen) => onChange({ countries: chosen })}
      />
    </>
  );
}
