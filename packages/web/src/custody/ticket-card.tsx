import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime, TimeText } from '../design/time-text.tsx';
import { saveBytes } from '../handling/save-bytes.ts';
import { actAs, dropTicket, ticketText } from '../kernel/acting.ts';
import type { Ticket } from '../kernel/acting.ts';
import { call } from '../kernel/client.ts';
import { listMisuse, listOpenings, listReleases, showSealedSource } from '../kernel/contract.ts';
import type { Community, SealedSource, SealOpening } from '../kernel/contract.ts';
import { useMe } from '../kernel/session.ts';
import { listWords, plural, rich, t } from '../kernel/words.ts';

interface TicketCardProps {
  readonly ticket: Ticket;
  readonly community: Community;
  readonly isActing: boolean;
  readonly onGone: () => void;
}

/** One sealed source: who can open it, who did, what waits for it, and acting as it. */
export function TicketCard({ ticket, community, isActing, onGone }: TicketCardProps): ReactNode {
  const known = useSource(ticket, community);
  const { name } = ticket.source;
  const save = (): void =>
    saveBytes(
      `tocsin-ticket-${name.replaceAll(' ', '-')}.json`,
      btoa(ticketText(ticket)),
      'application/json',
    );
  return (
    <article className="panel stack" aria-label={name}>
      <h2>{name}</h2>
      <ProblemPanel error={known.error} onRetry={() => void known.refetch()} />
      {known.data !== undefined && <Facts {...known.data} />}
      <div className="row">
        {!isActing && (
          <Button onClick={() => actAs(ticket, `/c/${community.slug}/shares`)}>
            {t('Act as {{name}}', { name })}
          </Button>
        )}
        <Button variant="default" onClick={save}>
          {t('Save the ticket as a file')}
        </Button>
        <RemoveTicket ticket={ticket} onGone={onGone} />
      </div>
    </article>
  );
}

interface Known {
  readonly source: SealedSource;
  readonly openings: readonly SealOpening[];
  /** Requests that wait for this source. */
  readonly waiting: number;
  /** Misuse it was told of and that is not closed. */
  readonly told: number;
}

function useSource(ticket: Ticket, community: Community) {
  const params = { community: community.id };
  return useQuery<Known>({
    queryKey: ['sealed', ticket.source.id],
    queryFn: async ({ signal }) => {
      const options = { ticket: ticket.secret, signal };
      const [source, openings, releases, misuse] = await Promise.all([
        call(showSealedSource, { params }, options),
        call(listOpenings, { params }, options),
        call(listReleases, { params }, options),
        call(listMisuse, { params }, options),
      ]);
      const waiting = releases.items.filter(({ may }) => may.includes('answer')).length;
      const told = misuse.items.filter(({ state }) => state !== 'closed').length;
      return { source, openings: openings.items, waiting, told };
    },
  });
}

function Facts({ source, openings, waiting, told }: Known): ReactNode {
  const names = listWords(
    source.custodians.map(({ person, organization }) => `${person.name} (${organization.name})`),
  );
  // Noon, so that it is the same day wherever it is read.
  const day = <TimeText at={`${source.sealed_on}T12:00:00Z`} as="day" />;
  return (
    <>
      <p className="small quiet">
        {source.threshold === 1
          ? rich('Sealed on {{day}}. Any one of these can open it: {{names}}.', { day, names })
          : rich('Sealed on {{day}}. Two of these together can open it: {{names}}.', {
              day,
              names,
            })}
      </p>
      {waiting > 0 && (
        <p>
          {plural(waiting, {
            one: '1 request waits for its answer. Act as this source to give it.',
            other: '{{count}} requests wait for their answer. Act as this source to give it.',
          })}
        </p>
      )}
      {told > 0 && (
        <p>
          {plural(told, {
            one: 'It was told of misuse of what it shared. Act as this source to read about it.',
            other:
              'It was told {{count}} times of misuse of what it shared. Act as this source to read about it.',
          })}
        </p>
      )}
      {openings.length === 0 ? (
        <p className="quiet">{t('Nobody has asked to open this seal.')}</p>
      ) : (
        <ul className="plain stack tight">
          {openings.map((one) => (
            <li key={one.id}>
              <OpeningLine opening={one} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** To the source, who learns of it even when nothing came of it. */
function OpeningLine({ opening }: { opening: SealOpening }): ReactNode {
  const parts = { name: opening.asker.name, time: <DateTime at={opening.at} /> };
  return (
    <div className="stack tight">
      <p>
        <strong>
          {opening.state === 'open' && rich('{{name}} opened the seal, {{time}}.', parts)}
          {opening.state === 'asked' &&
            rich('{{name}} asked another custodian to open the seal, {{time}}.', parts)}
          {opening.state === 'declined' &&
            rich('{{name}} asked to open the seal, {{time}}; it was declined.', parts)}
        </strong>
      </p>
      <p>{t('Why: {{reason}}', { reason: opening.reason })}</p>
    </div>
  );
}

function RemoveTicket({ ticket, onGone }: { ticket: Ticket; onGone: () => void }): ReactNode {
  const me = useMe();
  const [isAsked, setAsked] = useState(false);
  if (!isAsked) {
    return (
      <Button variant="subtle" onClick={() => setAsked(true)}>
        {t('Remove from this browser …')}
      </Button>
    );
  }
  return (
    <div className="panel caution stack tight">
      <p>
        {t(
          'Without a saved file the ticket is lost, and with it every right over what was shared.',
        )}
      </p>
      <div className="row">
        <Button
          onClick={() => {
            dropTicket(me.id, ticket.secret);
            onGone();
          }}
        >
          {t('Remove the ticket')}
        </Button>
        <Button variant="default" onClick={() => setAsked(false)}>
          {t('Keep it')}
        </Button>
      </div>
    </div>
  );
}
