import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FirstSignIn, Me, Problem } from '@tocsin/hub/contract';
import { Caller, codeAt, PASSWORD, registration, setUp, startTestHub } from './world.ts';
import type { TestHub, TestPerson } from './world.ts';

describe('set-up', () => {
  test('the printed address works once and signs in', async () => {
    await using world = await startTestHub();
    const outside = new Caller(world.hub.address);
    assert.deepEqual((await outside.get('/api/v1/setup')).json, {
      open: true,
      demo: false,
      has_session: false,
    });
    const { body } = await registration(world, 'anna@alder.example');
    const wrong = await outside.post('/api/v1/setup', { ...body, secret: 'x'.repeat(43) });
    assert.equal(wrong.status, 404);

    const secret = world.hub.setupUrl?.split('#')[1];
    const first = await outside.post<FirstSignIn>('/api/v1/setup', { ...body, secret });
    assert.equal(first.status, 201);
    assert.equal(first.json.me.is_operator, true);
    assert.equal(first.json.recovery_codes.length, 10);
    assert.match(
      first.headers.getSetCookie()[0] ?? '',
      /^tocsin=[\w-]{43}; .*HttpOnly.*SameSite=Lax/,
    );

    assert.equal((await outside.get<Me>('/api/v1/me')).json.email, 'anna@alder.example');
    assert.deepEqual((await outside.get('/api/v1/setup')).json, {
      open: false,
      demo: false,
      has_session: true,
    });
    const again = await outside.post('/api/v1/setup', { ...body, secret });
    assert.equal(again.status, 404);
  });

  test('a hub with a person prints no set-up address', async () => {
    await using world = await startTestHub();
    await setUp(world);
    await world.hub[Symbol.asyncDispose]();
    const { startHub, createLog } = await import('@tocsin/hub');
    await using again = await startHub(world.hub.settings, { log: createLog('silent') });
    assert.equal(again.setupUrl, undefined);
  });

  test('weak passwords, wrong codes and foreign tickets are refused before anything is made', async () => {
    await using world = await startTestHub();
    const secret = world.hub.setupUrl?.split('#')[1];
    const outside = new Caller(world.hub.address);
    const { body } = await registration(world, 'anna@alder.example');
    const tries: [unknown, string][] = [
      [{ ...body, secret, password: 'password123456' }, 'password-weak'],
      [{ ...body, secret, password: 'anna@alder.example' }, 'password-weak'],
      [{ ...body, secret, password: 'short' }, 'invalid'],
      [{ ...body, secret, totp: { ...Object(body['totp']), code: '000000' } }, 'code-wrong'],
      [{ ...body, secret, totp: { ticket: 'AAAA', code: '123456' } }, 'ticket-unusable'],
      [{ ...body, secret, totp: undefined }, 'invalid'],
      [{ name: 'Anna', email: 'anna@alder.example', secret }, 'invalid'],
    ];
    for (const [sent, code] of tries) {
      const answer = await outside.post<Problem>('/api/v1/setup', sent);
      assert.equal(answer.json.type, `/docs/problems#${code}`);
    }
    assert.deepEqual((await outside.get('/api/v1/setup')).json, {
      open: true,
      demo: false,
      has_session: false,
    });
  });
});

