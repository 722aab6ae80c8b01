import { hash } from 'node:crypto';
import type { Told, ToldStage } from '@tocsin/store';
import type { DutyView } from '../../exchange/index.ts';
import { dayIn } from '../../kernel/index.ts';
import type { Letter, Say } from '../../kernel/index.ts';

/** Before its time is over a duty is told once more. Milliseconds. */
export const REMIND_BEFORE = 2 * 86_400_000;

/** One thing that waits, as letters tell it. */
export interface Owed {
  /** A hash of what it is: the same as long as it waits. */
  readonly key: string;
  readonly kind: DutyView['kind'];
  readonly community: string;
  readonly words: string;
  /** Milliseconds since the epoch. */
  readonly until: number | undefined;
}

/** A thing to be told of now. */
export interface ToTell extends Owed {
  readonly stage: ToldStage;
}

/** Everything that waits for somebody, one by one; what is only counted is one thing. */
export function owedIn(duties: readonly DutyView[]): Owed[] {
  return duties.flatMap(({ kind, community, words, things, until }) => {
    const of = { kind, community: community?.name ?? '', words };
    const key = (thing: string): string =>
      hash('sha256', JSON.stringify([kind, community?.id ?? '', thing]), 'base64url');
    if (things.length === 0) return [{ ...of, key: key(''), until: timeOf(until) }];
    return things.map((thing) => ({ ...of, key: key(thing.id), until: timeOf(thing.until) }));
  });
}

/** Of what somebody is to be told now: once as it comes up, once before its time is over, once after. */
export function toTell(owed: readonly Owed[], told: readonly Told[], now: number): ToTell[] {
  const known = new Map<string, Set<ToldStage>>();
  for (const { duty, stage } of told) known.set(duty, (known.get(duty) ?? new Set()).add(stage));
  return owed.flatMap((one) => {
    const stage = stageOf(one, now);
    const before = known.get(one.key);
    // What comes up late is told once, by where it stands.
    const isKnown = before?.has(stage) === true || (stage === 'new' && before !== undefined);
    return isKnown ? [] : [{ ...one, stage }];
  });
}

function stageOf({ until }: Owed, now: number): ToldStage {
  if (until === undefined) return 'new';
  if (until <= now) return 'after';
  return until - now <= REMIND_BEFORE ? 'before' : 'new';
}

/**
 * The letter: what waits, by community, and until when; what it is about stands on the hub alone. So no letter holds
 * a word of what was shared, whatever its marking and however the letter travels.
 */
export function dutyLetter(
  things: readonly ToTell[],
  of: { say: Say; language: string; name: string; origin: string },
): Omit<Letter, 'to'> {
  const { say, language, name, origin } = of;
  const count = things.length;
  const lines = groupsOf(things).flatMap(({ community, groups }) => [
    ...(community === '' ? [] : ['', community]),
    ...groups.map((group) => `- ${lineOf(group, say, language)}`),
  ]);
  const settings = `${origin}/settings/notifications`;
  return {
    subject:
      count === 1
        ? say('Something waits for you')
        : say('{{count}} things wait for you', { count }),
    text: [
      say('Good day, {{name}},', { name }),
      ...(lines[0] === '' ? [] : ['']),
      ...lines,
      '',
      say('What it is about stands on Home:'),
      `${origin}/`,
      '',
      say(
        'You get a letter when something comes up, before its time is over, and once after. Choose under Settings:',
      ),
      settings,
      '',
    ].join('\n'),
    unsubscribe: settings,
  };
}

interface Group {
  readonly words: string;
  readonly stage: ToldStage;
  readonly count: number;
  readonly until: number | undefined;
}

/** Alike things of a community together, the earliest end with them. */
function groupsOf(things: readonly ToTell[]): { community: string; groups: Group[] }[] {
  const communities = new Map<string, Map<string, Group>>();
  for (const { community, kind, words, stage, until } of things) {
    const groups = communities.get(community) ?? new Map<string, Group>();
    const key = `${kind} ${stage}`;
    const before = groups.get(key);
    const ends = [before?.until, until].filter((end) => end !== undefined);
    const earliest = ends.length === 0 ? undefined : Math.min(...ends);
    groups.set(key, { words, stage, count: (before?.count ?? 0) + 1, until: earliest });
    communities.set(community, groups);
  }
  return [...communities].map(([community, groups]) => ({
    community,
    groups: [...groups.values()],
  }));
}

function lineOf({ words, stage, count, until }: Group, say: Say, language: string): string {
  const line = count === 1 ? say(words) : `${say(words)} (${String(count)})`;
  if (until === undefined) return line;
  const when = `${dayIn(language, until)} UTC`;
  return stage === 'after'
    ? `${line}. ${say('The time was over on {{when}}.', { when })}`
    : `${line}. ${say('Until {{when}}.', { when })}`;
}

function timeOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

/** What is kept of this having been told. */
export function keptOf(things: readonly ToTell[]): Told[] {
  return things.map(({ key, stage }) => ({ duty: key, stage }));
}
