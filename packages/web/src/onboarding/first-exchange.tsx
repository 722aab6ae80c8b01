import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { useFoundValues } from '../exchange/found-values.ts';
import { isTicked, newShare, sentAs, textBody } from '../exchange/share-draft.ts';
import { useSending } from '../exchange/use-sending.ts';
import { call } from '../kernel/client.ts';
import { listMembers, SHARE_TEXT_MAX, showAccess } from '../kernel/contract.ts';
import type { Access, Community, Receipt } from '../kernel/contract.ts';
import { keyOf, useAnswer } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { plural, t } from '../kernel/words.ts';
import { AudienceSentence } from '../protection/audience-sentence.tsx';

/** Somebody may join any moment: the page notices. */
const LOOK_AGAIN_MS = 4000;

/** The first real share of a community, and whom it reached. */
export function FirstExchange({ community }: { community: Community }): ReactNode {
  const [receipt, setReceipt] = useState<Receipt>();
  return receipt === undefined ? (
    <FirstShare community={community} onShared={setReceipt} />
  ) : (
    <Reached community={community} receipt={receipt} />
  );
}

interface FirstShareProps {
  readonly community: Community;
  readonly onShared: (receipt: Receipt) => void;
}

function FirstShare({ community, onShared }: FirstShareProps): ReactNode {
  const [text, setText] = useState('');
  const found = useFoundValues(community, text);
  const sender = useSending(community.id, onShared);
  const last = useRef({ digest: '', key: '' });
  const draft = { ...newShare(community.profile.default_level), text };
  const ticked = found.values.filter((one) => isTicked(draft, one)).length;
  const isReady = text.trim() !== '' && found.text === text;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    const body = textBody(draft, found.values);
    const sent = sentAs({ ...draft, sent: last.current }, body);
    last.current = sent;
    sender.send(body, sent.key);
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Textarea
        label={t('Text')}
        description={t(
          'A warning you got, an address you blocked, a mail that was not what it said. It is a real share; you can take it back.',
        )}
        rows={6}
        maxLength={SHARE_TEXT_MAX}
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {ticked > 0 && (
        <p className="quiet" role="status">
          {plural(ticked, {
            one: '1 value in it becomes something others can search, match and block.',
            other: '{{count}} values in it become something others can search, match and block.',
          })}
        </p>
      )}
      <p>
        <TlpPlate level={draft.marking.level} />
      </p>
      <AudienceSentence community={community} draft={draft.marking} />
      <ProblemPanel error={sender.error} />
      {sender.state === 'waiting' && (
        <p role="status">
          {t('The hub cannot be reached.')}{' '}
          {t('Your share waits here and goes out once, as soon as it can.')}
        </p>
      )}
      <p>
        <Button type="submit" disabled={!isReady} loading={sender.state === 'sending'}>
          {t('Share')}
        </Button>
      </p>
    </form>
  );
}

interface ReachedProps {
  readonly community: Community;
  readonly receipt: Receipt;
}

function Reached({ community, receipt }: ReachedProps): ReactNode {
  const id = receipt.lines.find((line) => isOwnThing(line))?.id ?? '';
  const input = { params: { community: community.id, id } };
  const access = useQuery({
    queryKey: keyOf(showAccess, input),
    queryFn: ({ signal }) => call(showAccess, input, { signal }),
    enabled: id !== '',
    refetchInterval: LOOK_AGAIN_MS,
  });
  const members = useAnswer(listMembers, { params: { community: community.id } });
  const own = useMe().organization?.id;
  const ownPeople = members.data?.items.find(({ organization }) => organization.id === own)?.people;
  const reach = access.data?.reach;
  return (
    <section className="panel stack" aria-labelledby="reached">
      <h2 id="reached">{t('Shared')}</h2>
      <ProblemPanel error={access.error} />
      {reach !== undefined && (
        <p className="verdict" role="status">
          {reachedWords(reach, own, ownPeople ?? 1)}
        </p>
      )}
      {reach !== undefined && !hasOthers(reach, own) && (
        <p className="quiet">
          {t(
            'Send the links. Whoever joins reads it from then on, and this page says so: leave it open, or come back.',
          )}
        </p>
      )}
    </section>
  );
}

type Reach = NonNullable<Access['reach']>;

function reachedWords(reach: Reach, own: string | undefined, ownPeople: number): string {
  if (!hasOthers(reach, own)) {
    return t('It is in place, and has reached nobody else yet: nobody has joined.');
  }
  const people = Math.max(1, reach.persons - ownPeople);
  const organizations = reach.organizations.filter(({ id }) => id !== own).length;
  return `${plural(people, {
    one: 'Reached 1 person',
    other: 'Reached {{count}} people',
  })} ${plural(organizations, {
    one: 'in 1 other organization. Your community exchanges.',
    other: 'in {{count}} other organizations. Your community exchanges.',
  })}`;
}

function hasOthers(reach: Reach, own: string | undefined): boolean {
  return reach.persons > 0 && reach.organizations.some(({ id }) => id !== own);
}

/** What was shared, not the sender's own identity that went along. */
function isOwnThing({ fate, id }: Receipt['lines'][number]): boolean {
  return (fate === 'kept' || fate === 'already-here') && id?.startsWith('identity--') === false;
}