describe('sign-in', () => {
  let world: TestHub;
  let anna: TestPerson;
  before(async () => {
    world = await startTestHub();
    anna = await setUp(world);
  });
  after(async () => {
    await world[Symbol.asyncDispose]();
  });

  const signIn = (body: Record<string, unknown>): ReturnType<Caller['post']> =>
    new Caller(world.hub.address).post('/api/v1/sign-in/password', {
      email: anna.email,
      password: PASSWORD,
      ...body,
    });

  test('takes password and code, each code once', async () => {
    world.clock.at += 60_000;
    const code = codeAt(anna.totpSecret, world.clock.at);
    const right = await signIn({ code });
    assert.equal(right.status, 200);
    assert.equal((right.json as Me).email, anna.email);
    assert.equal((await signIn({ code })).status, 401);
  });

  test('takes the e-mail address in any case', async () => {
    world.clock.at += 60_000;
    const code = codeAt(anna.totpSecret, world.clock.at);
    assert.equal((await signIn({ email: 'Anna@ALDER.example', code })).status, 200);
  });

  test('gives one answer to everything that can be wrong', async () => {
    world.clock.at += 60_000;
    const code = codeAt(anna.totpSecret, world.clock.at);
    const old = codeAt(anna.totpSecret, world.clock.at - 300_000);
    const answers = await Promise.all([
      signIn({ password: 'wrong wrong wrong', code }),
      signIn({ email: 'nobody@nowhere.example', code }),
      signIn({ code: old }),
      signIn({ recovery_code: 'aaaa-bbbb-cccc-dddd' }),
    ]);
    const bodies = answers.map(({ json }) => ({ ...Object(json), request_id: '' }) as unknown);
    for (const body of bodies) assert.deepEqual(body, bodies[0]);
    assert.ok(answers.every(({ status }) => status === 401));
    // The right code was not spent by the wrong tries.
    assert.equal((await signIn({ code })).status, 200);
  });

  test('takes a recovery code once, however it is typed', async () => {
    const [code = ''] = anna.recoveryCodes;
    const typed = code.toUpperCase().replaceAll('-', ' ');
    const right = await signIn({ recovery_code: typed });
    assert.equal(right.status, 200);
    assert.equal((right.json as Me).recovery_codes_left, 9);
    assert.equal((await signIn({ recovery_code: code })).status, 401);
  });

  test('a recovery code alone does not open an account that has a password', async () => {
    const caller = new Caller(world.hub.address);
    const answer = await caller.post('/api/v1/sign-in/recovery-code', {
      email: anna.email,
      recovery_code: anna.recoveryCodes[1],
    });
    assert.equal(answer.status, 401);
  });

  test('sessions are listed, ended by id and ended by signing out', async () => {
    world.clock.at += 60_000;
    const other = new Caller(world.hub.address);
    const signedIn = await other.post<Me>('/api/v1/sign-in/password', {
      email: anna.email,
      password: PASSWORD,
      code: codeAt(anna.totpSecret, world.clock.at),
    });
    other.csrf = signedIn.json.csrf ?? '';
    const list = await other.get<{ items: { id: string; current: boolean }[] }>(
      '/api/v1/me/sessions',
    );
    assert.ok(list.json.items.length >= 2);
    assert.equal(list.json.items.filter((session) => session.current).length, 1);
    const mine = list.json.items.find((session) => session.current);
    const ended = await anna.caller.send('DELETE', `/api/v1/me/sessions/${mine?.id ?? ''}`);
    assert.equal(ended.status, 204);
    assert.equal((await other.get('/api/v1/me')).status, 401);
  });

  test('a session ends when its time is over', async () => {
    world.clock.at += 60_000;
    const other = new Caller(world.hub.address);
    await other.post('/api/v1/sign-in/password', {
      email: anna.email,
      password: PASSWORD,
      code: codeAt(anna.totpSecret, world.clock.at),
    });
    assert.equal((await other.get('/api/v1/me')).status, 200);
    world.clock.at += 14 * 86_400_000 + 1;
    assert.equal((await other.get('/api/v1/me')).status, 401);
  });
});

