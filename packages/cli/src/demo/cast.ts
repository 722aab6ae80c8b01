import type { Persona } from '@tocsin/hub';
import type { World } from '@tocsin/store';

/** The invented community of the demonstration. */
export const COMMUNITY = 'estuary';

/** The people of the story, by the names it calls them. */
export const PEOPLE = {
  marit: 'marit.osinga@harbour-terminals.example',
  tom: 'tom.reyes@trustline.example',
  ilse: 'ilse.brandt@nordkai.example',
  paulo: 'paulo.dias@nordkai.example',
  petra: 'petra@wulf-papers.example',
  clara: 'clara.weiss@lagerhaus.example',
  jonas: 'jonas.feld@lagerhaus.example',
  amir: 'amir.demir@response.example',
  noor: 'noor.haddad@trustline.example',
} as const;
/** Somebody of the story. */
export type Who = keyof typeof PEOPLE;

/** Whom a visitor may be. */
export const PERSONAS: readonly Persona[] = [
  {
    email: PEOPLE.ilse,
    name: 'Ilse Brandt',
    organization: 'Nordkai Shipping',
    part: 'Analyst at a shipping line',
    look: 'What arrived overnight, an indicator with its sightings, sharing a pasted text',
  },
  {
    email: PEOPLE.petra,
    name: 'Petra Wulf',
    organization: 'Wulf Customs Papers',
    part: 'Customs broker, a company of one',
    look: 'The few things that concern her, in plain words',
  },
  {
    email: PEOPLE.marit,
    name: 'Marit Osinga',
    organization: 'Harbour Terminals Veldhaven',
    part: 'Chair of the community, with an hour a week',
    look: 'Members and groups, the rules, who gets what',
  },
  {
    email: PEOPLE.clara,
    name: 'Clara Weiss',
    organization: 'Lagerhaus Süd Container Depot',
    part: 'Sharing officer and lawyer',
    look: 'Who may see an item and why, limits, what was taken back',
  },
  {
    email: PEOPLE.jonas,
    name: 'Jonas Feld',
    organization: 'Lagerhaus Süd Container Depot',
    part: 'Analyst at a container depot',
    look: 'Sharing a text, and what the check finds in it before it leaves',
  },
  {
    email: PEOPLE.amir,
    name: 'Amir Demir',
    organization: 'National Cyber Response Centre',
    part: 'Government partner',
    look: 'How little of it a government partner sees, and why',
  },
  {
    email: PEOPLE.noor,
    name: 'Noor Haddad',
    organization: 'Trustline Managed Security',
    part: 'Analyst at a security provider',
    look: 'What sources keep from providers',
  },
];

/** The story is told by everybody in it, also by those no visitor is. */
export const EVERYBODY: readonly Persona[] = Object.values(PEOPLE).map((email) => ({
  email,
  name: '',
  organization: '',
  part: '',
  look: '',
}));

/** The community as code. */
export function demoWorld(): World {
  return {
    communities: [...COMMUNITIES],
    organizations: [...ORGANIZATIONS],
    memberships: [...MEMBERSHIPS],
    people: [...REPRESENTATIVES],
    groups: [...GROUPS],
    tokens: [],
  };
}

const COMMUNITIES: World['communities'] = [
  {
    slug: COMMUNITY,
    name: 'Estuary Port Exchange',
    kind: 'supply-chain',
    purpose:
      'Terminals, shipping lines, depots and brokers of the estuary warn each other of attacks on the flow of goods, early enough to act.',
    profile: {
      defaultLevel: 'amber',
      unlabelled: 'amber+strict',
      providers: true,
      government: true,
      organizationMeans: 'A company or authority that signed the agreement, with its own staff.',
      clientMeans: 'Whoever a member moves or stores goods for, under contract.',
      communityMeans: 'The members of the Estuary Port Exchange and its named partners.',
      classification: {
        words: [
          { word: 'Quayside', level: 'green', means: 'For everybody at the estuary' },
          { word: 'Gatehouse', level: 'amber+strict', means: 'Stays in the house that gets it' },
        ],
        others: [
          {
            name: 'National authorities',
            words: [{ word: 'For official use', level: 'amber+strict', means: '' }],
          },
        ],
        agreed: true,
      },
      competition: {
        notice:
          'No freight rates, prices, volumes or customers’ terms: competition law applies here as everywhere.',
        topics: ['freight rate', 'price list'],
      },
    },
  },
];

