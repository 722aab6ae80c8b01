import { join, resolve } from 'node:path';
import {
  InUse,
  openStore,
  restoreStore,
  RUNNING_FILE,
  runningHub,
  WorldFault,
} from '@tocsin/store';
import { addDoctor } from './doctor.ts';
import { CommandFault, EXIT } from './faults.ts';
import { flagsOf, openPlace, settingsFor, withPlace } from './places.ts';
import { terminalOf } from './terminal.ts';
import type { BackupReport, Provisioned, RestoreReport, Store, World } from '@tocsin/store';
import type { Command } from 'commander';
import type { PlaceOptions } from './places.ts';
import type { CommonOptions } from './terminal.ts';

type Options = PlaceOptions & CommonOptions;

/** `provision`, `backup`, `restore`, `migrate-engine`, `status`, `doctor`: for whoever runs the hub. */
export function addOperator(program: Command): void {
  withPlace(
    program
      .command('provision')
      .description(
        'Make what a world file (YAML or JSON) lists and is not there yet; on a stopped or a running hub',
      )
      .argument('<file>', 'the world, or "-" for standard input')
      .option('--json', 'what was made, with the secrets of new tokens')
      .option('-q, --quiet', 'no words'),
  ).action(provision);
  withPlace(
    program
      .command('backup')
      .description('Write a backup while the hub runs')
      .argument('<directory>', 'where to')
      .option(
        '--recipient <key...>',
        'close it for these age recipients (age1…); it is then opened with their keys only',
      )
      .option('--json', 'the report as JSON')
      .option('-q, --quiet', 'no words'),
  ).action(backup);
  withPlace(
    program
      .command('restore')
      .description(
        'Bring a backup back into an empty data directory or database; the hub is stopped',
      )
      .argument('<file>', 'the backup')
      .option('--identity <file>', 'the age keys that open a closed backup (….db.age)')
      .option('--json', 'the report as JSON')
      .option('-q, --quiet', 'no words'),
  ).action(restore);
  withPlace(
    program
      .command('migrate-engine')
      .description('Copy everything into the other, empty engine; the hub is stopped')
      .option('--to-database-url <url>', 'to PostgreSQL')
      .option('--to-data <directory>', 'to an embedded database in this directory')
      .option('--json', 'the report as JSON')
      .option('-q, --quiet', 'no words'),
  ).action(migrateEngine);
  program
    .command('status')
    .description('Is the hub up, and is there work waiting?')
    .option('--hub <url>', 'the hub (TOCSIN_HUB, default http://127.0.0.1:4040)')
    .option('--json', 'as JSON')
    .action(status);
  addDoctor(program);
}

/** Makes what a world says and is not there yet. Faults of the world are told all at once. */
export async function provisionWorld(store: Store, world: World): Promise<Provisioned['made']> {
  try {
    return (await store.unguarded('provision').provision(world)).made;
  } catch (fault) {
    if (!(fault instanceof WorldFault)) throw fault;
    const faults = fault.faults.map((one) => `  ${one}`);
    throw new CommandFault(EXIT.usage, ['The world cannot be made:', ...faults].join('\n'));
  }
}

async function provision(file: string, options: Options): Promise<void> {
  const terminal = terminalOf(options);
  // Read only here: a hub that starts needs neither the shape of a world nor YAML.
  const { readWorld } = await import('./world-file.ts');
  const { world, secrets } = await readWorld(file);
  await using store = await openPlace(options);
  const made = await provisionWorld(store, world);
  const fresh = new Set(made.tokens);
  const tokens = secrets.filter((secret) => fresh.has(secret.name));
  if (terminal.json) return terminal.document({ tokens, made });
  for (const { name, token } of tokens) terminal.data(`${name}\t${token}`);
  terminal.words(
    Object.entries(made)
      .map(([kind, names]) => `${String(names.length)} ${kind}`)
      .join(', '),
  );
  const shut = withoutWayIn(world, made);
  if (shut.length > 0)
    terminal.words(`Nobody can sign in as ${shut.join(', ')}: give each a first \`password\``);
}

/** Who was made and has no password: the only way in that a file can give. */
function withoutWayIn(world: World, made: Provisioned['made']): string[] {
  const fresh = new Set(made.people);
  return world.people
    .filter(({ email, passwordHash }) => fresh.has(email) && passwordHash === undefined)
    .map(({ email }) => email);
}

