import type { Sample } from '../sample.ts';

/** Chats, tickets and notes, in people's own words. All of it is invented. */
export const CHATS: readonly Sample[] = [
  {
    name: 'an analysts’ chat, English',
    text: `[09:12] moira: user is Trần Minh Anh, box is wks-3312, she says pw was "Mango_Lassi7"
[09:13] moira: call her on 0044 20 7946 0958 pls, mail tma.priv@gmail.com
[09:15] dev: vpn egress 203[.]0[.]113[.]120, their gw is 2001:db8:77::1
[09:16] dev: c2 = 193[.]142[.]146[.]35:4443, ja3 e7d705a3286e19ea42f587b344ee6865, beacon every 61s
[09:18] moira: INC-0049120 opened, and HD-555 at NHL AG
[09:20] dev: lure hxxps://docs-view[.]example/s/offer.one ; loader offer.one -> sync.dll
[09:21] moira: token=xoxb-12345678901-abcdefGHIJKL was in the paste, revoke!`,
    secrets: [
      'Trần Minh Anh',
      'wks-3312',
      'Mango_Lassi7',
      '0044 20 7946 0958',
      'tma.priv@gmail.com',
      '203[.]0[.]113[.]120',
      '2001:db8:77::1',
      'INC-0049120',
      'HD-555',
      'NHL AG',
      'xoxb-12345678901-abcdefGHIJKL',
    ],
    indicators: [
      '193[.]142[.]146[.]35:4443',
      'e7d705a3286e19ea42f587b344ee6865',
      'docs-view[.]example/s/offer.one',
      'sync.dll',
    ],
  },
  {
    name: 'a German chat in a hurry',
    text: `hallo, pw: hafen2026! geht noch. login: ibrandt. rechner SRV-DC02 / 10.0.0.5
kollegin ist krankgemeldet, diagnose burnout. handy 0160-5550177
tel 0551/5550100-22, mail an privat: ilse_b@web.de
angreifer: 146[.]70[.]53[.]133 + smb-relay[.]example, exploit CVE-2025-24054
die akte liegt unter \\\\SRV-FILE02\\hr$\\akten und C:\\Users\\ilse.brandt\\Desktop\\akte.docx
das ist Anwaltsgeheimnis und kursrelevant, TLP:RED vom Lagezentrum`,
    secrets: [
      'hafen2026!',
      'ibrandt',
      'SRV-DC02',
      '10.0.0.5',
      'krankgemeldet',
      '0160-5550177',
      '0551/5550100-22',
      'ilse_b@web.de',
      'SRV-FILE02',
      'ilse.brandt',
      'Anwaltsgeheimnis',
      'kursrelevant',
      'TLP:RED',
    ],
    indicators: ['146[.]70[.]53[.]133', 'smb-relay[.]example', 'CVE-2025-24054'],
  },
  {
    name: 'a French ticket',
    text: `Ticket INC 77123 - utilisateur: cbernard - poste SRV-COMPTA2 (10.33.0.12)
mdp : Ch@tNoir33 / code PIN: 4711-a / jeton: eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYmVybmFyZCJ9.c2ln
IBAN FR14 2004 1010 0505 0001 3M02 606. Tel. 01.99.00.88.77, port. 06.39.98.77.66
C2 : 94[.]156[.]67[.]12 ; domaine maj-securite[.]example ; mutex Global\\{8F6F0AC4-B9A1-45FD-A8CF-72F04E6BDE8F}
Information privilégiée, secret professionnel de l’avocat. TLP:AMBER du CERT.`,
    secrets: [
      'INC 77123',
      'cbernard',
      'SRV-COMPTA2',
      '10.33.0.12',
      'Ch@tNoir33',
      '4711-a',
      'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYmVybmFyZCJ9.c2ln',
      'FR14 2004 1010 0505 0001 3M02 606',
      '01.99.00.88.77',
      '06.39.98.77.66',
      'Information privilégiée',
      'secret professionnel de l’avocat',
      'TLP:AMBER',
    ],
    indicators: [
      '94[.]156[.]67[.]12',
      'maj-securite[.]example',
      'Global\\{8F6F0AC4-B9A1-45FD-A8CF-72F04E6BDE8F}',
    ],
  },
  {
    name: 'Spanish notes of a call',
    text: `El operador (usuario mgarcia, clave: Pl4ya.Sol) abrió el fichero en pc12.planta.lan.
Tarjeta 378282246310005 y 6011 1111 1111 1117; teléfono: 91 555 01 87.
La red es 172.18.0.0/16, la MAC 5C:26:0A:11:22:33, el ticket HD-9012, la salida 203.0.113.200.
Secreto profesional del abogado. Incapacidad temporal de la empleada desde mayo; afiliación sindical conocida.
Atacante: tienda-oferta[.]example, 77[.]91[.]68[.]21, SHA1 de9f2c7fd25e1b3afad3e85a0bd17d9b100db4b3.`,
    secrets: [
      'mgarcia',
      'Pl4ya.Sol',
      'pc12.planta.lan',
      '378282246310005',
      '6011 1111 1111 1117',
      '91 555 01 87',
      '172.18.0.0/16',
      '5C:26:0A:11:22:33',
      'HD-9012',
      '203.0.113.200',
      'Secreto profesional del abogado',
      'Incapacidad temporal',
      'afiliación sindical',
    ],
    indicators: [
      'tienda-oferta[.]example',
      '77[.]91[.]68[.]21',
      'de9f2c7fd25e1b3afad3e85a0bd17d9b100db4b3',
    ],
  },
  {
    name: 'a report to keep as it is, in four languages',
    text: `The group resets passwords and steals tokens; the secret is patience. Its user agent is "Go-http-client/1.1".
Das Kennwort wurde zurückgesetzt, der Benutzer informiert. Le mot de passe a été changé. La clave es la paciencia.
IOC: 103.27.202.85, 2a0e:b107:1d4::77, evil-cdn.example, hxxps://evil-cdn[.]example/api/v3/ping, port 50050,
cve-2024-3400, T1566.001, S0154, UNC2452, YARA rule win_loader_b, Rule 10.4.1 of the manual, build 19045.4046,
sha256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad, ssdeep 3:AXGBicFlgVNhBGcL6wCrFQEv:AXGHsNhxLsr2C,
imphash f34d5f2d4577ed6d9ceec516c1f5a744, mutex Global\\MsWinZonesCacheCounterMutexA, pipe \\\\.\\pipe\\msagent_f8,
btc bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh, file C:\\Windows\\Temp\\svc.exe, key HKCU\\Software\\Classes\\ms-settings,
mail from helpdesk@evil-cdn.example, ASN 64500, JARM 2ad2ad0002ad2ad00042d42d000000ad9bf51cc3f5a1e29eecb81d0c7b06eb,
onion abcdefghij234567abcdefghij234567abcdefghij234567abcdefgh.onion, tlsh T1A2B3, order 1002003004, 2026-03-03T07:41:12Z.`,
    secrets: [],
    indicators: [
      'resets passwords and steals tokens; the secret is patience',
      'Go-http-client/1.1',
      'Das Kennwort wurde zurückgesetzt, der Benutzer informiert',
      'Le mot de passe a été changé',
      'La clave es la paciencia',
      '103.27.202.85',
      '2a0e:b107:1d4::77',
      'evil-cdn.example, hxxps',
      'evil-cdn[.]example/api/v3/ping',
      'port 50050',
      'cve-2024-3400',
      'T1566.001',
      'S0154',
      'UNC2452',
      'win_loader_b',
      'Rule 10.4.1',
      'build 19045.4046',
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      '3:AXGBicFlgVNhBGcL6wCrFQEv:AXGHsNhxLsr2C',
      'f34d5f2d4577ed6d9ceec516c1f5a744',
      'Global\\MsWinZonesCacheCounterMutexA',
      '\\\\.\\pipe\\msagent_f8',
      'bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh',
      'C:\\Windows\\Temp\\svc.exe',
      'HKCU\\Software\\Classes\\ms-settings',
      'helpdesk@evil-cdn.example',
      'ASN 64500',
      '2ad2ad0002ad2ad00042d42d000000ad9bf51cc3f5a1e29eecb81d0c7b06eb',
      'abcdefghij234567abcdefghij234567abcdefghij234567abcdefgh.onion',
      'order 1002003004',
      '2026-03-03T07:41:12Z',
    ],
  },
];
