import { readProfile } from '@tocsin/shield';
import type { MemberProfile } from '@tocsin/shield';
import { word } from '../kernel/words.ts';

/** One list of a profile, as the wizard asks for it. */
export interface ProfileField {
  readonly name: keyof MemberProfile;
  readonly label: string;
  readonly why: string;
  readonly example: string;
}

/** The steps of the wizard; each has one list, or two that belong together. */
export const PROFILE_STEPS: readonly {
  readonly title: string;
  readonly fields: readonly ProfileField[];
}[] = [
  {
    title: word('Your domains'),
    fields: [
      {
        name: 'domains',
        label: word('Domains and tenants of your own'),
        why: word(
          'One is enough to begin. Host names, mail addresses and links below it are found wherever they stand.',
        ),
        example: 'example.org',
      },
    ],
  },
  {
    title: word('Your networks'),
    fields: [
      {
        name: 'networks',
        label: word('Address ranges of your own'),
        why: word(
          'They say who you are as surely as your name. Internal ranges are known already.',
        ),
        example: '203.0.113.0/24',
      },
    ],
  },
  {
    title: word('Your names'),
    fields: [
      {
        name: 'names',
        label: word('Names, brands and short names of your organization'),
        why: word('As they stand in mails and reports, with and without the legal form.'),
        example: 'Example Logistics',
      },
      {
        name: 'clients',
        label: word('Clients and partners who must not be named'),
        why: word('What you promised them holds here as well.'),
        example: 'Coffee Trading Ltd',
      },
    ],
  },
  {
    title: word('Your people'),
    fields: [
      {
        name: 'people',
        label: word('People who work for you'),
        why: word(
          'First name and last name. “Brandt, Ana”, “a.brandt” and “abrandt” are found as well.',
        ),
        example: 'Ana Brandt',
      },
    ],
  },
  {
    title: word('Your machines and tickets'),
    fields: [
      {
        name: 'hostPrefixes',
        label: word('What names of machines begin with'),
        why: word('The letters before the number: the name of a machine says what it is for.'),
        example: 'SRV-',
      },
      {
        name: 'ticketPrefixes',
        label: word('What numbers of tickets begin with'),
        why: word('A number leads back to you, for whoever has seen another one.'),
        example: 'INC',
      },
    ],
  },
];

/** Entries of a list as somebody pasted it: one a line, or with commas or semicolons between. Each once. */
export function entriesOf(text: string): string[] {
  const entries = text.split(/[\n;,\t]/).map((entry) => entry.trim());
  return [...new Set(entries.filter((entry) => entry !== ''))];
}

/** The entries of a list that cannot be read as what they should be. */
export function wrongEntries(name: keyof MemberProfile, entries: readonly string[]): string[] {
  return entries.filter((entry) => 'message' in readProfile({ [name]: [entry] }));
}
