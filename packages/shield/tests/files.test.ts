import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { prepareObject } from '@tocsin/stix';
import {
  checkFile,
  checkObject,
  NO_PROFILE,
  sharedText,
  strippedPicture,
  treatedText,
  treatObjects,
} from '../src/index.ts';
import type {
  CarrierFile,
  FileCheck,
  FileFinding,
  MemberProfile,
  PictureKind,
} from '../src/index.ts';
import { PROFILE } from './corpus.ts';
import type { FileSample } from './file-sample.ts';
import { FILES } from './files.ts';
import { utf8, zipOf } from './files/make.ts';
import { INCIDENT } from './files/stix-file.ts';

const TOOLS = {
  sha256: (bytes: Uint8Array) => Promise.resolve(createHash('sha256').update(bytes).digest('hex')),
};

function look(file: CarrierFile, profile: MemberProfile = PROFILE): Promise<FileCheck> {
  return checkFile(file, profile, TOOLS);
}

describe('of a file', () => {
  for (const sample of FILES)
    test(`${sample.name}: what must not leave is found, what others need goes along`, async () => {
      const check = await look(sample.file);
      assert.deepEqual(faultsOf(sample, check), []);
      assert.deepEqual(
        [...new Set(check.unread.map(({ why }) => why))].toSorted(),
        sample.unread.toSorted(),
      );
    });
});

/** Secrets outside findings or in what is shared, and indicators that are not in it. */
function faultsOf({ secrets, indicators }: FileSample, check: FileCheck): string[] {
  const treated = treatedText(check, PROFILE);
  return [
    ...secrets.filter((secret) => !isHeld(secret, check)).map((secret) => `not found: ${secret}`),
    ...secrets.filter((secret) => treated.includes(secret)).map((secret) => `shared: ${secret}`),
    ...indicators.filter((one) => !treated.includes(one)).map((one) => `lost: ${one}`),
  ];
}

/** It stands somewhere, and wherever it does its signs lie inside findings. */
function isHeld(secret: string, { pieces, findings }: FileCheck): boolean {
  let count = 0;
  for (const { text, place } of pieces.flatMap(textsIn)) {
    const here = findings.filter((one) => one.text === text && one.place === place);
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
      count += 1;
      const places = Array.from({ length: secret.length }, (_, sign) => at + sign);
      const isOpen = (sign: number): boolean =>
        /[\p{L}\p{N}]/u.test(text[sign] ?? '') &&
        !here.some(({ start, end }) => start <= sign && sign < end);
      if (places.some(isOpen)) return false;
    }
  }
  return count > 0;
}

