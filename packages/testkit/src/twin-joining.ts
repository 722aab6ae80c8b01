import { createHash } from 'node:crypto';
import { letterOfIntent } from '@tocsin/policy';
import { MAIN, SECRET_KEEPER } from './twins.ts';
import type { Applicant, Application, Handle, JoiningSetting, NewIntent } from '@tocsin/store';
import type { Random } from './random.ts';
import type { Twin, TwinStep } from './twins.ts';

type Deed = Pick<TwinStep, 'what' | 'run'>;

/** Who decides, and who says something openly; neither is a reader the worlds are alike for. */
const CHAIR = 'chair';
const SPEAKER = 'axel';
const SECOND = 1000;
/** Applicants the readers hold the links of as well: what they are shown is alike too. */
const LINKS = 3;
const HIDDEN = 'Secret words';

/** The links of applicants that both worlds have, whoever holds them. */
export const APPLICANT_SECRETS: readonly string[] = Array.from(
  { length: LINKS },
  (_, n) => `applicant-link-of-twins-${String(n)}`,
);

/** An organization writes, and every other one is moved on: looked into, put before the members, decided, agreed. */
export function joiningOpenly(random: Random): Deed {
  const place = random.below(LINKS);
  const isAccepted = random.chance(0.5);
  const word = random.pick(['vouches', 'objects', 'passes'] as const);
  return {
    what: `somebody wants to join, and ${CHAIR} moves others on`,
    run: async (twin) => {
      const community = twin.id(MAIN);
      const { joining } = twin.handle(CHAIR);
      await joining.setSetting(community, SETTING);
      for (const one of await joining.applications(community)) {
        if (isHidden(one)) continue;
        await movedOn(twin, one, isAccepted);
        await twin.handle(SPEAKER).joining.say(community, one.id, { word, words: 'Openly so' });
      }
      await twin.store.door.applicants.apply(MAIN, applicationOf('Newcomer', place));
      const secretHash = hashOf(APPLICANT_SECRETS[place] ?? '');
      const invitation = hashOf(`invitation ${String(place)}`);
      await twin.store.door.applicants.act(secretHash, { act: 'accept', secretHash: invitation });
    },
  };
}

/** Zoe says something about those who lie before the members; somebody writes whom only the chairs know of. */
export function joiningInSecret(random: Random): Deed {
  const word = random.pick(['vouches', 'objects', 'objects'] as const);
  const isTakenBack = random.chance(0.3);
  const place = LINKS + random.below(1000);
  return {
    what: `${SECRET_KEEPER} says something about applicants, and somebody else writes`,
    run: async (twin) => {
      const community = twin.id(MAIN);
      const { joining } = twin.handle(SECRET_KEEPER);
      for (const { id } of await joining.applications(community)) {
        await joining.say(community, id, { word, words: HIDDEN });
        if (isTakenBack) await joining.takeBack(community, id);
      }
      await twin.store.door.applicants.apply(MAIN, applicationOf(HIDDEN, place));
      for (const one of await twin.handle(CHAIR).joining.applications(community))
        if (isHidden(one))
          await twin.handle(CHAIR).joining.step(community, one.id, { act: 'ask', words: HIDDEN });
    },
  };
}

/** What is alike in both worlds is moved on; whoever wrote in secret waits. */
async function movedOn(twin: Twin, one: Application, isAccepted: boolean): Promise<void> {
  const community = twin.id(MAIN);
  const { joining } = twin.handle(CHAIR);
  const until = twin.clock.now() + 3 * SECOND;
  for (const act of ['eligible', 'vetting'] as const)
    await joining.step(community, one.id, { act });
  await joining.step(community, one.id, { act: 'window', until });
  const words = 'Decided';
  const terms = { conditions: 'None', papers: [], class: 'member', probationDays: 0 } as const;
  await (isAccepted
    ? joining.step(community, one.id, { act: 'accept', words, ...terms, papers: [] })
    : isOver(one, twin) && joining.step(community, one.id, { act: 'reject', words }));
}

function isOver({ windowUntil }: Application, { clock }: Twin): boolean {
  return windowUntil !== undefined && windowUntil <= clock.now();
}

function isHidden({ applicant }: Application): boolean {
  return applicant.name === HIDDEN;
}

/** Every application there is in a world: whoever asks by an id may have it from anywhere. */
export async function applicationsOf(twin: Twin): Promise<string[]> {
  const { joining } = twin.handle(CHAIR);
  return (await joining.applications(twin.id(MAIN))).map(({ id }) => id);
}

/** What the store tells of applications: the setting, the list, each one. */
export async function joiningAnswers(
  { joining }: Handle,
  community: string,
  ids: readonly string[],
): Promise<unknown[]> {
  const answers: unknown[] = [
    await joining.setting(community),
    await joining.applications(community),
  ];
  for (const id of ids) answers.push(await joining.application(community, id));
  return answers;
}

const SETTING: JoiningSetting = {
  mode: 'open',
  about: 'What it is for',
  who: '',
  expected: '',
  fee: '',
  checklist: [],
  windowDays: 1,
  needsTwo: false,
  probationDays: 0,
};

function applicationOf(
  name: string,
  place: number,
): { applicant: Applicant; intent: NewIntent; secretHash: Uint8Array } {
  const applicant: Applicant = {
    name,
    kind: name,
    sectors: [],
    countries: [],
    person: name,
    role: name,
    email: 'applicant@example.com',
    language: 'en',
  };
  const parts = { brings: name, needs: name, scope: name, from: '2026-02-01' };
  const of = { kind: name, person: name, role: name, language: 'en' } as const;
  const text = letterOfIntent({ ...parts, ...of, community: 'Port', organization: name });
  const sha256 = createHash('sha256').update(text).digest('hex');
  const secret = APPLICANT_SECRETS[place] ?? `applicant ${String(place)}`;
  return { applicant, intent: { ...parts, signature: name, sha256 }, secretHash: hashOf(secret) };
}

function hashOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}
