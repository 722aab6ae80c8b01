import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../design/empty-state.tsx';
import { TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import type { Community, ObjectDetail, Reference } from '../kernel/contract.ts';
import { hubText, t } from '../kernel/words.ts';
import { NamedObjects } from './named-objects.tsx';
import { aboutOf, reportsOf } from './relations.ts';
import { answerText, titleWords } from './title-words.ts';
import { typeWords } from './words.ts';

interface ObjectReportsProps {
  readonly object: ObjectDetail;
  readonly community: Community;
  readonly references: readonly Reference[];
}

/** Reports and notes about it; for a report, also what it is about. */
export function ObjectReports({ object, community, references }: ObjectReportsProps): ReactNode {
  const reports = reportsOf(references);
  const isAbout = aboutOf(object).length > 0;
  return (
    <div className="stack">
      <AboutPanel object={object} community={community} />
      {reports.length === 0 && !isAbout && (
        <EmptyState
          title={t('No reports yet')}
          action={
            <Link to="/c/$community/share" params={{ community: community.slug }}>
              {t('Share a report')}
            </Link>
          }
        >
          {t(
            'Reports and notes that name this object stand here. A report tells the story behind single values: who, how, and what helped.',
          )}
        </EmptyState>
      )}
      {reports.map((report) => (
        <ReportPanel key={report.id} report={report} community={community} />
      ))}
    </div>
  );
}

/** What a report, note or opinion is about. */
export function AboutPanel({
  object,
  community,
}: Omit<ObjectReportsProps, 'references'>): ReactNode {
  const about = aboutOf(object);
  if (about.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="about">
      <h2 id="about">{t('What it is about')}</h2>
      <NamedObjects ids={about} community={community} />
    </section>
  );
}

function ReportPanel({
  report,
  community,
}: {
  report: Reference;
  community: Community;
}): ReactNode {
  return (
    <section className="panel stack tight">
      <h2>
        <Link
          to="/c/$community/objects/$object"
          params={{ community: community.slug, object: report.id }}
          search={{}}
        >
          {titleWords(report)}
        </Link>
      </h2>
      <p className="row small quiet">
        {typeWords(report.type)} · {hubText(report.origin.name)} ·{' '}
        <TimeText at={report.date_added} />
        <TlpPlate level={report.marking.level} />
      </p>
      {report.text !== undefined && report.text !== report.title && (
        <p className="as-written">{answerText(report.text)}</p>
      )}
    </section>
  );
}
