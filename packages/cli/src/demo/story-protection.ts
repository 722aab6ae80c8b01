import { indicator, named } from './objects.ts';
import { MARKINGS } from './story.ts';
import type { Act } from './story.ts';

const { ops } = MARKINGS;

/** What is decided about keeping, sealing, releasing and persons, and what it is decided about. */
export const PROTECTION: readonly Act[] = [
  {
    at: [88, '10:10'],
    who: 'marit',
    share: {
      kind: 'incident-note',
      title: 'Truck gate stood still for an hour',
      objects: [
        named('incident', 'gate-jam', {
          name: 'Truck gate stood still for an hour',
          description:
            'Somebody had changed the opening hours in the appointment system with the account of a dispatcher who was on leave.',
        }),
      ],
      marking: { level: 'amber', audience: { everyone: true }, limits: { government: false } },
    },
  },
  {
    at: [86, '12:00'],
    who: 'marit',
    // Begins a week later; the hour at the gate goes four weeks before today.
    keep: {
      scope: 'community',
      kind: 'incidents',
      days: 60,
      reason: 'What happened to one of us need not follow them for longer than we learn from it.',
    },
  },
  {
    at: [50, '09:00'],
    who: 'marit',
    // Their keys each makes in their own browser, and nobody else: so nothing is shared sealed before a visitor did.
    custodians: ['clara', 'amir', 'noor'],
  },
  {
    at: [39, '18:20'],
    who: 'clara',
    share: {
      kind: 'incident-note',
      title: 'Crane scheduling: what stood still, and for how long',
      objects: [
        named('incident', 'crane-stop', {
          name: 'Crane scheduling at the depot encrypted',
          description: 'Four days by hand. Nobody was hurt; no goods were lost.',
        }),
      ],
      marking: { level: 'amber', audience: { everyone: true }, limits: { clients: false } },
    },
  },
  {
    at: [20, '11:15'],
    who: 'clara',
    hold: {
      of: 'incident:crane-stop',
      reason: 'Our insurer still asks about it; we keep it until they have decided.',
    },
  },
  {
    at: [14, '15:40'],
    who: 'noor',
    judge: {
      source: 'nordkai',
      topic: 'everything',
      letter: 'B',
      reason: 'What they send has held so far; twice the date was off by a day.',
    },
  },
  {
    at: [14, '15:45'],
    who: 'noor',
    judge: {
      source: 'lagerhaus',
      topic: 'indicators',
      letter: 'C',
      reason: 'Good on what happened to them, less so on what they read elsewhere.',
    },
  },
  {
    at: [10, '08:50'],
    who: 'noor',
    // Authorities on request only, and only to warn; others learn at once, without waiting for her.
    allow: { level: 'amber', government: true, uses: ['warn'], forms: ['as-is'], days: 90 },
  },
  {
    at: [9, '14:30'],
    who: 'noor',
    share: {
      kind: 'indicators',
      title: 'Jackal: where stolen mailboxes are offered',
      objects: [
        indicator('mailbox-market.example', { labels: ['phishing'], confidence: 65 }),
        indicator('203.0.113.118', { labels: ['phishing'], confidence: 50 }),
      ],
      marking: ops,
    },
  },
  {
    at: [8, '10:00'],
    who: 'clara',
    wish: {
      of: 'indicator:mailbox-market.example',
      organization: 'response',
      use: 'warn',
      purpose: 'They warn firms whose mailboxes are on offer there.',
    },
  },
  {
    at: [1, '11:00'],
    who: 'clara',
    person: {
      kind: 'objection',
      sought: ['192.0.2.232'],
      known: 'They wrote from the address their provider gave for this connection.',
    },
  },
];
