import type { Slice } from '../kernel/index.ts';
import { ballotOperations } from './ballots/index.ts';
import { decisionOperations } from './decisions/index.ts';
import { paperOperations } from './papers/index.ts';

/** What a community writes down, decides and votes about, and who is bound by it (ISO 22396 5.2, 5.4, 6.4.1–6.4.3). */
export const governance: Slice = {
  name: 'governance',
  operations: [...paperOperations, ...decisionOperations, ...ballotOperations],
};
