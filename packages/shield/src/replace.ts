import type { Finding } from './finding.ts';

/** The text with what could stand instead of each of these findings. Findings do not overlap. */
export function withReplacements(
  text: string,
  findings: readonly Pick<Finding, 'start' | 'end' | 'instead'>[],
): string {
  let read = 0;
  const parts: string[] = [];
  for (const { start, end, instead } of findings
    .filter(({ instead }) => instead !== '')
    .toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(read, start), instead);
    read = end;
  }
  return parts.join('') + text.slice(read);
}
