import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Loading } from '../design/loading.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime, TimeText } from '../design/time-text.tsx';
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
  const close = (): void => setWriting(false);
  const { data } = read;
  return (
    <>
      <section className="panel stack" aria-labelledby="paper-text">
        <div className="row spread">
          <h2 id="paper-text">
            {t('Version {{n}}: {{state}}', { n: version.n, state: stateWords(version.state) })}
          </h2>
          {paper.base === version.n && !isWriting && data !== undefined && (
            <Button variant="default" onClick={() => setWriting(true)}>
              {version.state === 'draft' ? t('Write on it') : t('Propose a change')}
            </Button>
          )}
        </div>
        <About version={version} />
        <ProblemPanel error={read.error} onRetry={() => void read.refetch()} />
        {read.isPending && <Loading />}
        {data !== undefined && isWriting && (
          <WritePaper paper={paper} from={data} community={community} onClose={close} />
        )}
        {data !== undefined && !isWriting && (
          <Sections of={data} kind={paper.kind} community={community} />
        )}
        <p className="small quiet mono hash">{t('SHA-256 {{hash}}', { hash: version.sha256 })}</p>
      </section>
      <PaperSaid paper={paper} version={version} community={community} />
      {!isWriting && <PaperMoves paper={paper} version={version} community={community} />}
    </>
  );
}

/** Who wrote a version, what they say about it, and what was decided. */
function About({ version }: Pick<PaperTextProps, 'version'>): ReactNode {
  const { author, decided } = version;
  return (
    <>
      <p className="small quiet">
        {rich('Written by {{person}}, {{time}}.', {
          person: safeText(author.person.name),
          time: <TimeText at={version.written_at} />,
        })}{' '}
        {version.open_until !== undefined &&
          version.state === 'open' &&
          rich('Objections are waited for until {{time}}.', {
            time: <DateTime at={version.open_until} />,
          })}
      </p>
      {version.note !== '' && <p className="paper-note">{safeText(version.note)}</p>}
      {decided !== undefined && (
        <p>
          {rich('{{state}} since {{time}}, by {{person}}.', {
            state: stateWords(version.state),
            time: <DateTime at={decided.at} />,
            person: safeText(decided.by),
          })}{' '}
          {decided.words !== undefined && <q>{safeText(decided.words)}</q>}
        </p>
      )}
    </>
  );
}

interface SectionsProps {
  readonly of: PaperVersion;
  readonly kind: PaperDetail['kind'];
  readonly community: Community;
}

/** The text section by section, or what changed in it. What lies before the members shows first what changed. */
function Sections({ of, kind, community }: SectionsProps): ReactNode {
  const [isCompared, setCompared] = useState(of.state === 'open' && of.since !== undefined);
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
        <div className="row" role="group" aria-label={t('What is shown')}>
          <Choice isOn={!isCompared} onChoose={() => setCompared(false)}>
            {t('The whole text')}
          </Choice>
          <Choice isOn={isCompared} onChoose={() => setCompared(true)}>
            {t('What changed since version {{n}}', { n: of.since.n })}
          </Choice>
        </div>
      )}
      {isCompared && of.since !== undefined ? (
        <SectionChanges changes={of.since.changes} />
      ) : (
        <WholeText of={of} />
      )}
      {kind === 'dissemination' && (
        <p className="small">
          {rich('What the hub itself applies to markings stands under {{rules}}.', {
            rules: (
              <Link to="/c/$community/rules" params={{ community: community.slug }}>
                {t('Rules')}
              </Link>
            ),
          })}
        </p>
      )}
    </>
  );
}

function WholeText({ of }: { of: PaperVersion }): ReactNode {
  const written = of.sections.filter(({ text }) => text !== '');
  if (written.length === 0)
    return <p className="quiet">{t('Nothing is written yet. Press “Write on it”.')}</p>;
  return written.map(({ key, text }) => (
    <section key={key} className="stack tight">
      <h3>{safeText(sectionWords(key))}</h3>
      <p className="paper-text">{safeText(text)}</p>
    </section>
  ));
}

interface ChoiceProps {
  readonly isOn: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

function Choice({ isOn, onChoose, children }: ChoiceProps): ReactNode {
  return (
    <Button
      size="compact-sm"
      variant={isOn ? 'filled' : 'default'}
      aria-pressed={isOn}
      onClick={onChoose}
    >
      {children}
    </Button>
  );
}
