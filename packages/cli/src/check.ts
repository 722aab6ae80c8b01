import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  checkJson,
  checkText,
  NO_PROFILE,
  readProfile,
  RULES,
  RULES_VERSION,
  withReplacements,
} from '@tocsin/shield';
import type { Finding, MemberProfile } from '@tocsin/shield';
import { CommandFault, EXIT } from './faults.ts';
import { readInput, terminalOf } from './terminal.ts';
import type { Command } from 'commander';
import type { CommonOptions, Terminal } from './terminal.ts';

/** Largest file that is checked. Bytes. */
export const CHECKED_FILE_MAX = 50 * 1024 * 1024;
/** Findings printed for people; all of them are in `--json`. */
const PRINTED_MAX = 200;
/** Characters of a finding that are shown. */
const SHOWN_MAX = 80;
/** What no rule looks at yet: a report never says that a text is clean. */
const UNCHECKED = ['names of people and organizations no profile lists', 'pictures', 'attachments'];

interface CheckOptions extends CommonOptions {
  readonly profile?: string;
  readonly replace?: boolean;
}

/** A finding with the text it lies in. */
interface Told extends Finding {
  readonly text: string;
  /** Where that text stands in a JSON document. */
  readonly pointer?: string;
}

/** `tocsin check FILE`: what a text or a JSON file gives away, before it is shared; without a hub. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .description('Find what must not leave with a text or a JSON file; needs no hub')
    .argument('<file>', 'a text or a JSON file; "-" for standard input')
    .option('--profile <file>', 'JSON of what is your own: domains, networks, names, people, …')
    .option('--replace', 'print the text with what was found replaced')
    .option('--json', 'the report as JSON')
    .option('-q, --quiet', 'only the exit code')
    .action(async (file: string, options: CheckOptions) => {
      const bytes = file === '-' ? await readInput(CHECKED_FILE_MAX) : await readFile(file);
      if (bytes.length > CHECKED_FILE_MAX)
        throw new CommandFault(EXIT.usage, `At most ${String(CHECKED_FILE_MAX)} bytes are checked`);
      check(bytes, await profileIn(options.profile), options);
    });
}

function check(bytes: Buffer, profile: MemberProfile, options: CheckOptions): void {
  const terminal = terminalOf(options);
  const text = textOf(bytes);
  const json = jsonIn(text);
  if (options.replace === true && json !== undefined)
    throw new CommandFault(EXIT.usage, '"--replace" takes a text, not a JSON file');
  const findings = json === undefined ? inText(text, profile) : inJson(json.value, profile);
  const stops = findings.filter(({ severity }) => severity === 'stop').length;
  if (terminal.json) terminal.document(reportOf(bytes, findings, profile));
  else if (options.replace === true) process.stdout.write(withReplacements(text, findings));
  else tell(terminal, findings);
  if (stops > 0) throw new CommandFault(EXIT.failed, '');
}

/** Only whole UTF-8 is read: what a rule cannot read it cannot find. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandFault(EXIT.usage, 'This is not a text in UTF-8, so nothing was checked');
  }
}

function jsonIn(text: string): { value: unknown } | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function inText(text: string, profile: MemberProfile): Told[] {
  return checkText(text, profile).map((finding) => ({ ...finding, text }));
}

function inJson(value: unknown, profile: MemberProfile): Told[] {
  return checkJson(value, profile);
}

async function profileIn(file: string | undefined): Promise<MemberProfile> {
  if (file === undefined) return NO_PROFILE;
  const json = jsonIn(await readFile(file, 'utf8'));
  if (json === undefined) throw new CommandFault(EXIT.usage, 'The profile is not a JSON object');
  const read = readProfile(json.value);
  if ('message' in read)
    throw new CommandFault(EXIT.usage, `The profile: ${read.field} ${read.message}`);
  return read;
}

function reportOf(bytes: Buffer, findings: readonly Told[], profile: MemberProfile): unknown {
  const places = new Places(findings[0]?.text ?? '');
  return {
    rules: RULES_VERSION,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    profile: profile !== NO_PROFILE,
    unchecked: UNCHECKED,
    findings: findings.map(({ text, ...finding }) => ({
      ...finding,
      ...(finding.pointer === undefined ? places.of(finding.start) : {}),
      found: text.slice(finding.start, finding.end),
      why: RULES[finding.rule].why,
    })),
  };
}

function tell(terminal: Terminal, findings: readonly Told[]): void {
  const places = new Places(findings[0]?.text ?? '');
  for (const finding of findings.slice(0, PRINTED_MAX)) {
    const { text, start, end, pointer, severity, rule } = finding;
    const where = pointer ?? lineWords(places.of(start));
    const found = text.slice(start, end).replaceAll(/\s+/g, ' ').slice(0, SHOWN_MAX);
    terminal.data(`${severity} ${where} ${rule}: ${found} (${RULES[rule].why})`);
  }
  if (findings.length > PRINTED_MAX)
    terminal.words(`… and ${String(findings.length - PRINTED_MAX)} more; --json shows all`);
  const count = findings.length === 0 ? 'No finding' : `${String(findings.length)} findings`;
  terminal.words(`${count} by rules v${RULES_VERSION}. Not checked: ${UNCHECKED.join(', ')}.`);
}

function lineWords({ line, column }: { line: number; column: number }): string {
  return `${String(line)}:${String(column)}`;
}

/** Lines and columns, both from one, as editors count. Offsets are asked for in the order of the text. */
class Places {
  readonly #text: string;
  #line = 1;
  #start = 0;

  constructor(text: string) {
    this.#text = text;
  }

  of(offset: number): { line: number; column: number } {
    for (;;) {
      const end = this.#text.indexOf('\n', this.#start);
      if (end < 0 || end >= offset) break;
      this.#line += 1;
      this.#start = end + 1;
    }
    return { line: this.#line, column: offset - this.#start + 1 };
  }
}
