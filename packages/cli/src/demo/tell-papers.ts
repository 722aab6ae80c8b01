import { COMMUNITY } from './cast.ts';
import type { Session } from './session.ts';
import type { Act, Paper, PaperAct } from './story.ts';

const DAY_MS = 86_400_000;
const HERE = `/communities/${COMMUNITY}/papers`;

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly next?: { readonly n: number };
  readonly in_force?: { readonly n: number };
}

/** Whether an act of the story is about a paper. */
export function isPaperAct(act: Act): act is PaperAct {
  return 'begin' in act || 'write' in act || 'step' in act || 'said' in act || 'review' in act;
}

/** What is written down, proposed, objected to and signed. */
export async function performPaper(session: Session, act: PaperAct, now: number): Promise<void> {
  if ('begin' in act) {
    const { sections, note = '', ...paper } = act.begin;
    await session.send('POST', HERE, { ...paper, note, sections: sectionsOf(sections) });
  } else if ('write' in act) {
    const { of, sections, note } = act.write;
    const { path, sha256 } = await versionOf(session, of);
    const body = { sections: sectionsOf(sections), note, sha256 };
    await session.send('PUT', `${path}/draft`, body);
  } else if ('step' in act) {
    const { of, to, days } = act.step;
    const { path, n } = await versionOf(session, of);
    const until = days === undefined ? {} : { until: new Date(now + days * DAY_MS).toISOString() };
    await session.send('POST', `${path}/steps`, { n, to, ...until });
  } else if ('said' in act) {
    const { of, word, words = '', isPrivate = false } = act.said;
    const { path, n, sha256 } = await versionOf(session, of);
    const body = { n, word, sha256, words, ...(isPrivate ? { private: true } : {}) };
    await session.send('POST', `${path}/words`, body);
  } else {
    const { path } = await versionOf(session, act.review.of);
    const due = new Date(now + act.review.days * DAY_MS).toISOString();
    await session.send('PUT', `${path}/review`, { due, confirmed: false });
  }
}

function sectionsOf(sections: Paper['begin']['sections']): object[] {
  return Object.entries(sections).map(([key, text]) => ({ key, text }));
}

/** The version of a paper that is next, or in force. */
async function versionOf(
  session: Session,
  title: string,
): Promise<{ path: string; n: number; sha256: string }> {
  const { items } = JSON.parse(await session.send('GET', HERE)) as { items: Listed[] };
  const paper = items.find((one) => one.title === title);
  if (paper === undefined) throw new Error(`The story breaks: nobody wrote '${title}'`);
  const n = paper.next?.n ?? paper.in_force?.n ?? 1;
  const path = `${HERE}/${paper.id}`;
  const version = await session.send('GET', `${path}/versions/${String(n)}`);
  const { sha256 } = JSON.parse(version) as { sha256: string };
  return { path, n, sha256 };
}
