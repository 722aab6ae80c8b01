import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { TLP_LEVELS, tlpText } from '@tocsin/policy';
import type { TlpLevel } from '@tocsin/policy';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { dayCount } from '../design/time-text.tsx';
import { fieldErrors } from '../kernel/client.ts';
import { useCommunities } from '../kernel/community.ts';
import { createToken, listTokens, TOKEN_SCOPES } from '../kernel/contract.ts';
import type { TokenScope, TokenWithSecret } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t, word } from '../kernel/words.ts';

const SCOPES: Record<TokenScope, { short: string; words: string }> = {
  read: { short: word('read'), words: word('Read and look up by the API') },
  write: { short: word('share'), words: word('Share, answer and take back') },
  stream: { short: word('live stream'), words: word('Follow the live stream') },
  taxii: { short: 'TAXII', words: word('Pull and push by TAXII') },
};

/** A scope in a word. */
export function scopeWords(scope: TokenScope): string {
  return t(SCOPES[scope].short);
}

interface TokenFormProps {
  readonly onMade: (token: TokenWithSecret) => void;
  readonly onClose: () => void;
}

interface Draft {
  name: string;
  community: string;
  scopes: TokenScope[];
  ceiling: string;
  days: string;
}

/** What a token may do, for how long. */
export function TokenForm({ onMade, onClose }: TokenFormProps): ReactNode {
  const communities = useCommunities();
  const create = useAct(createToken, { stale: [listTokens], onDone: onMade });
  const form = useForm<Draft>({
    initialValues: { name: '', community: '', scopes: ['read', 'taxii'], ceiling: '', days: '365' },
  });
  const { setErrors } = form;
  useEffect(() => setErrors(fieldErrors(create.error)), [create.error, setErrors]);
  return (
    <form
      className="stack"
      onSubmit={form.onSubmit((draft) => create.mutate({ body: bodyOf(draft) }))}
    >
      <TextInput
        label={t('Name')}
        placeholder={t('Mail gateway')}
        required
        maxLength={200}
        {...form.getInputProps('name')}
      />
      <NativeSelect
        label={t('For')}
        data={[
          { value: '', label: t('All our communities') },
          ...communities.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...form.getInputProps('community')}
      />
      <Checkbox.Group label={t('It may')} {...form.getInputProps('scopes')}>
        <div className="stack tight" style={{ paddingTop: '0.3rem' }}>
          {TOKEN_SCOPES.map((scope) => (
            <Checkbox key={scope} value={scope} label={t(SCOPES[scope].words)} />
          ))}
        </div>
      </Checkbox.Group>
      <NativeSelect
        label={t('Nothing stricter than')}
        description={t('A program never reads TLP:RED.')}
        data={[
          { value: '', label: t('No ceiling of its own') },
          ...TLP_LEVELS.filter((level) => level !== 'red').map((level) => ({
            value: level,
            label: tlpText(level),
          })),
        ]}
        {...form.getInputProps('ceiling')}
      />
      <NativeSelect
        label={t('Works for')}
        data={[
          { value: '30', label: dayCount(30) },
          { value: '90', label: dayCount(90) },
          { value: '365', label: t('a year') },
          { value: '', label: t('as long as nobody revokes it') },
        ]}
        {...form.getInputProps('days')}
      />
      <ProblemPanel error={create.error} shown={['name', 'scopes']} />
      <div className="row">
        <Button type="submit" loading={create.isPending} disabled={form.values.scopes.length === 0}>
          {t('Make the token')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}

function bodyOf({ name, community, scopes, ceiling, days }: Draft) {
  const level: TlpLevel | undefined = TLP_LEVELS.find((one) => one === ceiling);
  const ends = new Date(Date.now() + Number(days) * 86_400_000).toISOString();
  return {
    name,
    scopes,
    ...(community === '' ? {} : { community }),
    ...(level === undefined ? {} : { ceiling: level }),
    ...(days === '' ? {} : { expires_at: ends }),
  };
}