const ORGANIZATIONS: World['organizations'] = [
  {
    slug: 'harbour',
    name: 'Harbour Terminals Veldhaven',
    sectors: ['maritime'],
    countries: ['NL'],
  },
  { slug: 'nordkai', name: 'Nordkai Shipping', sectors: ['maritime'], countries: ['DE'] },
  {
    slug: 'lagerhaus',
    name: 'Lagerhaus Süd Container Depot',
    sectors: ['logistics'],
    countries: ['DE'],
  },
  { slug: 'wulf', name: 'Wulf Customs Papers', sectors: ['logistics'], countries: ['DE'] },
  {
    slug: 'response',
    name: 'National Cyber Response Centre',
    class: 'government',
    countries: ['NL'],
  },
  {
    slug: 'trustline',
    name: 'Trustline Managed Security',
    class: 'provider',
    countries: ['NL'],
  },
];

const MEMBERSHIPS: World['memberships'] = [
  { community: COMMUNITY, organization: 'harbour' },
  { community: COMMUNITY, organization: 'nordkai' },
  { community: COMMUNITY, organization: 'lagerhaus' },
  { community: COMMUNITY, organization: 'wulf', tier: 'small' },
  { community: COMMUNITY, organization: 'response', class: 'government' },
  { community: COMMUNITY, organization: 'trustline', class: 'provider' },
];

const REPRESENTATIVES: World['people'] = [
  {
    email: PEOPLE.marit,
    name: 'Marit Osinga',
    organization: 'harbour',
    roles: { estuary: ['chair', 'representative'] },
    operator: true,
  },
  {
    email: PEOPLE.tom,
    name: 'Tom Reyes',
    organization: 'harbour',
    roles: { estuary: ['analyst'] },
    providerStaffOf: 'trustline',
  },
  {
    email: PEOPLE.ilse,
    name: 'Ilse Brandt',
    organization: 'nordkai',
    roles: { estuary: ['analyst', 'representative'] },
  },
  {
    email: PEOPLE.paulo,
    name: 'Paulo Dias',
    organization: 'nordkai',
    roles: { estuary: ['reader'] },
  },
  {
    email: PEOPLE.petra,
    name: 'Petra Wulf',
    organization: 'wulf',
    roles: { estuary: ['representative'] },
  },
  {
    email: PEOPLE.clara,
    name: 'Clara Weiss',
    organization: 'lagerhaus',
    roles: { estuary: ['representative', 'sharing-officer'] },
  },
  {
    email: PEOPLE.jonas,
    name: 'Jonas Feld',
    organization: 'lagerhaus',
    roles: { estuary: ['analyst'] },
  },
  {
    email: PEOPLE.amir,
    name: 'Amir Demir',
    organization: 'response',
    roles: { estuary: ['representative'] },
  },
  {
    email: PEOPLE.noor,
    name: 'Noor Haddad',
    organization: 'trustline',
    roles: { estuary: ['analyst', 'representative'] },
  },
];

const GROUPS: World['groups'] = [
  {
    community: COMMUNITY,
    slug: 'ops',
    name: 'Operations desk',
    organizations: ['harbour', 'nordkai', 'lagerhaus'],
  },
  {
    community: COMMUNITY,
    slug: 'crane-incident',
    name: 'Crane incident',
    people: [PEOPLE.marit, PEOPLE.ilse, PEOPLE.jonas],
  },
];
