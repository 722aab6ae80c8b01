import type { Command } from 'commander';

/** `tocsin demo`: a throwaway hub with an invented community and its months of activity. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description(
      'Start a throwaway hub with an invented community; sign in as anyone, nothing is kept',
    )
    .option('--port <port>', 'where it listens on 127.0.0.1', '4040')
    .action(async ({ port }: { port: string }) => {
      // Read only here: no other verb needs the story.
      const { serveDemo } = await import('./demo.ts');
      await serveDemo(port);
    });
}
