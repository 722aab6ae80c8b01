/** Writes `openapi.json` beside the package, from the contracts. A test compares the two. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'prettier';
import { describeApi } from '../src/describe-api.ts';

const text = JSON.stringify(await describeApi());
const file = path.join(import.meta.dirname, '../openapi.json');
await writeFile(file, await format(text, { parser: 'json', printWidth: 100 }));
