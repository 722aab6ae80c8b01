import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** Smaller files fit into one packet as they are. Bytes. */
const WORTH_BYTES = 1000;
const WORTH_TRYING = /\.(?:css|html|js|json|svg|txt)$/;

/** Leaves each built file beside itself in brotli and gzip, packed as small as they can: once here, never while serving. */
export function compressedFiles(): Plugin {
  let directory = '';
  return {
    name: 'compressed-files',
    apply: 'build',
    configResolved: ({ root, build }) => {
      directory = path.resolve(root, build.outDir);
    },
    closeBundle: async () => {
      const files = await readdir(directory, { recursive: true });
      const worth = files.filter((file) => WORTH_TRYING.test(file));
      await Promise.all(worth.map((file) => compress(path.join(directory, file))));
    },
  };
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.length < WORTH_BYTES) return;
  const forms: [ending: string, packed: Buffer][] = [
    ['br', await promisify(brotliCompress)(bytes, BEST_BROTLI)],
    ['gz', await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION })],
  ];
  for (const [ending, packed] of forms) {
    if (packed.length < bytes.length) await writeFile(`${file}.${ending}`, packed);
  }
}

const BEST_BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
