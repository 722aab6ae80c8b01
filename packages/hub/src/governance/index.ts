import type { Slice } from '../kernel/index.ts';
import { paperOperations } from './papers/index.ts';

/** What a community writes down and agrees, and who is bound by it (ISO 22396 5.2, 6.4.1–6.4.3). */
export const governance: Slice = {
  name: 'governance',
  operations: [...paperOperations],
};
