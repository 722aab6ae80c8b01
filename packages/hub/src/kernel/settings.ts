import { parse as parseToml } from 'smol-toml';
import { z } from 'zod';

/**
 * Parts of the program a node may run: the API's operations with the web app; background work (the text index, what
 * times open); TAXII with the live stream. Health and figures are on every node.
 */
export const NODE_ROLES = ['web', 'worker', 'exchange'] as const;
/** One part. */
export type NodeRole = (typeof NODE_ROLES)[number];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const count = (least: number, most: number): z.ZodInt => z.int().min(least).max(most);

/** Every setting, in the words of `tocsin.toml`; in the environment `TOCSIN_` and capitals. */
export const settingsShape = z.strictObject({
  data: z.string().min(1).default('./tocsin-data'),
  host: z.string().min(1).default('127.0.0.1'),
  port: count(0, 65_535).default(4040),
  database_url: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, 'Expected "postgres://…"')
    .optional(),
  roles: z
    .array(z.enum(NODE_ROLES))
    .min(1)
    .default([...NODE_ROLES]),
  /** The address people and programs use, when it differs from host and port. */
  public_url: z.url({ protocol: /^https?$/ }).optional(),
  /** Addresses or networks of proxies whose `X-Forwarded-*` is believed. */
  trust_proxy: z.array(z.string().min(1)).default([]),
  /** Absent: one above `port`, or any free one when that is taken. */
  metrics_port: count(0, 65_535).optional(),
  log_level: z.enum(LOG_LEVELS).default('info'),
  /** Where the built web app is; default beside the hub. */
  web_directory: z.string().min(1).optional(),
  body_max_bytes: count(1024, 1024 * 1024 * 1024).default(8 * 1024 * 1024),
  json_depth_max: count(4, 200).default(32),
  request_timeout_seconds: count(1, 3600).default(60),
  connections_max: count(1, 1_000_000).default(10_000),
  /** Requests a minute of one token or session. Keeps one caller from starving the rest; far above honest use. */
  requests_per_minute: count(1, 100_000_000).default(1_000_000),
  /** Requests a minute of one address without a token or session. */
  public_requests_per_minute: count(1, 100_000_000).default(60_000),
  /** Tries at one secret in a quarter of an hour, by account and by address. */
  sign_in_tries: count(1, 1000).default(10),
  session_hours: count(1, 24 * 90).default(24 * 14),
  /** Where mail is handed over: `smtp://user:password@mail.example:587`, `smtps://…`. Absent: links are shown instead. */
  mail_server: z
    .url({ protocol: /^smtps?$/, error: 'Expected "smtp://…" or "smtps://…"' })
    .optional(),
  /** Who letters come from: `tocsin@example.org`, or with a name before it. */
  mail_from: z
    .string()
    .regex(
      /^(?:[^<>\p{Cc}]{1,100} )?<?[^\s<>@]{1,64}@[^\s<>@]{1,190}>?$/u,
      'Expected an address such as "Tocsin <tocsin@example.org>"',
    )
    .optional(),
  /** Whether letters may go to the mail server without TLS; to this machine itself they always may. */
  mail_tls: z.enum(['required', 'optional']).default('required'),
});

/** The settings as somebody writes them in a file. */
export type SettingsFile = z.output<typeof settingsShape>;

/** The settings a hub runs by. */
export interface Settings {
  readonly dataDirectory: string;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | undefined;
  readonly roles: readonly NodeRole[];
  readonly publicUrl: string | undefined;
  readonly trustProxy: readonly string[];
  readonly metricsPort: number | undefined;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly webDirectory: string | undefined;
  readonly bodyMaxBytes: number;
  readonly jsonDepthMax: number;
  readonly requestTimeoutSeconds: number;
  readonly connectionsMax: number;
  readonly requestsPerMinute: number;
  readonly publicRequestsPerMinute: number;
  readonly signInTries: number;
  readonly sessionHours: number;
  /** Absent: no mail is sent. */
  readonly mail: MailSettings | undefined;
}

/** How mail leaves. */
export interface MailSettings {
  readonly server: string;
  readonly from: string;
  /** What links in letters begin with. */
  readonly origin: string;
  readonly isTlsOptional: boolean;
}

/** Variables of the environment that begin alike but belong to the command's client side. */
const CLIENT_VARIABLES = new Set(['TOCSIN_URL', 'TOCSIN_HUB', 'TOCSIN_TOKEN', 'TOCSIN_CONFIG']);

/** Where settings come from, strongest first. */
export interface SettingsSources {
  /** `--body-max-bytes 1000` as `{ 'body-max-bytes': '1000' }`. */
  readonly flags?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The text of `tocsin.toml`. */
  readonly file?: string;
}

