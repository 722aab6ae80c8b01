import { Button, PasswordInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime } from '../design/time-text.tsx';
import { answerOpening, listOpenings } from '../kernel/contract.ts';
import type { Community, SealOpening } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { listWords, rich, t } from '../kernel/words.ts';
import { FileChoice } from './file-choice.tsx';
import { keepKeyFile } from './key-files.ts';
import { openWith, partFor } from './open-parts.ts';
import type { Opened } from './open-parts.ts';
import { SignInAgain } from './sign-in-again.tsx';

/** For a custodian: seals they, or another custodian, asked to open. */
export function Openings({ community }: { community: Community }): ReactNode {
  const openings = useAnswer(listOpenings, { params: { community: community.id } });
  const items = openings.data?.items ?? [];
  return (
    <section className="stack" aria-labelledby="openings">
      <h2 id="openings">{t('Openings of seals')}</h2>
      <ProblemPanel error={openings.error} onRetry={() => void openings.refetch()} />
      {openings.isSuccess && items.length === 0 && (
        <p className="quiet">
          {t('None yet. To open a seal, go to what was shared and choose “Open its seal”.')}
        </p>
      )}
      {items.map((one) => (
        <OpeningCard key={one.id} opening={one} community={community} />
      ))}
    </section>
  );
}

interface OpeningProps {
  readonly opening: SealOpening;
  readonly community: Community;
}

function OpeningCard({ opening, community }: OpeningProps): ReactNode {
  const { asker, at, reason, source, object, side, state } = opening;
  const said = opening.answers.map(({ person, gave }) =>
    gave
      ? t('{{name}} gave their part', { name: person.name })
      : t('{{name}} declined', { name: person.name }),
  );
  return (
    <article className="panel stack tight" aria-label={source.name}>
      <h3>{source.name}</h3>
      <p>
        {rich('{{name}} asked to open the seal, {{time}}.', {
          name: asker.name,
          time: <DateTime at={at} />,
        })}{' '}
        {object !== undefined && (
          <Link to="/c/$community/objects/$object" params={{ community: community.slug, object }}>
            {t('What was shared')}
          </Link>
        )}
      </p>
      <p>{t('Why: {{reason}}', { reason })}</p>
      {said.length > 0 && <p>{listWords(said)}</p>}
      {state === 'declined' && <p>{t('It stays closed: too few custodians gave their part.')}</p>}
      {state === 'asked' && side === 'asker' && <p>{t('It waits for another custodian.')}</p>}
      {state === 'asked' && side === 'custodian' && (
        <GiveOrDecline opening={opening} community={community} />
      )}
      {state === 'open' && side === 'asker' && <ReadSeal opening={opening} community={community} />}
    </article>
  );
}

/** The passphrase of the key file, and the file when this browser has none that fits. */
function useUnlocking(community: Community) {
  const me = useMe();
  const [passphrase, setPassphrase] = useState('');
  const fields = (
    <>
      <PasswordInput
        label={t('Passphrase of your key file')}
        autoComplete="off"
        required
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <FileChoice
        label={t('Your key file, when this browser does not have it')}
        onText={(file) => keepKeyFile(me.id, community.id, { recipient: '', file })}
      />
    </>
  );
  return { fields, unlock: { person: me.id, community: community.id, passphrase } };
}

/** Another custodian sees the reason and gives their part, or declines. */
function GiveOrDecline({ opening, community }: OpeningProps): ReactNode {
  const act = useAct(answerOpening, { stale: [listOpenings] });
  const { fields, unlock } = useUnlocking(community);
  const [isLocked, setLocked] = useState(false);
  const params = { community: community.id, opening: opening.id };
  const give = async (): Promise<void> => {
    const part = await partFor(opening, unlock);
    setLocked(part === undefined);
    if (part !== undefined) act.mutate({ params, body: { said: 'give', part } });
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
    >
      <p>
        {t('With your part the seal opens for {{name}}. You do not see who it is.', {
          name: opening.asker.name,
        })}
      </p>
      {fields}
      {isLocked && <Locked />}
      <SignInAgain error={act.error} />
      <div className="row">
        <Button type="submit" loading={act.isPending}>
          {t('Give my part')}
        </Button>
        <Button variant="default" onClick={() => act.mutate({ params, body: { said: 'decline' } })}>
          {t('Decline')}
        </Button>
      </div>
    </form>
  );
}

/** Whoever asked reads who it is, in this browser only. */
function ReadSeal({ opening, community }: OpeningProps): ReactNode {
  const { fields, unlock } = useUnlocking(community);
  const [opened, setOpened] = useState<Opened>();
  const [isLocked, setLocked] = useState(false);
  const open = async (): Promise<void> => {
    const found = await openWith(opening, unlock);
    setLocked(found === undefined);
    setOpened(found);
  };
  if (opened !== undefined) {
    const { identity, isProven } = opened;
    return (
      <div className="stack tight" role="status">
        <p>
          <strong>
            {t('It was shared by {{person}} of {{organization}}.', {
              person: identity.person.name,
              organization: identity.organization.name,
            })}
          </strong>{' '}
          {t('Readers are not told: do not pass it on.')}
        </p>
        <p>
          {isProven
            ? t('The hub saw the same when it was sealed.')
            : t('Beware: this is not what the hub saw when it was sealed.')}
        </p>
      </div>
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      {fields}
      {isLocked && <Locked />}
      <div>
        <Button type="submit">{t('Read who it is')}</Button>
      </div>
    </form>
  );
}

function Locked(): ReactNode {
  return (
    <p className="problem" role="alert">
      {t('It did not open: the passphrase is not right, or your key file is not here.')}
    </p>
  );
}
