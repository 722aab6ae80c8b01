import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { checkFile, NO_PROFILE, treatedText } from '../src/index.ts';
import type { CheckTools, FileCheck } from '../src/index.ts';
import { linesOf, pagesOf, pdfOf } from './files/make-pdf.ts';

function look(bytes: Uint8Array, limits: CheckTools['limits'] = {}): Promise<FileCheck> {
  const tools = { sha256: () => Promise.resolve(undefined), limits };
  return checkFile({ name: 'a.pdf', bytes }, NO_PROFILE, tools);
}

/** The text of each page. */
function pagesIn({ pieces }: FileCheck): [page: string, text: string][] {
  return pieces.flatMap(({ place, text }): [string, string][] => {
    const [first] = place;
    return first?.kind === 'page' ? [[first.name, text.trim()]] : [];
  });
}

/** What was not looked into: the page, if it is of one, and why. */
function missed({ unread }: FileCheck): string[] {
  return unread.map(({ place, why }) => [...place.map(({ name }) => name), why].join(' '));
}

async function textOf(contents: string, at: Parameters<typeof pagesOf>[1] = {}): Promise<string> {
  const check = await look(pagesOf([contents], at));
  assert.deepEqual(missed(check), []);
  return pagesIn(check)[0]?.[1] ?? '';
}

describe('the text of the pages of a PDF', () => {
  test('is checked, and a finding names its page', async () => {
    const pages = [
      linesOf('Only words here.'),
      linesOf('The panel is at 198.51.100.77.', 'Password: Winter-2026-Harbour'),
    ];
    const check = await look(pagesOf(pages));
    assert.deepEqual(missed(check), []);
    const found = check.findings.filter(({ text, start, end }) =>
      text.slice(start, end).includes('Winter-2026-Harbour'),
    );
    assert.deepEqual(
      found.map(({ place }) => place),
      found.map(() => [{ kind: 'page', name: '2' }]),
    );
    assert.ok(found.length > 0);
    const treated = treatedText(check, NO_PROFILE);
    assert.ok(treated.includes('198.51.100.77') && !treated.includes('Winter-2026-Harbour'));
  });

  test('is put together as it stands: pieces of words, spaces that are gaps, lines', async () => {
    assert.equal(
      await textOf('BT /F1 10 Tf 72 700 Td [(Win) -20 (ter) -600 (2026)] TJ 0 -14 Td (next) Tj ET'),
      'Winter 2026\nnext',
    );
    assert.equal(
      await textOf('BT /F1 10 Tf 1 0 0 1 72 700 Tm (sec) Tj 1 0 0 1 87 700 Tm (ret) Tj ET'),
      'secret',
      'placed sign by sign',
    );
    assert.equal(
      await textOf('q 0 1 -1 0 0 0 cm BT /F1 10 Tf 72 700 Td (on its) Tj 32 0 Td (side) Tj ET Q'),
      'on its side',
      'turned',
    );
    assert.equal(
      await textOf('BT /F1 10 Tf 12 TL (one) Tj (two) \' 1 0 (three) " ET'),
      'one\ntwo\nthree',
    );
    assert.equal(await textOf('BT 3 Tr /F1 10 Tf (unseen) Tj ET'), 'unseen', 'not to be seen');
  });

  test('is read by what its font says of its signs', async () => {
    const winter = 'BT /F1 10 Tf (W\\374rz\\200) Tj ET';
    assert.equal(await textOf(winter), 'Würz€');
    const named =
      '<< /Type /Font /Subtype /Type1 /BaseFont /AAAAAA+CMR10 /Encoding << /Differences [1 /W /udieresis /f_i /uni20AC /period.alt] >> >>';
    assert.equal(await textOf('BT /F1 10 Tf <0102030405> Tj ET', { font: named }), 'Wüfi€.');
    const map = [
      '1 begincodespacerange <0000> <FFFF> endcodespacerange',
      '1 beginbfchar <0003> <0053> endbfchar',
      '2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<00E9> <D83DDE00>] endbfrange',
    ].join('\n');
    const many =
      '<< /Type /Font /Subtype /Type0 /BaseFont /B /Encoding /Identity-H /ToUnicode 4 0 R /DescendantFonts [<< /DW 500 /W [3 [600] 16 18 500] >>] >>';
    const others = [{ says: '', stream: map, isPacked: true }];
    const drawn = 'BT /F1 10 Tf <0003001000110012> Tj <00200021> Tj ET';
    assert.equal(await textOf(drawn, { font: many, others }), 'Sabcé😀');
  });

  test('is found in what pages draw by name, in notes and fields, in packed objects and behind other packings', async () => {
    const form = {
      says: '/Type /XObject /Subtype /Form /Resources << /Font << /F1 3 0 R >> >>',
      stream: linesOf('in a form'),
      isPacked: true,
    };
    const resources = '/XObject << /X 4 0 R >>';
    assert.equal(await textOf('/X Do', { others: [form], resources }), 'in a form');
    const field = pdfOf([
      { says: '<< /Type /Catalog /Pages 2 0 R >>' },
      { says: '<< /Type /Pages /Kids [3 0 R] >>' },
      { says: '<< /Type /Page /Parent 2 0 R /Annots [<< /AP << /N 4 0 R >> >>] >>' },
      { ...form, says: form.says.replace('3 0 R', '5 0 R') },
      { says: '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>' },
    ]);
    assert.deepEqual(pagesIn(await look(field)), [['1', 'in a form']]);
    const objects = '<< /Type /Catalog /Pages 2 0 R >> << /Type /Pages /Kids [3 0 R] >>';
    const second = objects.indexOf('<< /Type /Pages');
    const head = `1 0 2 ${String(second)} `;
    const packed = pdfOf([
      { says: '(in the way)' },
      { says: '(in the way)' },
      {
        says: '<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
      },
      { says: '/Filter /ASCIIHexDecode', stream: Buffer.from(linesOf('hex')).toString('hex') },
      { says: '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>' },
      {
        says: `/Type /ObjStm /N 2 /First ${String(head.length)}`,
        stream: head + objects,
        isPacked: true,
      },
    ]);
    assert.deepEqual(pagesIn(await look(packed)), [['1', 'hex']]);
  });
});

