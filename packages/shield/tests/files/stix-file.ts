import type { FileSample } from '../file-sample.ts';
import { utf8, zipOf } from './make.ts';

const AT = '2026-03-03T07:41:12.000Z';
const id = (type: string, number: number): string =>
  `${type}--8e2e2d2b-17d4-4cbf-938f-98ee46b3d${String(100 + number)}`;
const head = (type: string, number: number): Record<string, unknown> => ({
  type,
  spec_version: '2.1',
  id: id(type, number),
  created: AT,
  modified: AT,
  created_by_ref: id('identity', 1),
});

/** Objects of one incident, as a tool inside the house writes them. All of it is invented. */
export const INCIDENT = [
  { ...head('identity', 1), name: 'Harbour CERT', identity_class: 'organization' },
  { ...head('identity', 2), name: 'Werft Krüger', identity_class: 'organization' },
  {
    ...head('malware', 3),
    name: 'FluxLoader',
    is_family: true,
    first_seen: '2026-02-27T04:11:09Z',
  },
  {
    ...head('relationship', 4),
    relationship_type: 'targets',
    source_ref: id('malware', 3),
    target_ref: id('identity', 2),
  },
  {
    ...head('sighting', 5),
    sighting_of_ref: id('malware', 3),
    where_sighted_refs: [id('identity', 2)],
    last_seen: '2026-03-03T07:41:12Z',
  },
  {
    ...head('indicator', 6),
    name: 'FluxLoader on SRV-FILE01',
    pattern:
      "[user-account:account_login = 'o\\'hansen' AND domain-name:value = 'flux-cdn.example'] OR [email-addr:display_name = 'Ilka Berg']",
    pattern_type: 'stix',
    valid_from: AT,
  },
  {
    ...head('indicator', 7),
    name: 'C2',
    pattern: "[ipv4-addr:value = '45.9.148.99']",
    pattern_type: 'stix',
    valid_from: AT,
  },
  {
    type: 'email-message',
    spec_version: '2.1',
    id: id('email-message', 8),
    is_multipart: false,
    subject: 'Zollgebühr offen',
    from_ref: id('email-addr', 9),
    to_refs: [id('email-addr', 10)],
    body: 'Dear Ilse, the password: Winter-2026',
    received_lines: ['from mx02.nordhafen.example by exch01'],
  },
  {
    type: 'email-addr',
    spec_version: '2.1',
    id: id('email-addr', 9),
    value: 'info@paket-zoll.example',
  },
];

/** JSON as files. All of it is invented. */
export const JSON_FILES: readonly FileSample[] = [
  {
    name: 'a bundle of an incident (STIX), packed',
    file: {
      name: 'case.zip',
      bytes: zipOf({
        'bundle.json': JSON.stringify({ type: 'bundle', id: id('bundle', 0), objects: INCIDENT }),
        'settings.json': '{"db_password": "hafenkran", "server": "45.9.148.98"}',
      }),
    },
    secrets: [
      'SRV-FILE01',
      "o\\'hansen",
      'Ilka Berg',
      'Dear Ilse, the password: Winter-2026',
      'from mx02.nordhafen.example by exch01',
      'hafenkran',
    ],
    indicators: [
      '45.9.148.99',
      'flux-cdn.example',
      'info@paket-zoll.example',
      'Zollgebühr offen',
      '45.9.148.98',
    ],
    unread: [],
  },
  {
    name: 'settings of a program (JSON)',
    file: {
      name: 'a.json',
      bytes: utf8(
        '{"request_header": {"Cookie": "sid=8f2b0c9a; theme=dark", "Host": "45.9.148.99"}}',
      ),
    },
    secrets: ['sid=8f2b0c9a; theme=dark'],
    indicators: ['45.9.148.99'],
    unread: [],
  },
];
