import { hashOf, indicator, named, relation, report } from './objects.ts';
import { MARKINGS } from './story.ts';
import type { Act } from './story.ts';

const { clear, green, amber, ops } = MARKINGS;

/** The first months: the community finds its feet, and somebody forges bills of lading. */
export const FIRST_MONTHS: readonly Act[] = [
  {
    at: [118, '08:40'],
    who: 'marit',
    share: {
      kind: 'best-practice',
      title: 'How we share here',
      text: 'Share early, even when you are not sure; say how sure you are. Mark as wide as you can live with: AMBER is our habit, GREEN is better for indicators. If something worked for you, answer the item, so that whoever shared it learns that it did. Nobody is ever asked why they kept something to themselves.',
      marking: clear,
    },
  },
  {
    at: [112, '13:05'],
    who: 'amir',
    share: {
      kind: 'alert',
      title: 'Forged bills of lading reach brokers in three countries',
      text: 'Since the start of the month brokers receive mails in the name of shipping lines with a link to a "bill of lading portal". The page asks for the mailbox password. Tell whoever opens attachments in your house: a shipping line never asks for the password of your mailbox.',
      objects: [
        named('campaign', 'lading-lures', {
          name: 'Lading Lures',
          description:
            'Mails with forged bills of lading that lead to pages asking for mailbox passwords.',
          aliases: ['Bill of lading phishing'],
          first_seen: '2026-07-30T00:00:00Z',
        }),
        named('attack-pattern', 'phishing', {
          name: 'Phishing',
          external_references: [{ source_name: 'mitre-attack', external_id: 'T1566' }],
        }),
        relation('campaign:lading-lures', 'uses', 'attack-pattern:phishing'),
      ],
      marking: green,
    },
  },
  {
    at: [110, '09:22'],
    who: 'ilse',
    share: {
      kind: 'indicators',
      title: 'Portals of the forged bills of lading, first batch',
      objects: [
        indicator('quay-docs.example', { labels: ['phishing'], confidence: 85 }),
        indicator('lading-portal.example', { labels: ['phishing'], confidence: 85 }),
        indicator('198.51.100.77', { labels: ['phishing'], confidence: 60 }),
        indicator('https://quay-docs.example/view/bl.php', {
          labels: ['phishing'],
          confidence: 90,
        }),
        indicator('documents@nordkai-lines.example', { labels: ['phishing'], confidence: 90 }),
        relation('indicator:quay-docs.example', 'indicates', 'campaign:lading-lures'),
        relation('indicator:lading-portal.example', 'indicates', 'campaign:lading-lures'),
        relation('indicator:198.51.100.77', 'indicates', 'campaign:lading-lures'),
      ],
      marking: green,
    },
  },
  {
    at: [110, '11:48'],
    who: 'petra',
    answer: {
      to: 'indicator:quay-docs.example',
      kind: 'sighting',
      count: 1,
      comment:
        'Came this morning, looked exactly like the ones from my usual line. I did not type anything.',
    },
  },
  {
    at: [110, '14:30'],
    who: 'jonas',
    answer: { to: 'indicator:quay-docs.example', kind: 'action', action: 'blocked' },
  },
  {
    at: [109, '07:55'],
    who: 'tom',
    answer: { to: 'indicator:198.51.100.77', kind: 'sighting', count: 14 },
  },
  {
    at: [103, '10:12'],
    who: 'noor',
    share: {
      kind: 'indicators',
      title: 'Lading Lures: new hosts behind the portals',
      objects: [
        indicator('bl-viewer.example', { labels: ['phishing'], confidence: 70 }),
        indicator('203.0.113.41', {
          labels: ['phishing'],
          confidence: 45,
          description: 'Shared hosting: other sites live there too.',
        }),
        relation('indicator:bl-viewer.example', 'indicates', 'campaign:lading-lures'),
        relation('indicator:203.0.113.41', 'indicates', 'campaign:lading-lures'),
      ],
      marking: amber,
    },
  },
  {
    at: [102, '09:40'],
    who: 'ilse',
    answer: {
      to: 'indicator:203.0.113.41',
      kind: 'false-positive',
      comment: 'This is the web host of two of our agents. Blocking it stopped their schedules.',
    },
  },
  {
    at: [101, '08:05'],
    who: 'noor',
    change: { of: 'indicator:203.0.113.41' },
  },
  {
    at: [92, '15:20'],
    who: 'marit',
    share: {
      kind: 'question',
      title: 'Who has moved gate appointments to a second factor?',
      text: 'Our truck appointment system sees password guessing every night. Who has made drivers and dispatchers use a second factor, and what did they say? Answers to the operations desk please, I will sum up for all.',
      marking: green,
    },
  },
  {
    at: [91, '08:31'],
    who: 'jonas',
    share: {
      kind: 'answer',
      title: 'Second factor at the depot: three weeks in',
      text: 'We did it for dispatchers only, by app. Two calls on the first day, none since. Drivers keep their pick-up code, which works once and for one container. Guessing stopped within a week.',
      marking: ops,
    },
  },
  {
    at: [84, '12:02'],
    who: 'tom',
    share: {
      kind: 'indicators',
      title: 'Addresses guessing passwords at the gate appointment system',
      objects: [
        indicator('192.0.2.14', { labels: ['brute-force'], confidence: 75 }),
        indicator('192.0.2.15', { labels: ['brute-force'], confidence: 75 }),
        indicator('192.0.2.88', { labels: ['brute-force'], confidence: 75 }),
        indicator('198.51.100.203', { labels: ['brute-force'], confidence: 60 }),
        named('attack-pattern', 'brute-force', {
          name: 'Brute Force',
          external_references: [{ source_name: 'mitre-attack', external_id: 'T1110' }],
        }),
        relation('indicator:192.0.2.14', 'indicates', 'attack-pattern:brute-force'),
        relation('indicator:192.0.2.15', 'indicates', 'attack-pattern:brute-force'),
      ],
      marking: { level: 'green', audience: { everyone: true }, until: '+90' },
    },
  },
  {
    at: [83, '07:10'],
    who: 'ilse',
    answer: {
      to: 'indicator:192.0.2.14',
      kind: 'sighting',
      count: 230,
      comment: 'Against our agents portal, since Sunday.',
    },
  },
  {
    at: [83, '09:00'],
    who: 'jonas',
    answer: { to: 'indicator:192.0.2.15', kind: 'action', action: 'blocked' },
  },
  {
    at: [71, '10:45'],
    who: 'amir',
    share: {
      kind: 'vulnerability',
      title: 'PortCall Gate lets anybody read appointments',
      text: 'PortCall Gate before 4.2.7 answers requests for appointments without checking who asks. Update, or let only your own network reach it. We know of two installations that were read from outside.',
      objects: [
        named('vulnerability', 'portcall-gate', {
          name: 'PortCall Gate: appointments readable without sign-in',
          description: 'Versions before 4.2.7. The maker has published an update.',
        }),
        named('course-of-action', 'portcall-update', {
          name: 'Update PortCall Gate to 4.2.7 or later',
          description: 'Ten minutes without the gate; plan it between two ships.',
        }),
        relation('course-of-action:portcall-update', 'mitigates', 'vulnerability:portcall-gate'),
      ],
      marking: {
        level: 'amber',
        audience: { everyone: true },
        changes: [{ at: '+7', level: 'clear' }],
      },
    },
  },
  {
    at: [71, '13:15'],
    who: 'tom',
    answer: {
      to: 'vulnerability:portcall-gate',
      kind: 'action',
      action: 'patched',
      comment: 'Both terminals, done between two calls.',
    },
  },
  {
    at: [70, '16:40'],
    who: 'jonas',
    answer: {
      to: 'vulnerability:portcall-gate',
      kind: 'action',
      action: 'hunted',
      comment: 'Logs of eight weeks: nobody read ours.',
    },
  },
  {
    at: [64, '09:15'],
    who: 'clara',
    share: {
      kind: 'best-practice',
      title: 'What to take out of a report before you share it',
      text: 'Names of customers, names of colleagues, container numbers that are still on their way, and everything in a screenshot that you did not mean to show. Keep: what the attacker used, when, and what helped.',
      marking: green,
    },
  },
  {
    at: [58, '11:30'],
    who: 'ilse',
    share: {
      kind: 'report',
      title: 'Lading Lures after eight weeks',
      objects: [
        named('intrusion-set', 'quayside-jackal', {
          name: 'Quayside Jackal',
          description:
            'Whoever runs the forged portals and sells the mailboxes on. The name is ours.',
          aliases: ['Jackal'],
          resource_level: 'organization',
          primary_motivation: 'personal-gain',
        }),
        named('infrastructure', 'jackal-panel', {
          name: 'Panel that collects mailbox passwords',
          infrastructure_types: ['phishing'],
        }),
        indicator('panel.jackal-box.example', {
          labels: ['phishing', 'command-and-control'],
          confidence: 80,
        }),
        indicator(hashOf('kit'), { name: 'Phishing kit "bl_2026.zip"', confidence: 95 }),
        relation('campaign:lading-lures', 'attributed-to', 'intrusion-set:quayside-jackal'),
        relation('intrusion-set:quayside-jackal', 'uses', 'infrastructure:jackal-panel'),
        relation('indicator:panel.jackal-box.example', 'indicates', 'infrastructure:jackal-panel'),
        report('lading-lures-report', {
          name: 'Lading Lures after eight weeks',
          description:
            'Eleven portals, one panel behind them, one kit. Mailboxes taken over are used within two days to change bank details on open invoices.',
          about: [
            'campaign:lading-lures',
            'intrusion-set:quayside-jackal',
            'infrastructure:jackal-panel',
            'indicator:panel.jackal-box.example',
            'attack-pattern:phishing',
          ],
        }),
      ],
      marking: { level: 'amber', audience: { everyone: true }, limits: { government: false } },
    },
  },
  {
    at: [57, '08:20'],
    who: 'noor',
    answer: {
      to: 'indicator:panel.jackal-box.example',
      kind: 'sighting',
      count: 3,
      comment: 'Two customers, none of them in this community.',
    },
  },
];