/** A text as it stands, or, of JSON, each of its texts. */
function textsIn({
  text,
  place,
  more,
}: FileCheck['pieces'][number]): Pick<FileFinding, 'text' | 'place'>[] {
  if (!/^[[{]/.test(text) || more !== undefined) return [{ text, place }];
  const values = (value: unknown): string[] =>
    typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(values)
      : [String(value)];
  return values(JSON.parse(text)).map((one) => ({ text: one, place }));
}

describe('a file that is damaged', () => {
  const samples = fc.constantFrom(...FILES.map(({ file }) => file));
  const damage = fc.record({
    file: samples,
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
    wrong: fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), {
      maxLength: 6,
    }),
  });

  test('is looked through as far as it goes, and what is told lies in its texts', async () => {
    await fc.assert(
      fc.asyncProperty(damage, async ({ file, cut, wrong }) => {
        const bytes = Buffer.from(file.bytes.subarray(0, Math.ceil(file.bytes.length * cut)));
        for (const [at, byte] of wrong)
          if (bytes.length > 0) bytes[Math.floor(at * bytes.length)] = byte;
        isSound(await look({ name: file.name, bytes }));
      }),
      { numRuns: 400 },
    );
  });

  test('of any bytes whatever is answered', async () => {
    const beginning = fc.constantFrom(
      '',
      '%PDF-1.4\n',
      'PK\u0003\u0004',
      '\u00ff\u00d8\u00ff',
      'II*\0',
      '\u0089PNG\r\n\u001a\n',
      '\u001f\u008b\u0008',
      'From: a\nTo: b\nSubject: c\n',
      '{"',
    );
    await fc.assert(
      fc.asyncProperty(beginning, fc.uint8Array({ maxLength: 400 }), async (head, rest) => {
        isSound(
          await look({ name: 'a', bytes: Buffer.concat([Buffer.from(head, 'latin1'), rest]) }),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('of every picture that can be written anew nothing is left to find', async () => {
    for (const { file, unread } of FILES) {
      const { kind } = await look(file);
      if (!['jpeg', 'png', 'webp', 'tiff'].includes(kind)) continue;
      const bytes = await strippedPicture(kind as PictureKind, file.bytes);
      assert.ok(bytes !== undefined);
      const again = await look({ name: file.name, bytes });
      assert.deepEqual(again.findings, []);
      assert.deepEqual(
        again.unread.map(({ why }) => why),
        unread,
      );
    }
  });
});

function isSound({ findings, pieces, parts, ...rest }: FileCheck): void {
  for (const { start, end, text, pointer } of findings) {
    assert.ok(start >= 0 && end > start && end <= text.length, JSON.stringify({ start, end }));
    if (pointer === undefined) assert.ok(pieces.some((piece) => piece.text === text));
  }
  assert.ok(Array.isArray(rest.unread));
  assert.equal(typeof sharedText({ pieces, parts }), 'string');
}

describe('a file made to be too much', () => {
  test('that unpacks to far more than it is, is stopped, and it is said', async () => {
    const bomb = zipOf({ 'zeros.txt': Buffer.alloc(30 * 1024 * 1024) });
    assert.ok(bomb.length < 100 * 1024);
    const limits = { unpacked: 10 * 1024 * 1024 };
    const check = await checkFile({ name: 'a.zip', bytes: bomb }, PROFILE, { ...TOOLS, limits });
    assert.deepEqual(
      check.unread.map(({ why }) => why),
      ['too-large', 'too-large'],
    );
  });

  test('that is packed into many others is looked into to a depth, and it is said', async () => {
    let bytes = utf8('password: Winter-2026');
    for (let level = 0; level < 8; level += 1) bytes = zipOf({ [`${String(level)}.zip`]: bytes });
    const { unread } = await look({ name: 'a.zip', bytes });
    assert.deepEqual(
      unread.map(({ why }) => why),
      ['too-deep'],
    );
  });

  test('with more parts than are looked into tells so', async () => {
    const entries = Object.fromEntries(
      Array.from({ length: 250 }, (_, at) => [`${String(at)}.txt`, 'x']),
    );
    const file = { name: 'a.zip', bytes: zipOf(entries) };
    const { unread, parts } = await checkFile(file, PROFILE, { ...TOOLS, limits: { parts: 200 } });
    assert.equal(parts.length, 200);
    assert.deepEqual(
      unread.map(({ why }) => why),
      ['too-many'],
    );
  });
});

describe('a mail that is malformed', () => {
  const cases: [words: string, mail: string, finds: string, unread: string[]][] = [
    [
      'without an end of its parts',
      'From: a@b.example\nTo: c@d.example\nSubject: x\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\npassword: Winter-2026',
      'Winter-2026',
      ['cut-off'],
    ],
    [
      'without a boundary',
      'From: a@b.example\nTo: c@d.example\nSubject: x\nContent-Type: multipart/mixed\n\npassword: Winter-2026',
      'Winter-2026',
      ['broken'],
    ],
    [
      'in an unknown set of signs',
      'From: a@b.example\nTo: c@d.example\nSubject: x\nContent-Type: text/plain; charset=klingon\n\npassword: Winter-2026',
      'Winter-2026',
      ['charset'],
    ],
    [
      'in base64 that is none',
      'From: a@b.example\nTo: c@d.example\nSubject: x\nContent-Transfer-Encoding: base64\n\ncGFzc3dvcmQ6!IFdpbnRlci0yMDI2',
      'Winter-2026',
      ['encoding'],
    ],
    [
      'with headers beyond measure',
      `From: a@b.example\nTo: c@d.example\nSubject: x\nX-A: ${'y'.repeat(300_000)}\nX-B: 1\n\npassword: Winter-2026`,
      'Winter-2026',
      ['too-long'],
    ],
    [
      'that is encrypted',
      'From: a@b.example\nTo: c@d.example\nSubject: x\nContent-Type: multipart/encrypted; boundary=q\n\n--q\n\nx\n--q--',
      'c@d.example',
      ['encrypted'],
    ],
  ];
  for (const [words, mail, finds, unread] of cases)
    test(`${words} is checked all the same, and what was not is told`, async () => {
      const check = await look({ name: 'a.eml', bytes: utf8(mail) });
      assert.ok(
        check.findings.some(({ text, start, end }) => text.slice(start, end).includes(finds)),
      );
      assert.deepEqual(
        check.unread.map(({ why }) => why),
        unread,
      );
    });
});

test('a document that is protected by a password is kept as it is, and it is said', async () => {
  const bytes = Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(600),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ]);
  const { unread, pieces } = await look({ name: 'a.docx', bytes });
  assert.deepEqual([unread.map(({ why }) => why), pieces], [['encrypted'], []]);
});

describe('STIX by the policy of its properties', () => {
  const { objects, leftOut } = treatObjects(INCIDENT, NO_PROFILE);
  const text = JSON.stringify(objects);
  const only = (type: string): Record<string, unknown>[] =>
    objects.filter((object) => object['type'] === type);

  test('keeps what others need, and lets go what names somebody or their house', () => {
    for (const kept of ['FluxLoader', '45.9.148.99', 'info@paket-zoll.example', 'Zollgebühr offen'])
      assert.ok(text.includes(kept), kept);
    for (const gone of [
      'hansen',
      'Ilka',
      'Winter-2026',
      'mx02',
      'where_sighted_refs',
      'to_refs',
      'created_by_ref',
      '04:11:09',
      '07:41:12Z',
    ])
      assert.ok(!text.includes(gone), gone);
    assert.equal(leftOut, 2);
  });

  test('gives what was changed an id of its own, everywhere it is named', () => {
    const [malware] = only('malware');
    const [sighting] = only('sighting');
    assert.notEqual(malware?.['id'], INCIDENT[2]?.id);
    assert.equal(sighting?.['sighting_of_ref'], malware?.['id']);
    assert.equal(malware?.['first_seen'], '2026-02-27T00:00:00Z');
    assert.equal(only('indicator')[0]?.['id'], INCIDENT[6]?.id);
  });

  test('leaves objects that STIX still takes, and nothing to find but what is told only', () => {
    for (const object of objects) {
      const prepared = prepareObject(JSON.stringify(object));
      assert.ok(prepared.ok, JSON.stringify(prepared));
      assert.deepEqual(
        checkObject(object, NO_PROFILE).filter(({ instead }) => instead !== ''),
        [],
      );
    }
  });
});

test('a log of many lines is looked through in stretches, with the same numbers throughout', async () => {
  const line = (at: number): string =>
    `date=2026-03-03 srcip=10.9.8.7 dstip=198.51.100.${String(at % 250)} user=u${String(at % 3)}xyz action=deny`;
  const text = Array.from({ length: 90_000 }, (_, at) => line(at)).join('\n');
  const check = await look({ name: 'fw.log', bytes: utf8(text) });
  assert.ok(text.length > 4_000_000 && check.hasMore);
  assert.deepEqual(
    check.findings.filter(
      ({ start, end }) => !/^(?:10\.9\.8\.7|u\dxyz)$/.test(text.slice(start, end)),
    ),
    [],
  );
  const lines = treatedText(check, PROFILE).split('\n');
  assert.equal(lines.length, 90_000);
  for (const at of [0, 45_000, 89_999])
    assert.equal(
      lines[at],
      line(at)
        .replace('10.9.8.7', '[internal address 1]')
        .replace(/u\dxyz/, `[user ${String((at % 3) + 1)}]`),
    );
});
