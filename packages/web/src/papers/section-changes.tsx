import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { safeText } from '../exchange/words.ts';
import type { PaperVersion } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { sectionWords } from './paper-words.ts';

type Change = NonNullable<PaperVersion['since']>['changes'][number];
type Line = Change['lines'][number];

/** What changed, line by line and word by word: told by words and signs, not by colour alone. */
export function SectionChanges({ changes }: { changes: readonly Change[] }): ReactNode {
  const told = changes.filter(({ change }) => change !== 'same');
  if (told.length === 0) return <p className="quiet">{t('The text is the same.')}</p>;
  return (
    <>
      {told.map(({ key, change, lines }) => (
        <section key={key} className="stack tight">
          <h3>
            {safeText(sectionWords(key))} <span className="tag">{changeWords(change)}</span>
          </h3>
          <ol className="plain changes">
            {lines.map((line, place) => (
              // Lines may be equal: their place tells them apart.
              <li key={`${String(place)} ${line.is}`} data-is={line.is}>
                <ChangedText line={line} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

function ChangedText({ line }: { line: Line }): ReactNode {
  const text = <Pieces line={line} />;
  if (line.is === 'same') return text;
  return (
    <>
      <span className="unseen">{line.is === 'added' ? t('Added:') : t('Removed:')}</span>
      {line.is === 'added' ? <ins>{text}</ins> : <del>{text}</del>}
    </>
  );
}

/** A line; where only some of its words changed, those stand out. */
function Pieces({ line: { text, pieces } }: { line: Line }): ReactNode {
  if (pieces === undefined) return safeText(text);
  return pieces.map((piece, place) =>
    piece.changed && piece.text.trim() !== '' ? (
      <strong key={String(place)}>{safeText(piece.text)}</strong>
    ) : (
      <Fragment key={String(place)}>{safeText(piece.text)}</Fragment>
    ),
  );
}

function changeWords(change: Change['change']): string {
  const words = {
    same: t('The same'),
    added: t('New'),
    removed: t('Removed'),
    changed: t('Changed'),
  };
  return words[change];
}
