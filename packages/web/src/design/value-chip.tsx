import { defang } from '@tocsin/stix';
import type { ReactNode } from 'react';
import { t } from '../kernel/words.ts';
import { useCopy } from './copy-button.tsx';
import { seenText } from './seen-text.ts';

interface ValueChipProps {
  readonly kind?: string;
  readonly value: string;
  /** What else can be done with it: a link. */
  readonly children?: ReactNode;
}

/** A value somebody might act on: shown so that a click or a mail cannot open it, copied either way. */
export function ValueChip({ kind, value, children }: ValueChipProps): ReactNode {
  const { copied, copy } = useCopy();
  const safe = seenText(defang(value));
  return (
    <span className="value">
      {kind !== undefined && <span className="kind">{kind}</span>}
      <code translate="no">{safe}</code>
      <button type="button" onClick={() => copy(safe)}>
        {copied === safe ? t('Copied') : t('Copy')}
        <span className="unseen"> {t('defanged {{text}}', { text: safe })}</span>
      </button>
      {safe !== value && (
        <button type="button" onClick={() => copy(value)}>
          {copied === value ? t('Copied live') : t('Copy live')}
          <span className="unseen"> {safe}</span>
        </button>
      )}
      {children}
      <span className="unseen" aria-live="polite">
        {copied === undefined ? '' : t('Copied')}
      </span>
    </span>
  );
}