describe('a session', () => {
  test('changes something only for our own pages that know its second secret', async () => {
    await using world = await startTestHub();
    const { caller } = await setUp(world);
    const { csrf } = caller;
    const { host } = new URL(world.hub.address);
    const attempts: [Record<string, string>, number][] = [
      [{ 'sec-fetch-site': 'cross-site' }, 403],
      [{ 'sec-fetch-site': 'same-site' }, 403],
      [{ 'sec-fetch-site': 'none' }, 403],
      [{ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }, 403],
      [{ origin: 'null' }, 403],
      [{ 'x-csrf': '' }, 403],
      [{ 'x-csrf': `${csrf}x` }, 403],
      [{ origin: `http://${host}` }, 201],
    ];
    for (const [headers, status] of attempts) {
      const answer = await caller.post('/api/v1/organizations', { name: 'Alder' }, headers);
      assert.equal(answer.status, status, JSON.stringify(headers));
    }
  });

  test('of a person who signs out is over', async () => {
    await using world = await startTestHub();
    const { caller } = await setUp(world);
    const kept = new Caller(world.hub.address);
    kept.cookie = caller.cookie;
    const out = await caller.post('/api/v1/sign-out');
    assert.equal(out.status, 204);
    assert.match(out.headers.getSetCookie()[0] ?? '', /^tocsin=;/);
    assert.equal((await kept.get('/api/v1/me')).status, 401);
  });

  test('has a Secure __Host- cookie where people come by https', async () => {
    await using world = await startTestHub({ TOCSIN_PUBLIC_URL: 'https://tocsin.example' });
    const outside = new Caller(world.hub.address);
    const { body } = await registration(world, 'anna@alder.example');
    assert.match(world.hub.setupUrl ?? '', /^https:\/\/tocsin\.example\/setup#/);
    const secret = world.hub.setupUrl?.split('#')[1];
    const first = await outside.post('/api/v1/setup', { ...body, secret });
    assert.match(first.headers.getSetCookie()[0] ?? '', /^__Host-tocsin=.*Path=\/.*Secure/);
    assert.equal(first.headers.get('strict-transport-security'), 'max-age=31536000');
  });
});

describe('own account', () => {
  test('password, authenticator and recovery codes change after a fresh proof', async () => {
    await using world = await startTestHub();
    const anna = await setUp(world);
    const { caller } = anna;
    world.clock.at += 3_600_000;
    const stale = await caller.send('PUT', '/api/v1/me/password', {
      body: { password: 'another long passphrase' },
    });
    assert.equal(stale.status, 401);
    const wrong = await caller.send('PUT', '/api/v1/me/password', {
      body: { password: 'another long passphrase', current_password: 'not this one' },
    });
    assert.equal(wrong.status, 401);
    const changed = await caller.send('PUT', '/api/v1/me/password', {
      body: { password: 'another long passphrase', current_password: PASSWORD },
    });
    assert.equal(changed.status, 200);

    const fresh = await caller.post<{ secret: string; ticket: string }>(
      '/api/v1/registration/totp',
      { email: anna.email },
    );
    const { secret, ticket } = fresh.json;
    const moved = await caller.send('PUT', '/api/v1/me/totp', {
      body: {
        ticket,
        code: codeAt(secret, world.clock.at),
        current_password: 'another long passphrase',
      },
    });
    assert.equal(moved.status, 200);

    const renewed = await caller.post<{ recovery_codes: string[] }>('/api/v1/me/recovery-codes', {
      current_password: 'another long passphrase',
    });
    assert.equal(new Set(renewed.json.recovery_codes).size, 10);

    world.clock.at += 60_000;
    const signIn = (code: string): ReturnType<Caller['post']> =>
      new Caller(world.hub.address).post('/api/v1/sign-in/password', {
        email: anna.email,
        password: 'another long passphrase',
        code,
      });
    assert.equal((await signIn(codeAt(anna.totpSecret, world.clock.at))).status, 401);
    assert.equal((await signIn(codeAt(secret, world.clock.at))).status, 200);
  });

  test('a new password ends the other sessions', async () => {
    await using world = await startTestHub();
    const anna = await setUp(world);
    world.clock.at += 60_000;
    const other = new Caller(world.hub.address);
    await other.post('/api/v1/sign-in/password', {
      email: anna.email,
      password: PASSWORD,
      code: codeAt(anna.totpSecret, world.clock.at),
    });
    assert.equal((await other.get('/api/v1/me')).status, 200);
    const body = { password: 'another long passphrase', current_password: PASSWORD };
    assert.equal((await anna.caller.send('PUT', '/api/v1/me/password', { body })).status, 200);
    assert.equal((await other.get('/api/v1/me')).status, 401);
    assert.equal((await anna.caller.get('/api/v1/me')).status, 200);
  });

  test('passkey options are bound to a host name, and a made-up answer is refused', async () => {
    await using world = await startTestHub();
    const { caller } = await setUp(world);
    const byNumber = await caller.post<Problem>('/api/v1/me/passkeys/options');
    assert.equal(byNumber.json.type, '/docs/problems#passkey-needs-host-name');

    const byName = new Caller(world.hub.address.replace('127.0.0.1', 'localhost'));
    byName.cookie = caller.cookie;
    byName.csrf = caller.csrf;
    const made = await byName.post<{ options: Record<string, unknown>; ticket: string }>(
      '/api/v1/me/passkeys/options',
    );
    assert.equal(made.status, 200);
    assert.deepEqual(Object(made.json.options['rp']), { name: 'Tocsin', id: 'localhost' });
    const answer = await byName.post<Problem>('/api/v1/me/passkeys', {
      ticket: made.json.ticket,
      response: {
        id: 'AAAA',
        rawId: 'AAAA',
        type: 'public-key',
        response: { clientDataJSON: 'e30', attestationObject: 'oA' },
        clientExtensionResults: {},
      },
    });
    assert.equal(answer.json.type, '/docs/problems#passkey-refused');
  });

  test('an invented passkey does not sign in, and its ticket serves once', async () => {
    await using world = await startTestHub();
    await setUp(world);
    const caller = new Caller(world.hub.address.replace('127.0.0.1', 'localhost'));
    const start = await caller.post<{ ticket: string }>('/api/v1/sign-in/passkey/options');
    const body = {
      ticket: start.json.ticket,
      response: {
        id: 'AAAA',
        rawId: 'AAAA',
        type: 'public-key',
        response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' },
      },
    };
    assert.equal((await caller.post('/api/v1/sign-in/passkey', body)).status, 401);
    const again = await caller.post<Problem>('/api/v1/sign-in/passkey', body);
    assert.equal(again.json.type, '/docs/problems#ticket-unusable');
  });
});

describe('throttling', () => {
  test('ten wrong passwords lock the account for a while, also for the right one', async () => {
    await using world = await startTestHub({ TOCSIN_SIGN_IN_TRIES: '10' });
    const anna = await setUp(world);
    const attempt = (password: string): ReturnType<Caller['post']> =>
      new Caller(world.hub.address).post('/api/v1/sign-in/password', {
        email: anna.email,
        password,
        code: codeAt(anna.totpSecret, world.clock.at),
      });
    const answers = await Promise.all(Array.from({ length: 25 }, () => attempt('wrong wrong ok')));
    assert.equal(answers.filter(({ status }) => status === 401).length, 10);
    assert.equal(answers.filter(({ status }) => status === 429).length, 15);
    const right = await attempt(PASSWORD);
    assert.equal(right.status, 429);
    assert.ok(Number(right.headers.get('retry-after')) > 600);
  });

  test('guessing invitations and the set-up secret is slowed down by address', async () => {
    await using world = await startTestHub({ TOCSIN_SIGN_IN_TRIES: '10' });
    const outside = new Caller(world.hub.address);
    const statuses: number[] = [];
    for (let guess = 0; guess < 12; guess += 1) {
      const secret = String(guess).padStart(43, 'a');
      statuses.push((await outside.get(`/api/v1/invitations/${secret}`)).status);
    }
    assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 404), 429, 429]);
  });
});
