import type { RuleName } from '../../rule-table.ts';

/** What a picture says beside what is seen in it. */
export interface PictureWord {
  readonly name: string;
  readonly text: string;
  /** Absent: words that nobody sees in the picture. */
  readonly whole?: RuleName;
}

/** A picture taken apart. */
export interface Picture {
  readonly words: readonly PictureWord[];
  /** The same picture without these words; `undefined` where it cannot be made. */
  readonly stripped: Uint8Array | undefined;
  readonly isCut: boolean;
}
