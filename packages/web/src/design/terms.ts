import { word } from '../kernel/words.ts';

/** Words of the field that screens explain, with the meanings of GLOSSARY.md; a test compares them. */
export const TERMS = {
  answer: word(
    'what a receiver says about an object: a sighting, a false positive, an action taken',
  ),
  arrangement: word(
    'the agreed frame of a community: purpose, structure, documents, classification scheme, review cycle (ISO 22396)',
  ),
  audience: word('whom a source names: the whole community, organizations, groups, persons'),
  community: word('an ISAC, ISAO, circle or pop-up group; has members, a profile and one feed'),
  contribution: word(
    'what somebody brings in one go: objects, with a title, a text, a kind and a marking',
  ),
  feed: word('the order in which things appeared in a community'),
  group: word('named organizations and persons of one community'),
  hub: word('one installation of Tocsin'),
  join: word(
    'the label of something made from several things: readable by those who may read all of them',
  ),
  label: word('what every row carries: who brought it, its marking, whom it names, until when'),
  ledger: word('who was sent what, by which way, when'),
  limits: word(
    'what a source adds to narrow an audience: sectors, countries, no providers, until a date',
  ),
  marking: word('what a source says about handling: scheme, level, audience, limits'),
  member: word('an organization that takes part in a community'),
  organization: word('a participating body; never shortened'),
  origin: word('the organization that brought a thing here and keeps the last word'),
  profile: word(
    'what "organization", "client" and "community" mean for markings in one community; versioned',
  ),
  quarantine: word(
    "where something that contradicts what its own source brought is kept, for the source's eyes",
  ),
  receipt: word('what became of a contribution, object by object'),
  record: word('the Merkle log of who did what'),
  representative: word('a person who speaks for an organization in a community'),
  retract: word('to take something back'),
  source: word('who observed something, or brought it; the origin unless said otherwise'),
  token: word('what a program signs in with'),
  ceiling: word(
    'the strictest TLP level a sign-in or token is given; what is marked more strictly stays away from it',
  ),
  indicator: word(
    'a pattern that tells something bad when it is seen, with the time for which it holds (STIX 2.1)',
  ),
  sighting: word("somebody's word that they saw a thing: when and how often (STIX 2.1)"),
  STIX: word(
    'Structured Threat Information Expression: the language in which programs describe threats (OASIS)',
  ),
  TAXII: word(
    'Trusted Automated Exchange of Intelligence Information: how programs fetch and bring STIX (OASIS)',
  ),
  TLP: word(
    'Traffic Light Protocol: how far a thing may go, from CLEAR for everybody to RED for named persons (FIRST)',
  ),
} as const;
/** A word that is explained. */
export type TermName = keyof typeof TERMS;
