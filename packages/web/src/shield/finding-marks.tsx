import type { ReactNode } from 'react';
import { RULES } from '@tocsin/shield';
import { hubText, t } from '../kernel/words.ts';
import type { ShareFinding } from './check-share.ts';
import { SEVERITY_SIGNS } from './severity-signs.ts';

/** A finding at one place of a text. */
interface FindingPlace {
  readonly start: number;
  readonly end: number;
  readonly finding: ShareFinding;
}

/** More marks than this are not drawn; the list has all findings. */
const MARKS_MAX = 1000;

/**
 * Where findings stand in a text. They may be of a text a moment ago: what no longer stands at its place is not
 * marked until it has been looked for again.
 */
export function findingPlaces(text: string, findings: readonly ShareFinding[]): FindingPlace[] {
  return findings
    .flatMap((finding) =>
      finding.places.flatMap((place) =>
        place.part === 'text' && text.slice(place.start, place.end) === finding.found
          ? [{ start: place.start, end: place.end, finding }]
          : [],
      ),
    )
    .toSorted((a, b) => a.start - b.start)
    .slice(0, MARKS_MAX);
}

interface FindingMarksProps {
  readonly text: string;
  readonly places: readonly FindingPlace[];
}

/** The marks that lie behind the letters of a field: a line of its own shape for each severity, and its word. */
export function FindingMarks({ text, places }: FindingMarksProps): ReactNode {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end, finding } of places) {
    if (start < at) continue;
    const { severity } = finding;
    parts.push(text.slice(at, start));
    parts.push(
      <mark key={start} data-severity={severity} data-word={t(SEVERITY_SIGNS[severity].label)}>
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  // A last line break takes no room behind, and does in the field.
  parts.push(`${text.slice(at)}\n`);
  return parts;
}

/** What the check says of the place the cursor is at. */
export function FindingAtCaret({
  places,
  caret,
}: {
  places: readonly FindingPlace[];
  caret: number;
}): ReactNode {
  const here = places.find(({ start, end }) => start <= caret && caret <= end)?.finding;
  if (here === undefined) return null;
  return (
    <p className="at-finding small">
      {t('At the cursor: {{severity}}. {{why}}', {
        severity: t(SEVERITY_SIGNS[here.severity].label),
        why: hubText(RULES[here.rule].why),
      })}
    </p>
  );
}
