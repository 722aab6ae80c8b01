import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { MUTANTS } from '../src/mutants.ts';
import { PROBES, runProbes } from '../src/probe.ts';
import { testDirectory } from '../src/test-store.ts';
import type { Mutant } from '../src/mutant.ts';

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
/** What a copy needs: the packages the mistakes are made in, and those the probes are made of. */
const COPIED = ['policy', 'store', 'stix', 'shield', 'testkit', 'hub', 'taxii'];
const WORKERS = 2;
/** Milliseconds one mistake may take to be noticed; a machine that does other work as well takes its time. */
const PATIENCE = 300_000;
/** What a process that made a mistake runs; it finds the probes of its own copy. */
const RUN = `const probe = await import(process.cwd() + '/packages/testkit/src/probe.ts');
await probe.${runProbes.name}(process.argv.slice(1));`;
const only = process.env['TOCSIN_MUTANT'];

describe('deliberate mistakes', () => {
  const copies: string[] = [];
  before(async () => {
    for (let n = 0; n < WORKERS; n++) copies.push(await copyOfProject());
  });
  after(async () => {
    for (const copy of copies) await rm(copy, { recursive: true, force: true });
  });

  it('are not in the program as it is', async () => {
    const { code, words } = await probe(copies[0] ?? '', Object.keys(PROBES));
    assert.equal(code, 0, words);
  });

  it(`are noticed, each of ${String(MUTANTS.length)}`, async (t) => {
    const left = MUTANTS.filter((mutant) => only === undefined || mutant.name.includes(only));
    const survived: string[] = [];
    const work = async (copy: string): Promise<void> => {
      for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
        const fault = await unnoticed(copy, mutant);
        if (fault !== undefined) survived.push(`${mutant.name}: ${fault}`);
      }
    };
    await Promise.all(copies.map(work));
    t.diagnostic(
      `${String(MUTANTS.length - survived.length)} of ${String(MUTANTS.length)} noticed`,
    );
    assert.deepEqual(survived, []);
  });
});

/** Makes a mistake in a copy, runs its probes, and takes the mistake back. Says what is wrong when nobody noticed. */
async function unnoticed(copy: string, mutant: Mutant): Promise<string | undefined> {
  const file = join(copy, 'packages', mutant.file);
  const source = await readFile(file, 'utf8');
  const places = source.split(mutant.from).length - 1;
  if (places !== 1)
    return `"${mutant.from}" stands ${String(places)} times in ${mutant.file}: say it anew`;
  await writeFile(
    file,
    source.replace(mutant.from, () => mutant.to),
  );
  const { code, words } = await probe(copy, mutant.probes);
  await writeFile(file, source);
  if (code === 0) return 'nobody noticed';
  // A copy that does not run, or a statement that does not parse, is no proof of anything.
  const isBroken = code !== 3 || /SQLITE_ERROR|syntax error|is not defined/i.test(words);
  return isBroken ? `does not run: ${words.slice(0, 600)}` : undefined;
}

async function probe(
  copy: string,
  names: readonly string[],
): Promise<{ code: number | null; words: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', RUN, '--', ...names], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      words += chunk;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, words };
}

/** The packages as they are now, with the dependencies linked beside them. */
async function copyOfProject(): Promise<string> {
  const copy = await testDirectory('tocsin-mutants-');
  await mkdir(join(copy, 'packages'));
  await mkdir(join(copy, 'node_modules/@tocsin'), { recursive: true });
  await cp(join(root, 'package.json'), join(copy, 'package.json'));
  for (const name of COPIED) {
    const inside = {
      recursive: true,
      filter: (path: string) => !/\/(node_modules|dist)(\/|$)/.test(path),
    };
    await cp(join(root, 'packages', name), join(copy, 'packages', name), inside);
    await symlink(join(copy, 'packages', name), join(copy, 'node_modules/@tocsin', name));
    await linkAll(
      join(root, 'packages', name, 'node_modules'),
      join(copy, 'packages', name, 'node_modules'),
    );
  }
  await linkAll(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

async function linkAll(from: string, to: string): Promise<void> {
  const names = await readdir(from).catch(() => []);
  if (names.length > 0) await mkdir(to, { recursive: true });
  for (const name of names) if (name !== '@tocsin') await symlink(join(from, name), join(to, name));
}
