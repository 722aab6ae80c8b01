import { crc32, deflateRawSync, deflateSync } from 'node:zlib';

/** Bytes of a text. */
export function utf8(text: string): Buffer {
  return Buffer.from(text, 'utf8');
}

/** What goes into an archive. */
export type Entries = Readonly<Record<string, string | Buffer>>;

/** An archive of files. `isEncrypted` only says so: what is in it is no secret to anybody. */
export function zipOf(entries: Entries, { isEncrypted = false, comment = '' } = {}): Buffer {
  const local: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(entries)) {
    const plain = typeof content === 'string' ? utf8(content) : content;
    const packed = deflateRawSync(plain);
    const path = utf8(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x0800 | (isEncrypted ? 1 : 0), 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(plain), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(plain.length, 18);
    shared.writeUInt16LE(path.length, 22);
    const head = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, path]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    listed.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), shared, place, path]),
    );
    local.push(head, packed);
    at += head.length + packed.length;
  }
  const list = Buffer.concat(listed);
  const words = utf8(comment);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(listed.length, 4);
  end.writeUInt16LE(listed.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  end.writeUInt16LE(words.length, 16);
  return Buffer.concat([...local, list, Buffer.from('PK\u0005\u0006'), end, words]);
}

/** A tag of a picture: its number, and a text, a whole number, fractions, or a list of tags of its own. */
export type Tags = Readonly<
  Record<number, string | number | readonly (readonly [number, number])[] | { tags: Tags }>
>;

/** A block of tags, as in TIFF and Exif. */
export function tagsOf(tags: Tags): Buffer {
  const head = Buffer.alloc(8);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8, 4);
  return Buffer.concat([head, listOf(tags, 8)]);
}

function listOf(tags: Tags, offset: number): Buffer {
  const ids = Object.keys(tags)
    .map(Number)
    .toSorted((a, b) => a - b);
  const list = Buffer.alloc(2 + ids.length * 12 + 4);
  list.writeUInt16LE(ids.length, 0);
  const values: Buffer[] = [];
  let free = offset + list.length;
  for (const [place, id] of ids.entries()) {
    const at = 2 + place * 12;
    const { type, count, bytes } = valueOf(tags[id], free);
    list.writeUInt16LE(id, at);
    list.writeUInt16LE(type, at + 2);
    list.writeUInt32LE(count, at + 4);
    if (bytes.length <= 4) bytes.copy(list, at + 8);
    else {
      list.writeUInt32LE(free, at + 8);
      values.push(bytes);
      free += bytes.length;
    }
    if (type === 4 && typeof tags[id] === 'object') {
      const inner = listOf((tags[id] as { tags: Tags }).tags, free);
      list.writeUInt32LE(free, at + 8);
      values.push(inner);
      free += inner.length;
    }
  }
  return Buffer.concat([list, ...values]);
}

function valueOf(
  value: Tags[number] | undefined,
  _at: number,
): { type: number; count: number; bytes: Buffer } {
  if (typeof value === 'string') {
    const bytes = utf8(`${value}\0`);
    return { type: 2, count: bytes.length, bytes };
  }
  if (Array.isArray(value)) {
    const bytes = Buffer.alloc(value.length * 8);
    for (const [place, [over, under]] of (value as [number, number][]).entries()) {
      bytes.writeUInt32LE(over, place * 8);
      bytes.writeUInt32LE(under, place * 8 + 4);
    }
    return { type: 5, count: value.length, bytes };
  }
  const bytes = Buffer.alloc(4);
  if (typeof value === 'number') bytes.writeUInt32LE(value);
  return { type: 4, count: 1, bytes };
}

/** A picture of one dot (JPEG), with segments of words before it. */
export function jpegOf(
  segments: readonly (readonly [marker: number, body: Buffer])[],
  behind = '',
): Buffer {
  const words = segments.map(([marker, body]) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  });
  const rest = Buffer.from(
    'ffdb004300' +
      '10'.repeat(64) +
      'ffc0000b080001000101011100' +
      'ffc40014000100000000000000000000000000000009' +
      'ffda0008010100003f0037ffd9',
    'hex',
  );
  return Buffer.concat([Buffer.from('ffd8', 'hex'), ...words, rest, utf8(behind)]);
}

/** A picture of one dot (PNG), with chunks of words. */
export function pngOf(chunks: readonly (readonly [name: string, body: Buffer])[]): Buffer {
  const head = Buffer.from('00000001000000010800000000', 'hex');
  const all: (readonly [string, Buffer])[] = [
    ['IHDR', head],
    ...chunks,
    ['IDAT', deflateSync(Buffer.from([0, 0]))],
    ['IEND', Buffer.alloc(0)],
  ];
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    ...all.map(([name, body]) => {
      const size = Buffer.alloc(4);
      size.writeUInt32BE(body.length);
      const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
      const sum = Buffer.alloc(4);
      sum.writeUInt32BE(crc32(named));
      return Buffer.concat([size, named, sum]);
    }),
  ]);
}

/** A WebP with chunks of words behind a picture that is none. */
export function webpOf(chunks: readonly (readonly [name: string, body: Buffer])[]): Buffer {
  const all: (readonly [string, Buffer])[] = [
    ['VP8X', Buffer.from([0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['VP8 ', Buffer.alloc(8)],
    ...chunks,
  ];
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    ...all.map(([name, inner]) => {
      const size = Buffer.alloc(4);
      size.writeUInt32LE(inner.length);
      return Buffer.concat([
        Buffer.from(name, 'latin1'),
        size,
        inner,
        Buffer.alloc(inner.length % 2),
      ]);
    }),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from('RIFF'), size, body]);
}

/** A mail in parts: each with its headers and its body as it is written. */
export function mailOf(
  headers: readonly string[],
  parts: readonly (readonly [headers: string, body: string])[],
): Buffer {
  const lines = [
    ...headers,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="=_edge"',
    '',
  ];
  for (const [head, body] of parts) lines.push('--=_edge', head, '', body);
  lines.push('--=_edge--', '');
  return Buffer.from(lines.join('\r\n'), 'utf8');
}

/** Base64 in lines, as mails carry files. */
export function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n');
}
