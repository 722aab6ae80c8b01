import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { CommunityForm } from '../arrangement/community-form.tsx';
import { Doorway, Steps } from '../design/doorway.tsx';
import { useFocusOnHeading } from '../design/heading-focus.ts';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { foundOrganization, listCommunities, showMe, showSetup } from '../kernel/contract.ts';
import type { Community, Me } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { sessionQuery } from '../kernel/session.ts';
import { plural, t, word } from '../kernel/words.ts';
import { FirstAccount } from '../membership/first-account.tsx';
import { useMailing } from '../membership/mailing.ts';
import { InviteMany } from '../membership/invite-many.tsx';
import { OrganizationForm } from '../membership/organization-form.tsx';
import { FirstExchange } from './first-exchange.tsx';
import './onboarding.css';
import { RulesStep } from './rules-step.tsx';
import { keepStep, keptStep, SETUP_STEPS, spendMs, spentMs } from './setup-progress.ts';
import type { SetupStep } from './setup-progress.ts';

const NAMES: Record<SetupStep, string> = {
  you: word('You'),
  organization: word('Your organization'),
  community: word('The community'),
  rules: word('The rules'),
  invite: word('Invite others'),
  share: word('First exchange'),
};

/** Founding a community, from the printed address to the first share. It can be left and taken up again at any step. */
export function SetupScreen(): ReactNode {
  const { data: me, error, isPending } = useQuery(sessionQuery);
  const communities = useAnswer(listCommunities, {}, { enabled: me !== undefined && me !== null });
  const [kept, setKept] = useState(keptStep);
  const [isShowingCodes, setShowingCodes] = useState(false);
  const go = (step: SetupStep | undefined): void => {
    keepStep(step);
    setKept(step);
  };
  const community = communities.data?.items[0];
  const isReading = isPending || (me !== null && communities.isPending);
  const step = isShowingCodes ? 'you' : stepOf(me ?? null, community, kept);
  useFocusOnHeading(isReading ? undefined : step);
  return (
    <Doorway
      aside={
        <nav aria-label={t('Steps')}>
          <Steps
            names={SETUP_STEPS.map((one) => t(NAMES[one]))}
            current={SETUP_STEPS.indexOf(step)}
          />
          <Spent />
        </nav>
      }
    >
      <ProblemPanel error={error ?? communities.error} />
      {isReading && !isShowingCodes ? (
        <Loading />
      ) : (
        <Step step={step} community={community} go={go} onCodes={setShowingCodes} />
      )}
    </Doorway>
  );
}

interface StepProps {
  readonly step: SetupStep;
  readonly community: Community | undefined;
  readonly go: (step: SetupStep | undefined) => void;
  readonly onCodes: (isShowing: boolean) => void;
}

function Step({ step, community, go, onCodes }: StepProps): ReactNode {
  if (step === 'you') return <YouStep onCodes={onCodes} />;
  if (step === 'organization') return <OrganizationStep />;
  if (step === 'community' || community === undefined) {
    return <CommunityStep onDone={() => go('rules')} />;
  }
  if (step === 'rules') return <AgreeStep community={community} onDone={() => go('invite')} />;
  if (step === 'invite') return <InviteStep community={community} onDone={() => go('share')} />;
  return <ShareStep community={community} go={go} />;
}

function YouStep({ onCodes }: { onCodes: (isShowing: boolean) => void }): ReactNode {
  const setup = useAnswer(showSetup, {});
  // Taken out of the address at once, so that it stays in no history.
  const [secret] = useState(takeSecret);
  if (setup.isPending) return <Loading />;
  if (setup.error !== null) {
    return <ProblemPanel error={setup.error} onRetry={() => void setup.refetch()} />;
  }
  if (setup.data.open && secret !== '') return <FirstAccount secret={secret} onCodes={onCodes} />;
  return (
    <>
      <PageHead
        title={setup.data.open ? t('This hub waits for its founder') : t('This hub is set up')}
        tab={t('Set-up')}
        lead={
          setup.data.open
            ? t(
                'Open the single-use address that was printed when the hub started. It ends in “/setup#” and a secret; start the hub again to print another.',
              )
            : t('Its first account exists. Sign in, or ask a member for an invitation.')
        }
      />
      {!setup.data.open && (
        <p>
          <Link to="/sign-in">{t('Sign in')}</Link>
        </p>
      )}
    </>
  );
}

