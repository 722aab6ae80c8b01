import { readFileSync } from 'node:fs';
import { readSettings, SettingsError } from '@tocsin/hub';
import { openStore } from '@tocsin/store';
import { CommandFault, EXIT } from './faults.ts';
import type { Settings } from '@tocsin/hub';
import type { Store } from '@tocsin/store';
import type { Command } from 'commander';

/** Options of verbs that work on the data itself rather than through a hub. */
export interface PlaceOptions {
  data?: string;
  databaseUrl?: string;
}

/** Adds `--data` and `--database-url`. */
export function withPlace(command: Command): Command {
  return command
    .option('--data <directory>', 'data directory (TOCSIN_DATA, default ./tocsin-data)')
    .option(
      '--database-url <url>',
      'PostgreSQL address (TOCSIN_DATABASE_URL); absent: the embedded database',
    );
}

/** The settings a hub started here would have. */
export function settingsFor(flags: Readonly<Record<string, string>>): Settings {
  try {
    const file = settingsFile();
    return readSettings({
      flags,
      environment: process.env,
      ...(file === undefined ? {} : { file }),
    });
  } catch (fault) {
    if (fault instanceof SettingsError) throw new CommandFault(EXIT.usage, fault.message);
    throw fault;
  }
}

/** `tocsin.toml` in the working directory, or the file `TOCSIN_CONFIG` names, which then has to be there. */
function settingsFile(): string | undefined {
  const named = process.env['TOCSIN_CONFIG'];
  try {
    return readFileSync(named ?? 'tocsin.toml', 'utf8');
  } catch {
    if (named === undefined) return undefined;
    throw new CommandFault(EXIT.usage, `The settings file "${named}" cannot be read`);
  }
}

/** The flags among the options, in the words of the settings. */
export function flagsOf(options: PlaceOptions): Record<string, string> {
  return {
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.databaseUrl === undefined ? {} : { 'database-url': options.databaseUrl }),
  };
}

/** Opens the data, running hub or not. */
export async function openPlace(options: PlaceOptions): Promise<Store> {
  const settings = settingsFor(flagsOf(options));
  return openStore({
    dataDirectory: settings.dataDirectory,
    ...(settings.databaseUrl === undefined ? {} : { databaseUrl: settings.databaseUrl }),
  });
}
