import { Button, Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { TimeText } from '../design/time-text.tsx';
import type { KeptDraft } from '../kernel/drafts.ts';
import { rich, t, word } from '../kernel/words.ts';
import { proposedTitle, readShareDraft } from './share-draft.ts';
import type { KeptShare } from './use-share-draft.ts';

const UNKEPT = {
  red: '',
  'too-large': word(
    'This draft is too large to be kept on this device. Share it before you leave.',
  ),
  unavailable: word('This browser keeps no drafts. Share it before you leave.'),
  ended: word('You signed out in another tab: this draft is not kept any more.'),
} as const;

/** Drafts of other tabs or of before a crash, to go on with or to discard. */
export function DraftNotes({ kept }: { kept: KeptShare }): ReactNode {
  const { others, takeUp, discard, draft } = kept;
  if (others.length === 0) return null;
  const isFree = draft.text.trim() === '' && draft.title.trim() === '';
  return (
    <section className="panel note stack tight" aria-label={t('Unfinished drafts')}>
      <p>
        <strong>{t('Unfinished drafts on this device')}</strong>
      </p>
      <ul className="stack tight">
        {others.slice(0, 5).map((other) => {
          const name = nameOf(other);
          return (
            <li key={other.id} className="row">
              <span>
                {rich('“{{name}}”, {{time}}', {
                  name,
                  time: <TimeText at={new Date(other.at).toISOString()} />,
                })}
              </span>
              <Button
                size="compact-sm"
                variant="default"
                disabled={!isFree}
                onClick={() => takeUp(other.id)}
              >
                {t('Go on with it')}
                <span className="unseen"> {name}</span>
              </Button>
              <Button size="compact-sm" variant="subtle" onClick={() => discard(other.id)}>
                {t('Discard')}
                <span className="unseen"> {name}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface KeptLineProps {
  readonly kept: KeptShare;
  readonly hasFiles: boolean;
}

/** Whether what is written is safe on this device, and since when. */
export function KeptLine({ kept, hasFiles }: KeptLineProps): ReactNode {
  const { keptAt, unkept, draft, set, clear } = kept;
  return (
    <div className="stack tight small">
      {unkept === 'red' && (
        <p className="quiet">
          {t('TLP:RED is not kept on this device: leave the page, and it is gone.')}
        </p>
      )}
      {unkept !== undefined && unkept !== 'red' && <p role="status">{t(UNKEPT[unkept])}</p>}
      {draft.marking.level === 'red' && (
        <Checkbox
          label={t('Keep this draft on this device although it is TLP:RED')}
          checked={draft.keepsRed}
          onChange={(event) => set({ keepsRed: event.currentTarget.checked })}
        />
      )}
      {keptAt !== undefined && (
        <p className="row">
          <span className="quiet">
            {rich('Draft kept {{time}}.', {
              time: <TimeText at={new Date(keptAt).toISOString()} as="clock" />,
            })}{' '}
            {hasFiles && t('Files are not: choose them again after leaving the page.')}
          </span>
          <button type="button" className="link-button" onClick={clear}>
            {t('Discard the draft')}
          </button>
        </p>
      )}
    </div>
  );
}

function nameOf({ value }: KeptDraft): string {
  const { title, text } = readShareDraft(value, 'amber');
  const name = title.trim() === '' ? proposedTitle(text) : title;
  return name.length <= 60 ? name : `${name.slice(0, 59).toWellFormed()}…`;
}
