import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { HubWords } from '../design/hub-words.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { call } from '../kernel/client.ts';
import { listPersonas, signInAsPersona } from '../kernel/contract.ts';
import type { Me } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';

/** The people of a demonstration: a visitor chooses whom to be, without a password. */
export function PersonaList({ onDone }: { onDone: (me: Me) => void }): ReactNode {
  const { data, error } = useAnswer(listPersonas, {});
  const [fault, setFault] = useState<unknown>();
  const enter = async (email: string): Promise<void> => {
    try {
      onDone(await call(signInAsPersona, { body: { email } }));
    } catch (problem) {
      setFault(problem);
    }
  };
  return (
    <section className="stack" aria-labelledby="personas">
      <h2 id="personas">{t('Whom would you like to be?')}</h2>
      <p>
        {t(
          'This is a demonstration: the community, its people and everything they share are invented, and all of it is gone when it stops.',
        )}
      </p>
      <ProblemPanel error={fault ?? error} />
      <ul className="personas">
        {data?.personas.map(({ email, name, organization, part, look }) => (
          <li key={email}>
            <UnstyledButton className="persona" onClick={() => void enter(email)}>
              <strong>{rich('{{name}}, {{organization}}', { name, organization })}</strong>
              <span>
                <HubWords>{part}</HubWords>
              </span>
              <small>
                <HubWords>{look}</HubWords>
              </small>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