/** Everything that is wrong with the settings, at once. */
export class SettingsError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`Cannot start with these settings:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'SettingsError';
    this.faults = faults;
  }
}

/** Flag over environment over file over default; unknown names are refused. Throws {@link SettingsError}. */
export function readSettings(sources: SettingsSources): Settings {
  const faults: string[] = [];
  const given = [
    ...fromFile(sources.file, faults),
    ...fromEnvironment(sources.environment ?? {}),
    ...fromFlags(sources.flags ?? {}),
  ];
  const values: Record<string, unknown> = {};
  const froms = new Map<string, string>();
  for (const { key, value, from } of given) {
    if (Object.hasOwn(settingsShape.shape, key)) {
      values[key] = value;
      froms.set(key, from);
    } else {
      faults.push(`${from}: no such setting${nearest(key)}`);
    }
  }
  const parsed = settingsShape.safeParse(values);
  faults.push(...faultsOfParsed(parsed, froms));
  if (!parsed.success || faults.length > 0) throw new SettingsError(faults);
  return settingsOf(parsed.data);
}

/** The settings of a file's values, defaults filled in. */
export function settingsOf(file: SettingsFile): Settings {
  return {
    dataDirectory: file.data,
    host: file.host,
    port: file.port,
    databaseUrl: file.database_url,
    roles: file.roles,
    publicUrl: file.public_url?.replace(/\/+$/, ''),
    trustProxy: file.trust_proxy,
    metricsPort: file.metrics_port,
    logLevel: file.log_level,
    webDirectory: file.web_directory,
    bodyMaxBytes: file.body_max_bytes,
    jsonDepthMax: file.json_depth_max,
    requestTimeoutSeconds: file.request_timeout_seconds,
    connectionsMax: file.connections_max,
    requestsPerMinute: file.requests_per_minute,
    publicRequestsPerMinute: file.public_requests_per_minute,
    signInTries: file.sign_in_tries,
    sessionHours: file.session_hours,
    mail: mailOf(file),
  };
}

function faultsOfParsed(
  parsed: z.ZodSafeParseResult<SettingsFile>,
  froms: ReadonlyMap<string, string>,
): string[] {
  if (parsed.success) return faultsOfMail(parsed.data);
  return parsed.error.issues.map(({ path, message }) => {
    const key = String(path[0] ?? '');
    return `${froms.get(key) ?? key}: ${message}`;
  });
}

/** Either all of it was said, or the settings were refused; see {@link faultsOfMail}. */
function mailOf({ mail_server, mail_from, mail_tls, public_url }: SettingsFile): Settings['mail'] {
  if (mail_server === undefined || mail_from === undefined || public_url === undefined)
    return undefined;
  const origin = public_url.replace(/\/+$/, '');
  return { server: mail_server, from: mail_from, origin, isTlsOptional: mail_tls === 'optional' };
}

/** Letters come from somebody, and their links lead somewhere. */
function faultsOfMail({ mail_server, mail_from, public_url }: SettingsFile): string[] {
  if (mail_server === undefined)
    return mail_from === undefined ? [] : ['mail_from: needs mail_server'];
  return [
    ...(mail_from === undefined ? ['mail_server: needs mail_from, whom letters come from'] : []),
    ...(public_url === undefined
      ? ['mail_server: needs public_url, which the links in letters begin with']
      : []),
  ];
}

interface Given {
  key: string;
  value: unknown;
  /** Where it was written, for the fault. */
  from: string;
}

function fromFile(text: string | undefined, faults: string[]): Given[] {
  if (text === undefined) return [];
  try {
    return Object.entries(parseToml(text)).map(([key, value]) => ({
      key,
      value,
      from: `tocsin.toml, ${key}`,
    }));
  } catch (fault) {
    const words = fault instanceof Error ? (fault.message.split('\n')[0] ?? '') : '';
    faults.push(`tocsin.toml: cannot be read as TOML: ${words}`);
    return [];
  }
}

function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): Given[] {
  return Object.entries(environment).flatMap(([from, value]) => {
    const isOurs = from.startsWith('TOCSIN_') && !from.startsWith('TOCSIN_TEST_');
    if (value === undefined || !isOurs || CLIENT_VARIABLES.has(from)) return [];
    const key = from.slice('TOCSIN_'.length).toLowerCase();
    return [{ key, value: fromWords(key, value), from }];
  });
}

function fromFlags(flags: Readonly<Record<string, string>>): Given[] {
  return Object.entries(flags).map(([flag, value]) => {
    const key = flag.replaceAll('-', '_');
    return { key, value: fromWords(key, value), from: `--${flag}` };
  });
}

const LISTS = new Set(['roles', 'trust_proxy']);
const TEXTS = new Set([
  'data',
  'host',
  'database_url',
  'public_url',
  'log_level',
  'web_directory',
  'mail_server',
  'mail_from',
  'mail_tls',
]);

/** The environment and flags know only words; numbers and lists are read from them. */
function fromWords(key: string, words: string): unknown {
  if (key === 'roles' && words.trim() === 'all') return [...NODE_ROLES];
  if (LISTS.has(key)) {
    return words
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '');
  }
  if (!TEXTS.has(key) && /^\d{1,15}$/.test(words.trim())) return Number(words);
  return words;
}

/** A setting of nearly this name, as a hint. */
function nearest(key: string): string {
  const close = Object.keys(settingsShape.shape).find(
    (known) => known.includes(key) || key.includes(known) || known.replaceAll('_', '') === key,
  );
  return close === undefined ? '' : `; is "${close}" meant?`;
}
