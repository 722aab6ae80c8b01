import { compare } from './lists.ts';
import type { Entry } from './lists.ts';

interface LockedPackage {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * Faults of a package-lock.json: download addresses (each installation uses its own registry), packages
 * without a checksum, binaries for other machines that are not locked (npm leaves out what it cannot find,
 * and 'npm ci' then refuses the file), and install scripts that are not in the list. Scripts are switched off altogether; the
 * list says which packages would run one elsewhere, and why Tocsin does without.
 */
export function lockFaults(lock: unknown, scripts: readonly Entry[]): string[] {
  const { packages } = lock as { readonly packages: Readonly<Record<string, LockedPackage>> };
  const registry = Object.entries(packages).filter(([path, found]) => {
    return path.includes('node_modules/') && found.link !== true;
  });
  return [
    ...registry
      .filter(([, found]) => found.resolved !== undefined)
      .map(([path]) => `package-lock.json holds a download address for '${path}'`),
    ...registry
      .filter(([, found]) => found.integrity === undefined)
      .map(([path]) => `package-lock.json holds no checksum for '${path}'`),
    ...unlocked(packages),
    ...scriptFaults(packages, scripts),
  ];
}

/**
 * The list may name a package that shows no script: whether the lock file tells of scripts of packages for
 * other machines depends on the registry it was made with.
 */
function scriptFaults(
  packages: Readonly<Record<string, LockedPackage>>,
  scripts: readonly Entry[],
): string[] {
  const listed = new Set(scripts.map(({ name }) => name));
  const there = Object.entries(packages).filter(([path, found]) => {
    return found.hasInstallScript === true || listed.has(nameOf(path));
  });
  return compare(
    'tools/install-scripts.txt',
    scripts,
    there.map(([path]) => nameOf(path)),
  );
}

function unlocked(packages: Readonly<Record<string, LockedPackage>>): string[] {
  const names = new Set(Object.keys(packages).map(nameOf));
  return Object.entries(packages).flatMap(([path, found]) =>
    Object.keys(found.optionalDependencies ?? {})
      .filter((name) => !names.has(name))
      .map((name) => {
        return `package-lock.json lacks '${name}', which '${path}' may need: 'npm ci' will refuse it; choose a version whose binaries are all there`;
      }),
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
