import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { listInvitations, withdrawInvitation } from '../kernel/contract.ts';
import type { Community, Invitation } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';
import { roleWords } from './role-words.ts';

/** Invitations that still work. */
export function InvitationSection({ community }: { community: Community }): ReactNode {
  const params = { community: community.id };
  const invitations = useAnswer(listInvitations, { params });
  const withdraw = useAct(withdrawInvitation, { stale: [listInvitations] });
  const open = (invitations.data?.items ?? []).filter(isOpen);
  if (open.length === 0 && invitations.error === null) return null;
  return (
    <section className="panel stack" aria-labelledby="invitations">
      <h2 id="invitations">{t('Open invitations')}</h2>
      <ProblemPanel error={invitations.error ?? withdraw.error} />
      <ul className="stack">
        {open.map((invitation) => (
          <li key={invitation.id} className="row spread">
            <div>
              {t('{{who}}, for {{name}}', {
                who: invitation.email ?? t('Whoever has the link'),
                name: invitation.organization?.name ?? t('a new organization'),
              })}
              <div className="small quiet">
                {rich('{{roles}}; from {{inviter}}, until {{time}}', {
                  roles: invitation.roles.map(roleWords).join(', '),
                  inviter: invitation.invited_by,
                  time: <TimeText at={invitation.expires_at} as="day" />,
                })}
              </div>
              <LetterLine letter={invitation.letter} />
            </div>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => withdraw.mutate({ params: { ...params, invitation: invitation.id } })}
            >
              {t('Withdraw')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What became of the letter. */
function LetterLine({ letter }: { letter: Invitation['letter'] }): ReactNode {
  if (letter === undefined) return null;
  const { state, why } = letter;
  if (state === 'sent')
    return <div className="small quiet">{t('The mail server took the letter.')}</div>;
  if (state === 'waiting')
    return (
      <div className="small quiet">
        {why === ''
          ? t('The letter is on its way.')
          : t('The letter waits; the mail server said: {{why}}', { why })}
      </div>
    );
  return (
    <div className="small">
      {t(
        'The letter was not taken: {{why}}. Withdraw the invitation and hand over a new link yourself.',
        { why },
      )}
    </div>
  );
}

function isOpen({ used_at: usedAt, expires_at: expiresAt }: Invitation): boolean {
  return usedAt === undefined && Date.parse(expiresAt) > Date.now();
}
