import { Checkbox } from '@mantine/core';
import { differencesOf } from '@tocsin/stix';
import type { StixObject } from '@tocsin/stix';
import type { ReactNode } from 'react';
import { DifferenceTable } from '../exchange/version-differences.tsx';
import { safeText, typeWords } from '../exchange/words.ts';
import type { ReviewDetail, ReviewPreview } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { piecesOf } from './changes.ts';
import type { ChangesInHand } from './changes.ts';

type Content = NonNullable<ReviewDetail['content']>;
type Shared = Content['objects'][number];

interface ReviewContentProps {
  readonly content: Content;
  /** What would leave with the changes in hand; absent: all of it as it is. */
  readonly after: ReviewPreview | undefined;
  readonly inHand?: ChangesInHand;
}

/** What came beside what would leave, with what was found and what was written otherwise marked. */
export function ReviewContent({ content, after, inHand }: ReviewContentProps): ReactNode {
  const found = content.findings.map((one) => one.found);
  const instead = inHand?.changes.replace.map((one) => one.instead) ?? [];
  return (
    <>
      <section className="panel stack" aria-labelledby="review-words">
        <h2 id="review-words">{t('Title and text')}</h2>
        <div className="beside">
          <Words title={t('As it came')} words={[content.title, content.text]} marked={found} />
          <Words
            title={t('As it would leave')}
            words={[after?.title ?? content.title, after?.text ?? content.text]}
            marked={instead}
          />
        </div>
      </section>
      <section className="panel stack" aria-labelledby="review-objects">
        <h2 id="review-objects">{t('Objects')}</h2>
        {content.more_objects && (
          <p className="note">
            {t(
              'There are more objects than are shown here. Those in which something was found come first.',
            )}
          </p>
        )}
        <ul className="plain stack">
          {content.objects.map((object, place) => (
            <ObjectItem
              key={`${String(object.index)} ${String(place)}`}
              {...{ object, found, after }}
              {...(inHand === undefined ? {} : { inHand })}
            />
          ))}
        </ul>
      </section>
    </>
  );
}

interface WordsProps {
  readonly title: string;
  readonly words: readonly string[];
  readonly marked: readonly string[];
}

function Words({ title, words, marked }: WordsProps): ReactNode {
  const shown = words.filter((one) => one !== '');
  return (
    <div>
      <h3>{title}</h3>
      {shown.length === 0 && <p className="quiet">{t('There are no words with it.')}</p>}
      {shown.map((one, place) => (
        <p key={String(place)} className="shared-words">
          <Marked text={one} words={marked} />
        </p>
      ))}
    </div>
  );
}

function Marked({ text, words }: { text: string; words: readonly string[] }): ReactNode {
  return piecesOf(text, words).map((piece) =>
    piece.isMarked ? (
      <mark key={piece.at}>{safeText(piece.text)}</mark>
    ) : (
      <span key={piece.at}>{safeText(piece.text)}</span>
    ),
  );
}

interface ObjectItemProps {
  readonly object: Shared;
  readonly found: readonly string[];
  readonly after: ReviewPreview | undefined;
  readonly inHand?: ChangesInHand;
}

function ObjectItem({ object, found, after, inHand }: ObjectItemProps): ReactNode {
  const { index, title, type } = object;
  const name = title === '' ? typeWords(type) : safeText(title);
  const change = after?.objects.find((one) => one.index === index && one.id === object.id);
  const isOut = change !== undefined && change.json === undefined;
  return (
    <li className="stack tight review-object">
      <h3>
        {index + 1}. {name} <span className="small quiet">{typeWords(type)}</span>
      </h3>
      {inHand !== undefined && (
        <Checkbox
          label={t('Leave it out')}
          aria-label={t('Leave out {{name}}', { name })}
          checked={inHand.changes.leave_out.includes(index)}
          onChange={(event) => inHand.leaveOut(index, event.currentTarget.checked)}
        />
      )}
      {isOut && <p className="note">{t('It would be left out.')}</p>}
      {change?.json !== undefined && <Differences before={object.json} after={change.json} />}
      <details>
        <summary>{t('As STIX')}</summary>
        <pre className="raw-json" tabIndex={0}>
          <Marked text={pretty(object.json)} words={found.map(escaped)} />
        </pre>
      </details>
    </li>
  );
}

function Differences({ before, after }: { before: string; after: string }): ReactNode {
  const { items, complete: isComplete } = differencesOf(parsed(before), parsed(after));
  return (
    <>
      <DifferenceTable items={items} />
      {!isComplete && <p>{t('There are more than are shown.')}</p>}
    </>
  );
}

function parsed(json: string): StixObject {
  return JSON.parse(json) as StixObject;
}

function pretty(json: string): string {
  return JSON.stringify(parsed(json), undefined, 2);
}

/** Words as they stand inside a JSON text. */
function escaped(words: string): string {
  return JSON.stringify(words).slice(1, -1);
}
