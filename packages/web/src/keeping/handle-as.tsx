import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime } from '../design/time-text.tsx';
import { Window } from '../design/window.tsx';
import { holdObject, listHolds, showKeptFor } from '../kernel/contract.ts';
import type { Community, KeptFor, ObjectDetail } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { rich, t, word } from '../kernel/words.ts';
import { HoldWords } from './hold-words.tsx';
import { daysWords } from './kind-words.ts';

type Level = ObjectDetail['marking']['level'];

const STORE: Readonly<Record<Level, string>> = {
  clear: word('Anywhere.'),
  green: word('Where members of the community and those they trust reach it; not on public pages.'),
  amber: word(
    'In systems that your organization and, where it may have them, its clients reach who need it.',
  ),
  'amber+strict': word(
    'In systems that only your organization reaches, and there only who needs it.',
  ),
  red: word('With the named persons alone: no shared drive, no ticket, no mailbox others read.'),
};

const WHO: Readonly<Record<Level, string>> = {
  clear: word('Everybody.'),
  green: word('The community, and peers it works with.'),
  amber: word('Who needs it in your organization, and clients whom it protects.'),
  'amber+strict': word('Who needs it in your organization; nobody outside.'),
  red: word('The persons it names, and nobody else.'),
};

interface HandleAsProps {
  readonly object: ObjectDetail;
  readonly community: Community;
}

/** How to handle what was received: where it is stored, who has it, how long, how it is destroyed. */
export function HandleAs({ object, community }: HandleAsProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <p>
      <Button variant="subtle" onClick={() => setOpen(true)}>
        {t('Handle as…')}
      </Button>
      <Window title={t('How to handle it')} isOpen={isOpen} onClose={() => setOpen(false)}>
        {isOpen && <Handling object={object} community={community} />}
      </Window>
    </p>
  );
}

function Handling({ object, community }: HandleAsProps): ReactNode {
  const params = { community: community.id, id: object.id };
  const kept = useAnswer(showKeptFor, { params });
  const { level } = object.marking;
  return (
    <div className="stack">
      <dl className="facts">
        <dt>{t('Where to store it')}</dt>
        <dd>{t(STORE[level])}</dd>
        <dt>{t('Who may have it')}</dt>
        <dd>{t(WHO[level])}</dd>
        <dt>{t('How long')}</dt>
        <dd>{kept.data !== undefined && <HowLong kept={kept.data} />}</dd>
        <dt>{t('How to destroy it')}</dt>
        <dd>
          {t(
            'When it is taken back or its time is over, Home asks you: delete files, tickets, mails and rules made of it, then confirm it under “Taken back”. The confirmation stands in the record of your organization and can be saved there as evidence.',
          )}
        </dd>
      </dl>
      <p className="small quiet">
        {t('Terms beside the marking hold as well; they stand under “Who sees it”.')}
      </p>
      <ProblemPanel error={kept.error} />
      {kept.data !== undefined && <Holds kept={kept.data} community={community} id={object.id} />}
    </div>
  );
}

function HowLong({ kept }: { kept: KeptFor }): ReactNode {
  const { community_days: ofAll, source_days: own, goes_at: goesAt } = kept;
  if (ofAll === undefined && own === undefined)
    return t(
      'No limit here: as long as your own rules let you keep it, and no longer than you need it.',
    );
  const days = Math.min(ofAll ?? Number.POSITIVE_INFINITY, own ?? Number.POSITIVE_INFINITY);
  return (
    <>
      {t('{{days}} from its last version, then it goes here; your copies should go with it.', {
        days: daysWords(days),
      })}
      {goesAt !== undefined && (
        <div>
          {rich('Without a new version it goes {{time}}.', { time: <DateTime at={goesAt} /> })}
        </div>
      )}
    </>
  );
}

interface HoldsProps {
  readonly kept: KeptFor;
  readonly community: Community;
  readonly id: string;
}

function Holds({ kept, community, id }: HoldsProps): ReactNode {
  const [reason, setReason] = useState('');
  const hold = useAct(holdObject, { stale: [showKeptFor, listHolds] });
  const isHeld = kept.holds.some(({ may_end: mayEnd }) => mayEnd);
  return (
    <>
      {kept.holds.map((one) => (
        <HoldWords key={one.by} hold={one} community={community} />
      ))}
      {kept.may_hold && !isHeld && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            hold.mutate({ params: { community: community.id, id }, body: { reason } });
          }}
        >
          <Textarea
            label={t('Why it must be kept beyond its time')}
            required
            rows={2}
            maxLength={500}
            value={reason}
            onChange={({ currentTarget: { value } }) => setReason(value)}
          />
          <ProblemPanel error={hold.error} />
          <div>
            <Button type="submit" variant="default" loading={hold.isPending}>
              {t('Hold it')}
            </Button>
          </div>
        </form>
      )}
    </>
  );
}
