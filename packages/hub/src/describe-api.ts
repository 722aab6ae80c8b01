import { openApiOf } from './kernel/index.ts';
import type { OpenApi } from './kernel/index.ts';
import { SLICES } from './slices.ts';
import { contractsOf } from './start-hub.ts';

/** The hub's OpenAPI 3.1 document; `openapi.json` beside the package is a copy that a test compares. */
export function describeApi(): Promise<OpenApi> {
  return openApiOf(contractsOf(SLICES));
}
