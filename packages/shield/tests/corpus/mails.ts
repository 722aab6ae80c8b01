import type { Sample } from '../sample.ts';

/** Mails as they are forwarded: headers, quoted text, signatures. All of it is invented. */
export const MAILS: readonly Sample[] = [
  {
    name: 'a phishing mail with its headers (.eml, English)',
    text: `Return-Path: <bounce@quick-invoice.example>
Received: from mx02.nordhafen.example (mx02.nordhafen.example [203.0.113.25])
 by exch01.corp.nordhafen.example (10.14.2.8) with ESMTPS id 4F2B; Tue, 3 Mar 2026 07:41:12 +0100
Received: from vps-77.hoster.example (vps-77.hoster.example [198.51.100.201]) by mx02.nordhafen.example
X-Originating-IP: [192.168.178.44]
From: "Accounts" <billing@quick-invoice.example>
To: Ilse Brandt <ilse.brandt@nordhafen.example>
Cc: h.olsen@nordhafen.example
Reply-To: pay.desk77@proton.me
Subject: Overdue 88213
Message-ID: <20260303064112.77AB@quick-invoice.example>

Dear Ilse, see hxxps://quick-invoice[.]example/v/88213?u=aWxzZS5icmFuZHQ&t=9f2c77aa01bb4c2d
--
Kind regards
Hanna Olsen | Nordhafen Logistik | Tel. +49 40 5550 1277 | Mobile: 0171 555 0142`,
    secrets: [
      'mx02.nordhafen.example',
      '203.0.113.25',
      'exch01.corp.nordhafen.example',
      '10.14.2.8',
      '192.168.178.44',
      'Ilse Brandt',
      'ilse.brandt@nordhafen.example',
      'h.olsen@nordhafen.example',
      'u=aWxzZS5icmFuZHQ&t=9f2c77aa01bb4c2d',
      'Nordhafen Logistik',
      '+49 40 5550 1277',
      '0171 555 0142',
    ],
    indicators: [
      'billing@quick-invoice.example',
      '198.51.100.201',
      'vps-77.hoster.example',
      'bounce@quick-invoice.example',
      'Overdue 88213',
    ],
    // Whose it is, only a person can tell: asked, so it is a finding.
  },
  {
    name: 'a German mail thread, quoted twice (.eml)',
    text: `Von: "Brandt, Ilse" <i.brandt@nordhafen.example>
An: soc@nordhafen.example
Betreff: AW: WG: Rechnung

> Am 03.03.2026 schrieb jens.maler@gmx.de:
>> Hallo Frau Brandt, mein Zugang: Benutzer jmaler, Kennwort Sommer#2025
>> IBAN DE02 1203 0000 0000 2020 51, Karte 5500 0000 0000 0004
> Durchwahl 0551 / 555-0130, Fax: 0551 555 0131
Der Link ging auf hxxp://rechnung-portal[.]example/login und 185[.]53[.]177[.]9.
Sie ist schwanger und seit Montag im Mutterschutz; der Betriebsrat weiß Bescheid.`,
    secrets: [
      'Brandt, Ilse',
      'i.brandt@nordhafen.example',
      'soc@nordhafen.example',
      'jens.maler@gmx.de',
      'Sommer#2025',
      'DE02 1203 0000 0000 2020 51',
      '5500 0000 0000 0004',
      '0551 / 555-0130',
      '0551 555 0131',
      'schwanger',
    ],
    indicators: ['rechnung-portal[.]example/login', '185[.]53[.]177[.]9'],
  },
  {
    name: 'a French mail with a signature (.eml)',
    text: `De : Camille Roy <camille.roy@nordhafen.example>
Objet : facture piégée

Bonjour, la victime (lea.morel@orange.fr, 06 39 98 12 34) a ouvert facture_0326.iso.
Mot de passe de session : Hiver!2026 ; identifiant : lmorel ; poste WKS-PAR-112 (172.20.9.31).
Elle est en arrêt de travail depuis lundi. Le domaine est facture-express[.]example, IP 91[.]92[.]240[.]3.
Cordialement, Camille Roy, tél : 01 99 00 45 67`,
    secrets: [
      'camille.roy@nordhafen.example',
      'lea.morel@orange.fr',
      '06 39 98 12 34',
      'Hiver!2026',
      'lmorel',
      'WKS-PAR-112',
      '172.20.9.31',
      'arrêt de travail',
      '01 99 00 45 67',
    ],
    indicators: ['facture_0326.iso', 'facture-express[.]example', '91[.]92[.]240[.]3'],
  },
  {
    name: 'a Spanish complaint sent on (.eml)',
    text: `De: Pilar Soto <pilar.soto@nordhafen.example>
Para: cert@sector.example
Asunto: Fwd: su cuenta

La usuaria entró con usuario: psoto y contraseña: Otoño_2025! desde 10.40.7.19 (pc-contab-07.oficina.lan).
Su móvil es +34 600 55 01 23 y su correo personal pili.soto@hotmail.es. Cuenta ES91 2100 0418 4502 0005 1332.
El sitio era hxxps://aviso-cuenta[.]example/es y descargó pago.vbs (md5 9e107d9d372bb6826bd81d3542a419d6).
Está de baja por enfermedad.`,
    secrets: [
      'pilar.soto@nordhafen.example',
      'psoto',
      'Otoño_2025!',
      '10.40.7.19',
      'pc-contab-07.oficina.lan',
      '+34 600 55 01 23',
      'pili.soto@hotmail.es',
      'ES91 2100 0418 4502 0005 1332',
      'baja por enfermedad',
    ],
    indicators: ['aviso-cuenta[.]example/es', 'pago.vbs', '9e107d9d372bb6826bd81d3542a419d6'],
  },
];
