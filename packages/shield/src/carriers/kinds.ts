import { beginsWith, Bytes, latinOf } from './bytes.ts';

/** What a file is, as far as it is read here. */
export type FileKind =
  | 'mail'
  | 'zip'
  | 'gzip'
  | 'pdf'
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'tiff'
  | 'old-office'
  | 'program'
  | 'picture'
  | 'packed'
  | 'text';

/** What files begin with. Most kinds tell themselves; what a name says is not believed. */
const BEGINNINGS: readonly (readonly [signs: string, kind: FileKind])[] = [
  ['PK\u0003\u0004', 'zip'],
  ['PK\u0005\u0006', 'zip'],
  ['PK\u0007\u0008', 'zip'],
  ['\u001f\u008b', 'gzip'],
  ['%PDF-', 'pdf'],
  ['\u00ff\u00d8\u00ff', 'jpeg'],
  ['\u0089PNG\r\n\u001a\n', 'png'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', 'old-office'],
  ['MZ', 'program'],
  ['\u007fELF', 'program'],
  ['GIF8', 'picture'],
  ['BM', 'picture'],
  ['Rar!', 'packed'],
  ["7z\u00bc\u00af'\u001c", 'packed'],
  ['\u00fd7zXZ', 'packed'],
  ['BZh', 'packed'],
];
/** Bytes of the beginning a PDF's mark may stand in (ISO 32000-1, Annex H). */
const PDF_MARK_WITHIN = 1024;

/** What a file is by its beginning; a mail also by its name. */
export function kindOf(bytes: Uint8Array, name: string): FileKind {
  if (beginsWith(bytes, 'RIFF') && beginsWith(bytes, 'WEBP', 8)) return 'webp';
  const found = BEGINNINGS.find(([signs]) => beginsWith(bytes, signs));
  const isText = !bytes.subarray(0, 2000).includes(0);
  // Two letters say little where a text follows.
  const isSure = found !== undefined && (found[0].length > 2 || found[1] === 'gzip' || !isText);
  if (isSure) return found[1];
  if (latinOf(bytes.subarray(0, PDF_MARK_WITHIN)).includes('%PDF-')) return 'pdf';
  if (/\.(?:eml|mht|mhtml|mbox)$/i.test(name) || isMail(bytes)) return 'mail';
  return isTar(bytes) ? 'packed' : 'text';
}

const HEADER = /^(?:[!-9;-~]{1,76}:|[ \t]|>?From )/;
const MAIL_HEADER =
  /^(?:from|to|received|return-path|message-id|mime-version|subject|date|delivered-to|reply-to):/i;
/** Headers of which a mail has some at its beginning. */
const MAIL_HEADERS_LEAST = 3;

/** Nothing but header lines down to the first empty one, and some of them are a mail's. */
function isMail(bytes: Uint8Array): boolean {
  const lines = latinOf(bytes.subarray(0, 65_536)).split(/\r\n|\n|\r/);
  const names = new Set<string>();
  for (const line of lines) {
    if (line === '' || !HEADER.test(line)) {
      return line === '' && names.size >= MAIL_HEADERS_LEAST;
    }
    const [found] = MAIL_HEADER.exec(line) ?? [];
    if (found !== undefined) names.add(found.toLowerCase());
  }
  return names.size >= MAIL_HEADERS_LEAST;
}

function isTar(bytes: Uint8Array): boolean {
  return new Bytes(bytes).latin(257, 262) === 'ustar';
}
