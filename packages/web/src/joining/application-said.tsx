import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { safeText } from '../exchange/words.ts';
import {
  listApplications,
  sayOnApplication,
  showApplication,
  showHome,
  takeBackOnApplication,
} from '../kernel/contract.ts';
import type { Application, Community } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { rich, t } from '../kernel/words.ts';
import { saidWords } from './joining-words.ts';

interface SaidProps {
  readonly of: Application;
  readonly community: Community;
}

const STALE = [showApplication, listApplications, showHome];

/** What members said, as far as it is told to the reader, and the word of their own organization. */
export function ApplicationSaid({ of, community }: SaidProps): ReactNode {
  if (of.words.length === 0 && !of.may.includes('speak')) return null;
  return (
    <section className="panel stack" aria-labelledby="said">
      <h2 id="said">
        {of.side === 'chair' ? t('What members say') : t('What your organization says')}
      </h2>
      {of.side === 'chair' && of.words.some(({ word }) => word === 'objects') && (
        <p className="panel caution">
          {t('Only chairs and whoever objected know of this: do not tell the applicant who did.')}
        </p>
      )}
      <ul className="plain stack tight">
        {of.words.map((one) => (
          <li key={`${one.organization.id} ${one.at} ${one.word}`}>
            <p className="row">
              <PartyChip name={one.organization.name} />
              <span className={`tag ${one.word === 'objects' ? 'caution' : ''}`}>
                {saidWords(one.word)}
              </span>
              <span className="small quiet">
                {rich('{{name}}, {{time}}', {
                  name: safeText(one.person.name),
                  time: <TimeText at={one.at} />,
                })}
                {one.taken_back_at !== undefined && ` ${t('Taken back')}`}
              </span>
            </p>
            {one.words !== '' && <p className="written">{safeText(one.words)}</p>}
          </li>
        ))}
      </ul>
      {of.may.includes('speak') && <Speak of={of} community={community} />}
    </section>
  );
}

function Speak({ of, community }: SaidProps): ReactNode {
  const me = useMe();
  const [words, setWords] = useState('');
  const say = useAct(sayOnApplication, { stale: STALE, onDone: () => setWords('') });
  const takeBack = useAct(takeBackOnApplication, { stale: STALE });
  const params = { community: community.id, application: of.id };
  const own = of.words.find(
    (one) => one.organization.id === me.organization?.id && one.taken_back_at === undefined,
  );
  const tell = (word: Application['words'][number]['word']): void =>
    say.mutate({ params, body: { word, words } });
  const isEmpty = words.trim() === '';
  return (
    <div className="stack tight">
      <Textarea
        label={t('In your words')}
        description={t(
          'Read by the chairs alone, with your name. Vouching and objecting need a reason.',
        )}
        rows={2}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <ProblemPanel error={say.error ?? takeBack.error} />
      <div className="row">
        <Button loading={say.isPending} onClick={() => tell('passes')}>
          {t('We have nothing against them')}
        </Button>
        <Button variant="default" disabled={isEmpty} onClick={() => tell('vouches')}>
          {t('We vouch for them')}
        </Button>
        <Button variant="default" disabled={isEmpty} onClick={() => tell('objects')}>
          {t('We object')}
        </Button>
        {own !== undefined && (
          <Button
            variant="default"
            loading={takeBack.isPending}
            onClick={() => takeBack.mutate({ params })}
          >
            {t('Take it back')}
          </Button>
        )}
      </div>
    </div>
  );
}
