import { Button, Textarea } from '@mantine/core';
import type { MemberProfile } from '@tocsin/shield';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useMe } from '../kernel/session.ts';
import { numberWords, plural, t } from '../kernel/words.ts';
import { keepProfile, useOwnProfile } from './own-profile.ts';
import { entriesOf, PROFILE_STEPS, wrongEntries } from './profile-fields.ts';
import type { ProfileField } from './profile-fields.ts';

interface ProfileFormProps {
  readonly community: string;
  readonly onDone: () => void;
}

/** Builds a profile step by step; each step may be left empty, and what is written is kept with each. */
export function ProfileForm({ community, onDone }: ProfileFormProps): ReactNode {
  const { id: person } = useMe();
  const profile = useOwnProfile(person, community);
  const [step, setStep] = useState(0);
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [isUnkept, setUnkept] = useState(false);
  const now = PROFILE_STEPS[step] ?? PROFILE_STEPS[0];
  if (now === undefined) return null;
  const textOf = ({ name }: ProfileField): string => texts[name] ?? profile[name].join('\n');
  const hasFaults = now.fields.some(
    (field) => wrongEntries(field.name, entriesOf(textOf(field))).length > 0,
  );
  const go = (to: number): void => {
    const lists = now.fields.map((field) => [field.name, entriesOf(textOf(field))] as const);
    const next: MemberProfile = { ...profile, ...Object.fromEntries(lists) };
    const isKept = keepProfile({ person, community }, next);
    setUnkept(!isKept);
    if (!isKept) return;
    if (to >= PROFILE_STEPS.length) onDone();
    else setStep(to);
  };
  return (
    <div className="stack">
      <p className="quiet small">
        {t('It stays in this browser, for you and this community; the hub never gets it.')}
      </p>
      <h3 aria-live="polite">
        {t('{{step}} of {{steps}}: {{title}}', {
          step: step + 1,
          steps: PROFILE_STEPS.length,
          title: t(now.title),
        })}
      </h3>
      {now.fields.map((field) => (
        <ListField
          key={field.name}
          field={field}
          text={textOf(field)}
          onText={(text) => setTexts((old) => ({ ...old, [field.name]: text }))}
        />
      ))}
      {isUnkept && (
        <p className="problem" role="alert">
          {t('This browser keeps nothing, or the lists are too long: it could not be kept.')}
        </p>
      )}
      <div className="row">
        {step > 0 && (
          <Button variant="default" disabled={hasFaults} onClick={() => go(step - 1)}>
            {t('Back')}
          </Button>
        )}
        {step + 1 < PROFILE_STEPS.length && (
          <Button disabled={hasFaults} onClick={() => go(step + 1)}>
            {t('Next')}
          </Button>
        )}
        <Button
          variant={step + 1 < PROFILE_STEPS.length ? 'default' : 'filled'}
          disabled={hasFaults}
          onClick={() => go(PROFILE_STEPS.length)}
        >
          {t('Done')}
        </Button>
      </div>
    </div>
  );
}

interface ListFieldProps {
  readonly field: ProfileField;
  readonly text: string;
  readonly onText: (text: string) => void;
}

function ListField({ field, text, onText }: ListFieldProps): ReactNode {
  const entries = entriesOf(text);
  const [wrong] = wrongEntries(field.name, entries);
  return (
    <div className="stack tight">
      <Textarea
        label={t(field.label)}
        description={t(field.why)}
        placeholder={field.example}
        rows={6}
        spellCheck={false}
        value={text}
        error={
          wrong === undefined
            ? null
            : t('“{{entry}}” is none: write it as in {{example}}.', {
                entry: wrong,
                example: field.example,
              })
        }
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <p className="small quiet">
        {t('One a line, or a list pasted with commas.')}{' '}
        {plural(entries.length, { one: '1 entry.', other: '{{count}} entries.' })}
      </p>
    </div>
  );
}

/** How much a profile holds, in a line. */
export function profileWords(profile: MemberProfile): string {
  const count = Object.values(profile).reduce(
    (sum, list: readonly string[]) => sum + list.length,
    0,
  );
  return count === 0
    ? t('There is no profile yet.')
    : t('{{count}} entries in {{lists}} lists.', {
        count: numberWords(count),
        lists: Object.values(profile).filter((list) => list.length > 0).length,
      });
}
