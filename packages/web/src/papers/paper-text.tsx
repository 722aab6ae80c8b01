import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Loading } from '../design/loading.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { safeText } from '../exchange/words.ts';
import { showPaperVersion } from '../kernel/contract.ts';
import type { Community, PaperDetail, PaperVersion } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { listWords, rich, t } from '../kernel/words.ts';
import { PaperMoves } from './paper-moves.tsx';
import { PaperSaid } from './paper-said.tsx';
import { sectionWords, stateWords } from './paper-words.ts';
import { SectionChanges } from './section-changes.tsx';
import { WritePaper } from './write-paper.tsx';

interface PaperTextProps {
  readonly paper: PaperDetail;
  readonly version: PaperDetail['versions'][number];
  readonly community: Community;
}

/** One version: its text or what changed, what was said about it, and the next steps. */
export function PaperText({ paper, version, community }: PaperTextProps): ReactNode {
  const [isWriting, setWriting] = useState(false);
  const params = { community: community.id, paper: paper.id, n: String(version.n) };
  const read = useAnswer(showPaperVersion, { params });
  const mayWrite =
    paper.may.includes('write') && (version.state === 'draft' || paper.next === undefined);
  return (
    <>
      <section className="panel stack" aria-labelledby="paper-text">
        <div className="row spread">
          <h2 id="paper-text">
            {t('Version {{n}}: {{state}}', { n: version.n, state: stateWords(version.state) })}
          </h2>
          {mayWrite && !isWriting && read.data !== undefined && (
            <Button variant="default" onClick={() => setWriting(true)}>
              {version.state === 'draft' ? t('Write on it') : t('Propose a change')}
            </Button>
          )}
        </div>
        <p className="small quiet">
          {rich('Written by {{person}}, {{time}}.', {
            person: safeText(version.author.person.name),
            time: <TimeText at={version.written_at} />,
          })}{' '}
          {version.open_until !== undefined &&
            version.state === 'open' &&
            rich('Objections are waited for until {{time}}.', {
              time: <TimeText at={version.open_until} />,
            })}
        </p>
        {version.note !== '' && <p className="said">{safeText(version.note)}</p>}
        {version.decided !== undefined && (
          <p>
            {rich('{{state}} since {{time}}, by {{person}}.', {
              state: stateWords(version.state),
              time: <TimeText at={version.decided.at} />,
              person: safeText(version.decided.by),
            })}{' '}
            {version.decided.words !== undefined && safeText(version.decided.words)}
          </p>
        )}
        <ProblemPanel error={read.error} onRetry={() => void read.refetch()} />
        {read.isPending && <Loading />}
        {read.data !== undefined &&
          (isWriting ? (
            <WritePaper
              paper={paper}
              from={read.data}
              community={community}
              onClose={() => setWriting(false)}
            />
          ) : (
            <Sections of={read.data} />
          ))}
        <p className="small quiet mono">{t('SHA-256 {{hash}}', { hash: version.sha256 })}</p>
      </section>
      <PaperSaid paper={paper} version={version} community={community} />
      <PaperMoves paper={paper} version={version} community={community} />
    </>
  );
}

/** The text section by section, or what changed in it. */
function Sections({ of }: { of: PaperVersion }): ReactNode {
  const [isCompared, setCompared] = useState(false);
  return (
    <>
      {of.missing.length > 0 && (
        <p className="panel caution">
          {t('Missing or empty: {{sections}}', {
            sections: listWords(of.missing.map((key) => sectionWords(key))),
          })}
        </p>
      )}
      {of.since !== undefined && (
        <p>
          <Button
            size="compact-sm"
            variant="default"
            aria-pressed={isCompared}
            onClick={() => setCompared(!isCompared)}
          >
            {t('What changed since version {{n}}', { n: of.since.n })}
          </Button>
        </p>
      )}
      {isCompared && of.since !== undefined ? (
        <SectionChanges changes={of.since.changes} />
      ) : (
        of.sections
          .filter(({ text }) => text !== '')
          .map(({ key, text }) => (
            <section key={key} className="stack tight">
              <h3>{safeText(sectionWords(key))}</h3>
              <p className="paper-text">{safeText(text)}</p>
            </section>
          ))
      )}
    </>
  );
}
