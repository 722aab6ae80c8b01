import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { runningHub } from '@tocsin/store';
import { CommandFault, EXIT } from './faults.ts';
import { flagsOf, openPlace, settingsFor, withPlace } from './places.ts';
import { terminalOf } from './terminal.ts';
import type { Settings } from '@tocsin/hub';
import type { Store } from '@tocsin/store';
import type { Command } from 'commander';
import type { PlaceOptions } from './places.ts';
import type { CommonOptions } from './terminal.ts';

/** Space below which the doctor warns. Bytes. */
const SPACE_LOW = 1024 ** 3;

interface Finding {
  check: string;
  ok: boolean;
  words: string;
}

/** `tocsin doctor`: what is wrong with this installation, and what to do. */
export function addDoctor(program: Command): void {
  withPlace(
    program
      .command('doctor')
      .description('Check this installation and say what to do')
      .option('--json', 'as JSON'),
  ).action(doctor);
}

async function doctor(options: PlaceOptions & CommonOptions): Promise<void> {
  const terminal = terminalOf(options);
  const settings = settingsFor(flagsOf(options));
  const directory = resolve(settings.dataDirectory);
  const findings = [
    checkNode(),
    await checkDirectory(directory),
    await checkSpace(directory),
    ...(await checkStore(options)),
    await checkHub(directory, settings),
    ...(await checkMail(settings.mail)),
  ];
  if (terminal.json) terminal.document({ findings });
  else
    for (const { check, ok, words } of findings)
      terminal.data(`${ok ? 'ok  ' : 'FAIL'} ${check}: ${words}`);
  if (findings.some((finding) => !finding.ok)) throw new CommandFault(EXIT.failed, '');
}

function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  return {
    check: 'node',
    ok: major >= 24,
    words:
      major >= 24 ? process.versions.node : `${process.versions.node} is too old; Tocsin needs 24`,
  };
}

async function checkDirectory(directory: string): Promise<Finding> {
  const check = 'data directory';
  const found = await stat(directory).catch(() => undefined);
  if (found === undefined)
    return { check, ok: true, words: `${directory} does not exist yet; the first start makes it` };
  const writable = await access(directory, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!writable)
    return {
      check,
      ok: false,
      words: `${directory} cannot be written; give it to the user who runs the hub`,
    };
  const open = (found.mode & 0o077) !== 0 && process.platform !== 'win32';
  return open
    ? {
        check,
        ok: false,
        words: `Others on this machine may enter ${directory}; run chmod 700 on it`,
      }
    : { check, ok: true, words: directory };
}

async function checkSpace(directory: string): Promise<Finding> {
  const space = await statfs(directory).catch(() =>
    statfs(dirname(directory)).catch(() => undefined),
  );
  if (space === undefined) return { check: 'space', ok: true, words: 'not known' };
  const free = space.bavail * space.bsize;
  return {
    check: 'space',
    ok: free >= SPACE_LOW,
    words: `${(free / 1024 ** 3).toFixed(1)} GiB free`,
  };
}

async function checkStore(options: PlaceOptions): Promise<Finding[]> {
  try {
    await using store = await openPlace(options);
    const verdict = await store.unguarded('audit-verify').verifyAudit();
    const backlog = await store.backlog();
    return [
      {
        check: 'database',
        ok: true,
        words: `${store.engine}, up to date, ${String(backlog)} pieces of work waiting`,
      },
      {
        check: 'record',
        ok: verdict.ok,
        words: verdict.ok ? `${String(verdict.size)} entries, whole` : verdict.problems.join('; '),
      },
      ...(await checkWall(store)),
    ];
  } catch (fault) {
    return [
      {
        check: 'database',
        ok: false,
        words: fault instanceof Error ? fault.message : String(fault),
      },
    ];
  }
}

/** On PostgreSQL a role that passes row-level security takes the second wall away without a word. */
async function checkWall(store: Store): Promise<Finding[]> {
  const wall = await store.unguarded('audit-verify').secondWall();
  if (wall === 'none') return [];
  return [
    wall === 'stands'
      ? { check: 'row-level security', ok: true, words: 'stands' }
      : {
          check: 'row-level security',
          ok: false,
          words:
            'The database role is a superuser or may pass row-level security; give the hub a role that is neither',
        },
  ];
}

/** Whether the mail server lets the hub in; no letter is sent. */
async function checkMail(mail: Settings['mail']): Promise<Finding[]> {
  if (mail === undefined) return [];
  const { createMailer } = await import('@tocsin/hub');
  await using mailer = createMailer(mail);
  const check = 'mail';
  try {
    await mailer.verify();
    return [{ check, ok: true, words: `${new URL(mail.server).host} lets the hub in` }];
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    return [{ check, ok: false, words: `${new URL(mail.server).host} cannot be used: ${why}` }];
  }
}

/** The hub that works on this directory, wherever it listens; else whoever holds the port it would take. */
async function checkHub(
  directory: string,
  { host, port }: { host: string; port: number },
): Promise<Finding> {
  const hub = await runningHub(directory);
  if (hub === undefined) return checkPort(host, port);
  const { hostname, port: its } = new URL(hub.address);
  return checkPort(hostname, Number(its));
}

async function checkPort(host: string, port: number): Promise<Finding> {
  const check = 'hub';
  const response = await fetch(`http://${host}:${String(port)}/healthz`, {
    signal: AbortSignal.timeout(2000),
  }).catch(() => undefined);
  if (response === undefined)
    return { check, ok: true, words: `not running on port ${String(port)}` };
  return response.ok
    ? { check, ok: true, words: `running on port ${String(port)}` }
    : {
        check,
        ok: false,
        words: `port ${String(port)} answers ${String(response.status)}; another program may hold it`,
      };
}
