import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { HubWords } from '../design/hub-words.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import {
  ATTEST_REASON_MAX,
  confirmAttestation,
  listReferences,
  showAttestation,
  showObject,
} from '../kernel/contract.ts';
import type { Attestation, Community } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { hubText, plural, rich, t } from '../kernel/words.ts';
import { ReshareList } from '../protection/access-panel.tsx';
import { titleWords } from './title-words.ts';

interface ConfirmOpeningProps {
  readonly id: string;
  readonly community: Community;
  readonly version: string | undefined;
}

/** What opening something means, told before it is opened, and confirmed once. */
export function ConfirmOpening({ id, community, version }: ConfirmOpeningProps): ReactNode {
  const params = { community: community.id, id };
  const query = version === undefined ? {} : { version };
  const told = useAnswer(showAttestation, { params, query });
  if (told.data === undefined) {
    return (
      <>
        <PageHead title={t('Before you open this')} tab={t('Object')} />
        <ProblemPanel error={told.error} onRetry={() => void told.refetch()} />
        {told.isPending && <Loading />}
      </>
    );
  }
  return <Told key={told.data.shown} told={told.data} community={community} version={version} />;
}

interface ToldProps {
  readonly told: Attestation;
  readonly community: Community;
  readonly version: string | undefined;
}

function Told({ told, community, version }: ToldProps): ReactNode {
  const level = told.marking.text;
  return (
    <>
      <PageHead
        title={t('You are opening {{level}}', { level })}
        tab={t('Object')}
        levels={[told.marking.level]}
        lead={namedWords(told)}
      />
      <div className="stack measure">
        <section className="panel stack" aria-labelledby="opening">
          <h2 id="opening">{titleWords(told)}</h2>
          <p className="row">
            <TlpPlate level={told.marking.level} />
            <PartyChip name={hubText(told.origin.name)} note={t('Source')} />
          </p>
          <p>
            <HubWords>{told.marking.words}</HubWords>
          </p>
          {told.limits.length > 0 && (
            <ul>
              {told.limits.map((words) => (
                <li key={words}>
                  <HubWords>{words}</HubWords>
                </li>
              ))}
            </ul>
          )}
          <h3>{t('What you may do with it')}</h3>
          <ReshareList rows={told.reshare} />
          {told.given !== undefined && <Before given={told.given} />}
          <Confirm told={told} community={community} version={version} />
        </section>
      </div>
    </>
  );
}

function namedWords({ named }: Attestation): string | undefined {
  if (named === undefined) return undefined;
  return plural(named, { one: 'Named: 1 person.', other: 'Named: {{count}} people.' });
}

function Before({ given }: { given: NonNullable<Attestation['given']> }): ReactNode {
  return (
    <p>
      {rich(
        'You confirmed this at {{plate}} {{time}}. Since then it was marked more strictly, or something else is asked.',
        { plate: <TlpPlate level={given.level} />, time: <TimeText at={given.at} /> },
      )}
    </p>
  );
}

function Confirm({ told, community, version }: ToldProps): ReactNode {
  const [reason, setReason] = useState('');
  const confirm = useAct(confirmAttestation, {
    stale: [showAttestation, showObject, listReferences],
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate({
          params: { community: community.id, id: told.id },
          body: {
            shown: told.shown,
            ...(version === undefined ? {} : { version }),
            ...(told.needs_reason ? { reason: reason.trim() } : {}),
          },
        });
      }}
    >
      {told.needs_reason && (
        <TextInput
          label={t('Why you need to know')}
          description={t(
            'A few words. They are kept with your confirmation; the source is not shown them.',
          )}
          required
          maxLength={ATTEST_REASON_MAX}
          value={reason}
          onChange={({ currentTarget: { value } }) => setReason(value)}
        />
      )}
      <ProblemPanel error={confirm.error} />
      <p className="small quiet">
        {told.marking.level === 'red'
          ? t(
              'It is recorded that you confirmed this, and when. Its source sees your name. What came in the same share under the same marking is confirmed with it.',
            )
          : t(
              'It is recorded that you confirmed this, and when. Its source sees your organization, not your name. What came in the same share under the same marking is confirmed with it.',
            )}
      </p>
      <div className="row">
        <Button type="submit" loading={confirm.isPending}>
          {t('I will handle it so: open it')}
        </Button>
        <Link to="/c/$community/intelligence" params={{ community: community.slug }}>
          {t('Not now')}
        </Link>
      </div>
    </form>
  );
}
