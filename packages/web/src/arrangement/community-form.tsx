import { Button, Radio, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { fieldErrors } from '../kernel/client.ts';
import { foundCommunity, listCommunities } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { slugOf } from '../kernel/slug.ts';
import { t } from '../kernel/words.ts';
import { KINDS } from './kind-words.ts';
import type { CommunityKind } from './kind-words.ts';

interface Draft {
  name: string;
  slug: string;
  kind: CommunityKind;
  purpose: string;
}

/** Founding a community: name, kind, purpose. */
export function CommunityForm({ onDone }: { onDone: (community: Community) => void }): ReactNode {
  const form = useForm<Draft>({
    initialValues: { name: '', slug: '', kind: 'sector', purpose: '' },
  });
  const found = useAct(foundCommunity, { stale: [listCommunities], onDone });
  const { setErrors, values } = form;
  useEffect(() => setErrors(fieldErrors(found.error)), [found.error, setErrors]);
  const slug = values.slug === '' ? slugOf(values.name) : values.slug;
  return (
    <form
      className="stack"
      onSubmit={form.onSubmit((draft) => found.mutate({ body: { ...draft, slug } }))}
    >
      <TextInput
        label={t('Name of the community')}
        placeholder={t('Energy exchange of the north')}
        required
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('Short name')}
        description={t('Used in addresses and by programs. It stays.')}
        placeholder={slugOf(values.name)}
        {...form.getInputProps('slug')}
        required={slug === ''}
      />
      <Radio.Group label={t('What brings its members together?')} {...form.getInputProps('kind')}>
        <div className="choice" style={{ marginTop: '0.4rem' }}>
          {kinds().map(([kind, { label, words }]) => (
            <Radio key={kind} value={kind} label={t(label)} description={t(words)} />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        label={t('Purpose (optional)')}
        description={t('One or two sentences. Those you invite read them first.')}
        autosize={false}
        rows={3}
        {...form.getInputProps('purpose')}
      />
      <ProblemPanel error={found.error} shown={['name', 'slug', 'kind', 'purpose']} />
      <p>
        <Button type="submit" loading={found.isPending}>
          {t('Found the community')}
        </Button>
      </p>
    </form>
  );
}

function kinds(): [CommunityKind, (typeof KINDS)[CommunityKind]][] {
  return Object.entries(KINDS) as [CommunityKind, (typeof KINDS)[CommunityKind]][];
}
