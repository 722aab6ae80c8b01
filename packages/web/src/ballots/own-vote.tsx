import { Button, Checkbox, NativeSelect, Radio, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { safeText } from '../exchange/words.ts';
import { castVote, listBallots, showBallot, showHome } from '../kernel/contract.ts';
import type { BallotDetail, Community } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { listWords, rich, t } from '../kernel/words.ts';
import { choiceWords } from './ballot-words.ts';

interface OwnVoteProps {
  readonly of: BallotDetail;
  readonly community: Community;
}

/** The vote of one's organization: what it is so far, and giving or changing it. */
export function OwnVote({ of, community }: OwnVoteProps): ReactNode {
  const mayVote = of.may.includes('vote');
  if (of.state !== 'open' || (of.own === undefined && !mayVote)) return null;
  return (
    <section className="panel stack" aria-labelledby="own-vote">
      <h2 id="own-vote">{t('Your organization’s vote')}</h2>
      <SoFar of={of} />
      {mayVote ? (
        <VoteForm key={of.own?.vote?.at ?? ''} of={of} community={community} />
      ) : (
        of.own?.has_voted === false && (
          <p className="quiet">{t('Others of your organization vote for it.')}</p>
        )
      )}
    </section>
  );
}

function SoFar({ of }: Pick<OwnVoteProps, 'of'>): ReactNode {
  if (of.own?.has_voted !== true) return null;
  const { vote } = of.own;
  if (vote === undefined) {
    return (
      <p role="status">
        {t('Your organization has voted. What it chose is kept apart and cannot be changed.')}
      </p>
    );
  }
  return (
    <p role="status">
      {rich('{{person}} voted {{time}}: {{choice}}.', {
        person: safeText(vote.person.name),
        time: <TimeText at={vote.at} />,
        choice: <strong>{voteWords(of, vote.choice)}</strong>,
      })}
    </p>
  );
}

/** A vote in words. */
export function voteWords(of: BallotDetail, choice: readonly string[]): string {
  if (choice.length === 0) return t('Abstained');
  const words = choice.map((key) => safeText(choiceWords(of, key)));
  return of.type === 'ranking' ? words.join(' › ') : listWords(words);
}

function VoteForm({ of, community }: OwnVoteProps): ReactNode {
  const [choice, setChoice] = useState<readonly string[] | undefined>(of.own?.vote?.choice);
  const [words, setWords] = useState(of.own?.vote?.words ?? '');
  const cast = useAct(castVote, { stale: [showBallot, listBallots, showHome] });
  const send = (chosen: readonly string[]): void =>
    cast.mutate({
      params: { community: community.id, ballot: of.id },
      body: { choice: [...chosen], ...(of.anonymous ? {} : { words }) },
    });
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (choice !== undefined) send(choice);
      }}
    >
      <Warning of={of} />
      <Choices of={of} choice={choice ?? []} onChange={setChoice} />
      {!of.anonymous && (
        <Textarea
          label={t('Why, in your words')}
          description={
            of.type === 'consent'
              ? t('An objection needs a reason. Agreeing needs none.')
              : t('Read by all once it is closed. It may stay empty.')
          }
          rows={2}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      <ProblemPanel error={cast.error} />
      <div className="row">
        <Button type="submit" loading={cast.isPending} disabled={isEmpty(choice)}>
          {of.own?.has_voted === true ? t('Change the vote') : t('Vote')}
        </Button>
        {of.type !== 'consent' && (
          <Button variant="default" loading={cast.isPending} onClick={() => send([])}>
            {t('Abstain')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** What an anonymous vote means, said before it is given. */
function Warning({ of }: Pick<OwnVoteProps, 'of'>): ReactNode {
  if (!of.anonymous) return null;
  return (
    <p className="panel caution">
      {t(
        'This ballot is anonymous: your vote lies among the others without a name or a time. It cannot be found again, so it cannot be changed. That your organization voted is kept. Whoever runs the hub’s database and watches or copies it while votes are given could see more; what is kept afterwards does not say it.',
      )}
    </p>
  );
}

function isEmpty(choice: readonly string[] | undefined): boolean {
  return choice === undefined || choice.length === 0;
}

interface ChoicesProps {
  readonly of: BallotDetail;
  readonly choice: readonly string[];
  readonly onChange: (choice: readonly string[]) => void;
}

function Choices({ of, choice, onChange }: ChoicesProps): ReactNode {
  const keys =
    of.type === 'yes-no'
      ? ['yes', 'no']
      : of.type === 'consent'
        ? ['consent', 'object']
        : of.options.map(({ key }) => key);
  if (of.type === 'ranking')
    return <Places of={of} keys={keys} choice={choice} onChange={onChange} />;
  if (of.type === 'approval') {
    return (
      <Checkbox.Group
        label={t('All you approve of')}
        value={[...choice]}
        onChange={(now) => onChange(now)}
      >
        <div className="stack tight">
          {keys.map((key) => (
            <Checkbox key={key} value={key} label={safeText(choiceWords(of, key))} />
          ))}
        </div>
      </Checkbox.Group>
    );
  }
  return (
    <Radio.Group
      label={t('Your choice')}
      value={choice[0] ?? ''}
      onChange={(key) => onChange([key])}
    >
      <div className="stack tight">
        {keys.map((key) => (
          <Radio key={key} value={key} label={safeText(choiceWords(of, key))} />
        ))}
      </div>
    </Radio.Group>
  );
}

interface PlacesProps extends Pick<ChoicesProps, 'of' | 'choice' | 'onChange'> {
  readonly keys: readonly string[];
}

/** A place for each option; taking a place that is taken moves the other ones down. */
function Places({ of, keys, choice, onChange }: PlacesProps): ReactNode {
  const move = (key: string, place: number): void => {
    const others = choice.filter((one) => one !== key);
    onChange(place === 0 ? others : others.toSpliced(place - 1, 0, key));
  };
  return (
    <fieldset className="plain stack tight">
      <legend>{t('Your order: 1 is what you prefer. What you leave out gets no vote.')}</legend>
      {keys.map((key) => (
        <NativeSelect
          key={key}
          className="decision-date"
          label={safeText(choiceWords(of, key))}
          data={[
            { value: '0', label: t('Left out') },
            ...keys.map((_, place) => ({
              value: String(place + 1),
              label: String(place + 1),
              disabled: place > choice.filter((one) => one !== key).length,
            })),
          ]}
          value={String(choice.indexOf(key) + 1)}
          onChange={(event) => move(key, Number(event.currentTarget.value))}
        />
      ))}
    </fieldset>
  );
}
