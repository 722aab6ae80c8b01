/** Votes for one key. */
export interface Tally {
  readonly key: string;
  readonly votes: number;
}

/** One round of an instant run-off: what stood first among what was left, and what went out after it. */
export interface RunoffRound {
  readonly counts: readonly Tally[];
  readonly out: readonly string[];
}

/**
 * Counts orders of preference. What has more than half of the votes that still say something has won; else what has
 * fewest goes out, and its votes go to what stands next in them. Of several with fewest goes what had fewer in the round
 * before, and so back; those that were always alike go together. What is left when all that is left has as many votes as
 * each other is tied. `left` is empty when nobody put anything in order.
 */
export function instantRunoff(
  options: readonly string[],
  votes: readonly (readonly string[])[],
): { readonly left: readonly string[]; readonly rounds: readonly RunoffRound[] } {
  const rounds: RunoffRound[] = [];
  if (votes.every((vote) => vote.length === 0)) return { left: [], rounds };
  let left = [...options];
  for (;;) {
    const counts = firstsOf(left, votes);
    const numbers = counts.map((one) => one.votes);
    const [most, least] = [Math.max(...numbers), Math.min(...numbers)];
    const heard = numbers.reduce((sum, one) => sum + one, 0);
    if (2 * most > heard || most === least) {
      rounds.push({ counts, out: [] });
      return { left: keysWith(counts, most), rounds };
    }
    const out = fewestBefore(keysWith(counts, least), rounds);
    rounds.push({ counts, out });
    left = left.filter((key) => !out.includes(key));
  }
}

function firstsOf(left: readonly string[], votes: readonly (readonly string[])[]): Tally[] {
  const firsts = votes.map((vote) => vote.find((key) => left.includes(key)));
  return left.map((key) => ({ key, votes: firsts.filter((first) => first === key).length }));
}

function keysWith(counts: readonly Tally[], votes: number): string[] {
  return counts.filter((one) => one.votes === votes).map(({ key }) => key);
}

/** Of several with fewest votes, those that had fewest in the round before, and so back. */
function fewestBefore(keys: readonly string[], rounds: readonly RunoffRound[]): string[] {
  let fewest = [...keys];
  for (const { counts } of rounds.toReversed()) {
    if (fewest.length === 1) break;
    const among = counts.filter(({ key }) => fewest.includes(key));
    fewest = keysWith(among, Math.min(...among.map(({ votes }) => votes)));
  }
  return fewest;
}
