/**
 * Objects per CPU second for reading STIX: scan, parse, parse and validate, and everything that
 * ingest asks of an object. The set is ATT&CK enterprise when it is at hand, else a made-up one of
 * the same mix. Ratios are against plain JSON.parse of the same objects in the same run, since CPU
 * seconds differ from machine to machine.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  newStixId,
  observablesOf,
  prepareObject,
  readObject,
  refsOf,
  scanBundle,
  searchText,
  textOfSpan,
  titleOf,
  validateObject,
} from '../packages/stix/src/index.ts';

const ROUNDS = 9;
const LIMITS = { bodyBytes: 64 * 1024 * 1024, objects: 100_000 };
const beside = fileURLToPath(new URL('../../shared/data', import.meta.url));
const folder = process.env['TOCSIN_TEST_DATA'] ?? beside;
const file = join(folder, 'attack/enterprise-attack-v7.2.stix21.json');

const isReal = existsSync(file);
const bytes = isReal ? new Uint8Array(readFileSync(file)) : madeUpSet(10_000);
const scan = scanBundle(bytes, LIMITS);
if (!scan.ok) throw new Error(scan.problem.message);
const count = scan.objects.length;
const texts = scan.objects.map((span) => textOfSpan(bytes, span));
const values: unknown[] = texts.map((text) => JSON.parse(text));
const objects = texts.flatMap((text) => readObject(text).object ?? []);

const steps: [string, () => void][] = [
  ['JSON.parse each object', () => texts.forEach((text) => JSON.parse(text))],
  ['scan the body', () => scanBundle(bytes, LIMITS)],
  ['validate parsed objects', () => values.forEach((value) => validateObject(value))],
  ['parse and validate', () => texts.forEach((text) => readObject(text))],
  ['scan, decode, parse and validate', readAll],
  ['title, search text, values, references', describeAll],
];

print(
  `${isReal ? 'ATT&CK enterprise v7.2' : 'Made-up set'}: ${count} objects, ${bytes.length} bytes`,
);
print(`Node ${process.version}; best of ${ROUNDS} rounds`);
let base = 0;
for (const [name, step] of steps) {
  const seconds = best(step);
  if (base === 0) base = seconds;
  const rate = Math.round(count / seconds).toLocaleString('en');
  const ratio = (seconds / base).toFixed(2);
  print(`${name.padEnd(42)}${rate.padStart(12)} objects per CPU s  ${ratio} x JSON.parse`);
}
print(
  'For comparison, recorded elsewhere and not in this run: python stix2.parse 3,513 objects per CPU s.',
);

function readAll(): void {
  const found = scanBundle(bytes, LIMITS);
  if (!found.ok) return;
  for (const span of found.objects) prepareObject(textOfSpan(bytes, span));
}

function describeAll(): void {
  for (const object of objects) {
    titleOf(object);
    searchText(object);
    observablesOf(object);
    refsOf(object);
  }
}

/** The fewest CPU seconds of several rounds, after two that warm up. */
function best(step: () => void): number {
  step();
  step();
  let fewest = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    step();
    const { user, system } = process.cpuUsage(before);
    fewest = Math.min(fewest, (user + system) / 1_000_000);
  }
  return fewest;
}

/** Relationships for the most part, as in ATT&CK. */
function madeUpSet(size: number): Uint8Array {
  const time = '2024-01-01T00:00:00.000Z';
  const creator = newStixId('identity');
  const objects = Array.from({ length: size }, (_, index) => {
    const type = index % 7 === 0 ? 'malware' : 'relationship';
    const versions = {
      spec_version: '2.1',
      created: time,
      modified: time,
      created_by_ref: creator,
    };
    const common = {
      type,
      id: newStixId(type),
      ...versions,
      description: 'It is seen. '.repeat(20),
    };
    return type === 'malware'
      ? { ...common, name: `Malware ${index}`, is_family: true }
      : {
          ...common,
          relationship_type: 'uses',
          source_ref: newStixId('malware'),
          target_ref: newStixId('tool'),
        };
  });
  return new TextEncoder().encode(
    JSON.stringify({ type: 'bundle', id: newStixId('bundle'), objects }),
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
