import { parseFilter, printFilter } from '../kernel/contract.ts';

/** What somebody typed as a filter: in the filter language when it is that, else as words in quotes. */
export function asFilter(text: string): string {
  const { filter, problems } = parseFilter(text);
  if (problems.length === 0) return printFilter(filter);
  return `"${text.replaceAll(/["\\]/g, ' ').trim()}"`;
}
