import type { ReactNode } from 'react';
import { DateTime } from '../design/time-text.tsx';
import type { Recall } from '../kernel/contract.ts';
import { hubText, plural, rich, t } from '../kernel/words.ts';
import { stateWords, wayWords } from './handling-words.ts';

/** How far taking something back has come, by organization and way. */
export function RecallPanel({ recall }: { recall: Recall }): ReactNode {
  return (
    <section className="panel stack" aria-labelledby="recall">
      <h2 id="recall">{recallTitle(recall)}</h2>
      <RecallFacts recall={recall} />
    </section>
  );
}

/** What was done, in a few words. */
export function recallTitle({ act }: Recall): string {
  if (act === 'expired') return t('Its time was over');
  return act === 'retracted' ? t('Taken back') : t('Marked more narrowly');
}

/** When, how far, and who has which part. */
export function RecallFacts({ recall }: { recall: Recall }): ReactNode {
  const { lines, taken_note: takenNote, confirmed } = recall;
  return (
    <>
      <p>{rich('On {{time}}.', { time: <DateTime at={recall.at} /> })}</p>
      {recall.why !== undefined && <p>{expiryWords(recall.why)}</p>}
      {takenNote === undefined ? (
        <p>{t('Nobody had been given it.')}</p>
      ) : (
        <>
          <p>
            <strong>{t('{{percent}}% have taken note', { percent: takenNote })}</strong>
            {', '}
            {t('{{percent}}% say that their copies are deleted.', { percent: confirmed ?? 0 })}
          </p>
          <p className="small quiet">
            {t(
              'They are asked; nothing can be enforced on copies already taken. Told means that the notice reached them, not that they deleted anything.',
            )}
          </p>
          <ul className="plain stack tight">
            {lines.map((line) => (
              <li key={`${line.organization.id} ${line.way}`}>
                <strong>{hubText(line.organization.name)}</strong> {wayWords(line.way)}:{' '}
                <span className={line.state === 'open' ? 'tag bad' : 'tag'}>
                  {stateWords(line.state)}
                </span>{' '}
                <PartsDone line={line} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** By which rule something went of itself. */
export function expiryWords({ days, by }: NonNullable<Recall['why']>): string {
  if (by === 'community') {
    return plural(days, {
      one: 'Kept for 1 day from its last version, by the rule of the community.',
      other: 'Kept for {{count}} days from its last version, by the rule of the community.',
    });
  }
  return plural(days, {
    one: 'Kept for 1 day from its last version, by the rule of its source.',
    other: 'Kept for {{count}} days from its last version, by the rule of its source.',
  });
}

/** Several people and programs may have it by one way. */
function PartsDone({ line }: { line: Recall['lines'][number] }): ReactNode {
  const { given, told, confirmed } = line;
  if (given < 2) return null;
  return (
    <span className="small quiet">
      {plural(
        given,
        {
          one: 'of 1 reader {{told}} told, {{confirmed}} confirmed',
          other: 'of {{count}} readers {{told}} told, {{confirmed}} confirmed',
        },
        { told, confirmed },
      )}
    </span>
  );
}
