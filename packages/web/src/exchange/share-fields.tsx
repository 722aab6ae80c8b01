import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../kernel/words.ts';
import { SURE_CHOICES } from './grade-words.ts';
import { proposedTitle } from './share-draft.ts';
import type { ShareDraft } from './share-draft.ts';
import { SHARE_KINDS } from './words.ts';

interface ShareFieldsProps {
  readonly draft: ShareDraft;
  readonly set: (part: Partial<ShareDraft>) => void;
  readonly hasFiles: boolean;
}

const TITLE_MAX = 200;
/** The id of the field, for whoever leads there. */
export const TITLE_FIELD = 'share-title';

/** What a share is and what it is called; both can be left as they are. */
export function ShareFields({ draft, set, hasFiles }: ShareFieldsProps): ReactNode {
  const proposed = proposedTitle(draft.text);
  const isLong = draft.title.length > TITLE_MAX;
  return (
    <div className="share-fields">
      <TextInput
        id={TITLE_FIELD}
        label={t('Title (optional)')}
        placeholder={proposed === '' ? t('Phishing against billing departments') : proposed}
        {...(proposed !== '' && draft.title === '' && !hasFiles
          ? { description: t('Left empty, it is the first line of the text.') }
          : {})}
        error={isLong ? t('Write at most {{most}} characters.', { most: TITLE_MAX }) : null}
        value={draft.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      {!hasFiles && (
        <NativeSelect
          label={t('It is')}
          description={t(SHARE_KINDS.find(({ kind }) => kind === draft.kind)?.help ?? '')}
          value={draft.kind}
          onChange={(event) => {
            const chosen = SHARE_KINDS.find(({ kind }) => kind === event.currentTarget.value);
            if (chosen !== undefined) set({ kind: chosen.kind });
          }}
          data={SHARE_KINDS.map(({ kind, label }) => ({ value: kind, label: t(label) }))}
        />
      )}
      {!hasFiles && (
        <NativeSelect
          label={t('How sure are you? (optional)')}
          description={t('That it is confirmed shows when others bring it too.')}
          value={String(draft.credibility)}
          onChange={(event) => set({ credibility: Number(event.currentTarget.value) })}
          data={[
            { value: '0', label: t('Not said') },
            ...SURE_CHOICES.map(({ said, words }) => ({ value: String(said), label: t(words) })),
          ]}
        />
      )}
    </div>
  );
}
