import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { CopyButton } from '../design/copy-button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { useFocusHere } from '../design/focus-here.ts';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { Term } from '../design/term.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { Window } from '../design/window.tsx';
import { useCommunities } from '../kernel/community.ts';
import { listTokens, revokeToken } from '../kernel/contract.ts';
import type { Token, TokenWithSecret } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';
import { SettingsTabs } from './settings-tabs.tsx';
import { scopeWords, TokenForm } from './token-form.tsx';

/** Tokens: how programs of my organization read and share. */
export function TokensScreen(): ReactNode {
  const tokens = useAnswer(listTokens, {});
  const [open, setOpen] = useState<'new' | TokenWithSecret>();
  const items = (tokens.data?.items ?? []).filter((token) => token.revoked_at === undefined);
  const close = (): void => setOpen(undefined);
  const create = (
    <Button leftSection={<IconPlus size={17} />} onClick={() => setOpen('new')}>
      {t('Make a token')}
    </Button>
  );
  return (
    <>
      <PageHead
        title={t('Settings')}
        tab={t('Tokens')}
        lead={rich(
          'A program reads by a token exactly what your organization may read, never TLP:RED, and never above the {{ceiling}} you set.',
          { ceiling: <Term name="ceiling">{t('ceiling')}</Term> },
        )}
      />
      <SettingsTabs />
      <div className="stack">
        <ProblemPanel error={tokens.error} onRetry={() => void tokens.refetch()} />
        {tokens.isPending && <Loading />}
        {tokens.isSuccess && items.length === 0 && (
          <EmptyState title={t('No token yet')} action={create}>
            {rich(
              'Give one to your firewall, SIEM or {{taxii}} client, and it pulls what is shared with you and pushes what you share.',
              { taxii: <Term name="TAXII" /> },
            )}
          </EmptyState>
        )}
        {items.length > 0 && <p>{create}</p>}
        {items.length > 0 && <TokenTable tokens={items} />}
      </div>
      <Window
        title={typeof open === 'object' ? t('Your new token') : t('Make a token')}
        isOpen={open !== undefined}
        onClose={close}
      >
        {open === 'new' && <TokenForm onMade={setOpen} onClose={close} />}
        {typeof open === 'object' && <Made token={open} onClose={close} />}
      </Window>
    </>
  );
}

function TokenTable({ tokens }: { tokens: readonly Token[] }): ReactNode {
  const communities = useCommunities();
  const revoke = useAct(revokeToken, { stale: [listTokens] });
  return (
    <div className="panel scrolls" tabIndex={0} role="region" aria-label={t('Tokens')}>
      <ProblemPanel error={revoke.error} />
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('Token')}</th>
            <th scope="col">{t('May')}</th>
            <th scope="col">{t('Ceiling')}</th>
            <th scope="col">{t('Works until')}</th>
            <th scope="col">{t('Last used')}</th>
            <th scope="col">
              <span className="unseen">{t('Revoke')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <td>
                <strong>{token.name}</strong>
                <div className="small quiet">
                  {t('{{communities}}; made by {{name}}', {
                    communities:
                      communities.find(({ id }) => id === token.community)?.name ??
                      t('All communities'),
                    name: token.created_by,
                  })}
                </div>
              </td>
              <td>{token.scopes.map(scopeWords).join(', ')}</td>
              <td>
                {token.ceiling === undefined ? t('None') : <TlpPlate level={token.ceiling} />}
              </td>
              <td>
                {token.expires_at === undefined ? (
                  t('Revoked')
                ) : (
                  <TimeText at={token.expires_at} as="day" />
                )}
              </td>
              <td>
                {token.last_used_at === undefined ? (
                  t('Never')
                ) : (
                  <TimeText at={token.last_used_at} />
                )}
              </td>
              <td>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('Revoke {{name}}', { name: token.name })}
                  onClick={() => revoke.mutate({ params: { token: token.id } })}
                >
                  {t('Revoke')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Made({ token, onClose }: { token: TokenWithSecret; onClose: () => void }): ReactNode {
  const place = useFocusHere<HTMLDivElement>();
  return (
    <div ref={place} tabIndex={-1} className="stack">
      <p>
        {rich(
          'Put it where the program keeps its secrets. It is shown **only now**; if it is lost, revoke it and make another.',
        )}
      </p>
      <code className="secret" translate="no" data-secret>
        {token.secret}
      </code>
      <p className="small quiet">
        {t(
          'Sent as “Authorization: Bearer …”, or as the password of a TAXII client with any user name.',
        )}
      </p>
      <div className="row">
        <CopyButton text={token.secret}>{t('Copy the token')}</CopyButton>
        <Button onClick={onClose}>{t('I have put it away')}</Button>
      </div>
    </div>
  );
}
