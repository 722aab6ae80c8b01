import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { actingAs, keepTicket, secretIn, ticketsOf } from '../kernel/acting.ts';
import type { Ticket } from '../kernel/acting.ts';
import { call } from '../kernel/client.ts';
import { useCommunity } from '../kernel/community.ts';
import { showSealedSource } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { useMe } from '../kernel/session.ts';
import { t } from '../kernel/words.ts';
import { FileChoice } from './file-choice.tsx';
import { TicketCard } from './ticket-card.tsx';

/** What somebody shared sealed, by the tickets this browser keeps, and what happened to it. */
export function SealedScreen(): ReactNode {
  const community = useCommunity();
  const me = useMe();
  const [tickets, setTickets] = useState(() => ticketsOf(me.id, community.id));
  const again = (): void => setTickets(ticketsOf(me.id, community.id));
  return (
    <>
      <PageHead
        title={t('Sealed shares')}
        tab={t('Sealed shares')}
        lead={t(
          'What you shared so that not even the hub keeps who you are. A ticket is all that says it is yours.',
        )}
      />
      <div className="stack">
        <p className="panel caution">
          {t(
            'Save every ticket as a file and keep it where only you get at it. Whoever has it acts as the source; whoever loses it loses every right over what was shared, and nobody can give them back.',
          )}
        </p>
        {tickets.length === 0 && (
          <p className="quiet">
            {t(
              'This browser keeps no ticket. One is made when you share and choose “Sealed” under “Under which name?”.',
            )}
          </p>
        )}
        {tickets.map((ticket) => (
          <TicketCard
            key={ticket.secret}
            ticket={ticket}
            community={community}
            isActing={actingAs()?.secret === ticket.secret}
            onGone={again}
          />
        ))}
        <AddTicket community={community} onAdded={again} />
      </div>
    </>
  );
}

interface AddTicketProps {
  readonly community: Community;
  readonly onAdded: () => void;
}

/** A ticket from another browser, by its file or its text. */
function AddTicket({ community, onAdded }: AddTicketProps): ReactNode {
  const { text, setText, error, added, add } = useAdding(community, onAdded);
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <h2>{t('Add a ticket')}</h2>
      <FileChoice
        label={t('A ticket you saved')}
        onText={(chosen) => setText(secretIn(chosen) ?? chosen.slice(0, 100))}
      />
      <TextInput
        label={t('Or the ticket itself')}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {error instanceof NoTicket ? (
        <p className="problem" role="alert">
          {error.message}
        </p>
      ) : (
        <ProblemPanel error={error} />
      )}
      {added !== undefined && (
        <p role="status">{t('{{name}} is here now.', { name: added.source.name })}</p>
      )}
      <div>
        <Button type="submit" variant="default">
          {t('Add')}
        </Button>
      </div>
    </form>
  );
}

function useAdding(community: Community, onAdded: () => void) {
  const me = useMe();
  const [text, setText] = useState('');
  const [error, setError] = useState<unknown>();
  const [added, setAdded] = useState<Ticket>();
  const add = async (): Promise<void> => {
    setError(undefined);
    setAdded(undefined);
    try {
      const ticket = await ticketIn(text, community);
      keepTicket(me.id, ticket);
      setAdded(ticket);
      setText('');
      onAdded();
    } catch (fault) {
      setError(fault);
    }
  };
  return { text, setText, error, added, add };
}

/** The hub says what a ticket stands for. */
async function ticketIn(text: string, community: Community): Promise<Ticket> {
  const secret = secretIn(text);
  if (secret === undefined) throw new NoTicket(t('That is no ticket: it begins with “tct_”.'));
  const params = { community: community.id };
  const found = await call(showSealedSource, { params }, { ticket: secret });
  return { community: community.id, source: found.source, secret, sealedOn: found.sealed_on };
}

class NoTicket extends Error {
  override name = 'NoTicket';
}
