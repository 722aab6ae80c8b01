import path from 'node:path';
import * as contract from '@tocsin/hub/contract';
import type { Contract } from '@tocsin/hub/contract';
import type { Plugin } from 'vite';

const NAME = '@tocsin/hub/contract';
const DATA = '\0contract-as-data';
/** What the app calls of the hub's code: functions and tables that need no schema. */
const AS_THEY_ARE = [
  'kernel/contract.ts',
  'kernel/problem-codes.ts',
  'exchange/filter/index.ts',
].map((file) => path.join(import.meta.dirname, '../hub/src', file));

/**
 * Gives the built app of the hub's contracts what a caller needs: method, address, whether there is a body. The hub
 * reads what the app sends by their schemas; the app reads nothing by them, so that neither they nor Zod are in the
 * bundle. An app that imports a schema is not built.
 */
export function contractAsData(): Plugin {
  return {
    name: 'contract-as-data',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id === NAME ? DATA : null),
    load: (id) => (id === DATA ? dataModule() : null),
  };
}

function dataModule(): string {
  const lines = Object.entries(contract).flatMap(([name, value]: [string, unknown]) => {
    if (isOperation(value)) return `export const ${name} = ${JSON.stringify(forCallers(value))};`;
    return isPlain(value) ? `export const ${name} = ${JSON.stringify(value)};` : [];
  });
  return [...lines, ...AS_THEY_ARE.map((file) => `export * from ${JSON.stringify(file)};`)].join(
    '\n',
  );
}

function forCallers({ input, ...contract }: Contract) {
  const { name, method, path: address, idempotent, takesTicket } = contract;
  return {
    name,
    method,
    path: address,
    idempotent,
    takesTicket,
    input: { body: input.body && true },
  };
}

function isOperation(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value;
}

function isPlain(value: unknown): boolean {
  return Array.isArray(value) || typeof value === 'string' || typeof value === 'number';
}
