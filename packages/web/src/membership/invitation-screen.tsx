import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Doorway } from '../design/doorway.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { call } from '../kernel/client.ts';
import { acceptInvitation, joinByInvitation, showInvitation } from '../kernel/contract.ts';
import type { FirstSignIn, InvitationSeen, Me } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { enterSession, sessionQuery } from '../kernel/session.ts';
import { noteSignedIn } from '../kernel/signed-in.ts';
import { listWords, rich, t } from '../kernel/words.ts';
import { AccountForm } from './account-form.tsx';
import { OrganizationForm } from './organization-form.tsx';
import type { OrganizationDraft } from './organization-form.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { roleWords } from './role-words.ts';

/** What an invitation is to, and accepting it. */
export function InvitationScreen(): ReactNode {
  // Behind the "#", so that no server or proxy writes it down.
  const secret = useRouterState({ select: ({ location }) => location.hash });
  // Without a secret there is nothing to ask: the address was cut, or the page is being left.
  const isWhole = secret !== '';
  const invitation = useAnswer(
    showInvitation,
    { params: { secret } },
    { enabled: isWhole, staleTime: Infinity },
  );
  const { data: me } = useQuery(sessionQuery);
  const [made, setMade] = useState<FirstSignIn>();
  const seen = invitation.data;
  const enter = useEntering(seen);
  return (
    <Doorway aside={<InvitationAside seen={seen} />}>
      {made !== undefined && (
        <>
          <PageHead title={t('Keep your recovery codes')} tab={t('Invitation')} />
          <RecoveryCodes codes={made.recovery_codes} onKept={() => enter(made.me)} />
        </>
      )}
      {made === undefined && isWhole && invitation.isPending && <Loading />}
      {made === undefined && (!isWhole || invitation.error !== null) && (
        <>
          <PageHead
            title={t('This invitation cannot be used')}
            tab={t('Invitation')}
            lead={t(
              'It was used, withdrawn or has expired, or the address is not whole. Ask whoever sent it for another.',
            )}
          />
          <ProblemPanel error={invitation.error} />
        </>
      )}
      {made === undefined && seen !== undefined && me !== undefined && (
        <Accept seen={seen} secret={secret} me={me} onMade={setMade} onJoined={enter} />
      )}
    </Doorway>
  );
}

function useEntering(seen: InvitationSeen | undefined): (me: Me) => void {
  const navigate = useNavigate();
  return (me) => {
    enterSession(me);
    if (seen === undefined) return;
    const params = { community: seen.community.slug };
    void navigate({ to: '/c/$community/welcome', params });
  };
}

function InvitationAside({ seen }: { seen: InvitationSeen | undefined }): ReactNode {
  if (seen === undefined) return null;
  return (
    <>
      <p>
        {rich('An invitation from {{inviter}}, open until {{time}}.', {
          inviter: seen.invited_by,
          time: <TimeText at={seen.expires_at} as="day" />,
        })}
      </p>
      {seen.community.purpose !== '' && <p>“{seen.community.purpose}”</p>}
    </>
  );
}

interface AcceptProps {
  readonly seen: InvitationSeen;
  readonly secret: string;
  readonly me: Me | null;
  readonly onMade: (made: FirstSignIn) => void;
  readonly onJoined: (me: Me) => void;
}

function Accept({ seen, secret, me, onMade, onJoined }: AcceptProps): ReactNode {
  const [organization, setOrganization] = useState<OrganizationDraft>();
  const join = useAct(joinByInvitation, { onDone: onJoined });
  const bringsOrganization = seen.organization === undefined;
  const joinAs = (draft?: OrganizationDraft): void =>
    join.mutate({ params: { secret }, body: draft === undefined ? {} : { organization: draft } });
  if (bringsOrganization && organization === undefined) {
    return (
      <>
        <Head seen={seen} />
        <h2>{t('First: your organization')}</h2>
        <OrganizationForm
          action={me === null ? t('Go on') : t('Accept and join')}
          within="organization."
          isBusy={join.isPending}
          error={join.error}
          onSubmit={(draft) => (me === null ? setOrganization(draft) : joinAs(draft))}
        />
      </>
    );
  }
  if (me !== null) {
    return (
      <>
        <Head seen={seen} />
        <p>{t('You are signed in as {{name}}.', { name: me.name })}</p>
        <ProblemPanel error={join.error} />
        <p>
          <Button loading={join.isPending} onClick={() => joinAs()}>
            {t('Accept and join')}
          </Button>
        </p>
      </>
    );
  }
  return (
    <>
      <Head seen={seen} />
      <h2>{bringsOrganization ? t('Now: your account') : t('Your account')}</h2>
      <p className="quiet">
        {rich('You have one on this hub? {{link}}', {
          link: (
            <Link to="/sign-in" search={{ next: '/invitations' }} hash={secret}>
              {t('Sign in first')}
            </Link>
          ),
        })}
      </p>
      <AccountForm
        action={t('Create my account')}
        email={seen.email}
        submit={async (account) => {
          const body = organization === undefined ? account : { ...account, organization };
          const made = await call(acceptInvitation, { params: { secret }, body });
          // The session begins here, before the codes are kept.
          noteSignedIn(true);
          onMade(made);
        }}
      />
    </>
  );
}

function Head({ seen }: { seen: InvitationSeen }): ReactNode {
  return (
    <PageHead
      title={t('Join “{{name}}”', { name: seen.community.name })}
      tab={t('Invitation')}
      lead={
        seen.organization === undefined
          ? t(
              '{{inviter}} invites your organization to exchange threat information in this community.',
              { inviter: seen.invited_by },
            )
          : t('{{inviter}} invites you to act for {{name}} ({{roles}}).', {
              inviter: seen.invited_by,
              name: seen.organization.name,
              roles: listWords(seen.roles.map(roleWords)),
            })
      }
    />
  );
}
