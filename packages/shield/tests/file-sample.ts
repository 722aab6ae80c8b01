import type { CarrierFile, UnreadWhy } from '../src/index.ts';

/** A file with what must not leave in it, and what others need of it. All of it is invented. */
export interface FileSample {
  readonly name: string;
  readonly file: CarrierFile;
  /** Each must stand in the file, lie inside a finding wherever it does, and be gone from what may be shared. */
  readonly secrets: readonly string[];
  /** Each must stand in what may be shared. */
  readonly indicators: readonly string[];
  /** Why some of it is not looked into: exactly this is told, once each. */
  readonly unread: readonly UnreadWhy[];
}
