import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { listRegimes, setRegimes } from '../kernel/contract.ts';
import type { Community, Regime } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';

interface RegimesFormProps {
  readonly community: Community;
  readonly regimes: readonly Regime[];
  readonly onClose: () => void;
}

/** A law as it is being written; times in UTC, as `2026-01-31T05:00`. */
interface Draft {
  readonly key: number;
  readonly name: string;
  readonly where: string;
  readonly asks: string;
  readonly periods: readonly { readonly from: string; readonly until: string }[];
  readonly knownUntil: string;
}

/** All laws of a community at once; nothing changes before they are kept. */
export function RegimesForm({ community, regimes, onClose }: RegimesFormProps): ReactNode {
  const [drafts, setDrafts] = useState(() => regimes.map(draftOf));
  const save = useAct(setRegimes, { stale: [listRegimes], onDone: onClose });
  const put = (draft: Draft): void =>
    setDrafts(drafts.map((one) => (one.key === draft.key ? draft : one)));
  const nextKey = drafts.reduce((most, { key }) => Math.max(most, key), 0) + 1;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ params: { community: community.id }, body: { items: drafts.map(saidOf) } });
      }}
    >
      {drafts.map((draft, place) => (
        <fieldset key={draft.key} className="panel stack tight">
          <legend>{t('Law {{number}}', { number: place + 1 })}</legend>
          <RegimeFields draft={draft} onChange={put} />
          <div className="row">
            <Button
              variant="subtle"
              onClick={() => setDrafts(drafts.filter(({ key }) => key !== draft.key))}
            >
              {t('Take law {{number}} out', { number: place + 1 })}
            </Button>
          </div>
        </fieldset>
      ))}
      <ProblemPanel error={save.error} />
      <div className="row">
        <Button type="submit" loading={save.isPending}>
          {t('Keep these laws')}
        </Button>
        <Button variant="default" onClick={() => setDrafts([...drafts, emptyDraft(nextKey)])}>
          {t('Add a law')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}

interface RegimeFieldsProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

function RegimeFields({ draft, onChange }: RegimeFieldsProps): ReactNode {
  return (
    <>
      <TextInput
        label={t('Name of the law')}
        required
        maxLength={200}
        value={draft.name}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
      />
      <TextInput
        label={t('For whom')}
        required
        maxLength={200}
        value={draft.where}
        onChange={(event) => onChange({ ...draft, where: event.currentTarget.value })}
      />
      <Textarea
        label={t('What it asks')}
        required
        rows={3}
        maxLength={1000}
        value={draft.asks}
        onChange={(event) => onChange({ ...draft, asks: event.currentTarget.value })}
      />
      <Times draft={draft} onChange={onChange} />
      <TextInput
        type="datetime-local"
        label={t('Known until (UTC, optional)')}
        value={draft.knownUntil}
        onChange={(event) => onChange({ ...draft, knownUntil: event.currentTarget.value })}
      />
    </>
  );
}

function Times({ draft, onChange }: RegimeFieldsProps): ReactNode {
  const { periods } = draft;
  const put = (place: number, change: Partial<Draft['periods'][number]>): void =>
    onChange({
      ...draft,
      periods: periods.map((one, at) => (at === place ? { ...one, ...change } : one)),
    });
  return (
    <>
      {periods.map((period, place) => (
        <div className="row" key={String(place)}>
          <TextInput
            type="datetime-local"
            required
            label={t('In force from (UTC)')}
            value={period.from}
            onChange={(event) => put(place, { from: event.currentTarget.value })}
          />
          <TextInput
            type="datetime-local"
            label={t('In force until (UTC, optional)')}
            value={period.until}
            onChange={(event) => put(place, { until: event.currentTarget.value })}
          />
        </div>
      ))}
      <div className="row">
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onChange({ ...draft, periods: [...periods, { from: '', until: '' }] })}
        >
          {t('Add a time')}
        </Button>
        {periods.length > 1 && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onChange({ ...draft, periods: periods.slice(0, -1) })}
          >
            {t('Take the last time out')}
          </Button>
        )}
      </div>
    </>
  );
}

function emptyDraft(key: number): Draft {
  return { key, name: '', where: '', asks: '', periods: [{ from: '', until: '' }], knownUntil: '' };
}

function draftOf(of: Regime, key: number): Draft {
  return {
    key,
    name: of.name,
    where: of.where,
    asks: of.asks,
    periods: of.periods.map(({ from, until }) => ({
      from: fieldOf(from),
      until: until === undefined ? '' : fieldOf(until),
    })),
    knownUntil: of.known_until === undefined ? '' : fieldOf(of.known_until),
  };
}

function saidOf({ name, where, asks, periods, knownUntil }: Draft): {
  name: string;
  where: string;
  asks: string;
  periods: { from: string; until?: string }[];
  known_until?: string;
} {
  return {
    name,
    where,
    asks,
    periods: periods.map(({ from, until }) => ({
      from: instantOf(from),
      ...(until === '' ? {} : { until: instantOf(until) }),
    })),
    ...(knownUntil === '' ? {} : { known_until: instantOf(knownUntil) }),
  };
}

/** As the field wants it: to the minute. */
function fieldOf(instant: string): string {
  return instant.slice(0, 16);
}

/** Browsers leave the seconds out when they are nought. */
function instantOf(field: string): string {
  return field.length === 16 ? `${field}:00Z` : `${field}Z`;
}
