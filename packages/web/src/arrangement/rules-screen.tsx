import type { ReactNode } from 'react';
import { useState } from 'react';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { PageHead } from '../design/page-head.tsx';
import { TimeText } from '../design/time-text.tsx';
import { useCommunity } from '../kernel/community.ts';
import type { Community } from '../kernel/contract.ts';
import { rich, t } from '../kernel/words.ts';
import { kindWords } from './kind-words.ts';
import { ProfileForm } from './profile-form.tsx';
import { RulesDocument } from './rules-document.tsx';

interface RulesScreenProps {
  /** For whoever may mark something: what the rules come to. */
  readonly below: (community: Community) => ReactNode;
}

/** What the words of a marking mean in this community, for everybody to read. */
export function RulesScreen({ below }: RulesScreenProps): ReactNode {
  const community = useCommunity();
  const [isEditing, setEditing] = useState(false);
  const mayChange = community.may.includes('adopt-profile');
  return (
    <>
      <PageHead
        title={t('Rules')}
        tab={t('Rules')}
        lead={
          <>
            {rich('{{name}}: {{kind}}, founded {{time}}.', {
              name: community.name,
              kind: kindWords(community.kind),
              time: <TimeText at={community.created_at} as="day" />,
            })}{' '}
            {community.purpose !== '' && `“${community.purpose}”`}
          </>
        }
      />
      {isEditing ? (
        <div className="panel measure">
          <ProfileForm
            community={community}
            action={t('Agree on this from now on')}
            onDone={() => setEditing(false)}
          />
        </div>
      ) : (
        <div className="stack measure">
          <Agreed community={community} />
          {mayChange && (
            <p>
              <Button variant="default" onClick={() => setEditing(true)}>
                {t('Change the rules')}
              </Button>
            </p>
          )}
          <p>
            <Link to="/c/$community/papers" params={{ community: community.slug }}>
              {t('Papers: what the community wrote down and agreed')}
            </Link>
          </p>
          <p>
            <Link to="/c/$community/decisions" params={{ community: community.slug }}>
              {t('Decisions and ballots')}
            </Link>
          </p>
          <p>
            <Link to="/c/$community/privacy" params={{ community: community.slug }}>
              {t('Privacy: how long things are kept')}
            </Link>
          </p>
          {community.may.includes('preview-as') && below(community)}
        </div>
      )}
    </>
  );
}

function Agreed({ community }: { community: Community }): ReactNode {
  const { profile } = community;
  return (
    <section className="panel stack" aria-labelledby="agreed">
      <h2 id="agreed">{t('What is agreed')}</h2>
      <p className="quiet small">
        {t('Version {{version}}. Each item keeps the meaning it was shared under.', {
          version: profile.version,
        })}
      </p>
      <RulesDocument profile={profile} />
    </section>
  );
}
