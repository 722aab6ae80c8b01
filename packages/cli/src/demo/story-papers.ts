import type { Act, Paper } from './story.ts';

const AGREEMENT = 'Agreement on confidentiality';
const CONDUCT = 'How we treat each other';
const GUIDELINES = 'Guidelines for members';
const NORMS = 'How we work';

const AGREED: Paper['begin']['sections'] = {
  parties:
    'Every member of the Estuary Port Exchange agrees this with every other. The National Cyber Response Centre and security providers sign the same text.',
  confidentiality:
    'What is shared here is confidential as it is marked. Who lets something out tells its source within the hour, before anybody else, and is not blamed for having told.',
  use: 'To protect one’s own house and those one works for. Not for sales, tenders, hiring or negotiation.\nWho wants to use it otherwise asks its source first.',
  'personal-data':
    'Only where a threat cannot be described without it. The organization that brought it answers the person concerned.',
  end: 'A member may leave at the end of any month. What it received it deletes within 30 days, but for what it needs as evidence, and says so in writing.',
};

const RESPECT = {
  expected:
    'Give what you can, not only what you must.\nAnswer a question within two working days, if only to say that you cannot.\nMark what you share yourself.',
  reporting: 'Marit Osinga; if it is about her, Clara Weiss.',
  consequences:
    'First a talk. Then a letter from the chair. The end of a membership is decided by all members.',
};

const LOOSE =
  'Passing on beyond the marking.\nAdvertising services to other members.\nBlaming somebody for having been attacked.';
const STRICTER =
  'Passing on beyond the marking.\nAdvertising services to other members, in meetings as on the platform.\nBlaming somebody for having been attacked.\nFeeding what others shared to services that learn from it.';

/** What the community wrote down: one signed, one in dispute, one half written, one to be looked at again. */
export const PAPERS: readonly Act[] = [
  {
    at: [117, '09:10'],
    who: 'marit',
    begin: { kind: 'agreement', title: AGREEMENT, level: 'green', sections: AGREED },
  },
  { at: [117, '09:40'], who: 'marit', step: { of: AGREEMENT, to: 'open', days: 7 } },
  { at: [115, '11:20'], who: 'petra', said: { of: AGREEMENT, word: 'approves' } },
  {
    at: [113, '14:05'],
    who: 'clara',
    said: {
      of: AGREEMENT,
      word: 'approves',
      words: 'Thirty days are short for our archive, but we can do it.',
    },
  },
  { at: [109, '08:30'], who: 'marit', step: { of: AGREEMENT, to: 'adopted' } },
  { at: [109, '08:45'], who: 'marit', said: { of: AGREEMENT, word: 'signs' } },
  { at: [108, '10:00'], who: 'ilse', said: { of: AGREEMENT, word: 'signs' } },
  { at: [107, '15:30'], who: 'clara', said: { of: AGREEMENT, word: 'signs' } },
  { at: [104, '09:15'], who: 'amir', said: { of: AGREEMENT, word: 'signs' } },
  { at: [101, '13:00'], who: 'noor', said: { of: AGREEMENT, word: 'signs' } },
  {
    at: [96, '10:00'],
    who: 'marit',
    begin: {
      kind: 'conduct',
      title: CONDUCT,
      level: 'green',
      sections: { ...RESPECT, 'not-accepted': LOOSE },
    },
  },
  { at: [96, '10:20'], who: 'marit', step: { of: CONDUCT, to: 'open', days: 5 } },
  { at: [90, '08:40'], who: 'marit', step: { of: CONDUCT, to: 'adopted' } },
  { at: [90, '08:50'], who: 'marit', said: { of: CONDUCT, word: 'signs' } },
  { at: [88, '12:10'], who: 'petra', said: { of: CONDUCT, word: 'signs' } },
  { at: [87, '09:00'], who: 'clara', said: { of: CONDUCT, word: 'signs' } },
  { at: [86, '16:00'], who: 'amir', said: { of: CONDUCT, word: 'signs' } },
  { at: [85, '11:00'], who: 'noor', said: { of: CONDUCT, word: 'signs' } },
  {
    at: [80, '09:30'],
    who: 'marit',
    begin: {
      kind: 'working-norms',
      title: NORMS,
      level: 'green',
      sections: {
        languages: 'English or German, whichever comes first. Machine translation is fine.',
        hours: 'Weekdays 7 to 18, Central European Time. At night only what cannot wait.',
        ways: 'Urgent: the phone list. Daily: here. Confidential: here, marked.',
      },
    },
  },
  { at: [80, '09:45'], who: 'marit', step: { of: NORMS, to: 'open', days: 3 } },
  { at: [76, '08:30'], who: 'marit', step: { of: NORMS, to: 'adopted' } },
  { at: [76, '08:35'], who: 'marit', review: { of: NORMS, days: 85 } },
  {
    at: [20, '17:15'],
    who: 'marit',
    begin: {
      kind: 'guidelines',
      title: GUIDELINES,
      level: 'green',
      note: 'All that is missing is who may bind an organization: to be talked about on Thursday.',
      sections: {
        purpose: 'To warn each other early enough to act, and to learn from what went wrong.',
        confidentiality: 'By the agreement on confidentiality; questions go to the chair.',
        administration: 'The terminals keep the list and the calendar, an hour a week.',
        'specific-purposes': 'Protection of the flow of goods. Nothing else.',
        meetings: 'A call on the first Thursday of the month; a meeting at the quay in spring.',
        financial: 'None. Whoever hosts pays for the coffee.',
        legal: 'Competition law and data protection apply here as everywhere.',
        'membership-list': 'Kept by the chair, checked each January, seen by all members.',
        chair: 'Elected by the members for two years, once again at most.',
        dissemination: 'As marked. The levels of this community stand under Rules.',
      },
    },
  },
  {
    at: [9, '13:20'],
    who: 'clara',
    write: {
      of: CONDUCT,
      note: 'What members shared turned up in a chat service’s answers, at another port. And the talk about services in the last call.',
      sections: { ...RESPECT, 'not-accepted': STRICTER },
    },
  },
  { at: [6, '08:10'], who: 'marit', step: { of: CONDUCT, to: 'open', days: 14 } },
  { at: [5, '09:30'], who: 'petra', said: { of: CONDUCT, word: 'approves' } },
  {
    at: [4, '15:45'],
    who: 'noor',
    said: {
      of: CONDUCT,
      word: 'objects',
      words:
        'We look at every sample with such a service, on machines of our own. Say “services of others”, and we agree.',
    },
  },
  {
    at: [3, '10:05'],
    who: 'amir',
    said: {
      of: CONDUCT,
      word: 'objects',
      isPrivate: true,
      words:
        'Our law obliges us to publish rules we are bound by. Please talk to me before this is in force.',
    },
  },
];