describe('pages of a PDF that cannot be read', () => {
  test('are named, never passed off as read: scanned, drawn, of fonts that say nothing', async () => {
    const others = [{ says: '/Type /XObject /Subtype /Image /Width 1 /Height 1', stream: 'x' }];
    const resources = '/XObject << /Im 4 0 R >>';
    const scanned = await look(
      pagesOf(['/Im Do', `${linesOf('words')} /Im Do`, '0 0 m 9 9 l S', ''], { others, resources }),
    );
    assert.deepEqual(missed(scanned), ['1 pages', '2 picture', '3 pages']);
    assert.deepEqual(pagesIn(scanned), [['2', 'words']]);
    const inline = await look(pagesOf(['BI /W 1 /H 1 ID \u0000(EI)\n EI']));
    assert.deepEqual(missed(inline), ['1 pages']);
    const fonts = [
      '<< /Type /Font /Subtype /Type0 /BaseFont /B /Encoding /Identity-H /DescendantFonts [<< >>] >>',
      '<< /Type /Font /Subtype /TrueType /BaseFont /AAAAAA+B /FontDescriptor << /FontFile2 9 0 R >> >>',
      '<< /Type /Font /Subtype /Type3 /Encoding << /Differences [0 /g0 /g1] >> >>',
      '<< /Type /Font /Subtype /Type1 /BaseFont /Wingdings >>',
      'null',
    ];
    for (const font of fonts)
      assert.deepEqual(
        missed(await look(pagesOf(['BT /F1 9 Tf (abcd) Tj ET'], { font }))),
        ['1 encoding'],
        font,
      );
  });

  test('are named where words are kept from before they were changed', async () => {
    const before = pagesOf([linesOf('The client is Kaffee Kontor')]).toString('latin1');
    const after = `5 0 obj\n<< /Length 40 >>\nstream\n${linesOf('redacted')}\nendstream\nendobj\n%%EOF\n`;
    const changed = await look(Buffer.from(before + after, 'latin1'));
    assert.deepEqual(pagesIn(changed), [['1', 'redacted']]);
    assert.deepEqual(missed(changed), ['earlier']);
  });

  test('are not read behind a password, and it is said', async () => {
    const locked = pagesOf([linesOf('secret')]).toString('latin1');
    const check = await look(
      Buffer.from(locked.replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 3 0 R'), 'latin1'),
    );
    assert.deepEqual(missed(check), ['encrypted']);
    assert.deepEqual(pagesIn(check), []);
  });

  test('end at a limit that is told: what unpacks to too much, too many pages, too much to do', async () => {
    const bomb = pagesOf([' '.repeat(3_000_000)]);
    assert.ok(bomb.length < 10_000);
    assert.deepEqual(missed(await look(bomb, { unpacked: 1_000_000 })), ['1 too-large']);
    const many = await look(pagesOf(Array.from({ length: 2001 }, () => '')));
    assert.deepEqual(missed(many), ['too-many']);
    const loop = {
      says: '/Type /XObject /Subtype /Form /Resources << /XObject << /X 4 0 R >> >>',
      stream: '/X Do '.repeat(20),
      isPacked: true,
    };
    const begun = Date.now();
    const endless = await look(
      pagesOf(['/X Do'], { others: [loop], resources: '/XObject << /X 4 0 R >>' }),
    );
    assert.deepEqual(missed(endless), ['too-long']);
    assert.ok(Date.now() - begun < 60_000, `${String(Date.now() - begun)} ms`);
    const around = pdfOf([
      { says: '<< /Type /Catalog /Pages 2 0 R >>' },
      { says: '<< /Type /Pages /Kids [2 0 R 2 0 R] >>' },
    ]);
    assert.deepEqual(missed(await look(around)), ['too-long']);
    assert.deepEqual(missed(await look(pdfOf([{ says: '['.repeat(200_000) }]))), ['pages']);
    const twice = deflateSync(deflateSync(Buffer.alloc(2_000_000, 32)));
    const nested = pdfOf([
      { says: '<< /Type /Catalog /Pages 2 0 R >>' },
      { says: '<< /Type /Pages /Kids [3 0 R] >>' },
      { says: '<< /Type /Page /Contents 4 0 R >>' },
      { says: '/Filter [/FlateDecode /FlateDecode]', stream: twice },
    ]);
    assert.deepEqual(missed(await look(nested, { unpacked: 1_000_000 })), ['1 too-large']);
  });

  test('are answered whatever the file holds', async () => {
    const whole = pagesOf([linesOf('one'), 'BT /F1 9 Tf [(a) 1 <62>] TJ ET'], { isPacked: false });
    const words = fc.constantFrom('<<', '>>', '[', ']', '(', ')', ' 2 0 R', 'BT', 'Tj', '/', '9e9');
    const change = fc.record({ at: fc.nat(whole.length), put: words, drop: fc.nat(40) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 8 }), async (changes) => {
        let text = whole.toString('latin1');
        for (const { at, put, drop } of changes)
          text = text.slice(0, at) + put + text.slice(at + drop);
        const check = await look(Buffer.from(text, 'latin1'));
        const isTold = check.kind !== 'pdf' || check.unread.length > 0 || pagesIn(check).length > 0;
        assert.ok(isTold);
      }),
      { numRuns: 300 },
    );
  });
});
