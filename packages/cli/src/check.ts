import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  checkFile,
  NO_PROFILE,
  readProfile,
  RULES,
  RULES_VERSION,
  stepWords,
  stixIn,
  strippedPicture,
  treatedText,
  treatObjects,
  UNREAD_WORDS,
} from '@tocsin/shield';
import type {
  FileCheck,
  FileFinding,
  MemberProfile,
  PictureKind,
  Place,
  Unread,
} from '@tocsin/shield';
import { CommandFault, EXIT } from './faults.ts';
import { readInput, terminalOf } from './terminal.ts';
import type { Command } from 'commander';
import type { CommonOptions, Terminal } from './terminal.ts';

/** Largest file that is checked. Bytes. */
export const CHECKED_FILE_MAX = 50 * 1024 * 1024;
/** Findings printed for people; all of them are in `--json`. */
const PRINTED_MAX = 200;
/** Parts printed that were not looked into; all of them are in `--json`. */
const UNREAD_PRINTED_MAX = 50;
/** Characters of a finding that are shown. */
const SHOWN_MAX = 80;
/** What no rule looks at: a report never says that a text is clean. */
const UNCHECKED = 'names of people and organizations no profile lists';

interface CheckOptions extends CommonOptions {
  readonly profile?: string;
  readonly replace?: boolean;
}

interface Checked {
  readonly file: { readonly name: string; readonly bytes: Buffer };
  readonly profile: MemberProfile;
  readonly check: FileCheck;
}

/** `tocsin check FILE`: what a file gives away, before something of it is shared; without a hub. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .description('Find what must not leave with a file; needs no hub')
    .argument(
      '<file>',
      'a text, log, mail, document, picture, archive, STIX or JSON file; "-" for standard input',
    )
    .option('--profile <file>', 'JSON of what is your own: domains, networks, names, people, …')
    .option('--replace', 'print what of it may be shared, with what was found replaced')
    .option('--json', 'the report as JSON')
    .option('-q, --quiet', 'only the exit code')
    .action(async (file: string, options: CheckOptions) => {
      const bytes = file === '-' ? await readInput(CHECKED_FILE_MAX) : await readFile(file);
      if (bytes.length > CHECKED_FILE_MAX)
        throw new CommandFault(EXIT.usage, `At most ${String(CHECKED_FILE_MAX)} bytes are checked`);
      const profile = await profileIn(options.profile);
      const named = { name: file === '-' ? '' : basename(file), bytes };
      const check = await checkFile(named, profile, {
        sha256: (part) => Promise.resolve(hashOf(part)),
      });
      await report({ file: named, profile, check }, options);
    });
}

async function report(checked: Checked, options: CheckOptions): Promise<void> {
  const terminal = terminalOf(options);
  const { check } = checked;
  const nothing = check.pieces.length === 0 ? check.unread.find(isAll) : undefined;
  if (nothing !== undefined)
    throw new CommandFault(EXIT.usage, `${UNREAD_WORDS[nothing.why]} So nothing was checked`);
  if (terminal.json) terminal.document(reportOf(checked));
  else if (options.replace === true) await replace(checked, terminal);
  else tell(terminal, check);
  // Of more findings than are told nobody knows what they are.
  if (check.hasMore || check.findings.some(({ severity }) => severity === 'stop'))
    throw new CommandFault(EXIT.failed, '');
}

/** The whole file could not be read; what is seen in a picture never is. */
function isAll({ place, why }: Unread): boolean {
  return place.length === 0 && why !== 'picture' && why !== 'cut-off' && why !== 'pages';
}

const PICTURES: ReadonlySet<string> = new Set<PictureKind>(['jpeg', 'png', 'webp', 'tiff']);

function isPicture(kind: string): kind is PictureKind {
  return PICTURES.has(kind);
}

/** A treated copy: of a picture the same without its words, of everything else what may be shared as text. */
async function replace({ file, profile, check }: Checked, terminal: Terminal): Promise<void> {
  if (isPicture(check.kind)) {
    const copy = await strippedPicture(check.kind, file.bytes);
    if (copy === undefined)
      throw new CommandFault(EXIT.usage, 'The picture is too damaged for a copy without its words');
    if (process.stdout.isTTY)
      throw new CommandFault(EXIT.usage, 'The copy is a picture: send it to a file with ">"');
    process.stdout.write(copy);
    return;
  }
  const json = check.pieces.length === 1 ? jsonIn(file.bytes) : undefined;
  if (json !== undefined) {
    replaceStix(json.value, profile, terminal);
    return;
  }
  process.stdout.write(treatedText(check, profile));
  tellUnread(terminal, check);
}

