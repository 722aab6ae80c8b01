import { NativeSelect, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { listClients } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';

/** To whom a copy is given, and why; no client: one keeps it. */
export interface Gift {
  readonly client: string;
  readonly reason: string;
}

/** Longest reason, as the hub takes it. */
const REASON_MAX = 300;

/** Whether a copy stays, or is given to a client whom TLP:AMBER lets have it. */
export function ForWhom({
  gift,
  onChange,
}: {
  gift: Gift;
  onChange: (gift: Gift) => void;
}): ReactNode {
  const clients = useAnswer(listClients, {});
  const items = clients.data?.items ?? [];
  const chosen = items.find(({ id }) => id === gift.client);
  return (
    <div className="stack tight">
      <NativeSelect
        label={t('For whom?')}
        value={gift.client}
        onChange={(event) => onChange({ ...gift, client: event.currentTarget.value })}
        data={[
          { value: '', label: t('For ourselves') },
          ...items.map(({ id, name }) => ({
            value: id,
            label: t('For our client {{name}}', { name }),
          })),
        ]}
      />
      {items.length === 0 && (
        <p className="small quiet">
          {t('TLP:AMBER may go to clients who need it.')}{' '}
          <Link to="/settings/clients">{t('Say who your clients are')}</Link>
        </p>
      )}
      {chosen !== undefined && (
        <>
          <TextInput
            label={t('Why do they need it?')}
            description={t('Its source reads this, and that it went to a client; not to which.')}
            required
            maxLength={REASON_MAX}
            value={gift.reason}
            onChange={(event) => onChange({ ...gift, reason: event.currentTarget.value })}
          />
          <p className="small">
            {chosen.recipient === undefined
              ? t('It is encrypted under a passphrase that is shown once.')
              : t('It is encrypted for their key.')}
          </p>
        </>
      )}
    </div>
  );
}
