import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import {
  listPapers,
  movePaper,
  showHome,
  showPaper,
  showPaperVersion,
} from '../kernel/contract.ts';
import type { Community, PaperDetail } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { faultWords, moveWords } from './paper-words.ts';

interface PaperMovesProps {
  readonly paper: PaperDetail;
  readonly version: PaperDetail['versions'][number];
  readonly community: Community;
}

type Move = PaperMovesProps['version']['may'][number];

/** The next steps of a version, for chairs; whoever proposed it may drop it. */
export function PaperMoves(props: PaperMovesProps): ReactNode {
  const { version } = props;
  const [chosen, setChosen] = useState<Move>();
  if (version.may.length === 0) return null;
  return (
    <section className="panel stack tight" aria-labelledby="paper-moves">
      <h2 id="paper-moves">{t('Next step')}</h2>
      {version.in_the_way !== undefined && <p>{faultWords(version.in_the_way)}</p>}
      {version.words.some((one) => one.private && one.taken_back_at === undefined) && (
        <p className="panel caution">
          {t(
            'Somebody objects to you alone. What you write as a reason is read by all members: do not say who.',
          )}
        </p>
      )}
      <div className="row" role="group" aria-label={t('Next step')}>
        {version.may.map((to) => (
          <Button
            key={to}
            variant={chosen === to ? 'filled' : 'default'}
            aria-pressed={chosen === to}
            onClick={() => setChosen(chosen === to ? undefined : to)}
          >
            {moveWords(to).act}
          </Button>
        ))}
      </div>
      {chosen !== undefined && version.may.includes(chosen) && (
        <MoveForm key={chosen} {...props} to={chosen} onDone={() => setChosen(undefined)} />
      )}
    </section>
  );
}

function MoveForm({
  paper,
  version,
  community,
  to,
  onDone,
}: PaperMovesProps & { to: Move; onDone: () => void }): ReactNode {
  const [words, setWords] = useState('');
  const [until, setUntil] = useState('');
  const move = useAct(movePaper, {
    stale: [listPapers, showPaper, showPaperVersion, showHome],
    onDone,
  });
  const { act, asks } = moveWords(to);
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        move.mutate({
          params: { community: community.id, paper: paper.id },
          body: {
            n: version.n,
            to,
            ...(until === '' ? {} : { until: new Date(`${until}T23:59:59`).toISOString() }),
            ...(words.trim() === '' ? {} : { words }),
          },
        });
      }}
    >
      {to === 'open' ? (
        <TextInput
          type="date"
          className="paper-date"
          label={asks}
          required
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      ) : (
        <Textarea
          label={asks}
          required={to !== 'adopted'}
          rows={2}
          maxLength={4000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      <ProblemPanel error={move.error} />
      <div className="row">
        <Button type="submit" loading={move.isPending}>
          {act}
        </Button>
      </div>
    </form>
  );
}
