import { ActionIcon, Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import {
  OTHER_SCHEMES_MAX,
  SCHEME_MEANING_MAX,
  SCHEME_WORD_MAX,
  SCHEME_WORDS_MAX,
  TLP_LEVELS,
  tlpText,
} from '@tocsin/policy';
import type { ReactNode } from 'react';
import { t } from '../kernel/words.ts';
import type { Classification, SchemeWord } from './scheme-draft.ts';
import './scheme.css';

interface SchemeFormProps {
  readonly scheme: Classification;
  readonly set: (scheme: Classification) => void;
}

const NEW_WORD: SchemeWord = { word: '', level: 'amber', means: '' };

/** The classification scheme (ISO 22396 6.4.4): own words, those of others beside them, draft or agreed. */
export function SchemeForm({ scheme, set }: SchemeFormProps): ReactNode {
  const { words, others } = scheme;
  const change = (part: Partial<Classification>): void => set({ ...scheme, ...part });
  return (
    <fieldset className="plain stack">
      <legend className="field-label">{t('Classification scheme')}</legend>
      <p className="small quiet">
        {t(
          'Members may mark with words of your own; each stands for a level, which decides. What members or authorities use elsewhere can stand beside it, so that everybody reads the same.',
        )}
      </p>
      <Words
        title={t('Words of our own')}
        words={words}
        set={(changed) => change({ words: changed })}
      />
      {others.map((other, place) => (
        <div key={place} className="stack tight scheme-other">
          <div className="row">
            <TextInput
              label={t('Another scheme')}
              value={other.name}
              maxLength={SCHEME_WORD_MAX}
              onChange={(event) => {
                const { value } = event.currentTarget;
                change({ others: replaced(others, place, { ...other, name: value }) });
              }}
            />
            <Remove
              label={t('Remove this scheme')}
              onClick={() => change({ others: without(others, place) })}
            />
          </div>
          <Words
            title={t('Its words')}
            words={other.words}
            set={(changed) =>
              change({ others: replaced(others, place, { ...other, words: changed }) })
            }
          />
        </div>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          disabled={others.length >= OTHER_SCHEMES_MAX}
          onClick={() => change({ others: [...others, { name: '', words: [NEW_WORD] }] })}
        >
          {t('Put another scheme beside it')}
        </Button>
      </div>
      <Checkbox
        label={t('All of this is agreed')}
        description={t('Until it is, these rules are a draft, and nothing can be shared.')}
        checked={scheme.agreed}
        onChange={(event) => change({ agreed: event.currentTarget.checked })}
      />
    </fieldset>
  );
}

interface WordsProps {
  readonly title: string;
  readonly words: readonly SchemeWord[];
  readonly set: (words: SchemeWord[]) => void;
}

function Words({ title, words, set }: WordsProps): ReactNode {
  return (
    <div className="stack tight">
      {words.map((word, place) => (
        <div key={place} className="scheme-word">
          <TextInput
            label={place === 0 ? title : null}
            aria-label={t('{{title}}, word {{count}}', { title, count: place + 1 })}
            value={word.word}
            maxLength={SCHEME_WORD_MAX}
            onChange={(event) => {
              const { value } = event.currentTarget;
              set(replaced(words, place, { ...word, word: value }));
            }}
          />
          <NativeSelect
            label={place === 0 ? t('is') : null}
            aria-label={t('Level of word {{count}}', { count: place + 1 })}
            value={word.level}
            data={TLP_LEVELS.map((level) => ({ value: level, label: tlpText(level) }))}
            onChange={(event) => {
              const { value } = event.currentTarget;
              const level = TLP_LEVELS.find((one) => one === value);
              if (level !== undefined) set(replaced(words, place, { ...word, level }));
            }}
          />
          <TextInput
            label={place === 0 ? t('and means') : null}
            aria-label={t('Meaning of word {{count}}', { count: place + 1 })}
            value={word.means}
            maxLength={SCHEME_MEANING_MAX}
            onChange={(event) => {
              const { value } = event.currentTarget;
              set(replaced(words, place, { ...word, means: value }));
            }}
          />
          <Remove
            label={t('Remove word {{count}}', { count: place + 1 })}
            onClick={() => set(without(words, place))}
          />
        </div>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          disabled={words.length >= SCHEME_WORDS_MAX}
          onClick={() => set([...words, NEW_WORD])}
        >
          {t('Add a word')}
        </Button>
      </div>
    </div>
  );
}

function Remove({ label, onClick }: { label: string; onClick: () => void }): ReactNode {
  return (
    <ActionIcon variant="default" size="lg" aria-label={label} onClick={onClick}>
      <IconTrash size={16} aria-hidden="true" />
    </ActionIcon>
  );
}

function replaced<T>(list: readonly T[], place: number, one: T): T[] {
  return list.map((held, at) => (at === place ? one : held));
}

function without<T>(list: readonly T[], place: number): T[] {
  return list.filter((_, at) => at !== place);
}
