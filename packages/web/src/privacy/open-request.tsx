import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { listSubjectRequests, openSubjectRequest, showHome } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { SUBJECT_KINDS_SHOWN, subjectKindWords } from './subject-words.ts';
import type { Kind } from './subject-words.ts';

/** Enters what a person asks. */
export function OpenRequest({ community }: { community: Community }): ReactNode {
  const [kind, setKind] = useState<Kind>('access');
  const [sought, setSought] = useState('');
  const [day, setDay] = useState('');
  const open = useAct(openSubjectRequest, {
    stale: [listSubjectRequests, showHome],
    onDone: () => setSought(''),
  });
  return (
    <form
      className="panel stack"
      aria-labelledby="open-request"
      onSubmit={(event) => {
        event.preventDefault();
        const values = sought.split('\n').map((line) => line.trim());
        open.mutate({
          params: { community: community.id },
          body: {
            kind,
            sought: values.filter((line) => line !== ''),
            ...(day === '' ? {} : { received_at: `${day}T00:00:00Z` }),
          },
        });
      }}
    >
      <h2 id="open-request">{t('A person asks')}</h2>
      <NativeSelect
        label={t('What they ask')}
        value={kind}
        data={SUBJECT_KINDS_SHOWN.map((value) => ({ value, label: subjectKindWords(value) }))}
        onChange={({ currentTarget: { value } }) =>
          setKind(SUBJECT_KINDS_SHOWN.find((one) => one === value) ?? 'access')
        }
      />
      <Textarea
        label={t('Names, addresses, numbers, handles: one on a line')}
        description={t(
          'Only representatives and sharing officers of your organization see them. They are forgotten 90 days after the request is closed, and stand in no record.',
        )}
        required
        rows={3}
        value={sought}
        onChange={({ currentTarget: { value } }) => setSought(value)}
      />
      <TextInput
        type="date"
        label={t('When it came (UTC, optional)')}
        value={day}
        onChange={({ currentTarget: { value } }) => setDay(value)}
      />
      <ProblemPanel error={open.error} />
      <div>
        <Button type="submit" loading={open.isPending}>
          {t('Enter the request')}
        </Button>
      </div>
    </form>
  );
}
