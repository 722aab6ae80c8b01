import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { safeText } from '../exchange/words.ts';
import { listBallots, nameVoters, showBallot, showHome, showVoters } from '../kernel/contract.ts';
import type { Community, Voters } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { listWords, t } from '../kernel/words.ts';

/** Who votes for one's organization; whoever represents it may name others. */
export function VotersPanel({ community }: { community: Community }): ReactNode {
  const voters = useAnswer(showVoters, { params: { community: community.id } });
  const { data } = voters;
  if (data === undefined) return <ProblemPanel error={voters.error} />;
  const names = data.persons.map(({ name }) => safeText(name));
  return (
    <section className="panel stack tight" aria-labelledby="voters-title">
      <h2 id="voters-title">{t('Who votes for your organization')}</h2>
      <p>
        {names.length === 0
          ? t('Whoever represents it here.')
          : t('Named to vote: {{names}}.', { names: listWords(names) })}
      </p>
      {data.may_name && (
        <NameVoters
          key={data.persons.map(({ id }) => id).join(' ')}
          of={data}
          community={community}
        />
      )}
    </section>
  );
}

function NameVoters({ of, community }: { of: Voters; community: Community }): ReactNode {
  const [persons, setPersons] = useState(of.persons.map(({ id }) => id));
  const name = useAct(nameVoters, { stale: [showVoters, listBallots, showBallot, showHome] });
  return (
    <details>
      <summary>{t('Name who votes')}</summary>
      <form
        className="stack tight"
        onSubmit={(event) => {
          event.preventDefault();
          name.mutate({ params: { community: community.id }, body: { persons } });
        }}
      >
        <Checkbox.Group
          label={t('They vote, and nobody else of your organization')}
          description={t('With nobody chosen: whoever represents it.')}
          value={persons}
          onChange={setPersons}
        >
          <div className="row">
            {of.people.map(({ id, name: words }) => (
              <Checkbox key={id} value={id} label={safeText(words)} />
            ))}
          </div>
        </Checkbox.Group>
        <ProblemPanel error={name.error} />
        <p>
          <Button type="submit" variant="default" loading={name.isPending}>
            {t('Save')}
          </Button>
        </p>
      </form>
    </details>
  );
}
