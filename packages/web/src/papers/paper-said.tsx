import type { ReactNode } from 'react';
import { PAPER_BINDS } from '@tocsin/policy';
import { PartyChip } from '../design/party-chip.tsx';
import { TimeText } from '../design/time-text.tsx';
import { safeText } from '../exchange/words.ts';
import type { Community, PaperDetail } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { Bind } from './bind-paper.tsx';
import { saidWords, wayWords } from './paper-words.ts';
import { SpeakOnPaper } from './speak-on-paper.tsx';

interface PaperSaidProps {
  readonly paper: PaperDetail;
  readonly version: PaperDetail['versions'][number];
  readonly community: Community;
}

/** What organizations said about a version, and the word of one's own. */
export function PaperSaid(props: PaperSaidProps): ReactNode {
  const { paper, version } = props;
  const isOpen = version.state === 'open' && paper.may.includes('speak');
  const isBound = version.state === 'adopted' && paper.may.includes('bind');
  if (version.words.length === 0 && !isOpen && !isBound) return null;
  return (
    <section className="panel stack" aria-labelledby="paper-said">
      <h2 id="paper-said">{t('What members say')}</h2>
      <BoundCount {...props} />
      {isBound && <Bind {...props} />}
      <Words version={version} />
      {isOpen && <SpeakOnPaper {...props} />}
    </section>
  );
}

function BoundCount({ paper, version }: PaperSaidProps): ReactNode {
  const binds = PAPER_BINDS[paper.kind];
  if (version.state !== 'adopted' || binds === undefined) return null;
  const { done, of } = version.bound;
  return (
    <p>
      {binds === 'signs'
        ? t('{{done}} of {{of}} members signed it.', { done, of })
        : t('{{done}} of {{of}} members say that they keep to it.', { done, of })}{' '}
      {t('Each word is about exactly the text with the hash above.')}
    </p>
  );
}

function Words({ version }: Pick<PaperSaidProps, 'version'>): ReactNode {
  if (version.words.length === 0)
    return <p className="quiet">{t('Nobody has said anything yet.')}</p>;
  return (
    <ul className="plain stack tight">
      {version.words.map((one) => (
        <li key={`${one.organization.id} ${one.word} ${one.at}`}>
          <Said of={one} />
        </li>
      ))}
    </ul>
  );
}

function Said({ of }: { of: PaperSaidProps['version']['words'][number] }): ReactNode {
  const isGone = of.taken_back_at !== undefined;
  const isBinding = of.word === 'signs' || of.word === 'attests';
  return (
    <>
      <PartyChip name={of.organization.name} />{' '}
      {isGone ? <s>{saidWords(of.word)}</s> : <strong>{saidWords(of.word)}</strong>}{' '}
      <span className="quiet">
        {safeText(of.person.name)}, <TimeText at={of.at} />
        {isBinding && of.how !== '' && `, ${wayWords(of.how)}`}
      </span>{' '}
      {isGone && <span className="tag">{t('Taken back')}</span>}{' '}
      {of.private && <span className="tag caution">{t('Only for the chairs')}</span>}
      {of.words !== '' && <div className="paper-note">{safeText(of.words)}</div>}
    </>
  );
}
