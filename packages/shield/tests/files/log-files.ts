import type { FileSample } from '../file-sample.ts';
import { utf8 } from './make.ts';

/** Logs as files. All of it is invented. */
export const LOG_FILES: readonly FileSample[] = [
  {
    name: 'the log of a web server',
    file: {
      name: 'access.log',
      bytes:
        utf8(`198.51.100.23 - mlopez [03/Mar/2026:07:41:12 +0100] "GET /owa/auth.php?user=mlopez&t=1 HTTP/1.1" 200 512 "-" "Mozilla/5.0"
45.9.148.99 - - [03/Mar/2026:07:41:13 +0100] "POST /shell.aspx;jsessionid=8F2B0C9A77DE HTTP/1.1" 200 17 "http://flux-panel.example/a?ref=42" "curl/8.0"
198.51.100.23 - h.becker [03/Mar/2026:07:41:14 +0100] "GET /files/a.zip HTTP/1.1" 404 0 "-" "Mozilla/5.0"
10.1.2.3 - mlopez [03/Mar/2026:07:41:15 +0100] "GET / HTTP/1.1" 200 1 "-" "x"
`),
    },
    secrets: ['mlopez', 'user=mlopez&t=1', '8F2B0C9A77DE', 'ref=42', 'h.becker', '10.1.2.3'],
    indicators: [
      '198.51.100.23',
      '/shell.aspx',
      '45.9.148.99',
      'http://flux-panel.example/a',
      '/files/a.zip',
      '[user 1]',
      '[user 2]',
    ],
    unread: [],
  },
  {
    name: 'the log of a firewall, in pairs',
    file: {
      name: 'fw.log',
      bytes:
        utf8(`date=2026-03-03 time=07:41:12 devname="HH-FW-02" srcip=10.20.30.40 dstip=198.51.100.23 dstport=443 user="CORP\\hbecker" action=deny sessionid=77120993 costcenter="4711 Hafen"
date=2026-03-03 time=07:41:13 devname="HH-FW-02" srcip=10.20.30.41 dstip=45.9.148.99 dstport=8443 user="hbecker" action=allow url="http://cdn-sync.example/g?id=9" hash=44d88612fea8a8f36de82e1278abb02f
`),
    },
    secrets: [
      'HH-FW-02',
      '10.20.30.40',
      '10.20.30.41',
      'hbecker',
      '77120993',
      '4711 Hafen',
      'id=9',
    ],
    indicators: [
      '198.51.100.23',
      '45.9.148.99',
      '8443',
      'http://cdn-sync.example/g',
      '44d88612fea8a8f36de82e1278abb02f',
      'action=deny',
      'user="[user 1]" action=allow',
    ],
    unread: [],
  },
  {
    name: 'the log of a service, a JSON object a line',
    file: {
      name: 'auth.jsonl',
      bytes:
        utf8(`{"timestamp":"2026-03-03T07:41:12Z","level":"warn","username":"mweber","src_ip":"198.51.100.23","session_id":"q7-88-ab","badge":"A-1187","message":"failed"}
{"timestamp":"2026-03-03T07:41:13Z","level":"warn","username":"mweber","src_ip":"45.9.148.99","token":"abcdefgh1234","url":"https://vnc-gateway.example/x"}
`),
    },
    secrets: ['mweber', 'q7-88-ab', 'A-1187', 'abcdefgh1234'],
    indicators: ['198.51.100.23', '45.9.148.99', 'https://vnc-gateway.example/x', '[user 1]'],
    unread: [],
  },
];
