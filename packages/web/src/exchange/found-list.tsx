import { Button, Checkbox } from '@mantine/core';
import { defang } from '@tocsin/stix';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { plural, t } from '../kernel/words.ts';
import { whyWords } from './found-values.ts';
import type { Found, FoundValue } from './found-values.ts';
import { valueKey } from './share-draft.ts';
import { observableWords } from './words.ts';

interface FoundListProps {
  readonly found: Found;
  readonly isEmpty: boolean;
  readonly isOn: (value: FoundValue) => boolean;
  readonly onTick: (values: readonly FoundValue[], isOn: boolean) => void;
  readonly onShow: (value: FoundValue) => void;
}

const STEP = 200;

/** The twin of the marked text: each value with its kind, its tick box, why it is not ticked, and the way to it. */
export function FoundList(props: FoundListProps): ReactNode {
  const { found, isEmpty, isOn, onTick } = props;
  const { values } = found;
  const [shown, setShown] = useState(STEP);
  const listed = values.slice(0, shown);
  const kinds = [...new Set(listed.map(({ kind }) => kind))];
  return (
    <section className="stack tight" aria-labelledby="found">
      <h2 id="found" tabIndex={-1}>
        {t('Found in the text')}
      </h2>
      <p className="quiet" role="status">
        {foundWords(isEmpty, found)}
      </p>
      <ProblemPanel error={found.error} onRetry={found.retry} />
      {values.length > 1 && (
        <div className="row">
          <Button size="compact-sm" variant="default" onClick={() => onTick(values, true)}>
            {t('Tick all')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => onTick(values, false)}>
            {t('Untick all')}
          </Button>
        </div>
      )}
      {kinds.map((kind) => {
        const all = values.filter((one) => one.kind === kind);
        return (
          <div key={kind} className="found-kind">
            <KindHead values={all} isOn={isOn} onTick={onTick} />
            <ul className="found">
              {listed
                .filter((one) => one.kind === kind)
                .map((one) => (
                  <FoundRow key={valueKey(one)} value={one} {...props} />
                ))}
            </ul>
          </div>
        );
      })}
      {values.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + STEP)}>
          {t('Show more of {{count}}', { count: values.length })}
        </Button>
      )}
    </section>
  );
}

type KindHeadProps = Pick<FoundListProps, 'isOn' | 'onTick'> & {
  readonly values: readonly FoundValue[];
};

/** A kind with its number; ticks or unticks all of it. */
function KindHead({ values, isOn, onTick }: KindHeadProps): ReactNode {
  const [first] = values;
  const on = values.filter(isOn).length;
  if (first === undefined) return null;
  const observable = observableWords(first.kind);
  if (values.length === 1) return <h3>{observable}</h3>;
  return (
    <Checkbox
      className="kind-head"
      checked={on === values.length}
      indeterminate={on > 0 && on < values.length}
      onChange={() => onTick(values, on < values.length)}
      label={t('{{observable}}: {{on}} of {{count}}', { observable, on, count: values.length })}
    />
  );
}

function FoundRow({
  value,
  isOn,
  onTick,
  onShow,
}: FoundListProps & { value: FoundValue }): ReactNode {
  const why = whyWords(value);
  const safe = defang(value.value);
  return (
    <li>
      <Checkbox
        checked={isOn(value)}
        onChange={(event) => onTick([value], event.currentTarget.checked)}
        label={
          <>
            <span className="unseen">{t('Share')} </span>
            <code translate="no">{safe}</code>
          </>
        }
        {...(why === undefined ? {} : { description: why })}
      />
      <button type="button" className="link-button small" onClick={() => onShow(value)}>
        {t('Show')}
        <span className="unseen"> {t('{{value}} in the text', { value: safe })}</span>
        {value.places.length > 1 && ` (${value.places.length}×)`}
      </button>
    </li>
  );
}

function foundWords(isEmpty: boolean, { values, isLooking }: Found): string {
  if (isEmpty) {
    return t(
      'Addresses, domains, hashes and vulnerability numbers appear here as you paste. What is ticked becomes something others can search, match and block.',
    );
  }
  if (values.length === 0) {
    return isLooking
      ? t('Looking …')
      : t('Nothing that machines can match. The text is shared as it is.');
  }
  return plural(values.length, {
    one: '1 value. Untick it if it belongs to a victim or to nobody in particular; it stays in the text.',
    other:
      '{{count}} values. Untick what belongs to a victim or to nobody in particular; it stays in the text.',
  });
}
