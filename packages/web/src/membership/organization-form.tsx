import { Button, MultiSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { VOCABULARIES } from '@tocsin/stix';
import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { sectorWords } from '../kernel/term-words.ts';
import { fieldErrors } from '../kernel/client.ts';
import { t } from '../kernel/words.ts';
import { regionChoices } from './regions.ts';

/** An organization as its form gives it. */
export interface OrganizationDraft {
  name: string;
  sectors: string[];
  countries: string[];
}

interface OrganizationFormProps {
  readonly onSubmit: (organization: OrganizationDraft) => void;
  readonly isBusy: boolean;
  readonly error: unknown;
  /** Where the hub's answer names the fields: `organization.` before each. */
  readonly within?: string;
  readonly action: string;
}

/** Name, sectors and countries of an organization. */
export function OrganizationForm(props: OrganizationFormProps): ReactNode {
  const { error, within = '' } = props;
  const form = useForm<OrganizationDraft>({
    initialValues: { name: '', sectors: [], countries: [] },
  });
  const { setErrors } = form;
  useEffect(() => {
    const entries = Object.entries(fieldErrors(error));
    setErrors(Object.fromEntries(entries.map(([key, words]) => [key.replace(within, ''), words])));
  }, [error, setErrors, within]);
  const sectors = useMemo(() => sectorChoices(), []);
  const regions = useMemo(() => regionChoices(), []);
  return (
    <form className="stack" onSubmit={form.onSubmit(props.onSubmit)}>
      <TextInput
        label={t('Name of your organization')}
        description={t('The name other members know it by.')}
        autoComplete="organization"
        required
        {...form.getInputProps('name')}
      />
      <MultiSelect
        label={t('Sectors (optional)')}
        description={t(
          'A source may limit an item to certain sectors; without one you would miss it.',
        )}
        data={sectors}
        searchable
        hidePickedOptions
        {...form.getInputProps('sectors')}
      />
      <MultiSelect
        label={t('Countries (optional)')}
        description={t('Where it works.')}
        data={regions}
        searchable
        limit={60}
        hidePickedOptions
        {...form.getInputProps('countries')}
      />
      <ProblemPanel error={error} shown={[`${within}name`]} />
      <p>
        <Button type="submit" loading={props.isBusy}>
          {props.action}
        </Button>
      </p>
    </form>
  );
}

/** The sectors of STIX 2.1 §10.11, in words. */
export function sectorChoices(): { value: string; label: string }[] {
  return [...VOCABULARIES['industry-sector-ov']].map((value) => ({
    value,
    label: sectorWords(value),
  }));
}
