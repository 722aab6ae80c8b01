import { MAIN, SECRET_KEEPER } from './twins.ts';
import type { BallotDetail, Decision, Handle, NewBallot, Refusal } from '@tocsin/store';
import type { Random } from './random.ts';
import type { Twin, TwinStep } from './twins.ts';

type Deed = Pick<TwinStep, 'what' | 'run'>;

/** Who opens ballots, and who votes; none of them is a reader the worlds are alike for. */
const CHAIR = 'chair';
const VOTERS = ['axel', 'carl'] as const;
/** Ends between two acts, whatever comes next. */
const SHORT = 1503;
/** Ends after every script. */
const LONG = 10_000_000;
/** What votes differ in between the worlds is never counted. */
const NEVER = 'Never counted';

/**
 * Zoe votes where nothing is counted yet, proposes and decides what others do not learn of, and says who votes for her
 * organization: nobody else learns that she did, and not before a ballot is closed what anybody chose.
 */
export function ballotsInSecret(random: Random): Deed {
  const isCounted = random.chance(0.5);
  const choice = random.pick(['yes', 'no'] as const);
  return {
    what: `${SECRET_KEEPER} votes '${choice}', and decides with few`,
    run: async (twin) => {
      const { ballots, decisions } = twin.handle(SECRET_KEEPER);
      const community = twin.id(MAIN);
      await ballots.begin(community, ballotOf('Secret words'));
      const groups = [twin.id(`${MAIN}/desk`)];
      const few = done(await ballots.begin(community, { ...ballotOf('Secret words'), groups }));
      const until = twin.clock.now() + (isCounted ? SHORT : LONG);
      await twin.handle(CHAIR).ballots.move(community, few.id, { to: 'open', until });
      await ballots.vote(community, few.id, { choice: [choice], words: 'Secret words' });
      await ballots.nameVoters(community, isCounted ? [twin.id(SECRET_KEEPER)] : []);
      for (const { id, title, state } of await ballots.ballots(community))
        if (state === 'open' && title === NEVER)
          await ballots.vote(community, id, { choice: [choice] });
      const { items } = await decisions.decisions(community, { limit: 20 });
      const open = items.find(({ title }) => title.startsWith('Agreed'));
      await decisions.record(community, {
        kind: 'minute',
        title: 'Secret words',
        text: 'Secret words',
        level: 'green',
        groups,
        ballot: few.id,
        ...(open && { replaces: open.id }),
      });
    },
  };
}

/** A ballot is opened and voted in, some are counted by the hub, and what was agreed is written down: in both worlds. */
export function ballotsOpenly(random: Random): Deed {
  const isCounted = random.chance(0.5);
  const isAnonymous = random.chance(0.5);
  const title = `Agreed ${String(random.below(1000))}`;
  return {
    what: `${CHAIR} opens a ballot, and '${title}' is written down`,
    run: async (twin) => {
      const community = twin.id(MAIN);
      const { ballots } = twin.handle(CHAIR);
      const asked = { ...ballotOf(isCounted ? title : NEVER), isAnonymous };
      const { id } = done(await ballots.begin(community, asked));
      const until = twin.clock.now() + (isCounted ? SHORT : LONG);
      await ballots.move(community, id, { to: 'open', until });
      const voters = isCounted ? [...VOTERS, SECRET_KEEPER] : VOTERS;
      for (const name of voters)
        await twin.handle(name).ballots.vote(community, id, { choice: ['yes'] });
      const { decisions } = twin.handle('axel');
      const { items } = await decisions.decisions(community, { limit: 1, isStanding: true });
      const minute = { kind: 'minute', title, text: title, level: 'green' } as const;
      const [before] = items;
      done(
        await decisions.record(community, { ...minute, ...(before && { replaces: before.id }) }),
      );
    },
  };
}

/** Every ballot and decision there is in a world: whoever asks by an id may have it from anywhere. */
export async function decidedOf(twin: Twin): Promise<string[]> {
  const community = twin.id(MAIN);
  const found: string[] = [];
  for (const name of [CHAIR, SECRET_KEEPER]) {
    const { ballots, decisions } = twin.handle(name);
    const { items } = await decisions.decisions(community, { limit: 1000 });
    for (const { id } of [...(await ballots.ballots(community)), ...items]) found.push(id);
  }
  return [...new Set(found)];
}

/** What the store tells of ballots and decisions: the lists, and each. */
export async function ballotAnswers(
  { ballots, decisions }: Handle,
  community: string,
  ids: readonly string[],
): Promise<unknown[]> {
  const answers: unknown[] = [
    await ballots.ballots(community),
    await ballots.voters(community),
    await decisions.decisions(community, { limit: 1000 }),
    await decisions.decisions(community, { limit: 2, isStanding: true }),
    await decisions.decisions(community, { limit: 2, words: 'secret' }),
  ];
  for (const id of ids) {
    answers.push(await ballots.ballot(community, id));
    answers.push(await decisions.decision(community, id));
  }
  return answers;
}

function ballotOf(title: string): NewBallot {
  return {
    title,
    text: title,
    type: 'yes-no',
    options: [],
    majority: 'simple',
    quorum: { kind: 'share', value: 50 },
    tie: 'stays',
    isAnonymous: false,
    level: 'green',
  };
}

function done<T extends BallotDetail | Decision>(answer: T | Refusal): T {
  if ('refused' in answer) throw new Error(answer.words);
  return answer;
}
