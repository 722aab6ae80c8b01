/** A text with what must not leave in it, and what others need of it. All of it is invented. */
export interface Sample {
  readonly name: string;
  /** A text; one that is JSON is looked through by its properties. */
  readonly text: string;
  /** Each must lie inside a finding, as often as it stands there. */
  readonly secrets: readonly string[];
  /** None may be touched by a finding that proposes to take something out. */
  readonly indicators: readonly string[];
}
