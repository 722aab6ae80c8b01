import { Button, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Window } from '../design/window.tsx';
import { listCustodians, listOpenings, openSeal } from '../kernel/contract.ts';
import type { Community, ObjectDetail } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { t } from '../kernel/words.ts';
import { SignInAgain } from './sign-in-again.tsx';

interface OpenSealProps {
  readonly object: ObjectDetail;
  readonly community: Community;
}

/** For a custodian: asks to open the seal of an object, with a reason the source reads. */
export function OpenSeal({ object, community }: OpenSealProps): ReactNode {
  const me = useMe();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const custodians = useAnswer(listCustodians, { params: { community: community.id } });
  const act = useAct(openSeal, {
    stale: [listOpenings],
    onDone: () =>
      void navigate({ to: '/c/$community/custody', params: { community: community.slug } }),
  });
  const isCustodian = custodians.data?.items.some(
    ({ active, person }) => active && person.id === me.id,
  );
  if (isCustodian !== true) return null;
  const close = (): void => setOpen(false);
  return (
    <span>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t('Open its seal')}
      </Button>
      <Window title={t('Open its seal')} isOpen={isOpen} onClose={close}>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            act.mutate({ params: { community: community.id, id: object.id }, body: { reason } });
          }}
        >
          <p className="quiet">
            {t(
              'The source reads who opened it, when, and why, and so does the record. A pseudonym that is not sealed for you answers as if nothing were there.',
            )}
          </p>
          <Textarea
            label={t('Why?')}
            required
            rows={2}
            minLength={3}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <SignInAgain error={act.error} />
          <div className="row">
            <Button type="submit" loading={act.isPending}>
              {t('Ask to open it')}
            </Button>
            <Button variant="default" onClick={close}>
              {t('Cancel')}
            </Button>
          </div>
        </form>
      </Window>
    </span>
  );
}
