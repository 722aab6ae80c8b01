import { loadavg } from 'node:os';

/** The middle of several measurements. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value that `share` percent of the measurements do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = Math.min(sorted.length - 1, Math.floor((sorted.length * share) / 100));
  return sorted[place] ?? Number.NaN;
}

/** Says what is measured and how busy the machine was before. */
export function heading(words: string): void {
  const busy = (loadavg()[0] ?? 0).toFixed(1);
  console.log(`\n${words}\nNode ${process.version}; load average before: ${busy}`);
}

/** One figure with its aim. `least` and `most` say on which side of the aim it has to lie. */
export function figure(
  name: string,
  value: number,
  { unit, least, most }: { unit: string; least?: number; most?: number },
): void {
  const told = `${number(value)} ${unit}`;
  const aim = least === undefined ? most : least;
  if (aim === undefined) {
    console.log(`  ${name.padEnd(58)} ${told}`);
    return;
  }
  const isMet = least === undefined ? value <= aim : value >= aim;
  const sign = least === undefined ? '≤' : '≥';
  const words = `aim ${sign} ${number(aim)}: ${isMet ? 'met' : 'NOT MET'}`;
  console.log(`  ${name.padEnd(58)} ${told.padEnd(34)} ${words}`);
}

/** A line of words among the figures. */
export function note(words: string): void {
  console.log(`  ${words}`);
}

/** `12,345`, `12.3`, `0.123`. */
export function number(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

/** The number given as the argument `--name=123`, or the usual one. */
export function argument(name: string, usual: number): number {
  const given = process.argv.find((one) => one.startsWith(`--${name}=`));
  return given === undefined ? usual : Number(given.slice(name.length + 3));
}
