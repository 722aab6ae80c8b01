import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageHead } from '../design/page-head.tsx';
import { useCommunity } from '../kernel/community.ts';
import { t } from '../kernel/words.ts';
import { AttestationSection } from './attestation-section.tsx';
import { HoldsSection } from './holds-section.tsx';
import { RecheckDays } from './recheck-days.tsx';
import { ReportSection } from './report-section.tsx';
import { RetentionSection } from './retention-section.tsx';

/** What is kept how long, what is held, and what a person can ask. */
export function PrivacyScreen(): ReactNode {
  const community = useCommunity();
  return (
    <>
      <PageHead
        title={t('Privacy')}
        tab={t('Privacy')}
        lead={t('What is kept here and how long, and what becomes of it then.')}
      />
      <div className="stack measure">
        <RetentionSection community={community} />
        <HoldsSection community={community} />
        <AttestationSection community={community} />
        <RecheckDays community={community} />
        <ReportSection community={community} />
        <section className="panel stack" aria-labelledby="notice">
          <h2 id="notice">{t('Personal data in what is shared')}</h2>
          <ul className="stack tight">
            <li>
              {t(
                'Before something leaves, the sharing check looks for names, addresses and numbers of persons; what others do not need can be taken out there.',
              )}
            </li>
            <li>
              {t(
                'Its source alone corrects what it brought, with a new version, and takes it back. Whoever was given it is told, and asked to delete copies.',
              )}
            </li>
            <li>
              {t(
                'Who opened and copied what is AMBER or RED is recorded for its source alone, for 400 days.',
              )}
            </li>
            <li>
              {t(
                'The record of acts keeps who did what and no content; what an act was about stands in it as keyed hashes.',
              )}
            </li>
          </ul>
          <p>
            <Link to="/c/$community/recalls" params={{ community: community.slug }}>
              {t('What was taken back or is over')}
            </Link>
          </p>
        </section>
      </div>
    </>
  );
}
