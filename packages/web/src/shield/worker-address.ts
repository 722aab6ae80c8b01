/// <reference types="vite/client" />
// oxlint-disable-next-line import/default -- the bundler makes the default export, by the query
import address from './check-worker.ts?worker&url';

/** Where the bundler put the worker's program. */
export const workerAddress: string = address;
