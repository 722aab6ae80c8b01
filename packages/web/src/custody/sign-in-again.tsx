import { Button } from '@mantine/core';
import { useNavigate, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { isProblem } from '../kernel/client.ts';
import { signOut } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { leaveSession } from '../kernel/session.ts';
import { t } from '../kernel/words.ts';

/** What went wrong; when only a fresh sign-in is missing, the way to it and back. */
export function SignInAgain({ error }: { error: unknown }): ReactNode {
  const navigate = useNavigate();
  const router = useRouter();
  const leave = useAct(signOut, {
    onDone: () => {
      const next = router.state.location.href;
      void navigate({ to: '/sign-in', search: { next } }).then(leaveSession);
    },
  });
  return (
    <>
      <ProblemPanel error={error} />
      {isProblem(error, 'sign-in-failed') && (
        <div>
          <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate({})}>
            {t('Sign in again')}
          </Button>
        </div>
      )}
    </>
  );
}
