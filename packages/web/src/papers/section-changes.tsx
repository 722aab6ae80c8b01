import type { ReactNode } from 'react';
import { safeText } from '../exchange/words.ts';
import type { PaperVersion } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { sectionWords } from './paper-words.ts';

type Change = NonNullable<PaperVersion['since']>['changes'][number];

/** What changed, line by line: told by words and signs, not by colour alone. */
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
                <span className="unseen">{lineWords(line.is)}</span>
                {line.is === 'removed' ? (
                  <del>{safeText(line.text)}</del>
                ) : line.is === 'added' ? (
                  <ins>{safeText(line.text)}</ins>
                ) : (
                  safeText(line.text)
                )}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
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

function lineWords(is: Change['lines'][number]['is']): string {
  const words = { same: '', added: t('Added:'), removed: t('Removed:') };
  return words[is];
}
