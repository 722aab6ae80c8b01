import { Button } from '@mantine/core';
import { RULES, RULES_VERSION, stepWords, UNREAD_WORDS } from '@tocsin/shield';
import type { Place, Unread } from '@tocsin/shield';
import type { ReactNode } from 'react';
import { saveFile } from '../kernel/save-file.ts';
import { hubText, numberWords, plural, t } from '../kernel/words.ts';
import type { FileLook, StayingBehind } from './look-into-file.ts';
import { SEVERITY_SIGNS } from './severity-signs.ts';

interface FileLookCardProps {
  readonly look: FileLook;
  readonly onDismiss: () => void;
}

/** Entries of each list that are shown. */
const LISTED = 50;

/** What was seen of a file that does not leave: what stays here with it, and what of it nobody looked at. */
export function FileLookCard({ look, onDismiss }: FileLookCardProps): ReactNode {
  const { name, text, staying, unread, stripped } = look;
  return (
    <article className="panel stack tight" aria-label={name}>
      <div className="row spread">
        <strong className="mono">{name}</strong>
        <Button size="compact-sm" variant="default" onClick={onDismiss}>
          {t('Remove')}
          <span className="unseen"> {name}</span>
        </Button>
      </div>
      <p role="status">
        {text.trim() === ''
          ? t('The file stays here. Nothing of it is a text to share.')
          : t(
              'The file stays here. What may be shared of it was put into the text: look at it there.',
            )}
      </p>
      {staying.length > 0 ? (
        <Staying look={look} />
      ) : (
        <p>{t('No finding by rules v{{rules}} in what stays here.', { rules: RULES_VERSION })}</p>
      )}
      {unread.length > 0 && <NotChecked unread={unread} />}
      {stripped !== undefined && staying.length > 0 && (
        <p>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() =>
              saveFile(`copy-${name}`, new Uint8Array(stripped), 'application/octet-stream')
            }
          >
            {t('Save a copy without what stays here')}
          </Button>
        </p>
      )}
    </article>
  );
}

function Staying({ look: { staying, hasMore } }: { look: FileLook }): ReactNode {
  return (
    <details>
      <summary>
        {plural(staying.length, {
          one: '1 thing in it stays here',
          other: '{{count}} things in it stay here',
        })}
      </summary>
      <ul className="small stack tight">
        {staying.slice(0, LISTED).map((one) => (
          <StayingItem key={`${one.rule} ${one.found}`} one={one} />
        ))}
      </ul>
      <More count={staying.length - LISTED} isUnsure={hasMore} />
    </details>
  );
}

function StayingItem({ one: { rule, found, place, count } }: { one: StayingBehind }): ReactNode {
  const { severity, why } = RULES[rule];
  const { label, sign } = SEVERITY_SIGNS[severity];
  return (
    <li>
      <span className="severity" data-severity={severity}>
        <span aria-hidden="true">{sign}</span> {t(label)}
      </span>{' '}
      <code translate="no">{found.replaceAll(/\s+/g, ' ')}</code> {hubText(why)}{' '}
      <span className="quiet">
        {placeWords(place)}
        {count > 1 && ` · ${t('{{count}} times', { count: numberWords(count) })}`}
      </span>
    </li>
  );
}

function NotChecked({ unread }: { unread: readonly Unread[] }): ReactNode {
  return (
    <>
      <p>{t('Not checked:')}</p>
      <ul className="small">
        {unread.slice(0, LISTED).map(({ place, why }) => (
          <li key={`${why} ${placeWords(place)}`}>
            {place.length > 0 && <strong>{placeWords(place)}: </strong>}
            {hubText(UNREAD_WORDS[why])}
          </li>
        ))}
      </ul>
      <More count={unread.length - LISTED} isUnsure={false} />
    </>
  );
}

function More({ count, isUnsure }: { count: number; isUnsure: boolean }): ReactNode {
  if (count <= 0 && !isUnsure) return null;
  return (
    <p className="small quiet">
      {isUnsure
        ? t('And more than is shown here.')
        : t('And {{count}} more.', { count: numberWords(count) })}
    </p>
  );
}

/** From the outside in. */
function placeWords(place: Place): string {
  return place.map((step) => hubText(stepWords(step))).join(' › ');
}
