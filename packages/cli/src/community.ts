import { z } from 'zod';
import { CommandFault, EXIT } from './faults.ts';
import type { Command } from 'commander';
import type { Remote, RemoteOptions } from './remote.ts';
import type { CommonOptions } from './terminal.ts';

/** Options of every verb that talks to a hub. */
export interface ExchangeOptions extends RemoteOptions, CommonOptions {
  community?: string;
}

/** Adds what every verb that talks to a hub knows. */
export function withRemote(command: Command): Command {
  return command
    .option('--hub <url>', 'the hub (TOCSIN_HUB, default http://127.0.0.1:4040)')
    .option('--token <token>', 'the token (TOCSIN_TOKEN)')
    .option('--community <slug>', 'the community; not needed when there is only one')
    .option('--json', 'JSON instead of words')
    .option('-q, --quiet', 'data only')
    .option('--live', 'show values live, not defanged');
}

/** The community named, or the only one the token reads. */
export async function communityOf(remote: Remote, options: ExchangeOptions): Promise<string> {
  if (options.community !== undefined) return options.community;
  const { items } = communitiesShape.parse(await remote.ask('GET', '/api/v1/communities'));
  const [only, second] = items;
  if (only === undefined)
    throw new CommandFault(EXIT.notFound, 'This token belongs to no community');
  if (second !== undefined) {
    throw new CommandFault(
      EXIT.usage,
      `Name the community with --community: ${items.map((one) => one.slug).join(', ')}`,
    );
  }
  return only.slug;
}

const communitiesShape = z.object({ items: z.array(z.object({ slug: z.string() })) });
