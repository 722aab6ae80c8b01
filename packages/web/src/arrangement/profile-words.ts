import { SHIELD_SEVERITIES, tlpText } from '@tocsin/policy';
import type { ShieldAct, ShieldRules, TlpLevel } from '@tocsin/policy';
import type { Profile } from '../kernel/contract.ts';
import { listWords, t, word } from '../kernel/words.ts';

/** A profile as somebody writes it; the version is the hub's to give. */
export type ProfileDraft = Omit<Profile, 'version'>;

/**
 * What a level means under a profile: the words follow from the same settings that the hub decides by, so that they
 * cannot say anything else.
 */
export function levelWords(level: TlpLevel, profile: ProfileDraft): string {
  if (level === 'clear') return t('Anybody, also the public.');
  if (level === 'red') return t('The persons you name, nobody else.');
  const sentences = [levelSentence(level, profile), outsideWords(level, profile)];
  return sentences.filter((words) => words !== '').join(' ');
}

/** Words of the level itself, with the community's own words behind them. */
export function meaningWords(level: TlpLevel, profile: ProfileDraft): string {
  if (level === 'green') return profile.community_means;
  if (level === 'amber') return `${profile.organization_means} ${profile.client_means}`;
  if (level === 'amber+strict') return profile.organization_means;
  return '';
}

/** Every rule of a profile as a heading and a sentence, in the order people ask for them. */
export function ruleWords(profile: ProfileDraft): { about: string; words: string }[] {
  return [
    { about: t('Organization'), words: profile.organization_means },
    { about: t('Client'), words: profile.client_means },
    { about: t('Community'), words: profile.community_means },
    { about: t('Service providers'), words: providerWords(profile) },
    { about: t('Provider staff'), words: staffWords(profile) },
    { about: t('Government partners'), words: governmentWords(profile) },
    {
      about: t('Proposed marking'),
      words: t('Whoever shares is offered {{level}} first and may choose another.', {
        level: tlpText(profile.default_level),
      }),
    },
    {
      about: t('Without a marking'),
      words: t('What arrives unmarked is treated as {{level}}.', {
        level: tlpText(profile.unlabelled),
      }),
    },
    { about: t('What should not leave'), words: shieldWords(profile) },
    ...(profile.competition.notice === ''
      ? []
      : [{ about: t('Competition'), words: profile.competition.notice }]),
  ];
}

/** What findings are called, by how serious they are. */
export const SHIELD_WORDS: Readonly<Record<keyof ShieldRules, string>> = {
  stop: word('Keys, passwords and what must never leave'),
  ask: word('What may name a victim'),
  warn: word('What shows a network from inside'),
  info: word('What nearly everybody uses'),
};

/** What the hub does with them. */
export const SHIELD_ACT_WORDS: Readonly<Record<ShieldAct, string>> = {
  refuse: word('refused, unless the sender says why it stays'),
  tell: word('told in the sender’s receipt'),
  nothing: word('not looked at'),
};

function shieldWords({ shield }: ProfileDraft): string {
  return SHIELD_SEVERITIES.map((severity) =>
    t('{{what}}: {{act}}.', {
      what: t(SHIELD_WORDS[severity]),
      act: t(SHIELD_ACT_WORDS[shield[severity]]),
    }),
  ).join(' ');
}

function levelSentence(level: 'green' | 'amber' | 'amber+strict', profile: ProfileDraft): string {
  if (level === 'green') return t('The community, not the public.');
  if (level === 'amber+strict' || stopsAtOrganization(profile)) {
    return t('The recipients’ organizations only.');
  }
  return t('The recipients’ organizations and their clients who need it.');
}

/** ISO 22396 Annex A: AMBER reaches clients only where a community says so. */
function stopsAtOrganization(profile: ProfileDraft): boolean {
  return profile.scheme === 'iso22396-a' && !profile.clients_allowed;
}

function outsideWords(level: TlpLevel, profile: ProfileDraft): string {
  const outside = [
    ...(profile.providers && level !== 'amber+strict' ? [] : [t('service providers')]),
    ...(profile.government && level === 'green' ? [] : [t('government partners')]),
  ];
  if (outside.length === 0) return '';
  return t('Not {{list}}, unless you name them.', { list: orWords(outside) });
}

function orWords(list: readonly string[]): string {
  return list.length === 2 ? t('{{one}} or {{other}}', pairOf(list)) : listWords(list);
}

function pairOf([one = '', other = '']: readonly string[]): { one: string; other: string } {
  return { one, other };
}

function providerWords({ providers }: ProfileDraft): string {
  return providers
    ? t('Members like others: TLP:GREEN and TLP:AMBER reach them.')
    : t('Reached only where a source names them.');
}

function staffWords({ providers, provider_staff: counts }: ProfileDraft): string {
  if (!providers) return t('Not counted as the member they work for.');
  return counts
    ? t('Counted as the member they work for.')
    : t('Counted as the member they work for, except at TLP:AMBER+STRICT.');
}

function governmentWords({ government }: ProfileDraft): string {
  return government
    ? t('Belong to the community: TLP:GREEN reaches them.')
    : t('Reached only where a source names them.');
}
