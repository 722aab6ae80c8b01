import { hashOf, indicator, named, relation } from './objects.ts';
import { MARKINGS } from './story.ts';
import type { Act } from './story.ts';

const { clear, green, amber, strict, ops } = MARKINGS;

/** The last three weeks: what is on everybody's desk now. */
export const LAST_DAYS: readonly Act[] = [
  {
    at: [19, '09:50'],
    who: 'petra',
    share: {
      kind: 'question',
      title: 'Is this invoice real?',
      text: 'My line suddenly has a new bank account, and the mail comes from accounts@nordkai-billing.example instead of the usual address. 4,300 euros. Do I pay?',
      marking: { level: 'green', audience: { everyone: true } },
    },
  },
  {
    at: [19, '10:07'],
    who: 'ilse',
    share: {
      kind: 'answer',
      title: 'Do not pay: this is not us',
      text: 'That address is not ours. We never change our account by mail. Thank you for asking, Petra: two others got the same letter this morning and can be warned now.',
      objects: [
        indicator('accounts@nordkai-billing.example', {
          labels: ['invoice-fraud'],
          confidence: 95,
        }),
        indicator('nordkai-billing.example', { labels: ['invoice-fraud'], confidence: 95 }),
        relation('indicator:nordkai-billing.example', 'indicates', 'campaign:lading-lures'),
      ],
      marking: green,
    },
  },
  {
    at: [19, '11:30'],
    who: 'jonas',
    answer: {
      to: 'indicator:accounts@nordkai-billing.example',
      kind: 'sighting',
      count: 1,
      comment: 'We got it too. Not paid.',
    },
  },
  {
    at: [12, '15:45'],
    who: 'noor',
    share: {
      kind: 'indicators',
      title: 'Jackal moves house',
      objects: [
        indicator('panel2.jackal-box.example', {
          labels: ['phishing', 'command-and-control'],
          confidence: 80,
        }),
        indicator('192.0.2.144', { labels: ['command-and-control'], confidence: 55 }),
        relation('indicator:panel2.jackal-box.example', 'indicates', 'infrastructure:jackal-panel'),
      ],
      marking: strict,
    },
  },
  {
    at: [6, '08:15'],
    who: 'tom',
    share: {
      kind: 'incident-note',
      title: 'Somebody photographs badges at gate 3',
      text: 'Twice this week a man photographed badges at the turnstile of gate 3 and left when asked. Plate and picture with the guard. Operations desks: tell your gates.',
      marking: ops,
    },
  },
  {
    at: [4, '09:35'],
    who: 'amir',
    share: {
      kind: 'vulnerability',
      title: 'ReeferView: passwords in the log',
      text: 'ReeferView up to 2.9 writes sign-in passwords to its own log. An update is promised for next week. Until then: whoever can read the log should be few.',
      objects: [
        named('vulnerability', 'reeferview', {
          name: 'ReeferView writes passwords to its log',
          description: 'All versions up to 2.9; no update yet.',
        }),
      ],
      marking: {
        level: 'amber+strict',
        audience: { everyone: true },
        changes: [{ at: '+10', level: 'green' }],
      },
    },
  },
  {
    at: [2, '07:50'],
    who: 'ilse',
    share: {
      kind: 'indicators',
      title: 'Lading Lures, this week’s portals',
      objects: [
        indicator('bl-archive.example', { labels: ['phishing'], confidence: 85 }),
        indicator('lading-desk.example', { labels: ['phishing'], confidence: 85 }),
        indicator('https://bl-archive.example/d/sign.php?line=nordkai', {
          labels: ['phishing'],
          confidence: 90,
        }),
        indicator('203.0.113.92', { labels: ['phishing'], confidence: 60 }),
        relation('indicator:bl-archive.example', 'indicates', 'campaign:lading-lures'),
        relation('indicator:lading-desk.example', 'indicates', 'campaign:lading-lures'),
      ],
      marking: green,
    },
  },
  {
    at: [2, '09:12'],
    who: 'petra',
    answer: { to: 'indicator:bl-archive.example', kind: 'sighting', count: 1 },
  },
  {
    at: [2, '11:40'],
    who: 'jonas',
    answer: {
      to: 'indicator:203.0.113.92',
      kind: 'false-positive',
      comment: 'Our reefer maker’s updates come from there too.',
    },
  },
  {
    at: [2, '16:25'],
    who: 'jonas',
    share: {
      kind: 'indicators',
      title: 'Password guessing at a small company’s mail',
      attribution: 'desk',
      objects: [
        indicator('192.0.2.231', { labels: ['brute-force'], confidence: 80 }),
        indicator('192.0.2.232', { labels: ['brute-force'], confidence: 80 }),
        relation('indicator:192.0.2.231', 'indicates', 'attack-pattern:brute-force'),
      ],
      marking: { level: 'green', audience: { everyone: true }, until: '+60' },
    },
  },
  {
    at: [1, '06:58'],
    who: 'noor',
    share: {
      kind: 'indicators',
      title: 'CraneFly: fresh loader and its host',
      objects: [
        indicator(hashOf('cranefly-2'), { name: 'CraneFly loader, second build', confidence: 90 }),
        indicator('sync.tide-sync.example', { labels: ['command-and-control'], confidence: 75 }),
        relation(`indicator:${hashOf('cranefly-2')}`, 'indicates', 'malware:cranefly'),
        relation('indicator:sync.tide-sync.example', 'indicates', 'malware:cranefly'),
      ],
      marking: amber,
    },
  },
  {
    at: [1, '10:20'],
    who: 'tom',
    answer: {
      to: 'indicator:sync.tide-sync.example',
      kind: 'sighting',
      count: 1,
      comment: 'One query, from a visitor’s network.',
    },
  },
  {
    at: [1, '15:05'],
    who: 'amir',
    share: {
      kind: 'alert',
      title: 'Calls in our name asking for remote access',
      text: 'Somebody calls terminals and depots in the name of the National Cyber Response Centre and asks to install a remote tool "for the CraneFly check". We never do that. Hang up, and tell us the number.',
      objects: [
        named('tool', 'remote-tool', {
          name: 'Remote tool offered by telephone',
          tool_types: ['remote-access'],
        }),
        indicator('support-response.example', { labels: ['social-engineering'], confidence: 85 }),
        relation('indicator:support-response.example', 'indicates', 'tool:remote-tool'),
      ],
      marking: green,
    },
  },
  {
    at: [1, '16:30'],
    who: 'clara',
    wish: {
      of: 'indicator:lading-desk.example',
      outside: 'The harbour police of Veldhaven',
      purpose:
        'They ask which portals to have taken down this week. I would give them this one address and nothing else.',
    },
  },
  {
    at: [0, '04:12'],
    who: 'tom',
    share: {
      kind: 'indicators',
      title: 'Gate 3: what the badge photographer’s car plate led to',
      text: 'The van is registered to a company whose site asks visitors to "confirm" a port badge.',
      objects: [
        indicator('https://badge-confirm.example/gate3', { labels: ['phishing'], confidence: 70 }),
        indicator('badge-confirm.example', { labels: ['phishing'], confidence: 70 }),
      ],
      marking: ops,
    },
  },
  {
    at: [0, '05:40'],
    who: 'marit',
    share: {
      kind: 'alert',
      title: 'Threat call moved to Thursday, 10:00',
      text: 'We look at CraneFly and at remote maintenance again. Bring what you saw; ten minutes are enough to prepare.',
      marking: clear,
    },
  },
];
