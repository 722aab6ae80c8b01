import { checkObject, checkText, NO_PROFILE, RULES } from '@tocsin/shield';
import type { Finding, RuleName } from '@tocsin/shield';
import type { NewObject } from '@tocsin/store';
import type { z } from 'zod';
import { REVIEW_FINDINGS_MAX } from './reviewing.contract.ts';
import type { reviewDetail } from './reviewing.contract.ts';

type Content = NonNullable<z.output<typeof reviewDetail>['content']>;
type FindingView = Content['findings'][number];

/** Objects looked through before others get their turn. */
const TURN_OBJECTS = 100;

/** What every rule of the shield finds in a share; what is only good to know is left out. */
export async function findingsOf(share: {
  title: string;
  text: string;
  objects: readonly NewObject[];
}): Promise<Pick<Content, 'findings' | 'more_findings'>> {
  const found: FindingView[] = [...inWords('title', share.title), ...inWords('text', share.text)];
  // Objects made of a text hold what it holds: it is told once, where it was written.
  const told = new Set(found.map(keyOf));
  for (const [place, { index, object }] of share.objects.entries()) {
    if (found.length > REVIEW_FINDINGS_MAX) break;
    if (place > 0 && place % TURN_OBJECTS === 0) await turn();
    for (const one of checkObject(object, NO_PROFILE)) {
      if (one.severity === 'info') continue;
      const view = viewOf(one, one.text);
      if (one.fix === 'replace' && told.has(keyOf(view))) continue;
      found.push({ ...view, where: 'object', index, pointer: one.pointer, fix: one.fix });
    }
  }
  return {
    findings: found.slice(0, REVIEW_FINDINGS_MAX),
    more_findings: found.length > REVIEW_FINDINGS_MAX,
  };
}

function keyOf({ rule, found }: Pick<FindingView, 'rule' | 'found'>): string {
  return `${rule} ${found}`;
}

function inWords(where: 'title' | 'text', words: string): FindingView[] {
  return checkText(words, NO_PROFILE)
    .filter(({ severity }) => severity !== 'info')
    .map((one) => ({ ...viewOf(one, words), where, pointer: '', fix: 'replace' as const }));
}

function viewOf(
  { rule, severity, start, end, instead }: Finding & { rule: RuleName },
  text: string,
): Pick<FindingView, 'rule' | 'severity' | 'why' | 'found' | 'instead'> {
  return { rule, severity, why: RULES[rule].why, found: text.slice(start, end), instead };
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
