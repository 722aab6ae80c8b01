/**
 * `npm run words`: every text the browser app shows goes through its catalogue, has a text in every other language,
 * and no catalogue holds what nobody says. The same of the hub's sentences, in catalogues of their own, which letters are written from too: `packages/hub/words`.
 */
import { globSync, readFileSync } from 'node:fs';
import { hubSentences } from './words/hub-sentences.ts';
import { placeholders, wordsIn } from './words/words-in.ts';

const folder = 'packages/web/src';
const ofApp = globSync(`${folder}/words/*.json`).sort();
const ofHub = globSync('packages/hub/words/*.json').sort();
if (ofHub.length !== ofApp.length)
  throw new Error('Each language has one catalogue for the app and one for the hub');
const files = globSync(`${folder}/**/*.{ts,tsx}`)
  .filter((path) => !path.includes('.test.'))
  .map((path) => ({
    path,
    words: wordsIn(readFileSync(path, 'utf8'), { isTsx: path.endsWith('.tsx') }),
  }));
const keys = new Map<string, string>();
for (const { path, words } of files) {
  for (const { key, line } of words.keys) {
    if (!keys.has(key)) keys.set(key, `${path}:${String(line)}`);
  }
}
const sentences = new Map(hubSentences().map(({ template, path }) => [template, path]));
const faults = [
  ...bareFaults(),
  ...ofApp.flatMap((catalogue) => catalogueFaults(catalogue, keys)),
  ...ofHub.flatMap((catalogue) => catalogueFaults(catalogue, sentences)),
];
for (const fault of faults) console.error(`✖ ${fault}`);
console.log(
  `${String(keys.size)} texts, ${String(sentences.size)} sentences of the hub, ${String(ofApp.length)} other languages, ${String(faults.length)} faults.`,
);
process.exitCode = faults.length === 0 ? 0 : 1;

function bareFaults(): string[] {
  return files.flatMap(({ path, words }) =>
    words.bare.map(
      ({ line, text }) => `${path}:${String(line)} “${text}” is shown without t(): wrap it`,
    ),
  );
}

function catalogueFaults(catalogue: string, said: ReadonlyMap<string, string>): string[] {
  const texts: Record<string, string> = JSON.parse(readFileSync(catalogue, 'utf8'));
  const missing = [...said].filter(([key]) => !Object.hasOwn(texts, key));
  const unused = Object.keys(texts).filter((key) => !said.has(key));
  const other = Object.entries(texts).filter(
    ([key, text]) => String(placeholders(key)) !== String(placeholders(text)),
  );
  return [
    ...missing.map(([key, place]) => `${catalogue} lacks “${key}”, said in ${place}`),
    ...unused.map((key) => `${catalogue} holds “${key}”, which nobody says: take it out`),
    ...other.map(([key]) => `${catalogue} has other placeholders than “${key}”`),
  ];
}
