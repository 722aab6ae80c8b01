import { arrangement } from './arrangement/index.ts';
import { dissemination } from './dissemination/index.ts';
import { exchange } from './exchange/index.ts';
import { governance } from './governance/index.ts';
import type { Slice } from './kernel/index.ts';
import { membership } from './membership/index.ts';
import { protection } from './protection/index.ts';

/**
 * The slices in order: a slice may import only slices above it, they start in this order and stop in reverse.
 * The boundary rules, the start of the hub and the table in ARCHITECTURE.md read this one array.
 */
export const SLICES: readonly Slice[] = [
  arrangement,
  membership,
  protection,
  governance,
  exchange,
  dissemination,
];