/** STIX treated property by property; of other JSON nobody knows what its members mean. */
function replaceStix(value: unknown, profile: MemberProfile, terminal: Terminal): void {
  const found = stixIn(value);
  if (found === undefined)
    throw new CommandFault(EXIT.usage, '"--replace" takes a text or STIX, not another JSON file');
  const { objects, leftOut } = treatObjects(
    found.map(({ object }) => object),
    profile,
  );
  process.stdout.write(`${JSON.stringify(objects, undefined, 2)}\n`);
  if (leftOut > 0) terminal.words(`${String(leftOut)} objects stay out`);
}

function jsonIn(bytes: Buffer): { value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null ? { value } : undefined;
  } catch {
    return undefined;
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function profileIn(file: string | undefined): Promise<MemberProfile> {
  if (file === undefined) return NO_PROFILE;
  const json = jsonIn(await readFile(file));
  if (json === undefined) throw new CommandFault(EXIT.usage, 'The profile is not a JSON object');
  const read = readProfile(json.value);
  if ('message' in read)
    throw new CommandFault(EXIT.usage, `The profile: ${read.field} ${read.message}`);
  return read;
}

function reportOf({ file, profile, check }: Checked): unknown {
  const places = new Places();
  return {
    rules: RULES_VERSION,
    kind: check.kind,
    sha256: hashOf(file.bytes),
    profile: profile !== NO_PROFILE,
    unchecked: [UNCHECKED, ...check.unread.map(unreadWords)],
    parts: check.parts.map(({ place, ...part }) => ({ ...part, where: placeWords(place) })),
    findings: check.findings.map(({ text, place, ...finding }) => ({
      ...finding,
      ...(place.length === 0 ? {} : { where: placeWords(place) }),
      ...(finding.pointer === undefined ? places.of(text, finding.start) : {}),
      found: text.slice(finding.start, finding.end),
      why: RULES[finding.rule].why,
    })),
  };
}

function tell(terminal: Terminal, check: FileCheck): void {
  const { findings } = check;
  const places = new Places();
  for (const finding of findings.slice(0, PRINTED_MAX)) {
    const { text, start, end, severity, rule } = finding;
    const found = text.slice(start, end).replaceAll(/\s+/g, ' ').slice(0, SHOWN_MAX);
    const where = whereWords(finding, places);
    terminal.data(`${severity} ${where} ${rule}: ${found} (${RULES[rule].why})`);
  }
  if (findings.length > PRINTED_MAX)
    terminal.words(`… and ${String(findings.length - PRINTED_MAX)} more; --json shows all`);
  tellUnread(terminal, check);
  const count = findings.length === 0 ? 'No finding' : countWords(check);
  terminal.words(`${count} by rules v${RULES_VERSION}. Not checked: ${UNCHECKED}.`);
}

function countWords({ findings, hasMore }: FileCheck): string {
  const count = String(findings.length);
  if (hasMore) return `More than ${count} findings`;
  return findings.length === 1 ? '1 finding' : `${count} findings`;
}

function tellUnread(terminal: Terminal, { unread }: FileCheck): void {
  for (const one of unread.slice(0, UNREAD_PRINTED_MAX))
    terminal.words(`Not checked: ${unreadWords(one)}`);
  if (unread.length > UNREAD_PRINTED_MAX)
    terminal.words(`… and ${String(unread.length - UNREAD_PRINTED_MAX)} more; --json shows all`);
}

function unreadWords({ place, why }: Unread): string {
  return place.length === 0
    ? `the file. ${UNREAD_WORDS[why]}`
    : `${placeWords(place)}. ${UNREAD_WORDS[why]}`;
}

function placeWords(place: Place): string {
  return place.map(stepWords).join(' › ');
}

/** From the outside in, then line and column, or the pointer of JSON. */
function whereWords({ place, text, start, pointer }: FileFinding, places: Places): string {
  const { line, column } = places.of(text, start);
  const inner = pointer ?? `${String(line)}:${String(column)}`;
  return place.length === 0 ? inner : `${placeWords(place)} › ${inner}`;
}

/** Lines and columns, both from one, as editors count. Offsets of one text are asked for one after another. */
class Places {
  #text = '';
  #line = 1;
  #start = 0;

  of(text: string, offset: number): { line: number; column: number } {
    if (text !== this.#text || offset < this.#start) {
      this.#text = text;
      this.#line = 1;
      this.#start = 0;
    }
    for (;;) {
      const end = this.#text.indexOf('\n', this.#start);
      if (end < 0 || end >= offset) break;
      this.#line += 1;
      this.#start = end + 1;
    }
    return { line: this.#line, column: offset - this.#start + 1 };
  }
}
