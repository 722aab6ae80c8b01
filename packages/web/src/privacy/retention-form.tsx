import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime } from '../design/time-text.tsx';
import {
  listHolds,
  previewRetention,
  setRetention,
  showHome,
  showRetention,
} from '../kernel/contract.ts';
import type { Community, Retention } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { plural, rich, t } from '../kernel/words.ts';
import { kindWords, KINDS_SHOWN } from '../keeping/kind-words.ts';
import type { Kind } from '../keeping/kind-words.ts';

/** A time as it is being written. */
interface Draft {
  readonly kind: Kind;
  readonly days: string;
  /** `2026-01-31`. */
  readonly from: string;
  readonly reason: string;
}

interface RetentionFormProps {
  readonly community: Community;
  readonly scope: Retention['may_set'][number];
  readonly onClose: () => void;
}

/** Sets how long a kind is kept; first it is shown how much would go. */
export function RetentionForm({ community, scope, onClose }: RetentionFormProps): ReactNode {
  const [draft, setDraft] = useState<Draft>({ kind: 'indicators', days: '', from: '', reason: '' });
  const { kind, days, from, reason } = draft;
  const preview = useAct(previewRetention);
  const save = useAct(setRetention, {
    stale: [showRetention, listHolds, showHome],
    onDone: onClose,
  });
  const params = { community: community.id };
  const wish = {
    scope,
    kind,
    ...(days === '' ? {} : { days: Number(days) }),
    ...(from === '' ? {} : { starts_at: `${from}T00:00:00Z` }),
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (preview.data === undefined) preview.mutate({ params, body: wish });
        else save.mutate({ params, body: { ...wish, reason } });
      }}
    >
      <h3>
        {scope === 'community'
          ? t('A time for the community')
          : t('A shorter time for what your organization brings')}
      </h3>
      <WishFields
        wish={draft}
        isOfAll={scope === 'community'}
        onChange={(next) => {
          if (next.reason === draft.reason) preview.reset();
          setDraft(next);
        }}
      />
      <div role="status">{preview.data !== undefined && <Going {...preview.data} />}</div>
      <ProblemPanel error={preview.error ?? save.error} />
      <div className="row">
        <Button type="submit" loading={preview.isPending || save.isPending}>
          {preview.data === undefined ? t('See what would go') : t('Set this time')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}

interface WishFieldsProps {
  readonly wish: Draft;
  readonly isOfAll: boolean;
  readonly onChange: (wish: Draft) => void;
}

function WishFields({ wish, isOfAll, onChange }: WishFieldsProps): ReactNode {
  return (
    <>
      <NativeSelect
        label={t('What')}
        value={wish.kind}
        data={KINDS_SHOWN.map((value) => ({ value, label: kindWords(value) }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...wish, kind: KINDS_SHOWN.find((one) => one === value) ?? 'other' })
        }
      />
      <TextInput
        type="number"
        min={1}
        max={3650}
        step={1}
        label={t('Days from the last version (empty: no limit)')}
        value={wish.days}
        onChange={({ currentTarget: { value } }) => onChange({ ...wish, days: value })}
      />
      <TextInput
        type="date"
        label={t('Starts on (UTC, optional)')}
        description={
          isOfAll
            ? t(
                'A shorter time starts seven days from now at the earliest: members are told on Home.',
              )
            : t('Without a day it starts at once.')
        }
        value={wish.from}
        onChange={({ currentTarget: { value } }) => onChange({ ...wish, from: value })}
      />
      <Textarea
        label={t('Why so long and no longer?')}
        required
        rows={2}
        maxLength={500}
        value={wish.reason}
        onChange={({ currentTarget: { value } }) => onChange({ ...wish, reason: value })}
      />
    </>
  );
}

interface GoingProps {
  readonly objects: number;
  readonly more: boolean;
  readonly starts_at: string;
}

function Going({ objects, more, starts_at: startsAt }: GoingProps): ReactNode {
  return (
    <div className="stack tight">
      <p>
        <strong>
          {more
            ? t('More than {{count}} objects go on the first day', { count: objects })
            : plural(objects, {
                one: '1 object goes on the first day',
                other: '{{count}} objects go on the first day',
              })}
        </strong>
      </p>
      <p>{rich('It starts {{time}}.', { time: <DateTime at={startsAt} /> })}</p>
      <p className="small quiet">
        {t(
          'Counted are the objects you may read yourself. What you do not see is under the same rule and is not counted.',
        )}
      </p>
    </div>
  );
}
