import { Button, Textarea } from '@mantine/core';
import { shownAttribution } from '@tocsin/policy';
import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { isChair } from '../kernel/community.ts';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { Window } from '../design/window.tsx';
import { lookUpSource } from '../kernel/contract.ts';
import type { Community, ObjectDetail } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';

interface SourceNameProps {
  readonly object: ObjectDetail;
  readonly community: Community;
}

/** Who shared an object, as readers are told; to its source, that it is theirs. */
export function SourceName({ object, community }: SourceNameProps): ReactNode {
  const shown = shownAttribution(object.origin.id);
  return (
    <span className="source-name">
      <PartyChip name={object.origin.name} {...(object.own ? { note: t('You') } : {})} />
      {shown !== 'named' && object.own && (
        <span className="small quiet">
          {t('You shared it so; readers are not told your name.')}
        </span>
      )}
      {shown === 'pseudonym' && !object.own && (
        <span className="small quiet">
          {t('A member of {{name}} that is not named to readers.', { name: community.name })}
        </span>
      )}
      {shown === 'pseudonym' && !object.own && (
        <Suspense>
          <OpenSeal object={object} community={community} />
        </Suspense>
      )}
      {shown === 'desk' && !object.own && isChair(community) && (
        <LookUp object={object} community={community} />
      )}
    </span>
  );
}

/** Only custodians are shown it. */
const OpenSeal = lazy(async () => ({
  default: (await import('../custody/open-seal.tsx')).OpenSeal,
}));

/** For the desk: whose it is, with a reason the source reads. */
function LookUp({ object, community }: SourceNameProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const look = useAct(lookUpSource, { stale: [] });
  const source = look.data?.source.name;
  const close = (): void => setOpen(false);
  return (
    <span>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t('Look up who it is')}
      </Button>
      <Window title={t('Look up who it is')} isOpen={isOpen} onClose={close}>
        {source === undefined ? (
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              look.mutate({
                params: { community: community.id, id: object.id },
                body: { reason },
              });
            }}
          >
            <p className="quiet">
              {t('The source reads in its record that you looked, when, and why.')}
            </p>
            <Textarea
              label={t('Why?')}
              required
              rows={2}
              minLength={3}
              maxLength={300}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <ProblemPanel error={look.error} />
            <div className="row">
              <Button type="submit" loading={look.isPending}>
                {t('Look up')}
              </Button>
              <Button variant="default" onClick={close}>
                {t('Cancel')}
              </Button>
            </div>
          </form>
        ) : (
          <div className="stack">
            <p role="status">
              {t('It was shared by {{name}}.', { name: source })}{' '}
              {t('Readers are not told: do not pass it on.')}
            </p>
            <p>
              <Button variant="default" onClick={close}>
                {t('Close')}
              </Button>
            </p>
          </div>
        )}
      </Window>
    </span>
  );
}
