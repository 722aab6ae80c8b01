import { rankOfLevel, tlpText } from '@tocsin/policy';
import { observablesOf, readObject } from '@tocsin/stix';
import type { CopiedObject } from './copied-object.ts';

/** A page to read and print that needs nothing else and runs nothing: its marking above and below each sheet. */
export function pageCopy(objects: readonly CopiedObject[], line: string): string {
  const [strictest] = objects.toSorted((a, b) => rankOfLevel(b.level) - rankOfLevel(a.level));
  const label = strictest === undefined ? '' : tlpText(strictest.level);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex"><meta name="viewport" content="width=device-width">
<title>${escaped(label)}</title><style>${STYLE}</style></head><body>
<header><p class="plate">${escaped(label)}</p><p>${escaped(line)}</p></header>
<main>${objects.map(articleOf).join('\n')}</main>
<footer><p class="plate">${escaped(label)}</p><p>${escaped(line)}</p></footer>
</body></html>
`;
}

/** FIRST TLP 2.0: header and footer of each page, capitals, twelve points or more, to the right. */
const STYLE = `body{font:11pt/1.5 system-ui,sans-serif;margin:2rem auto;max-width:50rem;padding:0 1rem;overflow-wrap:anywhere}
.plate{font:700 14pt/1.4 monospace;text-align:right;color:#000}
header,footer{border:solid #000;border-width:1px 0;margin:1rem 0}
article{margin:2rem 0}dt{font-weight:700}dd{margin:0 0 .5rem}pre{white-space:pre-wrap;font-size:9pt}
@media print{@page{margin:3.5cm 1.5cm}header{position:fixed;top:-3cm;left:0;right:0}footer{position:fixed;bottom:-3cm;left:0;right:0}article{break-inside:avoid-page}}`;

function articleOf(object: CopiedObject): string {
  const read = readObject(object.text).object;
  const description: unknown = read?.['description'];
  const values = read === undefined ? [] : [...observablesOf(read)];
  const facts: [string, string][] = [
    ['Marking', `${object.marking.text}. ${object.marking.words}`],
    ['Type', object.type],
    ['Source', object.source],
    ['Here since', object.addedAt],
    ...values.map(({ kind, value }): [string, string] => [kind, value]),
    ...(typeof description === 'string' ? [['Description', description] as [string, string]] : []),
    ['STIX id', object.id],
  ];
  const list = facts.map(([name, words]) => `<dt>${escaped(name)}</dt><dd>${escaped(words)}</dd>`);
  return `<article><h2>${escaped(object.title)}</h2><dl>${list.join('')}</dl>
<details><summary>STIX</summary><pre>${escaped(object.text)}</pre></details></article>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}
