import { isTlpLevel, mayRead, MEMBER_CLASSES, PAPER_BINDS } from '@tocsin/policy';
import type { Reader } from '@tocsin/policy';
import { headsOf, paperRows } from '../papers/rows.ts';
import { Refused } from '../people/refused.ts';
import type { NewTerms } from '../store.ts';
import type { Acting } from './acting.ts';
import { PROBATION_DAYS_MAX, TERM_PAPERS_MAX } from './limits.ts';
import type { KeptDecision } from './rows.ts';
import { textIn } from './texts.ts';

type Terms = Omit<KeptDecision, 'by' | 'at' | 'isAccepted'>;

/** The terms of an acceptance, in order; its papers are such as the chair sees and the newcomer will. */
export async function termsIn(at: Acting, terms: NewTerms): Promise<Terms> {
  const { words, conditions, probationDays, ceiling } = terms;
  if (
    !Number.isSafeInteger(probationDays) ||
    probationDays < 0 ||
    probationDays > PROBATION_DAYS_MAX
  )
    throw new Refused('invalid', `A probation lasts at most ${String(PROBATION_DAYS_MAX)} days`);
  if (ceiling !== undefined && !isTlpLevel(ceiling))
    throw new Refused('invalid', 'A probation goes up to a level of TLP 2.0');
  if (!MEMBER_CLASSES.includes(terms.class))
    throw new Refused('invalid', `"${terms.class}" is no class of membership`);
  const papers = [...new Set(terms.papers)];
  return {
    words: textIn(words),
    conditions: textIn(conditions),
    class: terms.class,
    papers,
    titles: await titlesOf(at, papers, terms.class),
    probationDays,
    ...(ceiling === undefined ? {} : { ceiling }),
  };
}

async function titlesOf(
  { tools, row }: Acting,
  papers: readonly string[],
  of: NewTerms['class'],
): Promise<string[]> {
  if (papers.length > TERM_PAPERS_MAX)
    throw new Refused('invalid', `Choose at most ${String(TERM_PAPERS_MAX)} papers`);
  const titles: string[] = [];
  const { labels, view } = tools;
  for (const id of papers) {
    const [paper] = await paperRows(tools, row.community, id);
    const heads = paper === undefined ? undefined : (await headsOf(tools, [paper])).get(id);
    const isInForce = heads?.shown.some(({ state }) => state === 'adopted') === true;
    const label = paper === undefined ? undefined : labels.at(paper.label);
    const newcomer = newcomerOf(row.community, of);
    const isRead = label !== undefined && mayRead(newcomer, label, view.now).allowed;
    if (paper === undefined || !isInForce || PAPER_BINDS[paper.kind] === undefined || !isRead) {
      throw new Refused(
        'invalid',
        'Choose papers in force that are signed or attested and marked TLP:CLEAR: whoever is to sign them is not in yet',
      );
    }
    titles.push(paper.title);
  }
  return titles;
}

/** Somebody who joined and has not signed: what they may read is asked of the one rule. */
function newcomerOf(community: string, of: NewTerms['class']): Reader {
  return {
    kind: 'person',
    id: '',
    organization: '',
    providerStaff: false,
    sectors: [],
    countries: [],
    memberships: [
      {
        community,
        class: of,
        state: 'probation',
        tier: '',
        ceiling: 'clear',
        roles: ['representative'],
        units: [],
        groups: [],
        personalGroups: [],
      },
    ],
  };
}
