import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PageHead } from '../design/page-head.tsx';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { isChair, useCommunity } from '../kernel/community.ts';
import { dismissCustodian, listCustodians, listPeople, nameCustodian } from '../kernel/contract.ts';
import type { Community, Custodian } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { t } from '../kernel/words.ts';
import { CustodyKey } from './custody-key.tsx';
import { Openings } from './openings.tsx';

/** Who may open seals here, for everybody; naming them, for chairs; keys and openings, for custodians. */
export function CustodyScreen(): ReactNode {
  const community = useCommunity();
  const me = useMe();
  const custodians = useAnswer(listCustodians, { params: { community: community.id } });
  const items = custodians.data?.items ?? [];
  const own = items.find(({ person }) => person.id === me.id);
  return (
    <>
      <PageHead
        title={t('Custodians')}
        tab={t('Custodians')}
        lead={t(
          'Who shares sealed is known to nobody, not even to whoever runs the hub. Custodians can open a seal, with a reason that the source reads.',
        )}
      />
      <div className="stack">
        <ProblemPanel error={custodians.error} onRetry={() => void custodians.refetch()} />
        {custodians.isSuccess && items.length === 0 && (
          <p className="quiet">
            {t('There are none, so nothing can be shared sealed here yet. A chair names them.')}
          </p>
        )}
        {items.map((one) => (
          <CustodianCard key={one.person.id} custodian={one} community={community} />
        ))}
        {isChair(community) && custodians.isSuccess && (
          <NameForm community={community} named={items} />
        )}
        {own?.active === true && <CustodyKey custodian={own} community={community} />}
        {own?.active === true && <Openings community={community} />}
      </div>
    </>
  );
}

interface CardProps {
  readonly custodian: Custodian;
  readonly community: Community;
}

function CustodianCard({ custodian, community }: CardProps): ReactNode {
  const { person, organization, since, key, active } = custodian;
  const end = useAct(dismissCustodian, { stale: [listCustodians] });
  const me = useMe();
  return (
    <article className="panel stack tight" aria-label={person.name}>
      <p>
        <PartyChip
          name={`${person.name}, ${organization.name}`}
          {...(person.id === me.id ? { note: t('You') } : {})}
        />
      </p>
      <p className="small quiet">
        {t('Custodian since')} <TimeText at={since} as="day" />
      </p>
      {!active && (
        <p>
          {t(
            'Not now: they chair here, run the hub or take part no more. No seal is made for them.',
          )}
        </p>
      )}
      {active && key === undefined && <p>{t('Has made no key yet: no seal is made for them.')}</p>}
      {key !== undefined && (
        <p className="mono small" translate="no">
          {key.recipient}
        </p>
      )}
      <ProblemPanel error={end.error} />
      {(isChair(community) || person.id === me.id) && (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            loading={end.isPending}
            aria-label={t('Dismiss {{name}}', { name: person.name })}
            onClick={() => end.mutate({ params: { community: community.id, person: person.id } })}
          >
            {t('Dismiss')}
          </Button>
        </div>
      )}
    </article>
  );
}

function NameForm({
  community,
  named,
}: {
  community: Community;
  named: readonly Custodian[];
}): ReactNode {
  const people = useAnswer(listPeople, { params: { community: community.id } });
  const [person, setPerson] = useState('');
  const act = useAct(nameCustodian, { stale: [listCustodians], onDone: () => setPerson('') });
  const free = (people.data?.items ?? []).filter(
    (one) => !named.some((custodian) => custodian.person.id === one.id),
  );
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (person !== '') act.mutate({ params: { community: community.id, person } });
      }}
    >
      <h2>{t('Name a custodian')}</h2>
      <p className="quiet">
        {t(
          'Choose up to three people of different organizations whom everybody trusts. None of them may chair here or run the hub.',
        )}
      </p>
      <NativeSelect
        label={t('Person')}
        value={person}
        onChange={(event) => setPerson(event.currentTarget.value)}
        data={[
          { value: '', label: t('Choose somebody') },
          ...free.map((one) => ({
            value: one.id,
            label: `${one.name}, ${one.organization.name}`,
          })),
        ]}
      />
      <ProblemPanel error={people.error ?? act.error} />
      <div>
        <Button type="submit" loading={act.isPending} disabled={person === ''}>
          {t('Name as custodian')}
        </Button>
      </div>
    </form>
  );
}
