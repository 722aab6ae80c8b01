import { hashOf, indicator, named, relation, report } from './objects.ts';
import { MARKINGS } from './story.ts';
import type { Act } from './story.ts';

const { amber, crane } = MARKINGS;

const tidelock = hashOf('tidelock');

/** Six weeks ago: a depot's cranes stand still, and the community works through it. */
export const CRANE_WEEKS: readonly Act[] = [
  {
    at: [41, '05:48'],
    who: 'jonas',
    share: {
      kind: 'incident-note',
      title: 'Crane scheduling server encrypted this morning',
      text: 'Since 04:10 our crane scheduling server is encrypted. The note names "TideLock". The cranes run by hand. We believe they came in over a remote maintenance account. Please keep this among you: our customers do not know yet.',
      objects: [
        named('malware', 'tidelock', {
          name: 'TideLock',
          is_family: true,
          malware_types: ['ransomware'],
          description: 'Encrypts files and leaves a note "TIDE.txt".',
        }),
        indicator(tidelock, { name: 'TideLock encryptor', confidence: 95 }),
        indicator('192.0.2.201', {
          confidence: 70,
          description: 'Came in from here over remote maintenance.',
        }),
        relation(`indicator:${tidelock}`, 'indicates', 'malware:tidelock'),
      ],
      marking: crane,
    },
  },
  {
    at: [41, '06:30'],
    who: 'ilse',
    answer: {
      to: `indicator:${tidelock}`,
      kind: 'action',
      action: 'hunted',
      comment: 'Not with us. We look again tonight. Do you need people?',
    },
  },
  {
    at: [41, '06:45'],
    who: 'marit',
    open: 'indicator:192.0.2.201',
  },
  {
    at: [40, '17:05'],
    who: 'clara',
    change: { of: `indicator:${tidelock}`, marking: amber },
  },
  {
    at: [40, '17:10'],
    who: 'clara',
    change: { of: 'malware:tidelock', marking: amber },
  },
  {
    at: [40, '17:40'],
    who: 'jonas',
    share: {
      kind: 'indicators',
      title: 'TideLock: what to look for',
      objects: [
        indicator('cdn.tide-sync.example', { labels: ['command-and-control'], confidence: 80 }),
        indicator('203.0.113.150', { labels: ['command-and-control'], confidence: 65 }),
        named('malware', 'cranefly', {
          name: 'CraneFly',
          is_family: true,
          malware_types: ['dropper', 'remote-access-trojan'],
          description: 'Waits for days and then fetches TideLock.',
        }),
        named('attack-pattern', 'remote-access', {
          name: 'Remote Access Tools',
          external_references: [{ source_name: 'mitre-attack', external_id: 'T1219' }],
        }),
        named('attack-pattern', 'encryption', {
          name: 'Data Encrypted for Impact',
          external_references: [{ source_name: 'mitre-attack', external_id: 'T1486' }],
        }),
        indicator(hashOf('cranefly'), { name: 'CraneFly loader', confidence: 90 }),
        relation('malware:cranefly', 'downloads', 'malware:tidelock'),
        relation('malware:tidelock', 'uses', 'attack-pattern:encryption'),
        relation('malware:cranefly', 'uses', 'attack-pattern:remote-access'),
        relation('indicator:cdn.tide-sync.example', 'indicates', 'malware:cranefly'),
        relation('indicator:203.0.113.150', 'indicates', 'malware:cranefly'),
        relation(`indicator:${hashOf('cranefly')}`, 'indicates', 'malware:cranefly'),
      ],
      marking: { level: 'amber', audience: { everyone: true }, pap: 'amber' },
    },
  },
  {
    at: [40, '19:25'],
    who: 'tom',
    answer: {
      to: 'indicator:cdn.tide-sync.example',
      kind: 'sighting',
      count: 2,
      comment: 'One maintenance laptop. Taken off the network before it fetched anything.',
    },
  },
  {
    at: [40, '20:02'],
    who: 'tom',
    answer: { to: 'indicator:cdn.tide-sync.example', kind: 'action', action: 'blocked' },
  },
  {
    at: [39, '07:15'],
    who: 'noor',
    answer: {
      to: 'indicator:203.0.113.150',
      kind: 'action',
      action: 'blocked',
      comment: 'For all terminals we watch.',
    },
  },
  {
    at: [38, '09:30'],
    who: 'marit',
    share: {
      kind: 'alert',
      title: 'Check remote maintenance accounts today',
      text: 'Whoever lets a maker into cranes, reefers or gates from afar: switch the account off when nobody works, ask for a second factor, and look who signed in over the last two weeks. Done by tonight, please; tell us by answering this.',
      objects: [
        named('course-of-action', 'maintenance-accounts', {
          name: 'Remote maintenance only when asked for',
          description: 'Off by default, on for one day, second factor, named person.',
        }),
        relation(
          'course-of-action:maintenance-accounts',
          'mitigates',
          'attack-pattern:remote-access',
        ),
      ],
      marking: amber,
    },
  },
  {
    at: [38, '11:10'],
    who: 'petra',
    answer: {
      to: 'course-of-action:maintenance-accounts',
      kind: 'action',
      action: 'none',
      comment: 'Not mine: I have no cranes. But my printer has such an account, is that the same?',
    },
  },
  {
    at: [38, '13:22'],
    who: 'ilse',
    answer: {
      to: 'course-of-action:maintenance-accounts',
      kind: 'action',
      action: 'patched',
      comment: '31 accounts, 22 of them nobody needed.',
    },
  },
  {
    at: [33, '14:00'],
    who: 'clara',
    share: {
      kind: 'report',
      title: 'Four days without crane scheduling: what we learnt',
      objects: [
        report('crane-lessons', {
          name: 'Four days without crane scheduling',
          description:
            'They came in on day 1 over the maker’s maintenance account, waited nine days and encrypted on a Sunday. Backups were three weeks old because the job had failed silently. What helped: paper lists, a depot next door, and the calls of three members in the first hour.',
          about: [
            'malware:tidelock',
            'malware:cranefly',
            'attack-pattern:remote-access',
            'attack-pattern:encryption',
          ],
          types: ['incident'],
        }),
      ],
      marking: {
        level: 'amber',
        audience: { everyone: true },
        limits: { clients: false, providers: false },
      },
    },
  },
  {
    at: [26, '10:05'],
    who: 'amir',
    share: {
      kind: 'indicators',
      title: 'Early warning: CraneFly over poisoned schedules',
      objects: [
        indicator('https://vessel-eta.example/update.xlsm', {
          labels: ['malware-delivery'],
          confidence: 80,
        }),
        indicator('vessel-eta.example', { labels: ['malware-delivery'], confidence: 75 }),
        relation('indicator:vessel-eta.example', 'indicates', 'malware:cranefly'),
      ],
      marking: {
        level: 'amber',
        audience: { everyone: true },
        pap: 'red',
        changes: [{ at: '+14', level: 'green' }],
      },
    },
  },
  {
    at: [25, '08:44'],
    who: 'ilse',
    answer: {
      to: 'indicator:vessel-eta.example',
      kind: 'sighting',
      count: 5,
      comment: 'Five mailboxes, all in the agents’ office. Nobody opened it.',
    },
  },
];
