import { serve, settingsShape } from '@tocsin/hub';
import { settingsFor } from './places.ts';
import type { Command } from 'commander';

/** `tocsin hub`: the server. Every setting is a flag. */
export function addHub(program: Command): void {
  const command = program
    .command('hub')
    .description('Start a hub and serve until it is told to stop');
  const names = Object.keys(settingsShape.shape).map((name) => name.replaceAll('_', '-'));
  for (const name of names)
    command.option(`--${name} <value>`, `setting "${name.replaceAll('-', '_')}"`);
  command.action(async (_options: unknown, self: Command) => {
    const flags: Record<string, string> = {};
    for (const name of names) {
      const value: unknown = self.getOptionValue(camelOf(name));
      if (typeof value === 'string') flags[name] = value;
    }
    await serve(settingsFor(flags), (line) => process.stdout.write(`${line}\n`));
  });
}

function camelOf(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
