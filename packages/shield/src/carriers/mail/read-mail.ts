import { latinOf } from '../bytes.ts';
import { htmlText } from './html-text.ts';
import { decodeBody, decodeSet, parameters } from './encodings.ts';
import { bodySpots } from './body-parts.ts';
import {
  hopSpots,
  isInsideHop,
  recipientsOf,
  recipientSpots,
  treatmentOf,
} from './header-policy.ts';
import type { Recipients } from './header-policy.ts';
import { headerIn, partsBetween, readPart } from './mime.ts';
import type { MailHeader, MimePart } from './mime.ts';
import type { Piece, Reading } from '../reading.ts';
import { step } from '../place.ts';

/** How deep parts of a mail may lie in each other. */
export const MIME_DEPTH_MAX = 20;
/** Headers of one mail that are looked at one by one. */
export const HEADER_COUNT_MAX = 1000;

/** Reads a mail: its headers by what is known of them, its texts, and its attachments as files of their own. */
export function readMail(bytes: Uint8Array, reading: Reading): void {
  const part = readPart(latinOf(bytes));
  const recipients = recipientsOf(part.headers.slice(0, HEADER_COUNT_MAX));
  for (const header of part.headers.slice(0, HEADER_COUNT_MAX))
    readHeader(header, recipients, reading);
  if (part.isLong || part.headers.length > HEADER_COUNT_MAX)
    reading.miss([step('header', part.headers.at(-1)?.name ?? '')], 'too-long');
  if (part.headers.length === 0) reading.miss([], 'broken');
  new MailBody(reading, recipients).read(part, { number: '1', depth: 0 });
}

function readHeader({ name, value }: MailHeader, recipients: Recipients, reading: Reading): void {
  const at = [step('header', name)];
  const treatment = treatmentOf(name);
  const more = (text: string): ReturnType<typeof recipientSpots> =>
    recipientSpots(text, recipients);
  if (treatment === 'drop') reading.addWhole(at, 'recipient', value);
  else if (treatment === 'way' && isInsideHop(value, recipients))
    reading.addWhole(at, 'mail-way', value);
  else if (treatment === 'id' && more(value).length > 0) reading.addWhole(at, 'mail-way', value);
  else {
    const isWay = treatment === 'way';
    reading.add(at, {
      text: value,
      goes: treatment !== undefined && treatment !== 'id',
      more: (text) => (isWay ? [...more(text), ...hopSpots(text)] : more(text)),
    });
  }
}

interface At {
  /** As it is counted in mails: 1, 1.2, 1.2.1. */
  readonly number: string;
  readonly depth: number;
}

class MailBody {
  readonly #reading: Reading;
  readonly #recipients: Recipients;
  #hasText = false;

  constructor(reading: Reading, recipients: Recipients) {
    this.#reading = reading;
    this.#recipients = recipients;
  }

  read(part: MimePart, at: At): void {
    const here = [step('part', at.number)];
    if (!this.#reading.budget.takePart()) {
      this.#reading.miss([], 'too-many');
      return;
    }
    if (at.depth > 0) this.#readHeaders(part, at);
    if (part.type.startsWith('multipart/')) this.#readSeveral(part, at);
    else if (/^application\/(?:x-)?pkcs7-mime$/.test(part.type))
      this.#reading.miss(here, 'encrypted');
    else this.#readOne(part, at);
  }

  /** Of a part within: nobody needs them, and they may name machines all the same. */
  #readHeaders(part: MimePart, { number }: At): void {
    if (part.isLong) this.#reading.miss([step('part', number)], 'too-long');
    const text = part.headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
    this.#reading.add([step('header', number)], this.#checked(text, false));
  }

  #readSeveral(part: MimePart, { number, depth }: At): void {
    const reading = this.#reading;
    const here = [step('part', number)];
    const boundary = part.named.get('boundary') ?? '';
    if (part.type === 'multipart/encrypted') {
      reading.miss(here, 'encrypted');
      return;
    }
    if (depth >= MIME_DEPTH_MAX) {
      reading.miss(here, 'too-deep');
      return;
    }
    if (boundary === '') {
      // Readers of mail would show it as it stands: so it is checked.
      reading.miss(here, 'broken');
      this.#readText(part.body, part, { number, depth });
      return;
    }
    const { parts, before, after, isCut } = partsBetween(part.body, boundary);
    if (isCut) reading.miss(here, 'cut-off');
    for (const [place, text] of parts.entries())
      this.read(readPart(text), { number: `${number}.${String(place + 1)}`, depth: depth + 1 });
    // What stands around the parts is shown by nobody and leaves all the same.
    for (const around of [before, after])
      reading.add([step('body', number)], { text: around, goes: false });
  }

  #readOne(part: MimePart, at: At): void {
    const { value, named } = parameters(headerIn(part, 'content-disposition'));
    const name = named.get('filename') ?? part.named.get('name') ?? '';
    const isText = part.type.startsWith('text/') && value !== 'attachment' && name === '';
    const encoding = headerIn(part, 'content-transfer-encoding').trim().toLowerCase();
    const { is, isBroken } = decodeBody(part.body, encoding);
    if (isBroken) this.#reading.miss([step('part', at.number)], 'encoding');
    if (isText) this.#decode(is, part, at);
    else if (is.length > 0) {
      const usual = part.type === 'message/rfc822' ? `${at.number}.eml` : at.number;
      const shown = name === '' ? usual : name;
      this.#reading.put([step('attachment', shown)], { name: shown, bytes: is });
    }
  }

  #decode(bytes: Uint8Array, part: MimePart, at: At): void {
    const text = decodeSet(bytes, part.named.get('charset') ?? '');
    if (text.isUnknown) this.#reading.miss([step('part', at.number)], 'charset');
    else if (text.isBroken) this.#reading.miss([step('part', at.number)], 'encoding');
    this.#readText(text.is, part, at);
  }

  #readText(text: string, part: MimePart, { number }: At): void {
    const place = [step('body', number)];
    if (/-----BEGIN PGP MESSAGE-----/.test(text)) this.#reading.miss(place, 'encrypted');
    if (part.type === 'text/html') {
      this.#readHtml(text, number);
      return;
    }
    this.#hasText ||= part.type === 'text/plain';
    this.#reading.add(place, this.#checked(text, true));
  }

  /** Of a mail that says the same in text only the links of its HTML go along: people see other words than programs. */
  #readHtml(html: string, number: string): void {
    const { text, links } = htmlText(html);
    this.#reading.add([step('html', number)], this.#checked(text, !this.#hasText));
    if (this.#hasText)
      this.#reading.add([step('link', number)], this.#checked(links.join('\n'), true));
  }

  #checked(text: string, goes: boolean): Omit<Piece, 'place'> {
    return {
      text,
      goes,
      more: (read) => [...recipientSpots(read, this.#recipients), ...bodySpots(read)],
    };
  }
}
