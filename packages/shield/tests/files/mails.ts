import type { FileSample } from '../file-sample.ts';
import { base64, mailOf, utf8, zipOf } from './make.ts';

/** Mails as files. All of it is invented. */
export const MAIL_FILES: readonly FileSample[] = [
  {
    name: 'a phishing mail with HTML and an archive (.eml)',
    file: {
      name: 'overdue.eml',
      bytes: mailOf(
        [
          'Return-Path: <bounce@quick-invoice.example>',
          'Delivered-To: h.olsen@nordhafen.example',
          'Received: from mx02.nordhafen.example (mx02.nordhafen.example [203.0.113.25])\r\n by exch01.corp.nordhafen.example (10.14.2.8) with ESMTPS id 4F2B; Tue, 3 Mar 2026 07:41:12 +0100',
          'Received: from vps-77.hoster.example (vps-77.hoster.example [198.51.100.201])\r\n by mx02.nordhafen.example with ESMTP for <h.olsen@nordhafen.example>; Tue, 3 Mar 2026 07:41:11 +0100',
          'X-Originating-IP: [198.51.100.202]',
          'From: =?utf-8?Q?Buchhaltung_M=C3=BCnster?= <billing@quick-invoice.example>',
          'Reply-To: pay-desk@urgent-pay.example',
          'To: Hanna Olsen <h.olsen@nordhafen.example>',
          'Cc: =?iso-8859-1?Q?J=F6rn_Petersen?= <j.petersen@nordhafen.example>',
          'Subject: =?utf-8?B?w5xiZXJmw6RsbGlnIDg4MjEz?=',
          'Message-ID: <20260303064112.77AB@quick-invoice.example>',
          'X-MS-Exchange-Organization-AuthAs: Internal exch01.corp.nordhafen.example',
        ],
        [
          [
            'Content-Type: text/plain; charset="windows-1252"\r\nContent-Transfer-Encoding: quoted-printable',
            'Dear Hanna Olsen,\r\n\r\nplease pay at hxxps://quick-invoice[.]example/v/88213 to IBAN=20\r\nDE89 3704 0044 0532 0130 00. The panel is at 45.9.148.99.\r\n\r\n> Dear Sirs, we paid already. Ticket HD-20931, J=F6rn Petersen\r\n\r\n-- \r\nBest regards\r\nSven Lund | Nordhafen Logistik | +49 40 5550 1277',
          ],
          [
            'Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64',
            base64(
              utf8(
                '<html><body><p>Dear <b>Hanna Olsen</b></p><!-- host wks-0417 --><a href="https://cdn-sync.example/go?u=aC5vbHNlbjg4MjEzYWJj">pay</a><img src="https://pixel-count.example/o.gif?m=h.olsen%40nordhafen.example"></body></html>',
              ),
            ),
          ],
          [
            'Content-Type: application/zip; name="rechnung.zip"\r\nContent-Disposition: attachment; filename="rechnung.zip"\r\nContent-Transfer-Encoding: base64',
            base64(
              zipOf({
                'config.ini': 'db_password=Kran-2026!\nserver=10.20.30.44',
                'loader.js': '// get',
              }),
            ),
          ],
        ],
      ),
    },
    secrets: [
      'Hanna Olsen',
      'h.olsen@nordhafen.example',
      'j.petersen@nordhafen.example',
      'Jörn Petersen',
      'mx02.nordhafen.example',
      '10.14.2.8',
      'exch01.corp.nordhafen.example',
      'DE89 3704 0044 0532 0130 00',
      'HD-20931',
      'Sven Lund',
      '+49 40 5550 1277',
      'wks-0417',
      'aC5vbHNlbjg4MjEzYWJj',
      'h.olsen%40nordhafen.example',
      'Kran-2026!',
      '10.20.30.44',
    ],
    indicators: [
      'billing@quick-invoice.example',
      'bounce@quick-invoice.example',
      'pay-desk@urgent-pay.example',
      'vps-77.hoster.example',
      '198.51.100.201',
      '198.51.100.202',
      'Überfällig 88213',
      'hxxps://quick-invoice[.]example/v/88213',
      '45.9.148.99',
      'https://cdn-sync.example/go',
      'https://pixel-count.example/o.gif',
      'rechnung.zip',
    ],
    unread: [],
  },
  {
    name: 'a phishing mail that somebody passed on as an attachment',
    file: {
      name: 'fwd.eml',
      bytes: mailOf(
        [
          'From: Ilse Brandt <ilse.brandt@nordhafen.example>',
          'To: cert@nordhafen.example',
          'Subject: WG: seltsame Mail',
        ],
        [
          [
            'Content-Type: text/plain; charset=utf-8',
            'Siehe Anhang, kam auf wks-0099 an.\r\n\r\nMit freundlichen Grüßen\r\nIlse Brandt\r\nTel. 040 5550 1234',
          ],
          [
            'Content-Type: message/rfc822',
            'Received: from relay9.bulk.example (relay9.bulk.example [198.51.100.77]) by mx.nordhafen.example; 4 Mar 2026 08:00 +0100\r\nFrom: Paket <info@paket-zoll.example>\r\nTo: ilse.brandt@nordhafen.example\r\nSubject: Zoll\r\nContent-Type: text/plain\r\n\r\nIhr Paket: http://paket-zoll.example/id/7',
          ],
          [
            'Content-Type: application/octet-stream; name="geheim.7z"\r\nContent-Transfer-Encoding: base64',
            base64(Buffer.from("7z\u00bc\u00af'\u001c0000", 'latin1')),
          ],
        ],
      ),
    },
    secrets: [
      'ilse.brandt@nordhafen.example',
      'Ilse Brandt',
      'cert@nordhafen.example',
      'wks-0099',
      '040 5550 1234',
      'mx.nordhafen.example',
    ],
    indicators: [
      '198.51.100.77',
      'relay9.bulk.example',
      'info@paket-zoll.example',
      'http://paket-zoll.example/id/7',
      'geheim.7z',
    ],
    unread: ['unknown-kind'],
  },
];
