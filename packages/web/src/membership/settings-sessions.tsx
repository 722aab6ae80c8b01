import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { endSession, listSessions } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';

/** Where I am signed in. */
export function SessionSection(): ReactNode {
  const sessions = useAnswer(listSessions, {});
  const end = useAct(endSession, { stale: [listSessions] });
  return (
    <section className="panel stack" aria-labelledby="sessions">
      <h2 id="sessions">{t('Where you are signed in')}</h2>
      <ProblemPanel error={sessions.error ?? end.error} />
      <ul className="stack">
        {(sessions.data?.items ?? []).map((session) => (
          <li key={session.id} className="row spread">
            <span>
              {browserWords(session.user_agent)}{' '}
              {session.current && <span className="tag">{t('This one')}</span>}
              <span className="small quiet" style={{ display: 'block' }}>
                {rich('Since {{time}}, last used {{used}}', {
                  time: <TimeText at={session.created_at} as="day" />,
                  used: <TimeText at={session.last_seen_at} />,
                })}
              </span>
            </span>
            {!session.current && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => end.mutate({ params: { session: session.id } })}
              >
                {t('End')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function browserWords(agent: string): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(agent)?.[1] ?? t('A program');
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(agent)?.[1];
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera' };
  const name = names[browser] ?? browser;
  return system === undefined ? name : t('{{name}} on {{system}}', { name, system });
}
