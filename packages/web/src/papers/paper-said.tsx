import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { safeText } from '../exchange/words.ts';
import {
  listPapers,
  sayOnPaper,
  showHome,
  showPaper,
  takeBackOnPaper,
} from '../kernel/contract.ts';
import type { Community, PaperDetail } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { t } from '../kernel/words.ts';
import { saidWords } from './paper-words.ts';

interface PaperSaidProps {
  readonly paper: PaperDetail;
  readonly version: PaperDetail['versions'][number];
  readonly community: Community;
}

const STALE = [listPapers, showPaper, showHome];

/** What organizations said about a version, and the word of one's own. */
export function PaperSaid(props: PaperSaidProps): ReactNode {
  const { paper, version } = props;
  const isOpen = version.state === 'open' && paper.may.includes('speak');
  const isSigned = version.state === 'adopted' && paper.may.includes('sign');
  if (version.words.length === 0 && !isOpen && !isSigned) return null;
  return (
    <section className="panel stack" aria-labelledby="paper-said">
      <h2 id="paper-said">{t('What members say')}</h2>
      {version.state === 'adopted' && (
        <p>
          {t('{{done}} of {{of}} members signed it.', {
            done: version.signed.done,
            of: version.signed.of,
          })}
        </p>
      )}
      <Words version={version} />
      {isOpen && <Speak {...props} />}
      {isSigned && <Sign {...props} />}
    </section>
  );
}

function Words({ version }: Pick<PaperSaidProps, 'version'>): ReactNode {
  if (version.words.length === 0)
    return <p className="quiet">{t('Nobody has said anything yet.')}</p>;
  return (
    <ul className="plain stack tight">
      {version.words.map((one) => (
        <li key={`${one.organization.id} ${one.word} ${one.at}`}>
          <PartyChip name={one.organization.name} />{' '}
          {one.taken_back_at === undefined ? (
            <strong>{saidWords(one.word)}</strong>
          ) : (
            <s>{saidWords(one.word)}</s>
          )}{' '}
          <span className="quiet">
            {safeText(one.person.name)}, <TimeText at={one.at} />
          </span>
          {one.taken_back_at !== undefined && <span className="tag">{t('Taken back')}</span>}
          {one.words !== '' && <div className="said">{safeText(one.words)}</div>}
        </li>
      ))}
    </ul>
  );
}

function Speak({ paper, version, community }: PaperSaidProps): ReactNode {
  const me = useMe();
  const [words, setWords] = useState('');
  const say = useAct(sayOnPaper, { stale: STALE });
  const takeBack = useAct(takeBackOnPaper, { stale: STALE });
  const params = { community: community.id, paper: paper.id };
  const own = version.words.find(
    (one) => one.organization.id === me.organization?.id && one.taken_back_at === undefined,
  );
  const tell = (word: 'approves' | 'objects'): void =>
    say.mutate({ params, body: { n: version.n, word, sha256: version.sha256, words } });
  return (
    <div className="stack tight">
      <Textarea
        label={t('Your organization’s word on it')}
        description={t('An objection needs a reason. The members read it.')}
        rows={2}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <ProblemPanel error={say.error ?? takeBack.error} />
      <div className="row">
        <Button loading={say.isPending} onClick={() => tell('approves')}>
          {t('We approve')}
        </Button>
        <Button variant="default" loading={say.isPending} onClick={() => tell('objects')}>
          {t('We object')}
        </Button>
        {own !== undefined && own.word !== 'signs' && (
          <Button
            variant="default"
            loading={takeBack.isPending}
            onClick={() =>
              takeBack.mutate({
                params,
                body: { n: version.n, word: own.word === 'objects' ? 'objects' : 'approves' },
              })
            }
          >
            {t('Take it back')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Sign({ paper, version, community }: PaperSaidProps): ReactNode {
  const me = useMe();
  const say = useAct(sayOnPaper, { stale: STALE });
  const isDone = version.words.some(
    (one) => one.organization.id === me.organization?.id && one.word === 'signs',
  );
  if (isDone) return null;
  return (
    <div className="stack tight">
      <p className="small quiet">
        {t(
          'Signing is entered in the record with your name, your organization and the hash of exactly this text.',
        )}
      </p>
      <ProblemPanel error={say.error} />
      <div className="row">
        <Button
          loading={say.isPending}
          onClick={() =>
            say.mutate({
              params: { community: community.id, paper: paper.id },
              body: { n: version.n, word: 'signs', sha256: version.sha256, words: '' },
            })
          }
        >
          {t('Sign for my organization')}
        </Button>
      </div>
    </div>
  );
}