async function backup(
  directory: string,
  options: Options & { recipient?: string[] },
): Promise<void> {
  const terminal = terminalOf(options);
  const { dataDirectory } = settingsFor(flagsOf(options));
  // Read only where it is used: a hub that starts needs no age.
  const sealed = options.recipient && (await import('./sealed-backup.ts'));
  const encrypter = sealed?.encrypterFor(options.recipient ?? []);
  await using store = await openPlace(options);
  const write = (into: string): Promise<BackupReport> =>
    store.unguarded('backup').backup(resolve(into));
  const report = await (sealed === undefined || encrypter === undefined
    ? write(directory)
    : sealed.sealedBackup(resolve(directory), { beside: dataDirectory, encrypter, backup: write }));
  if (terminal.json) return terminal.document(report);
  terminal.data(report.file);
  terminal.words(
    encrypter === undefined
      ? `${String(report.bytes)} bytes; it holds every secret of the hub: keep it where nobody else reads`
      : `${String(report.bytes)} bytes, closed for ${String(options.recipient?.length)} recipients: keep their keys elsewhere, and try one now`,
  );
}

async function restore(file: string, options: Options & { identity?: string }): Promise<void> {
  const terminal = terminalOf(options);
  const { dataDirectory, databaseUrl } = settingsFor(flagsOf(options));
  const bring = (from: string): Promise<RestoreReport> =>
    restoreStore(from, {
      dataDirectory,
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
    });
  const report = await (file.endsWith('.age')
    ? (await import('./sealed-backup.ts')).withOpened(resolve(file), {
        beside: dataDirectory,
        identities: identitiesOf(options.identity),
        use: bring,
      })
    : bring(resolve(file)));
  if (terminal.json) terminal.document(report);
  else
    terminal.words(
      `Restored ${String(Object.values(report.tables).reduce((sum, rows) => sum + rows, 0))} rows; the record is ${report.audit.ok ? 'whole' : 'altered'}`,
    );
  if (!report.audit.ok) throw new CommandFault(EXIT.failed, report.audit.problems.join('\n'));
}

function identitiesOf(identity: string | undefined): string {
  if (identity !== undefined) return resolve(identity);
  throw new CommandFault(
    EXIT.usage,
    'This backup is closed: name the file of age keys that open it, by --identity',
  );
}

async function migrateEngine(
  options: Options & { toDatabaseUrl?: string; toData?: string },
): Promise<void> {
  const terminal = terminalOf(options);
  if ((options.toDatabaseUrl === undefined) === (options.toData === undefined)) {
    throw new CommandFault(EXIT.usage, 'Say where to: --to-database-url or --to-data, one of them');
  }
  const settings = settingsFor(flagsOf(options));
  await mustBeStopped(settings.dataDirectory);
  await using from = await openPlace(options);
  await using to = await openStore({
    dataDirectory: options.toData ?? settings.dataDirectory,
    ...(options.toDatabaseUrl === undefined ? {} : { databaseUrl: options.toDatabaseUrl }),
  });
  const tables = await copied(from, to);
  if (terminal.json) return terminal.document({ tables });
  terminal.words(
    `Copied ${String(Object.values(tables).reduce((sum, rows) => sum + rows, 0))} rows; start the hub on the new engine now`,
  );
}

/** PostgreSQL knows of hubs with another data directory, and on other machines. */
async function copied(from: Store, to: Store): Promise<Record<string, number>> {
  try {
    return await from.unguarded('migrate-engine').copyTo(to);
  } catch (fault) {
    if (fault instanceof InUse) throw new CommandFault(EXIT.conflict, fault.message);
    throw fault;
  }
}

/** What is shared behind a copy would be missing on the new engine. */
async function mustBeStopped(dataDirectory: string): Promise<void> {
  const hub = await runningHub(dataDirectory);
  if (hub === undefined) return;
  throw new CommandFault(
    EXIT.conflict,
    `A hub works on ${resolve(dataDirectory)} (process ${String(hub.pid)}, ${hub.address}): stop it first, so that nothing is shared that the copy does not have. If none does, remove ${join(dataDirectory, RUNNING_FILE)}`,
  );
}

async function status(options: CommonOptions & { hub?: string }): Promise<void> {
  const terminal = terminalOf(options);
  const base = (options.hub ?? process.env['TOCSIN_HUB'] ?? 'http://127.0.0.1:4040').replace(
    /\/$/,
    '',
  );
  const response = await fetch(`${base}/readyz`, { signal: AbortSignal.timeout(5000) }).catch(
    () => undefined,
  );
  const backlog = await backlogOf(response);
  const isReady = response?.ok === true;
  if (terminal.json)
    terminal.document({ hub: base, up: response !== undefined, ready: isReady, backlog });
  else if (response === undefined) terminal.data(`No hub answers at ${base}`);
  else
    terminal.data(
      `${base}: ${isReady ? 'ready' : 'not ready'}, ${String(backlog)} pieces of work waiting`,
    );
  if (!isReady) throw new CommandFault(EXIT.later, '');
}

async function backlogOf(response: Response | undefined): Promise<number> {
  const body: unknown = await response?.json().catch(() => undefined);
  return typeof body === 'object' && body !== null && 'backlog' in body ? Number(body.backlog) : 0;
}
