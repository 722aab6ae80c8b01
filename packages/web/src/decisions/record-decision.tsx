import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { safeText } from '../exchange/words.ts';
import {
  listBallots,
  listDecisions,
  listPapers,
  recordDecision,
  showDecision,
} from '../kernel/contract.ts';
import type { Community, Decision, DecisionWish } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { WhoReads } from '../papers/who-reads.tsx';
import type { Readers } from '../papers/who-reads.tsx';
import { isChair, KINDS } from './decision-words.ts';

interface RecordProps {
  readonly community: Community;
  /** The decision that this one takes the place of. */
  readonly replaces?: Decision;
  readonly onDone: (id: string) => void;
  readonly onClose?: () => void;
}

interface Wish extends Readers {
  readonly kind: DecisionWish['kind'];
  readonly title: string;
  readonly text: string;
  readonly day: string;
  /** `paper <id> <n>`, `ballot <id>`, or nothing. */
  readonly rests: string;
}

/** One line is enough; everything else is behind "More". */
export function RecordDecision({ community, replaces, onDone, onClose }: RecordProps): ReactNode {
  const empty: Wish = {
    kind: replaces === undefined || replaces.kind === 'ballot' ? 'minute' : replaces.kind,
    title: '',
    text: '',
    day: '',
    rests: '',
    level: 'green',
    groups: [],
  };
  const [wish, setWish] = useState(empty);
  const record = useAct(recordDecision, {
    stale: [listDecisions, showDecision],
    onDone: ({ id }) => {
      setWish(empty);
      onDone(id);
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        record.mutate({ params: { community: community.id }, body: bodyOf(wish, replaces) });
      }}
    >
      <TextInput
        label={t('What was just agreed, in one line')}
        required
        maxLength={200}
        value={wish.title}
        onChange={(event) => setWish({ ...wish, title: event.currentTarget.value })}
      />
      <details>
        <summary>{t('More: how it came about, a text, who reads it')}</summary>
        <div className="stack">
          <More wish={wish} onChange={setWish} community={community} />
        </div>
      </details>
      <ProblemPanel error={record.error} />
      <div className="row">
        <Button type="submit" loading={record.isPending} disabled={wish.title.trim() === ''}>
          {t('Write it down')}
        </Button>
        {onClose !== undefined && (
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}

function bodyOf(wish: Wish, replaces: Decision | undefined): DecisionWish {
  const { groups, day, rests, ...said } = wish;
  const [what, id = '', n] = rests.split(' ');
  return {
    ...said,
    ...(groups.length === 0 ? {} : { groups: [...groups] }),
    ...(day === '' ? {} : { decided_at: new Date(`${day}T00:00:00`).toISOString() }),
    ...(what === 'paper' ? { paper: { id, n: Number(n) } } : {}),
    ...(what === 'ballot' ? { ballot: id } : {}),
    ...(replaces === undefined ? {} : { replaces: replaces.id }),
  };
}

interface MoreProps {
  readonly wish: Wish;
  readonly onChange: (wish: Wish) => void;
  readonly community: Community;
}

function More({ wish, onChange, community }: MoreProps): ReactNode {
  const kinds = KINDS.filter(([kind]) =>
    isChair(community) ? kind !== 'ballot' : kind === 'minute',
  );
  return (
    <>
      <NativeSelect
        label={t('How it came about')}
        data={kinds.map(([value, words]) => ({ value, label: t(words) }))}
        value={wish.kind}
        onChange={(event) => {
          const { value } = event.currentTarget;
          const kind = kinds.find(([one]) => one === value)?.[0] ?? 'minute';
          if (kind !== 'ballot') onChange({ ...wish, kind });
        }}
      />
      <Textarea
        label={t('Text')}
        rows={3}
        maxLength={4000}
        value={wish.text}
        onChange={(event) => onChange({ ...wish, text: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        className="decision-date"
        label={t('Agreed on')}
        description={t('With no day chosen: now.')}
        value={wish.day}
        onChange={(event) => onChange({ ...wish, day: event.currentTarget.value })}
      />
      <RestsOn wish={wish} onChange={onChange} community={community} />
      <WhoReads
        of={wish}
        onChange={(readers) => onChange({ ...wish, ...readers })}
        community={community}
        hint={t('With none chosen, everybody who takes part here reads it.')}
      />
    </>
  );
}

function RestsOn({ wish, onChange, community }: MoreProps): ReactNode {
  const params = { community: community.id };
  const papers = useAnswer(listPapers, { params }).data?.items ?? [];
  const ballots = useAnswer(listBallots, { params }).data?.items ?? [];
  const choices = [
    ...papers.flatMap(({ id, title, in_force: inForce }) =>
      inForce === undefined
        ? []
        : [
            {
              value: `paper ${id} ${String(inForce.n)}`,
              label: t('{{title}}, version {{n}}', { title: safeText(title), n: inForce.n }),
            },
          ],
    ),
    ...ballots
      .filter(({ state }) => state === 'closed')
      .map(({ id, title }) => ({ value: `ballot ${id}`, label: safeText(title) })),
  ];
  if (choices.length === 0) return null;
  return (
    <NativeSelect
      label={t('It rests on')}
      data={[{ value: '', label: t('Nothing written') }, ...choices]}
      value={wish.rests}
      onChange={(event) => onChange({ ...wish, rests: event.currentTarget.value })}
    />
  );
}
