import { readFile } from 'node:fs/promises';
import { prepareObject, scanBundle, textOfSpan } from '@tocsin/stix';
import { CommandFault, EXIT } from './faults.ts';
import { readInput, terminalOf } from './terminal.ts';
import type { StixProblem } from '@tocsin/stix';
import type { Command } from 'commander';
import type { CommonOptions } from './terminal.ts';

/** Largest file that is read. Bytes. */
export const FILE_MAX = 256 * 1024 * 1024;
/** Findings printed for people; all of them are in `--json`. */
const PRINTED_MAX = 200;

interface Finding extends StixProblem {
  index: number;
  id?: string;
  severity: 'error' | 'warning' | 'converted';
}

/** `tocsin validate FILE`: STIX by the specification, without a hub. */
export function addValidate(program: Command): void {
  program
    .command('validate')
    .description('Check a STIX file by the specification; needs no hub')
    .argument('<file>', 'a bundle, a list, an envelope or one object; "-" for standard input')
    .option('--json', 'findings as JSON')
    .option('-q, --quiet', 'only the exit code')
    .action(async (file: string, options: CommonOptions) => {
      const bytes = file === '-' ? await readInput(FILE_MAX) : await readFile(file);
      validateBytes(bytes, options);
    });
}

function validateBytes(bytes: Uint8Array, options: CommonOptions): void {
  const terminal = terminalOf(options);
  const scan = scanBundle(bytes, { bodyBytes: FILE_MAX, objects: 10_000_000 });
  if (!scan.ok)
    throw new CommandFault(EXIT.usage, `${scan.problem.message} (${scan.problem.section})`);
  const findings: Finding[] = [];
  scan.objects.forEach((span, index) =>
    findings.push(...findingsOf(textOfSpan(bytes, span), index)),
  );
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const warnings = findings.filter((finding) => finding.severity === 'warning').length;
  if (terminal.json)
    terminal.document({ objects: scan.objects.length, errors, warnings, findings });
  else {
    for (const finding of findings.slice(0, PRINTED_MAX)) {
      terminal.data(
        `${finding.severity} [${String(finding.index)}] ${finding.id ?? ''} ${finding.path || '/'}: ${finding.message} (${finding.section})`,
      );
    }
    if (findings.length > PRINTED_MAX)
      terminal.words(`… and ${String(findings.length - PRINTED_MAX)} more; --json shows all`);
    terminal.words(
      `${String(scan.objects.length)} objects, ${String(errors)} errors, ${String(warnings)} warnings`,
    );
  }
  if (errors > 0) throw new CommandFault(EXIT.usage, '');
}

function findingsOf(text: string, index: number): Finding[] {
  const read = prepareObject(text);
  if (!read.ok)
    return read.errors.map((problem) => ({
      ...problem,
      index,
      ...idOf(text),
      severity: 'error' as const,
    }));
  const id = { id: read.object.id };
  return [
    ...read.notes.map((note) => ({
      path: '',
      rule: 'converted',
      section: 'STIX 2.0',
      message: note,
      index,
      ...id,
      severity: 'converted' as const,
    })),
    ...read.warnings.map((problem) => ({ ...problem, index, ...id, severity: 'warning' as const })),
  ];
}

function idOf(text: string): { id?: string } {
  const found = /"id"\s*:\s*"([^"]{1,200})"/.exec(text)?.[1];
  return found === undefined ? {} : { id: found };
}
