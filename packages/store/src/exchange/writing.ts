import type { LabelBook } from '../visibility/labels.ts';
import type { Words } from '../visibility/words.ts';

/** Where a batch is written and by whom, in numbers. */
export interface Destination {
  readonly community: number;
  readonly communityName: string;
  readonly origin: number;
  readonly originName: string;
  readonly contribution: string;
  readonly nowMicros: number;
}

/** What writing needs at hand. */
export interface Writing {
  readonly words: Words;
  readonly labels: LabelBook;
}
