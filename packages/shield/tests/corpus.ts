import type { MemberProfile } from '../src/index.ts';
import { CHATS } from './corpus/chats.ts';
import { CONFIGS } from './corpus/configs.ts';
import { LOGS } from './corpus/logs.ts';
import { MAILS } from './corpus/mails.ts';
import { OBJECTS } from './corpus/objects.ts';
import type { Sample } from './sample.ts';

/** The member whose texts these are. */
export const PROFILE: MemberProfile = {
  domains: ['nordhafen.example', 'nordhafen.sharepoint.example'],
  networks: ['203.0.113.0/24', '2001:db8:77::/48'],
  names: ['Nordhafen Logistik', 'NHL AG'],
  people: ['Ilse Brandt', 'Trần Minh Anh'],
  clients: ['Kaffee Kontor Möller'],
  hostPrefixes: ['SRV-', 'wks'],
  ticketPrefixes: ['INC', 'HD-'],
};

/** The first texts, by which the rules were written. */
const FIRST: readonly Sample[] = [
  {
    name: 'an English incident report',
    text: `At 08:14 Ilse Brandt (ilse.brandt@nordhafen.example, +49 40 5550 1234) opened an invoice from
billing@harbour-invoices.example. The macro fetched hxxps://harbour-invoices[.]example/a/stage2.bin and ran it as
C:\\Users\\ibrandt\\AppData\\Local\\Temp\\upd.exe on SRV-FILE01 (10.20.30.40, 00:1b:44:11:3a:b7). It called
198.51.100.23:8443 and 45.77.12[.]9. SHA-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.
Ticket INC0048812. Our proxy 203.0.113.77 and 2001:db8:77::15 logged it. Nordhafen Logistik told its client
Kaffee Kontor Möller. The attacker used CVE-2023-23397 and Mimikatz (T1003.001).`,
    secrets: [
      'Ilse Brandt',
      'ilse.brandt@nordhafen.example',
      '+49 40 5550 1234',
      'ibrandt',
      'SRV-FILE01',
      '10.20.30.40',
      '00:1b:44:11:3a:b7',
      'INC0048812',
      '203.0.113.77',
      '2001:db8:77::15',
      'Nordhafen Logistik',
      'Kaffee Kontor Möller',
    ],
    indicators: [
      'billing@harbour-invoices.example',
      'harbour-invoices[.]example/a/stage2.bin',
      'upd.exe',
      '198.51.100.23:8443',
      '45.77.12[.]9',
      '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      'CVE-2023-23397',
      'Mimikatz',
      'T1003.001',
    ],
  },
  {
    name: 'a German mail with defanged values',
    text: `Hallo zusammen, unser Rechner wks-0417 (192.168[.]7[.]12) hat sich bei vnc-gateway[.]example gemeldet.
Betroffen ist Brandt, Ilse; Telefon: 040 / 555 0199. Kennwort: Winter2026! wurde auf hxxp://login-nordhafen[.]example
eingegeben, nicht auf portal[.]nordhafen[.]example. Frau B. ist seit gestern krankgeschrieben. Konto
DE89 3704 0044 0532 0130 00, Karte 4111 1111 1111 1111. Server des Angreifers: 203.0.114.9, Hash
44d88612fea8a8f36de82e1278abb02f. Siehe HD-20931 und \\\\fs02\\austausch\\liste.xlsx.`,
    secrets: [
      'wks-0417',
      '192.168[.]7[.]12',
      'Brandt, Ilse',
      '040 / 555 0199',
      'Winter2026!',
      'portal[.]nordhafen[.]example',
      'krankgeschrieben',
      'DE89 3704 0044 0532 0130 00',
      '4111 1111 1111 1111',
      'HD-20931',
      'fs02',
    ],
    indicators: [
      'vnc-gateway[.]example',
      'login-nordhafen[.]example',
      '203.0.114.9',
      '44d88612fea8a8f36de82e1278abb02f',
    ],
  },
  {
    name: 'a French report',
    text: `Le poste de Trần Minh Anh (tma.compta@gmail.com, tél. 01 55 50 12 34) a reçu un fichier depuis
factures-port[.]example. Mot de passe : Soleil#42. Le compte minh.anh est en arrêt maladie. Le serveur
dc01.siege.local (172.16.4.2) a contacté 91.219.236[.]18 et update-flux[.]example/api/v2. TLP:RED, de la part du CERT.`,
    secrets: [
      'Trần Minh Anh',
      'tma.compta@gmail.com',
      '01 55 50 12 34',
      'Soleil#42',
      'arrêt maladie',
      'dc01.siege.local',
      '172.16.4.2',
      'TLP:RED',
    ],
    indicators: ['factures-port[.]example', '91.219.236[.]18', 'update-flux[.]example/api/v2'],
  },
  {
    name: 'a Spanish chat',
    text: `usuario: mlopez dice que la clave=Verano.2026 ya no vale. Su máquina es pc7.oficina.lan, mac 3c-22-fb-10-9a-e1.
El enlace era https://avisos-puerto.example/v?m=marta.lopez%40nordhafen.example y el C2 es 185.220.101.47.
Está de baja médica. Malware: AgentTesla, dominio tesla-panel.example.`,
    secrets: [
      'mlopez',
      'Verano.2026',
      'pc7.oficina.lan',
      '3c-22-fb-10-9a-e1',
      'marta.lopez%40nordhafen.example',
      'baja médica',
    ],
    indicators: [
      'https://avisos-puerto.example/v',
      '185.220.101.47',
      'AgentTesla',
      'tesla-panel.example',
    ],
  },
  {
    name: 'a configuration found on a server',
    text: `DATABASE_URL=postgres://app:tr0ub4dor@db.prod.internal:5432/app
AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
GITHUB=ghp_abcdefghijklmnopqrstuvwxyz0123456789
Authorization: Bearer abc.def-ghi_jkl
Cookie: session=8f2b0c9a77de4e1c; theme=dark
jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlLWhlcmU
root:$6$rounds=5000$saltsalt$abcdefghijklmnopqrstuv:19000:0:99999:7:::
Administrator:500:aad3b435b51404eeaad3b435b51404ee:31d6cfe0d16ae931b73c59d7e0c089c0:::
-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ==
-----END OPENSSH PRIVATE KEY-----
c2 = hxxps://cdn-sync[.]example/gate.php`,
    secrets: [
      'tr0ub4dor',
      'AKIAIOSFODNN7EXAMPLE',
      'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
      'abc.def-ghi_jkl',
      'session=8f2b0c9a77de4e1c; theme=dark',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlLWhlcmU',
      '$6$rounds=5000$saltsalt$abcdefghijklmnopqrstuv',
      '31d6cfe0d16ae931b73c59d7e0c089c0',
      'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ==',
    ],
    indicators: ['hxxps://cdn-sync[.]example/gate.php'],
  },
  {
    name: 'a note of the legal department',
    text: `Attorney-client. The intrusion is price sensitive until the ad-hoc disclosure. What the CERT sent us as
TLP:AMBER+STRICT names apt-panel[.]example; the works council lists her as a trade union member.`,
    secrets: [
      'Attorney-client',
      'price sensitive',
      'ad-hoc disclosure',
      'TLP:AMBER+STRICT',
      'trade union member',
    ],
    indicators: ['apt-panel[.]example'],
  },
  {
    name: 'what hides behind odd characters',
    text: `Pass\u200bword: Herbst-2026 for ilse\u00ad.brandt＠nordhafen．example at 10。20。30。41, seen at evil-login[dot]example`,
    secrets: ['Herbst-2026'],
    indicators: ['evil-login[dot]example'],
  },
  {
    name: 'sentences that only sound alike',
    text: `The password is reset every month and the token expires. Version 10.4.2 of the tool reads /etc/passwd and
/home pages. Card games, IBAN rules and phone calls are fine. The user agent was Mozilla/5.0 (Windows NT 10.0).
GET /index.php?id=7 from 8.8.8.8; 1.3.6.1.4.1.311.2.1.12 is an OID. Order 4111-2222 came at 12:30:45.
Registry HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run, mutex Global\\M4x, task \\Microsoft\\Upd.
The campaign (UNC1151, G0032) targets ports; see hxxps://research[.]example/blog/2026/05/ports?page=2.`,
    secrets: [],
    indicators: [
      'The password is reset',
      '10.4.2',
      '/etc/passwd',
      'Mozilla/5.0 (Windows NT 10.0)',
      '/index.php?id=7',
      '8.8.8.8',
      '1.3.6.1.4.1.311.2.1.12',
      '12:30:45',
      'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run',
      'Global\\M4x',
      'UNC1151',
      'research[.]example/blog/2026/05/ports?page=2',
    ],
  },
];

/**
 * What the shield is measured by: the first texts, and others that were written without a look at the rules, awkward on
 * purpose. What it misses somewhere else is added here.
 */
export const CORPUS: readonly Sample[] = [
  ...FIRST,
  ...MAILS,
  ...LOGS,
  ...CONFIGS,
  ...CHATS,
  ...OBJECTS,
];
