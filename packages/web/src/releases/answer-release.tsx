import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { answersHash } from '../exchange/share-hash.ts';
import { actingAs } from '../kernel/acting.ts';
import { answerRelease, listReleases, showAccess, showHome } from '../kernel/contract.ts';
import type { Community, ReleaseAnswer, ReleaseRequest } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { hubText, t, word } from '../kernel/words.ts';
import { instantOf } from '../protection/release-words.ts';

interface AnswerReleaseProps {
  readonly release: ReleaseRequest;
  readonly community: Community;
}

type Kind = ReleaseAnswer['kind'];

const KINDS: readonly (readonly [Kind, string])[] = [
  ['grant', word('Grant')],
  ['sanitised', word('Send something else')],
  ['refuse', word('Refuse')],
  ['ask-back', word('Ask back')],
];

/** The source's four answers. Which one is chosen first only opens its fields; nothing is sent before it is confirmed. */
export function AnswerRelease({ release, community }: AnswerReleaseProps): ReactNode {
  const [kind, setKind] = useState<Kind>();
  return (
    <div className="stack tight">
      <div className="row" role="group" aria-label={t('Your decision')}>
        {KINDS.map(([one, words]) => (
          <Button
            key={one}
            variant={kind === one ? 'filled' : 'default'}
            aria-pressed={kind === one}
            onClick={() => setKind(kind === one ? undefined : one)}
          >
            {t(words)}
          </Button>
        ))}
      </div>
      {kind !== undefined && (
        <AnswerForm
          key={kind}
          kind={kind}
          release={release}
          community={community}
          onDone={() => setKind(undefined)}
        />
      )}
    </div>
  );
}

interface Draft {
  readonly organizations: readonly string[];
  readonly persons: readonly string[];
  readonly isOutside: boolean;
  readonly until: string;
  readonly object: string;
  readonly words: string;
}

interface AnswerFormProps extends AnswerReleaseProps {
  readonly kind: Kind;
  readonly onDone: () => void;
}

function AnswerForm({ kind, release, community, onDone }: AnswerFormProps): ReactNode {
  const { wanted } = release;
  const [draft, setDraft] = useState<Draft>({
    organizations: wanted.organizations.map(({ id }) => id),
    persons: wanted.persons.map(({ id }) => id),
    isOutside: wanted.outside !== undefined,
    until: '',
    object: '',
    words: '',
  });
  const set = (part: Partial<Draft>): void => setDraft((held) => ({ ...held, ...part }));
  const answer = useAct(answerRelease, {
    stale: [listReleases, showHome, showAccess],
    onDone,
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const params = { community: community.id, release: release.id };
        answer.mutate({ params, body: bodyOf(kind, draft, wanted.outside) });
      }}
    >
      {kind === 'grant' && <GrantFields wanted={wanted} draft={draft} set={set} />}
      {kind === 'sanitised' && <WriteInstead release={release} community={community} />}
      {kind === 'sanitised' && (
        <TextInput
          label={t('Or something you shared already')}
          description={t('Paste its address here. Who asked must be able to read it.')}
          required
          value={draft.object}
          onChange={(event) => set({ object: event.currentTarget.value })}
        />
      )}
      <Textarea
        label={kind === 'ask-back' ? t('What would you like to know?') : t('Remark (optional)')}
        required={kind === 'ask-back'}
        rows={2}
        maxLength={2000}
        value={draft.words}
        onChange={(event) => set({ words: event.currentTarget.value })}
      />
      <ProblemPanel error={answer.error} />
      <div className="row">
        <Button type="submit" loading={answer.isPending}>
          {confirmWords(kind)}
        </Button>
      </div>
    </form>
  );
}

/** The share form with what was asked for, everything done that the check suggests: sending it answers the request. */
function WriteInstead({ release, community }: AnswerReleaseProps): ReactNode {
  // A sealed source answers with what it shared as it: a new share would be another source.
  if (actingAs() !== undefined) return null;
  return (
    <p>
      <Link
        to="/c/$community/share"
        params={{ community: community.slug }}
        hash={answersHash(release.id)}
      >
        {t('Write a version without what points at somebody')}
      </Link>
    </p>
  );
}

function confirmWords(kind: Kind): string {
  switch (kind) {
    case 'grant':
      return t('Release it to them');
    case 'sanitised':
      return t('Send this instead');
    case 'refuse':
      return t('Say no');
    default:
      return t('Send the question');
  }
}

interface GrantFieldsProps {
  readonly wanted: ReleaseRequest['wanted'];
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
}

/** Some or all of those it was asked for, and until when. */
function GrantFields({ wanted, draft, set }: GrantFieldsProps): ReactNode {
  const toggled = (list: readonly string[], id: string): string[] =>
    list.includes(id) ? list.filter((one) => one !== id) : [...list, id];
  return (
    <>
      <fieldset className="stack tight">
        <legend>{t('To whom?')}</legend>
        {wanted.organizations.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={hubText(name)}
            checked={draft.organizations.includes(id)}
            onChange={() => set({ organizations: toggled(draft.organizations, id) })}
          />
        ))}
        {wanted.persons.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={hubText(name)}
            checked={draft.persons.includes(id)}
            onChange={() => set({ persons: toggled(draft.persons, id) })}
          />
        ))}
        {wanted.outside !== undefined && (
          <Checkbox
            label={wanted.outside}
            description={t('Outside the community: who asked may give it to them.')}
            checked={draft.isOutside}
            onChange={() => set({ isOutside: !draft.isOutside })}
          />
        )}
      </fieldset>
      <TextInput
        type="datetime-local"
        label={t('Until when?')}
        description={t('Left empty: until you take it back.')}
        value={draft.until}
        onChange={(event) => set({ until: event.currentTarget.value })}
      />
    </>
  );
}

function bodyOf(kind: Kind, draft: Draft, outside: string | undefined): ReleaseAnswer {
  const words = draft.words.trim();
  const said = words === '' ? {} : { words };
  if (kind === 'ask-back') return { kind, words };
  if (kind === 'refuse') return { kind, ...said };
  if (kind === 'sanitised') return { kind, object: objectIn(draft.object), ...said };
  const until = instantOf(draft.until);
  return {
    kind: 'grant',
    to: {
      ...(draft.organizations.length === 0 ? {} : { organizations: [...draft.organizations] }),
      ...(draft.persons.length === 0 ? {} : { persons: [...draft.persons] }),
      ...(draft.isOutside && outside !== undefined ? { outside } : {}),
    },
    ...(until === undefined ? {} : { until }),
    ...said,
  };
}

/** The id in the address of an object's page, or what was written. */
function objectIn(written: string): string {
  return /\/objects\/([^/?#\s]+)/.exec(written)?.[1] ?? written.trim();
}
