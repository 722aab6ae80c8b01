import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Community, ReviewDetail } from '../kernel/contract.ts';
import { useMe } from '../kernel/session.ts';
import { plural, rich, t } from '../kernel/words.ts';
import { uncheckedWords } from '../shield/finding-words.ts';
import { isEmpty, useOwnProfile } from '../shield/own-profile.ts';
import { useProfileVersion } from '../shield/use-profile-version.ts';
import { useShield } from '../shield/use-shield.ts';
import type { Shield } from '../shield/use-shield.ts';
import type { ChangesInHand } from './changes.ts';
import { fileOf, OWN_SHOWN_MAX, ownFindings } from './own-findings.ts';
import { FindingList } from './review-findings.tsx';
import type { Finding } from './review-findings.tsx';

interface OwnCheckProps {
  readonly content: NonNullable<ReviewDetail['content']>;
  readonly community: Community;
  readonly inHand: ChangesInHand;
}

/**
 * The check of what waits with the organization's own profile. The profile lies in the officer's browser and goes
 * nowhere, so the check runs here as well.
 */
export function OwnCheck({ content, community, inHand }: OwnCheckProps): ReactNode {
  const { id: person } = useMe();
  const profile = useOwnProfile(person, community.id);
  return (
    <section className="panel stack tight" aria-labelledby="own-check">
      <h2 id="own-check">{t('What is your own in it')}</h2>
      {isEmpty(profile) ? <NoProfile /> : <Checked {...{ content, inHand, profile }} />}
    </section>
  );
}

function NoProfile(): ReactNode {
  return (
    <p>
      {rich(
        'No profile was there to look with: this browser has none of this community, so names, systems and words of your own are not looked for. {{make}}, or take it over there from a file that a colleague saved.',
        { make: <Link to="/settings/own">{t('Say what is your own')}</Link> },
      )}
    </p>
  );
}

type CheckedProps = Pick<OwnCheckProps, 'content' | 'inHand'> & Pick<Shield, 'profile'>;

function Checked({ content, inHand, profile }: CheckedProps): ReactNode {
  const files = useMemo(() => [fileOf(content)], [content]);
  const shield = useShield({ title: content.title, text: content.text, files }, profile);
  const version = useProfileVersion(profile);
  const own = useMemo(() => ownFindings(content, shield.findings), [content, shield.findings]);
  const { isChecking, unchecked, rules } = shield;
  return (
    <>
      <p role="status">{isChecking ? t('Looking …') : countWords(own)}</p>
      <p className="small quiet">
        {t(
          'Looked through in this browser with profile {{version}} and rules v{{rules}}. Not checked: {{unchecked}}.',
          { version, rules, unchecked: uncheckedWords(unchecked) },
        )}
        {content.more_objects && ` ${t('Objects that are not shown were not looked at.')}`}
      </p>
      <FindingList findings={own.slice(0, OWN_SHOWN_MAX)} inHand={inHand} />
      {own.length > OWN_SHOWN_MAX && <p>{t('There are more than are shown.')}</p>}
    </>
  );
}

function countWords(own: readonly Finding[]): string {
  if (own.length === 0) return t('The profile finds nothing beyond that.');
  return plural(own.length, {
    one: '1 more place is found with your profile.',
    other: '{{count}} more places are found with your profile.',
  });
}