function OrganizationStep(): ReactNode {
  const found = useAct(foundOrganization, { stale: [showMe, listCommunities] });
  return (
    <>
      <PageHead
        title={t('Your organization')}
        tab={t('Set-up')}
        lead={t(
          'Organizations exchange here; people act for them. Yours will be the first member.',
        )}
      />
      <OrganizationForm
        action={t('Go on')}
        isBusy={found.isPending}
        error={found.error}
        onSubmit={(body) => found.mutate({ body })}
      />
    </>
  );
}

function CommunityStep({ onDone }: { onDone: () => void }): ReactNode {
  return (
    <>
      <PageHead
        title={t('The community')}
        tab={t('Set-up')}
        lead={t(
          'A circle of organizations that agree how they share. You will chair it; that can be handed over.',
        )}
      />
      <CommunityForm onDone={onDone} />
    </>
  );
}

function AgreeStep({ community, onDone }: { community: Community; onDone: () => void }): ReactNode {
  return (
    <>
      <PageHead
        title={t('The rules')}
        tab={t('Set-up')}
        lead={t(
          'Markings such as TLP:AMBER say “organization”, “client” and “community”: agree what they mean here, so that nobody has to guess. It can be changed later, and each item keeps the meaning it was shared under.',
        )}
      />
      <RulesStep community={community} onDone={onDone} />
    </>
  );
}

function InviteStep({
  community,
  onDone,
}: {
  community: Community;
  onDone: () => void;
}): ReactNode {
  const isMailing = useMailing();
  return (
    <>
      <PageHead
        title={t('Invite others')}
        tab={t('Set-up')}
        lead={
          isMailing
            ? t(
                'Make a link for each organization: those for e-mail addresses are mailed, the others you send the way you trust. Whoever opens it makes their account and enters their organization.',
              )
            : t(
                'Make a link for each organization and send it the way you trust: this hub sends no mail. Whoever opens it makes their account and enters their organization.',
              )
        }
      />
      <InviteMany community={community} />
      <p>
        <Button variant="default" onClick={onDone}>
          {t('Go on')}
        </Button>
      </p>
    </>
  );
}

interface ShareStepProps {
  readonly community: Community;
  readonly go: (step: SetupStep | undefined) => void;
}

function ShareStep({ community, go }: ShareStepProps): ReactNode {
  const navigate = useNavigate();
  return (
    <>
      <PageHead
        title={t('First exchange')}
        tab={t('Set-up')}
        lead={t(
          'Paste one thing worth knowing. Before it is sent you see in words who will read it.',
        )}
      />
      <FirstExchange community={community} />
      <div className="row">
        <Button
          variant="default"
          onClick={() => {
            go(undefined);
            const params = { community: community.slug };
            void navigate({ to: '/c/$community/intelligence', params });
          }}
        >
          {t('Into the community')}
        </Button>
        <Button variant="subtle" onClick={() => go('invite')}>
          {t('Invite others')}
        </Button>
      </div>
    </>
  );
}

const TICK_MS = 5000;

/** How long it took so far, while the page was in sight. */
function Spent(): ReactNode {
  const [spent, setSpent] = useState(spentMs);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') spendMs(TICK_MS);
      setSpent(spentMs());
    }, TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.max(1, Math.round(spent / 60_000));
  return (
    <p className="spent">
      {plural(minutes, {
        one: 'Minute 1 of about 10. You can leave at any step and go on later.',
        other: 'Minute {{count}} of about 10. You can leave at any step and go on later.',
      })}
    </p>
  );
}

function stepOf(
  me: Me | null,
  community: Community | undefined,
  kept: SetupStep | undefined,
): SetupStep {
  if (me === null) return 'you';
  if (me.organization === undefined) return 'organization';
  if (community === undefined) return 'community';
  if (kept === 'invite' || kept === 'share') return kept;
  // Once agreed, what is agreed is the hub's to know, on every device.
  return community.profile.version > 1 ? 'invite' : 'rules';
}

function takeSecret(): string {
  const secret = location.hash.slice(1);
  if (secret !== '') history.replaceState(history.state, '', location.pathname);
  return secret;
}
