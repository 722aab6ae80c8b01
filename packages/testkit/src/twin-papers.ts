import { MAIN, SECRET_KEEPER } from './twins.ts';
import type { Handle, NewPaper, Paper, PaperDetail, Refusal } from '@tocsin/store';
import type { Random } from './random.ts';
import type { Twin, TwinStep } from './twins.ts';

type Deed = Pick<TwinStep, 'what' | 'run'>;

/** Who decides about papers, who proposes, and who else takes part; none of them is a reader the worlds are alike for. */
const CHAIR = 'chair';
const PROPOSER = 'axel';
const SECOND = 1000;

/** Zoe writes what nobody is shown, and objects to the chairs alone: nobody else learns of it. */
export function papersInSecret(random: Random): Deed {
  const isDropped = random.chance(0.5);
  const isHeard = random.chance(0.4);
  return {
    what: `${SECRET_KEEPER} writes a paper in secret, and objects in private`,
    run: async (twin) => {
      const { papers } = twin.handle(SECRET_KEEPER);
      const community = twin.id(MAIN);
      const begun = begunOf(await papers.begin(community, paperOf('Secret words', 'other')));
      const words = 'Secret words';
      await putBeforeFew(twin);
      if (isDropped) await papers.move(community, begun.id, { n: 1, to: 'dropped', words });
      for (const { id, next } of await papers.papers(community)) {
        if (next?.state !== 'open') continue;
        const { sha256 } = (await papers.version(community, id, next.n)) ?? { sha256: '' };
        const said = { n: next.n, word: 'objects', sha256, words, isPrivate: true } as const;
        await papers.say(community, id, said);
        if (isHeard) await papers.takeBack(community, id, { n: next.n, word: 'objects' });
      }
    },
  };
}

/** A paper for a group lies before those who are in it. */
async function putBeforeFew(twin: Twin): Promise<void> {
  const community = twin.id(MAIN);
  const secret = { ...paperOf('Secret words', 'other'), groups: [twin.id(`${MAIN}/desk`)] };
  const { id } = begunOf(await twin.handle(SECRET_KEEPER).papers.begin(community, secret));
  const until = twin.clock.now() + SECOND;
  await twin.handle(CHAIR).papers.move(community, id, { n: 1, to: 'open', until });
}

/** A paper is put before the members, spoken about, put in force, bound to, written on, looked at: in both worlds. */
export function papersOpenly(random: Random): Deed {
  const kind = random.pick(['agreement', 'other'] as const);
  const title = `Paper ${String(random.below(1000))}`;
  const isBound = random.chance(0.7);
  return {
    what: `${CHAIR} puts '${title}' before the members, and what is ripe in force`,
    run: async (twin) => {
      const community = twin.id(MAIN);
      const { papers } = twin.handle(CHAIR);
      for (const paper of await papers.papers(community)) await movedOn(twin, paper, isBound);
      const begun = begunOf(await papers.begin(community, paperOf(title, kind)));
      const until = twin.clock.now() + 3 * SECOND;
      await papers.move(community, begun.id, { n: 1, to: 'open', until });
    },
  };
}

/** What is open goes in force, what is in force is bound to and written on; zoe's own is left to her. */
async function movedOn(twin: Twin, paper: Paper, isBound: boolean): Promise<void> {
  const community = twin.id(MAIN);
  const chair = twin.handle(CHAIR).papers;
  if (paper.keeper.organization === twin.id('zinnia')) return;
  const { next, inForce } = paper;
  // With a reason, whoever objects: where zoe does, it is the same to everybody else.
  if (next?.state === 'open')
    await chair.move(community, paper.id, { n: next.n, to: 'adopted', words: 'Agreed' });
  if (inForce === undefined) return;
  const { papers } = twin.handle(PROPOSER);
  const version = await papers.version(community, paper.id, inForce.n);
  if (version === undefined) return;
  const { sha256, sections } = version;
  const word = { n: inForce.n, word: 'signs', sha256, words: '' } as const;
  if (isBound) await papers.say(community, paper.id, word);
  else {
    const changed = sections.map(({ key, text }) => ({ key, text: `${text} More.` }));
    await papers.write(community, paper.id, { sections: changed, note: 'Clearer', sha256 });
  }
  const due = twin.clock.now() + 30 * SECOND;
  await chair.review(community, paper.id, { due, isConfirmed: true });
}

/** Every paper there is in a world: whoever asks by an id may have it from anywhere. */
export async function papersOf(twin: Twin): Promise<string[]> {
  const community = twin.id(MAIN);
  const lists = [CHAIR, SECRET_KEEPER].map((name) => twin.handle(name).papers.papers(community));
  return [...new Set((await Promise.all(lists)).flat().map(({ id }) => id))];
}

/** What the store tells of papers: the list, each paper, and its first versions. */
export async function paperAnswers(
  { papers }: Handle,
  community: string,
  ids: readonly string[],
): Promise<unknown[]> {
  const answers: unknown[] = [await papers.papers(community)];
  for (const id of ids) {
    answers.push(await papers.paper(community, id));
    for (const n of [1, 2]) answers.push(await papers.version(community, id, n));
  }
  return answers;
}

const AGREED = ['parties', 'confidentiality', 'use', 'personal-data', 'end'];

function paperOf(title: string, kind: 'agreement' | 'other'): NewPaper {
  const sections = AGREED.map((key) => ({ key, text: title }));
  return { kind, title, level: 'green', sections, note: title };
}

function begunOf(answer: PaperDetail | Refusal): PaperDetail {
  if ('refused' in answer) throw new Error(answer.words);
  return answer;
}
