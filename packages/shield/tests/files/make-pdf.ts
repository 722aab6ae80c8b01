import { deflateSync } from 'node:zlib';

/** One object of a PDF: what is said of it, and its stream if it is one. */
export interface MadeObject {
  readonly says: string;
  readonly stream?: string | Uint8Array;
  /** Packs the stream. */
  readonly isPacked?: boolean;
}

/** A PDF of these objects, numbered from 1 on; the first is its catalog. Tables of where they lie are left out. */
export function pdfOf(objects: readonly MadeObject[], more = ''): Buffer {
  const parts: (Buffer | string)[] = ['%PDF-1.7\n'];
  objects.forEach(({ says, stream, isPacked }, place) => {
    parts.push(`${String(place + 1)} 0 obj\n`);
    if (stream === undefined) {
      parts.push(`${says}\nendobj\n`);
      return;
    }
    const plain = typeof stream === 'string' ? Buffer.from(stream, 'latin1') : stream;
    const bytes = isPacked === true ? deflateSync(plain) : plain;
    const filter = isPacked === true ? ' /Filter /FlateDecode' : '';
    parts.push(`<< ${says}${filter} /Length ${String(bytes.length)} >>\nstream\n`);
    parts.push(Buffer.from(bytes), '\nendstream\nendobj\n');
  });
  parts.push(more, 'trailer << /Root 1 0 R >>\n%%EOF\n');
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? latin(part) : part)));
}

/** A PDF of pages with one font, each with these contents. */
export function pagesOf(
  contents: readonly string[],
  at: {
    font?: string;
    resources?: string;
    others?: readonly MadeObject[];
    isPacked?: boolean;
  } = {},
): Buffer {
  const { others = [], isPacked = true } = at;
  const font =
    at.font ?? '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';
  const first = 4 + others.length;
  const kids = contents.map((_, place) => `${String(first + place * 2)} 0 R`);
  return pdfOf([
    { says: '<< /Type /Catalog /Pages 2 0 R >>' },
    {
      says: `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${String(kids.length)} /Resources << /Font << /F1 3 0 R >> ${at.resources ?? ''} >> >>`,
    },
    { says: font },
    ...others,
    ...contents.flatMap((stream, place): MadeObject[] => [
      { says: `<< /Type /Page /Parent 2 0 R /Contents ${String(first + place * 2 + 1)} 0 R >>` },
      { says: '', stream, isPacked },
    ]),
  ]);
}

/** Contents that write lines one under the other. */
export function linesOf(...lines: readonly string[]): string {
  const shown = lines.map((line) => `(${line.replaceAll(/[\\()]/g, String.raw`\$&`)}) Tj T*`);
  return `BT /F1 11 Tf 14 TL 72 720 Td ${shown.join('\n')} ET`;
}

function latin(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
