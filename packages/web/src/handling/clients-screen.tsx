import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime } from '../design/time-text.tsx';
import { addClient, endClient, listClients } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { SettingsTabs } from '../membership/settings-tabs.tsx';

/** Longest name, as the hub takes it. */
const NAME_MAX = 200;

/** Whom the organization protects: TLP:AMBER may be given to them, and what is given is recorded. */
export function ClientsScreen(): ReactNode {
  const clients = useAnswer(listClients, {});
  const end = useAct(endClient, { stale: [listClients] });
  const items = clients.data?.items ?? [];
  return (
    <>
      <PageHead
        title={t('Clients')}
        tab={t('Clients')}
        lead={t(
          'Those who receive security services from your organization. What is marked TLP:AMBER may be given to them when they need it, unless its source says no: choose them when you save a copy. Nobody else learns who they are.',
        )}
      />
      <SettingsTabs />
      <div className="stack">
        <ProblemPanel error={clients.error ?? end.error} />
        {clients.isPending && <Loading />}
        {clients.isSuccess && items.length === 0 && (
          <EmptyState title={t('No client yet')}>
            {t('Representatives and sharing officers say who the clients are.')}
          </EmptyState>
        )}
        {items.length > 0 && (
          <section className="panel stack tight" aria-labelledby="clients">
            <h2 id="clients">{t('Your clients')}</h2>
            <ul className="stack tight">
              {items.map(({ id, name, recipient, added_at: at }) => (
                <li key={id} className="row spread">
                  <span>
                    <strong>{name}</strong>
                    <span className="small quiet" style={{ display: 'block' }}>
                      {recipient === undefined ? t('Without a key') : t('With a key')}
                      {' · '}
                      <DateTime at={at} />
                    </span>
                  </span>
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={t('End: {{name}}', { name })}
                    onClick={() => end.mutate({ params: { client: id } })}
                  >
                    {t('End')}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <AddClient />
      </div>
    </>
  );
}

function AddClient(): ReactNode {
  const [name, setName] = useState('');
  const [recipient, setRecipient] = useState('');
  const add = useAct(addClient, {
    stale: [listClients],
    onDone: () => {
      setName('');
      setRecipient('');
    },
  });
  return (
    <form
      className="panel stack measure"
      aria-labelledby="add-client"
      onSubmit={(event) => {
        event.preventDefault();
        const key = recipient.trim();
        add.mutate({ body: { name, ...(key === '' ? {} : { recipient: key }) } });
      }}
    >
      <h2 id="add-client">{t('Add a client')}</h2>
      <TextInput
        label={t('Name of the client')}
        required
        maxLength={NAME_MAX}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('Their age key (optional)')}
        description={t(
          'It begins with age1. Without one, what you give is encrypted under a passphrase.',
        )}
        value={recipient}
        onChange={(event) => setRecipient(event.currentTarget.value)}
      />
      <ProblemPanel error={add.error} />
      <div>
        <Button type="submit" loading={add.isPending}>
          {t('Add the client')}
        </Button>
      </div>
    </form>
  );
}
