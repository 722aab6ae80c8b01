import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TOTP } from 'otpauth';
import type { FirstSignIn, InvitationWithLink, Me } from '@tocsin/hub/contract';
import { createLog, readSettings, startHub } from '@tocsin/hub';
import type { Hub, HubPorts } from '@tocsin/hub';

/** A hub of its own on loopback, with a clock the test moves. */
export interface TestHub extends AsyncDisposable {
  readonly hub: Hub;
  readonly clock: { at: number };
  readonly directory: string;
}

/** Starts a hub in an empty folder; `words` are settings as in the environment. */
export async function startTestHub(
  words: Record<string, string> = {},
  log?: HubPorts['log'],
): Promise<TestHub> {
  const directory = await mkdtemp(path.join(tmpdir(), 'tocsin-hub-'));
  const clock = { at: Date.parse('2026-03-01T12:00:00Z') };
  const settings = readSettings({
    environment: {
      TOCSIN_DATA: directory,
      TOCSIN_PORT: '0',
      TOCSIN_LOG_LEVEL: 'silent',
      TOCSIN_SIGN_IN_TRIES: '1000',
      TOCSIN_WEB_DIRECTORY: path.join(directory, 'no-app'),
      ...words,
    },
  });
  const hub = await startHub(settings, {
    now: () => clock.at,
    log: log ?? createLog(settings.logLevel),
  });
  return {
    hub,
    clock,
    directory,
    async [Symbol.asyncDispose]() {
      await hub[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What a request answered. */
export interface Answered<T = unknown> {
  status: number;
  headers: Headers;
  text: string;
  json: T;
}

/** Somebody who calls the hub: a browser with its cookie and csrf, or a program with its token. */
export class Caller {
  readonly address: string;
  cookie = '';
  csrf = '';
  token: string | undefined;

  constructor(address: string, token?: string) {
    this.address = address;
    this.token = token;
  }

  /** Sends what a browser would; `headers` override. */
  async send<T = unknown>(
    method: string,
    route: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answered<T>> {
    const own = this.#headers(method, body !== undefined);
    const response = await fetch(this.address + route, {
      method,
      headers: { ...own, ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.cookie = cookie.split(';')[0] ?? '';
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const json = (isJson && text !== '' ? JSON.parse(text) : undefined) as T;
    return { status: response.status, headers: response.headers, text, json };
  }

  #headers(method: string, hasBody: boolean): Record<string, string> {
    const changes = method !== 'GET';
    return {
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
      ...(this.cookie === '' ? {} : { cookie: this.cookie }),
      ...(changes ? { 'sec-fetch-site': 'same-origin' } : {}),
      ...(changes && this.csrf !== '' ? { 'x-csrf': this.csrf } : {}),
    };
  }

  async get<T = unknown>(
    route: string,
    headers: Record<string, string> = {},
  ): Promise<Answered<T>> {
    return this.send<T>('GET', route, { headers });
  }

  async post<T = unknown>(
    route: string,
    body: unknown = {},
    headers: Record<string, string> = {},
  ): Promise<Answered<T>> {
    return this.send<T>('POST', route, { body, headers });
  }
}

/** A person with what they sign in by. */
export interface TestPerson {
  readonly caller: Caller;
  readonly me: Me;
  readonly email: string;
  readonly password: string;
  readonly totpSecret: string;
  readonly recoveryCodes: string[];
}

/** A password nobody would guess. */
export const PASSWORD = 'four unrelated words walk';

/** The code an authenticator shows at an instant. */
export function codeAt(secret: string, at: number): string {
  return new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: at });
}

/** What somebody sends to register with password and authenticator. */
export async function registration(
  world: TestHub,
  email: string,
): Promise<{ body: Record<string, unknown>; totpSecret: string }> {
  const caller = new Caller(world.hub.address);
  const totp = await caller.post<{ secret: string; ticket: string }>('/api/v1/registration/totp', {
    email,
  });
  const { secret, ticket } = totp.json;
  return {
    totpSecret: secret,
    body: {
      name: email.split('@')[0],
      email,
      password: PASSWORD,
      totp: { ticket, code: codeAt(secret, world.clock.at) },
    },
  };
}

/** Sets the hub up: its first person, signed in. */
export async function setUp(world: TestHub, email = 'anna@alder.example'): Promise<TestPerson> {
  const secret = world.hub.setupUrl?.split('#')[1] ?? '';
  const { body, totpSecret } = await registration(world, email);
  return register(world, '/api/v1/setup', { body: { ...body, secret }, totpSecret, email });
}

/** Accepts an invitation with a new account. */
export async function accept(
  world: TestHub,
  invitation: InvitationWithLink,
  by: { email: string; organization?: { name: string } },
): Promise<TestPerson> {
  const { body, totpSecret } = await registration(world, by.email);
  const { email, organization } = by;
  const whole = organization === undefined ? body : { ...body, organization };
  const route = `/api/v1/invitations/${invitation.secret}/accept`;
  return register(world, route, { body: whole, totpSecret, email });
}

async function register(
  world: TestHub,
  route: string,
  sent: { body: unknown; totpSecret: string; email: string },
): Promise<TestPerson> {
  const caller = new Caller(world.hub.address);
  const answer = await caller.post<FirstSignIn>(route, sent.body);
  if (answer.status !== 201) throw new Error(`Cannot register: ${answer.text}`);
  const { me, recovery_codes } = answer.json;
  caller.csrf = me.csrf ?? '';
  return {
    caller,
    me,
    email: sent.email,
    password: PASSWORD,
    totpSecret: sent.totpSecret,
    recoveryCodes: recovery_codes,
  };
}

/** The chair of a community of their own. */
export async function foundCommunity(
  world: TestHub,
): Promise<{ chair: TestPerson; community: string; organization: string }> {
  const chair = await setUp(world);
  const organization = await chair.caller.post<{ id: string }>('/api/v1/organizations', {
    name: 'Alder Energy',
  });
  const community = await chair.caller.post<{ id: string }>('/api/v1/communities', {
    slug: 'energy',
    name: 'Energy Circle',
    kind: 'sector',
  });
  if (community.status !== 201) throw new Error(`Cannot found: ${community.text}`);
  return { chair, community: community.json.id, organization: organization.json.id };
}

/** Invites somebody, who accepts. */
export async function invited(
  world: TestHub,
  { chair, community }: { chair: TestPerson; community: string },
  by: { email: string; organization?: { name: string }; into?: string; roles?: string[] },
): Promise<TestPerson> {
  const invitation = await chair.caller.post<InvitationWithLink>(
    `/api/v1/communities/${community}/invitations`,
    {
      ...(by.into === undefined ? {} : { organization: by.into }),
      roles: by.roles ?? ['representative'],
    },
  );
  if (invitation.status !== 201) throw new Error(`Cannot invite: ${invitation.text}`);
  const { email, organization } = by;
  return accept(world, invitation.json, {
    email,
    ...(organization === undefined ? {} : { organization }),
  });
}
