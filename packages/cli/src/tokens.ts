import { newTokenText } from '@tocsin/hub';
import { CommandFault, EXIT } from './faults.ts';
import { openPlace, withPlace } from './places.ts';
import { terminalOf } from './terminal.ts';
import { SCOPES } from '@tocsin/store';
import { isTlpLevel } from '@tocsin/policy';
import type { Scope, TokenRow, World } from '@tocsin/store';
import type { Command } from 'commander';
import type { PlaceOptions } from './places.ts';
import type { CommonOptions } from './terminal.ts';

interface TokenOptions extends PlaceOptions, CommonOptions {
  organization: string;
  community?: string;
  scopes: string;
  ceiling?: string;
  days?: string;
  purpose?: string;
}

/**
 * `tocsin token create`, `list` and `revoke`: tokens for programs, by the operator on the data itself. A token is no
 * person and manages no tokens, so these verbs do not go through a hub.
 */
export function addTokens(program: Command): void {
  const tokens = program.command('token').description('Tokens for programs');
  withPlace(
    tokens
      .command('create')
      .description(
        'Make a token for an organization and print its secret once; works beside a running hub',
      )
      .argument('<name>', 'what it is for')
      .requiredOption('--organization <slug>', 'whose it is')
      .option('--community <slug>', 'bind it to one community')
      .option('--scopes <list>', `of ${SCOPES.join(', ')}`, 'read')
      .option('--ceiling <level>', 'the strictest TLP level it may read')
      .option('--days <n>', 'days until it expires')
      .option('--purpose <word>', 'what it reads for')
      .option('--json', 'as JSON'),
  ).action(create);
  withPlace(
    tokens
      .command('list')
      .description('Tokens with their ids, newest first; never their secrets')
      .option('--organization <slug>', 'only those of one organization')
      .option('--all', 'revoked and expired ones too')
      .option('--json', 'as JSON')
      .option('-q, --quiet', 'data only'),
  ).action(list);
  withPlace(
    tokens
      .command('revoke')
      .description('Revoke a token; it stops working at once, beside a running hub too')
      .argument('<id>', 'its id, from "tocsin token list"')
      .option('--json', 'as JSON')
      .option('-q, --quiet', 'no words'),
  ).action(revoke);
}

async function create(name: string, options: TokenOptions): Promise<void> {
  const terminal = terminalOf(options);
  const made = newTokenText();
  const token: World['tokens'][number] = {
    name,
    organization: options.organization,
    id: made.id,
    secretHash: made.secretHash,
    scopes: readScopes(options.scopes),
    ...(options.community === undefined ? {} : { community: options.community }),
    ...readCeiling(options.ceiling),
    ...readDays(options.days),
    ...(options.purpose === undefined ? {} : { purpose: options.purpose }),
  };
  await using store = await openPlace(options);
  const empty = { communities: [], organizations: [], memberships: [], people: [], groups: [] };
  const provisioned = await store.unguarded('provision').provision({ ...empty, tokens: [token] });
  if (provisioned.made.tokens.length === 0) {
    throw new CommandFault(
      EXIT.conflict,
      `"${options.organization}" already has a token named "${name}"; choose another name`,
    );
  }
  if (terminal.json) terminal.document({ name, token: made.text });
  else {
    terminal.data(made.text);
    terminal.words('Keep it now: it is not shown again');
  }
}

interface ListOptions extends PlaceOptions, CommonOptions {
  organization?: string;
  all?: boolean;
}

async function list(options: ListOptions): Promise<void> {
  const terminal = terminalOf(options);
  await using store = await openPlace(options);
  const found = await store.unguarded('provision').tokens(options.organization);
  if (found === undefined) {
    throw new CommandFault(
      EXIT.notFound,
      `There is no organization "${options.organization ?? ''}"; give its short name`,
    );
  }
  const now = Date.now();
  const shown = found.filter((token) => options.all === true || stateOf(token, now) === 'valid');
  if (terminal.json) return terminal.document({ items: shown.map((token) => viewOf(token, now)) });
  for (const token of shown) {
    const ceiling = token.ceiling === undefined ? '' : `up to TLP:${token.ceiling.toUpperCase()}`;
    const used =
      token.lastUsedAt === undefined ? 'never used' : `used ${instant(token.lastUsedAt)}`;
    terminal.data(
      [
        token.id,
        token.organization.name,
        token.name,
        token.scopes.join(','),
        ceiling,
        endOf(token, now),
        used,
      ].join('\t'),
    );
  }
  const left = found.length - shown.length;
  const more = left === 0 ? '' : `; ${String(left)} revoked or expired, shown with --all`;
  terminal.words(`${String(shown.length)} ${shown.length === 1 ? 'token' : 'tokens'}${more}`);
}

async function revoke(id: string, options: PlaceOptions & CommonOptions): Promise<void> {
  const terminal = terminalOf(options);
  await using store = await openPlace(options);
  const isDone = await store.unguarded('provision').revokeToken(id);
  if (isDone === undefined) {
    throw new CommandFault(EXIT.notFound, `There is no token "${id}"; see "tocsin token list"`);
  }
  if (terminal.json) terminal.document({ id, state: 'revoked' });
  terminal.words(isDone ? 'Revoked; it works no longer' : 'It was revoked already');
}

type TokenState = 'valid' | 'expired' | 'revoked';

function stateOf(token: TokenRow, now: number): TokenState {
  if (token.revokedAt !== undefined) return 'revoked';
  return token.expiresAt !== undefined && token.expiresAt <= now ? 'expired' : 'valid';
}

function endOf(token: TokenRow, now: number): string {
  const state = stateOf(token, now);
  if (state !== 'valid') return state;
  return token.expiresAt === undefined ? 'no end' : `until ${instant(token.expiresAt)}`;
}

/** The names the REST interface gives a token, and its state. */
function viewOf(token: TokenRow, now: number): Record<string, unknown> {
  const { createdAt, createdBy, expiresAt, lastUsedAt, revokedAt, ...rest } = token;
  return {
    ...rest,
    state: stateOf(token, now),
    created_at: instant(createdAt),
    created_by: createdBy,
    ...(expiresAt === undefined ? {} : { expires_at: instant(expiresAt) }),
    ...(lastUsedAt === undefined ? {} : { last_used_at: instant(lastUsedAt) }),
    ...(revokedAt === undefined ? {} : { revoked_at: instant(revokedAt) }),
  };
}

function instant(at: number): string {
  return new Date(at).toISOString();
}

function readScopes(text: string): Scope[] {
  return text.split(',').map((word) => {
    const scope = SCOPES.find((one) => one === word.trim());
    if (scope === undefined)
      throw new CommandFault(EXIT.usage, `There is no scope "${word}"; use ${SCOPES.join(', ')}`);
    return scope;
  });
}

function readCeiling(text: string | undefined): Pick<World['tokens'][number], 'ceiling'> {
  if (text === undefined) return {};
  const level = text.toLowerCase().replace(/^tlp:/, '');
  if (!isTlpLevel(level))
    throw new CommandFault(
      EXIT.usage,
      `"${text}" is no TLP level; use clear, green, amber, amber+strict or red`,
    );
  return { ceiling: level };
}

function readDays(text: string | undefined): Pick<World['tokens'][number], 'expiresAt'> {
  if (text === undefined) return {};
  const days = Number(text);
  if (!Number.isFinite(days) || days <= 0)
    throw new CommandFault(EXIT.usage, `"${text}" is not a number of days`);
  return { expiresAt: Date.now() + days * 86_400_000 };
}
