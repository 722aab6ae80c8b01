import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { settingsOf, settingsShape } from '../src/kernel/index.ts';

const ROOT = path.join(import.meta.dirname, '../../..');

/** One line of docs/limits.md. */
export interface PageLimit {
  readonly name: string;
  /** As written: `8 MiB`. */
  readonly value: string;
  /** Where the value is set: a constant, a setting or a piece of code, and its file. */
  readonly places: readonly { readonly what: string; readonly file: string }[];
}

/** The limits the page tells. */
export function pageLimits(): PageLimit[] {
  const text = readFileSync(path.join(ROOT, 'docs/limits.md'), 'utf8');
  return text
    .split('\n')
    .filter((row) => row.startsWith('| ') && row.includes('` in `'))
    .map((row) => {
      const [name = '', value = '', , where = ''] = row
        .split('|')
        .slice(1)
        .map((one) => one.trim());
      const places = [...where.matchAll(/`([^`]+)` in `([^`]+)`/g)].map(
        ([, what = '', file = '']) => ({ what, file }),
      );
      return { name, value, places };
    });
}

const UNITS: Readonly<Record<string, readonly number[]>> = {
  KiB: [1024],
  MiB: [1024 ** 2],
  Mi: [1024 ** 2],
  s: [1, 1000],
  min: [60, 60_000],
  h: [1, 3600, 3_600_000],
  days: [1, 86_400, 86_400_000],
};

/** What a value as written may be in the code: times stand there in seconds or milliseconds. */
export function numbersOf(value: string): number[] {
  const [, digits = '', unit = ''] = /^([\d,]+)(?: (\w+))?$/.exec(value) ?? [];
  const number = Number(digits.replaceAll(',', ''));
  return (UNITS[unit] ?? [1]).map((factor) => number * factor);
}

/** The number a place in the code holds, or `undefined` when there is none such. */
export function numberAt(what: string, file: string): number | undefined {
  const full = path.join(ROOT, file);
  if (!existsSync(full)) return undefined;
  const text = readFileSync(full, 'utf8');
  if (/^[A-Z][A-Z0-9_]*$/.test(what)) {
    return product(new RegExp(`^(?:export )?const ${what} = ([\\d_ *]+);`, 'm').exec(text)?.[1]);
  }
  const [, list = '', member = ''] = /^([A-Z_]+)\.(\w+)$/.exec(what) ?? [];
  if (list !== '') {
    const body = new RegExp(`const ${list}\\b[^{]*\\{([^}]*)\\}`).exec(text)?.[1] ?? '';
    return product(new RegExp(`\\b${member}: ([\\d_ *]+)`).exec(body)?.[1]);
  }
  if (Object.hasOwn(settingsShape.shape, what)) return settingNamed(what);
  return text.includes(what)
    ? Number(/(\d[\d_]*)\D*$/.exec(what)?.[1]?.replaceAll('_', ''))
    : undefined;
}

/** Every constant of the programs' source that is named like a limit, as `NAME in file`. */
export function limitConstants(): string[] {
  const files = ['hub', 'store', 'stix', 'policy', 'taxii', 'cli'].flatMap((one) =>
    readdirSync(path.join(ROOT, 'packages', one, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.includes('.test'))
      .map((file) => path.posix.join('packages', one, 'src', file.split(path.sep).join('/'))),
  );
  return files.flatMap((file) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    const found = text.matchAll(/^(?:export )?const ([A-Z][A-Z0-9_]*) = \d[\d_ *]*;/gm);
    return [...found]
      .map(([, name = '']) => name)
      .filter((name) => /(?:_MAX|_LIMIT|_LIFE|_PER_CALLER|_AT_ONCE|_LIFE_MS|_MAX_\w+)$/.test(name))
      .map((name) => `${name} in ${file}`);
  });
}

function settingNamed(name: string): number | undefined {
  const settings = settingsOf(settingsShape.parse({}));
  const camel = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const value: unknown = Reflect.get(settings, camel);
  return typeof value === 'number' ? value : undefined;
}

function product(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return text.split('*').reduce((whole, one) => whole * Number(one.replaceAll('_', '')), 1);
}
