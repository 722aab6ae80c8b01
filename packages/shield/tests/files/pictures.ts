import { deflateSync } from 'node:zlib';
import type { FileSample } from '../file-sample.ts';
import { jpegOf, pngOf, tagsOf, utf8, webpOf } from './make.ts';

const TAGS = tagsOf({
  0x010f: 'Pixelwerk',
  0x0110: 'PW-9000 Pro',
  0x0131: 'FotoStudio 12.1',
  0x0132: '2026:03:03 07:41:12',
  0x013b: 'Ilse Brandt-Foto',
  0x8769: { tags: { 0xa431: 'SN-00451278' } },
  0x8825: {
    tags: {
      1: 'N',
      2: [
        [53, 1],
        [32, 1],
        [4050, 100],
      ],
      3: 'E',
      4: [
        [9, 1],
        [58, 1],
        [1230, 100],
      ],
    },
  },
});
const EXIF = Buffer.concat([Buffer.from('Exif\0\0'), TAGS]);
const TOLD = [
  'Pixelwerk',
  'PW-9000 Pro',
  'FotoStudio 12.1',
  '2026:03:03 07:41:12',
  'Ilse Brandt-Foto',
  'SN-00451278',
  '53.54458',
];

function iptc(): Buffer {
  const field = (number: number, text: string): Buffer =>
    Buffer.concat([Buffer.from([0x1c, 2, number, 0, utf8(text).length]), utf8(text)]);
  const block = Buffer.concat([field(80, 'H. Olsen'), field(90, 'Hamburg-Altona')]);
  const head = Buffer.from([0x04, 0x04, 0, 0, 0, 0, 0, block.length]);
  return Buffer.concat([Buffer.from('Photoshop 3.0\0'), Buffer.from('8BIM'), head, block]);
}

/** Pictures. All of it is invented. */
export const PICTURE_FILES: readonly FileSample[] = [
  {
    name: 'a photograph (JPEG)',
    file: {
      name: 'screen.jpg',
      bytes: jpegOf(
        [
          [0xe1, EXIF],
          [
            0xe1,
            Buffer.concat([
              Buffer.from('http://ns.adobe.com/xap/1.0/\0'),
              utf8('<x><rdf:li>Sven Lund Studio</rdf:li></x>'),
            ]),
          ],
          [0xed, iptc()],
          [0xfe, utf8('Password: Winter-2026')],
        ],
        'trailing',
      ),
    },
    secrets: [...TOLD, 'Sven Lund Studio', 'H. Olsen', 'Hamburg-Altona', 'Winter-2026', '8 bytes'],
    indicators: [],
    unread: ['picture'],
  },
  {
    name: 'a screenshot (PNG)',
    file: {
      name: 'shot.png',
      bytes: pngOf([
        ['tEXt', utf8('Author\0Hanna Olsen')],
        [
          'zTXt',
          Buffer.concat([utf8('Software\0\0'), deflateSync(utf8('ShotTool 3 on wks-0417'))]),
        ],
        ['iTXt', Buffer.concat([utf8('Description\0\0\0de\0\0'), utf8('Rechner 10.20.30.40')])],
        ['tIME', Buffer.from('07ea0303072a0c', 'hex')],
        ['eXIf', TAGS],
      ]),
    },
    secrets: [
      ...TOLD,
      'Hanna Olsen',
      'ShotTool 3 on wks-0417',
      '10.20.30.40',
      '2026-03-03 07:42:12',
    ],
    indicators: [],
    unread: ['picture'],
  },
  {
    name: 'a WebP',
    file: {
      name: 'a.webp',
      bytes: webpOf([
        ['EXIF', TAGS],
        ['XMP ', utf8('<x><rdf:li>Sven Lund Studio</rdf:li></x>')],
      ]),
    },
    secrets: [...TOLD, 'Sven Lund Studio'],
    indicators: [],
    unread: ['picture'],
  },
  {
    name: 'a TIFF',
    file: { name: 'a.tif', bytes: TAGS },
    secrets: TOLD,
    indicators: [],
    unread: ['picture'],
  },
];
