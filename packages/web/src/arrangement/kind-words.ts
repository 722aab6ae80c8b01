import type { foundCommunity, RequestOf } from '../kernel/contract.ts';
import { t, word } from '../kernel/words.ts';

/** A kind of community. */
export type CommunityKind = RequestOf<typeof foundCommunity>['body']['kind'];

/** The kinds in words: a name, and whom it brings together. */
export const KINDS: Record<CommunityKind, { label: string; short: string; words: string }> = {
  sector: {
    label: word('A sector'),
    short: word('Sector community'),
    words: word('Energy, health, ports: the same kind of work, often rivals.'),
  },
  region: {
    label: word('A region'),
    short: word('Regional community'),
    words: word('A city, a state, a country, across sectors.'),
  },
  'supply-chain': {
    label: word('A supply chain'),
    short: word('Supply chain'),
    words: word('A company and those it depends on.'),
  },
  'threat-specific': {
    label: word('One threat'),
    short: word('Threat community'),
    words: word('Everybody one actor or campaign is after.'),
  },
  commercial: {
    label: word('Customers of a service'),
    short: word('Service community'),
    words: word('A provider and those it protects.'),
  },
  'pop-up': {
    label: word('One event'),
    short: word('Event community'),
    words: word('An election, games, an incident: ends with it.'),
  },
  informal: {
    label: word('People who trust each other'),
    short: word('Circle of trust'),
    words: word('A circle without papers.'),
  },
};

/** The kind of a community in words. */
export function kindWords(kind: string): string {
  return isKind(kind) ? t(KINDS[kind].short) : kind;
}

function isKind(kind: string): kind is CommunityKind {
  return Object.hasOwn(KINDS, kind);
}
