import { Button, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime, TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { titleWords } from '../exchange/title-words.ts';
import { safeText } from '../exchange/words.ts';
import {
  endRelease,
  listReleases,
  replyRelease,
  showHome,
  withdrawRelease,
} from '../kernel/contract.ts';
import type { Community, ReleaseRequest } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { hubText, rich, t, word } from '../kernel/words.ts';
import { AnswerRelease } from './answer-release.tsx';
import { formWords, partyWords, stateWords, useWords } from '../protection/release-words.ts';

interface ReleaseCardProps {
  readonly release: ReleaseRequest;
  readonly community: Community;
}

/** One request, with what either side said and what the reader may do about it. */
export function ReleaseCard({ release, community }: ReleaseCardProps): ReactNode {
  const { may } = release;
  return (
    <article className="panel stack tight release">
      <h3>
        <ObjectLink of={release.object} community={community} />
      </h3>
      <p>
        {release.object.level !== undefined && <TlpPlate level={release.object.level} />}{' '}
        <span className="tag">{stateWords(release)}</span>{' '}
        {release.urgent && <span className="tag">{t('Urgent')}</span>} <TurnTag release={release} />
      </p>
      <Facts release={release} community={community} />
      <Said release={release} />
      <OwnAnswer release={release} community={community} />
      {may.includes('answer') && <AnswerRelease release={release} community={community} />}
      {may.includes('reply') && <Reply release={release} community={community} />}
      {may.includes('withdraw') && <Withdraw release={release} community={community} />}
      {may.includes('end') && <End release={release} community={community} />}
    </article>
  );
}

function ObjectLink({
  of,
  community,
}: {
  of: ReleaseRequest['object'];
  community: Community;
}): ReactNode {
  if (of.title === undefined)
    return <span className="quiet">{t('Not here for you any more')}</span>;
  return (
    <Link to="/c/$community/objects/$object" params={{ community: community.slug, object: of.id }}>
      {titleWords({ type: of.id.split('--')[0] ?? '', title: of.title })}
    </Link>
  );
}

function Facts({ release, community }: ReleaseCardProps): ReactNode {
  const { asker, side } = release;
  return (
    <dl className="facts">
      <dt>{t('Asked by')}</dt>
      <dd>
        {side === 'source' && asker === undefined ? (
          <span className="quiet">{t('A member who does not say who')}</span>
        ) : (
          <>
            <PartyChip name={asker?.person.name ?? ''} />
            {side === 'asker' && <span className="quiet"> {t('(you)')}</span>}
            <div className="small quiet">{hubText(asker?.organization.name ?? '')}</div>
          </>
        )}
      </dd>
      <dt>{t('Source')}</dt>
      <dd>
        <PartyChip name={release.source.name} />
      </dd>
      <dt>{t('For whom')}</dt>
      <dd>{partyWords(release.wanted)}</dd>
      <dt>{t('What for')}</dt>
      <dd>
        <div className="said">{safeText(release.purpose)}</div>
        {release.use !== undefined && <div className="small quiet">{useWords(release.use)}</div>}
      </dd>
      <dt>{t('In which form')}</dt>
      <dd>{formWords(release.form)}</dd>
      <dt>{t('Asked')}</dt>
      <dd>
        <TimeText at={release.asked_at} />
      </dd>
      <Outcome release={release} community={community} />
    </dl>
  );
}

/** For the source: that it has been silent for a while, or that others are asked first. */
function TurnTag({ release: { turn } }: Pick<ReleaseCardProps, 'release'>): ReactNode {
  if (turn === undefined) return null;
  if (!turn.yours) return <span className="tag">{t('Others of you are asked first')}</span>;
  if (turn.stage === 'new') return null;
  return <span className="tag">{t('Reminder: nobody has answered')}</span>;
}

/** Until when it waits, or what came of it. */
function Outcome({ release, community }: ReleaseCardProps): ReactNode {
  const { by_consent: byConsent, granted, in_stead: inStead, sanitised, until } = release;
  return (
    <>
      {inStead !== undefined && (
        <>
          <dt>{t('Decided by')}</dt>
          <dd>
            {rich('{{name}}, whom the source named for when nobody of it is here', {
              name: <PartyChip name={inStead.name} />,
            })}
          </dd>
        </>
      )}
      {(release.state === 'asked' || release.state === 'asked-back') && (
        <>
          <dt>{t('Answer until')}</dt>
          <dd>
            <DateTime at={release.due_at} />
          </dd>
        </>
      )}
      {granted !== undefined && (
        <>
          <dt>{t('Granted to')}</dt>
          <dd>
            {partyWords(granted)}
            {byConsent !== undefined && (
              <div className="small quiet">
                {t('At once: the source had allowed it in advance.')}
              </div>
            )}
          </dd>
        </>
      )}
      {until !== undefined && (
        <>
          <dt>{t('Ends')}</dt>
          <dd>
            <DateTime at={until} />
          </dd>
        </>
      )}
      {sanitised !== undefined && (
        <>
          <dt>{t('Sent instead')}</dt>
          <dd>
            <ObjectLink of={sanitised} community={community} />
          </dd>
        </>
      )}
    </>
  );
}

function Said({ release: { notes, words } }: Pick<ReleaseCardProps, 'release'>): ReactNode {
  if (notes.length === 0 && words === undefined) return null;
  return (
    <ul className="plain stack tight">
      {notes.map((note) => (
        <li key={`${note.side} ${note.at} ${note.words}`}>
          {rich(
            note.side === 'source' ? t('The source asked {{time}}:') : t('Answered {{time}}:'),
            {
              time: <TimeText at={note.at} />,
            },
          )}{' '}
          <span className="said">{safeText(note.words)}</span>
        </li>
      ))}
      {words !== undefined && (
        <li>
          {t('The source said:')} <span className="said">{safeText(words)}</span>
        </li>
      )}
    </ul>
  );
}

/** What is to answer it waits for a sharing officer, or did: for whoever may know of that. */
function OwnAnswer({ release, community }: ReleaseCardProps): ReactNode {
  const { answering, may } = release;
  if (answering === undefined || !may.includes('answer')) return null;
  return (
    <p role="note">
      {t(ANSWERING[answering.state])}{' '}
      <Link
        to="/c/$community/reviews/$review"
        params={{ community: community.slug, review: answering.review }}
      >
        {t('What was to answer it')}
      </Link>
    </p>
  );
}

const ON_ITS_WAY = word(
  'A sharing officer looks at what you answer with. When they release it, the request is answered.',
);

const ANSWERING: Readonly<Record<NonNullable<ReleaseRequest['answering']>['state'], string>> = {
  waiting: ON_ITS_WAY,
  held: ON_ITS_WAY,
  returned: word(
    'The sharing officer returned what was to answer it: it did not leave, and the request still waits for you.',
  ),
  withdrawn: word(
    'What was to answer it was taken back before it left: the request still waits for you.',
  ),
  released: word(
    'What was to answer it left, but whoever asked cannot be given it as an answer: answer the request yourself.',
  ),
};

function Reply({ release, community }: ReleaseCardProps): ReactNode {
  const [words, setWords] = useState('');
  const reply = useAct(replyRelease, { stale: [listReleases, showHome] });
  const params = { community: community.id, release: release.id };
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        reply.mutate({ params, body: { words } });
      }}
    >
      <Textarea
        label={t('Your answer')}
        required
        rows={2}
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <ProblemPanel error={reply.error} />
      <div className="row">
        <Button type="submit" loading={reply.isPending}>
          {t('Answer the source')}
        </Button>
      </div>
    </form>
  );
}

function Withdraw({ release, community }: ReleaseCardProps): ReactNode {
  const withdraw = useAct(withdrawRelease, { stale: [listReleases, showHome] });
  const params = { community: community.id, release: release.id };
  return (
    <div className="row">
      <Button
        variant="default"
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate({ params })}
      >
        {t('Withdraw the request')}
      </Button>
      <ProblemPanel error={withdraw.error} />
    </div>
  );
}

function End({ release, community }: ReleaseCardProps): ReactNode {
  const end = useAct(endRelease, { stale: [listReleases] });
  const params = { community: community.id, release: release.id };
  return (
    <div className="stack tight">
      <p className="small quiet">
        {t('Nobody reads by it from then on. Whoever read it already cannot unread it.')}
      </p>
      <div className="row">
        <Button variant="default" loading={end.isPending} onClick={() => end.mutate({ params })}>
          {t('Take the release back')}
        </Button>
        <ProblemPanel error={end.error} />
      </div>
    </div>
  );
}
