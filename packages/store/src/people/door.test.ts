import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachEngine } from '../../tests/each-engine.ts';
import { NotAReader } from '../faults.ts';
import type { NewSession, NewToken, Passkey } from '../store.ts';
import { sameHash, TOUCH_EVERY } from './knocks.ts';
import {
  ANSWER_MAX,
  IDEMPOTENCY_LIFE,
  IDEMPOTENCY_RUN_MAX,
  PASSKEYS_MAX,
  RECOVERY_CODES_MAX,
  SESSIONS_MAX,
  TOKENS_MAX,
} from './limits.ts';
import { hashOf, PORTS, Stage, verdict } from './stage.test-support.ts';

const HOUR = 3_600_000;

eachEngine('the door', (bench) => {
  const stage = async (): Promise<Stage> => {
    const made = new Stage(await bench.open());
    await made.provision(PORTS);
    return made;
  };
  const sign = async (
    world: Stage,
    email: string,
    more: Partial<NewSession> = {},
  ): Promise<void> => {
    const { id, organization } = await world.person(email);
    await world.door.openSession({
      hash: hashOf(email),
      person: id,
      organization,
      csrf: 'csrf',
      expiresAt: world.clock.now + HOUR,
      userAgent: 'browser',
      ...more,
    });
  };

  test('is new until the first person is made, who is an operator', async () => {
    const world = new Stage(await bench.open());
    assert.equal(await world.door.isNew(), true);
    const first = {
      email: 'Root@Hub.example',
      name: 'Root',
      passwordHash: 'h',
      recoveryCodeHashes: [hashOf('c')],
    };
    const answers = await Promise.all([
      world.door.createFirstPerson(first),
      world.door.createFirstPerson({ ...first, email: 'other@hub.example' }),
    ]);
    assert.deepEqual(answers.map(verdict).sort(), ['allowed', 'hidden']);
    assert.equal(await world.door.isNew(), false);
    const people = await world.engine.read((query) => query.all('SELECT id FROM person'));
    assert.equal(people.length, 1);
  });

  test('the first person founds an organization, then a community', async () => {
    const world = new Stage(await bench.open());
    const id = await world.door.createFirstPerson({
      email: 'root@hub.example',
      name: 'Root',
      passwordHash: 'h',
    });
    assert.ok(typeof id === 'string');
    const alone = { kind: 'person' as const, id, organization: '' };
    await sign(world, 'root@hub.example');
    assert.equal(
      (await world.door.session(hashOf('root@hub.example')))?.principal.organization,
      '',
    );
    assert.deepEqual((await world.identity(alone).me()).organizations, []);
    const made = await world
      .directory(alone)
      .foundOrganization({ name: 'Hub Works', sectors: ['Energy'], countries: ['de'] });
    assert.ok('id' in made);
    const session = await world.door.session(hashOf('root@hub.example'));
    assert.equal(session?.principal.organization, made.id);
    assert.equal(
      verdict(await world.directory(alone).foundOrganization({ name: 'Two' })),
      'conflict',
    );
    assert.equal((await world.identity(session.principal).me()).organization?.name, 'Hub Works');
  });

  test('lets in a token with its secret, and nobody else', async () => {
    const world = await stage();
    const known = await world.door.token({ id: 'tok-birch', secretHash: hashOf('birch') });
    assert.deepEqual(known, {
      principal: { kind: 'token', id: 'tok-birch' },
      organization: await world.id('birch'),
      community: await world.id('rails'),
      scopes: ['read'],
      name: 'birch rails',
    });
    const knock = (id: string, secret: string): Promise<unknown> =>
      world.door.token({ id, secretHash: hashOf(secret) });
    assert.equal(await knock('tok-birch', 'alder'), undefined);
    assert.equal(await knock('tok-other', 'birch'), undefined);
    assert.equal(
      await world.door.token({ id: 'tok-birch', secretHash: new Uint8Array(2) }),
      undefined,
    );
    assert.notEqual(await knock('tok-alder', 'alder'), undefined);
    await world.identity(await world.person('ann@alder.example')).revokeToken('tok-alder');
    assert.equal(await knock('tok-alder', 'alder'), undefined);
  });

  test('notes the use of a token at most once a minute', async () => {
    const world = await stage();
    const used = async (): Promise<number | null | undefined> => {
      // Behind the answer: a write of our own waits for it.
      await world.run("UPDATE token SET name = name WHERE id = 'tok-alder'");
      const row = await world.engine.read((query) =>
        query.one<{ last_used_at: number | null }>(
          "SELECT last_used_at FROM token WHERE id = 'tok-alder'",
        ),
      );
      return row?.last_used_at;
    };
    const knock = (): Promise<unknown> =>
      world.door.token({ id: 'tok-alder', secretHash: hashOf('alder') });
    const start = world.clock.now;
    await knock();
    await eventually(async () => (await used()) === start);
    world.clock.now += TOUCH_EVERY - 1;
    await knock();
    assert.equal(await used(), start);
    world.clock.now += 1;
    await knock();
    await eventually(async () => (await used()) === world.clock.now);
  });

  test('keeps a session until it ends, expires or its person is disabled', async () => {
    const world = await stage();
    await sign(world, 'ann@alder.example');
    const known = await world.door.session(hashOf('ann@alder.example'));
    assert.equal(known?.person.name, 'ann');
    assert.equal(known.csrf, 'csrf');
    assert.equal(known.principal.organization, await world.id('alder'));
    assert.equal(await world.door.session(hashOf('other')), undefined);
    await world.door.closeSession(hashOf('ann@alder.example'));
    assert.equal(await world.door.session(hashOf('ann@alder.example')), undefined);
    await sign(world, 'amy@alder.example');
    assert.notEqual(await world.door.session(hashOf('amy@alder.example')), undefined);
    world.clock.now += HOUR;
    assert.equal(await world.door.session(hashOf('amy@alder.example')), undefined);
    await sign(world, 'abe@alder.example');
    await world.engine.write(async (write) => {
      await write.run("UPDATE person SET is_disabled = 1 WHERE email = 'abe@alder.example'");
      await write.run('UPDATE policy_state SET epoch = epoch + 1');
    });
    assert.equal(await world.door.session(hashOf('abe@alder.example')), undefined);
    await assert.rejects(sign(world, 'abe@alder.example', { hash: hashOf('x') }), /disabled/);
  });

  test('a person has at most SESSIONS_MAX sessions; the oldest ends', async () => {
    const world = await stage();
    for (let n = 0; n <= SESSIONS_MAX; n++) {
      world.clock.now += 1;
      await sign(world, 'ann@alder.example', { hash: hashOf(String(n)) });
    }
    assert.equal(await world.door.session(hashOf('0')), undefined);
    assert.notEqual(await world.door.session(hashOf('1')), undefined);
    const sessions = await world.identity(await world.person('ann@alder.example')).sessions();
    assert.equal(sessions.length, SESSIONS_MAX);
  });

  test('an account is found by any spelling of its address, by person and by passkey', async () => {
    const world = await stage();
    const ann = await world.person('ann@alder.example');
    await world.identity(ann).addPasskey(passkey('key1'));
    await world.identity(ann).setTotp('sealed');
    await world.identity(ann).setPassword('argon');
    await world.identity(ann).setRecoveryCodes([hashOf('r1'), hashOf('r2')]);
    const account = await world.door.account({ email: ' ANN@alder.example' });
    assert.deepEqual(account, {
      person: ann.id,
      name: 'ann',
      email: 'ann@alder.example',
      organizations: [{ id: ann.organization, name: 'Alder' }],
      isOperator: false,
      passwordHash: 'argon',
      totp: 'sealed',
      passkeys: [passkey('key1')],
      recoveryCodesLeft: 2,
      disabled: false,
    });
    assert.deepEqual(await world.door.account({ person: ann.id }), account);
    assert.deepEqual(await world.door.account({ passkey: 'key1' }), account);
    assert.equal(await world.door.account({ email: 'nobody' }), undefined);
    assert.equal(await world.door.account({ passkey: 'key2' }), undefined);
  });

  test('a TOTP step and a recovery code are spent once', async () => {
    const world = await stage();
    const { id } = await world.person('ann@alder.example');
    const steps = await Promise.all([1, 2, 3].map(() => world.door.spendTotpStep(id, 1000)));
    assert.deepEqual(steps.filter(Boolean).length, 1);
    assert.equal(await world.door.spendTotpStep(id, 999), false);
    assert.equal(await world.door.spendTotpStep(id, 1001), true);
    await world.identity(await world.person('ann@alder.example')).setRecoveryCodes([hashOf('r')]);
    const codes = await Promise.all(
      [1, 2, 3].map(() => world.door.spendRecoveryCode(id, hashOf('r'))),
    );
    assert.deepEqual(codes.filter(Boolean).length, 1);
    assert.equal(await world.door.spendRecoveryCode(id, hashOf('other')), false);
    await world.identity(await world.person('ann@alder.example')).addPasskey(passkey('k'));
    await world.door.updatePasskeyCounter('k', 9);
    assert.equal((await world.door.account({ person: id }))?.passkeys[0]?.counter, 9);
  });

  test('a secret is made once for everybody', async () => {
    const world = await stage();
    const [a, b, c] = await Promise.all([
      world.door.secret('cursor'),
      world.door.secret('cursor'),
      world.door.secret('totp'),
    ]);
    assert.deepEqual(Buffer.from(a), Buffer.from(b));
    assert.notDeepEqual(Buffer.from(a), Buffer.from(c));
    assert.equal(a.length, 32);
  });
});

eachEngine('the own account', (bench) => {
  const stage = async (): Promise<Stage> => {
    const made = new Stage(await bench.open());
    await made.provision(PORTS);
    return made;
  };
  const token = (more: Partial<NewToken> = {}): NewToken => ({
    id: 'new-token',
    secretHash: hashOf('new'),
    name: 'Sensor',
    scopes: ['read'],
    ...more,
  });

  test('says who I am, as a person and as a token', async () => {
    const world = await stage();
    const ann = await world.identity(await world.person('ann@alder.example')).me();
    assert.deepEqual(
      [ann.kind, ann.name, ann.email, ann.organization?.name, ann.isOperator, ann.hasPassword],
      ['person', 'ann', 'ann@alder.example', 'Alder', false, false],
    );
    const machine = await world.identity({ kind: 'token', id: 'tok-birch' }).me();
    assert.deepEqual(
      [machine.kind, machine.name, machine.organization?.name],
      ['token', 'birch rails', 'Birch'],
    );
    await assert.rejects(world.identity({ kind: 'token', id: 'nothing' }).me(), NotAReader);
  });

  test('a new password ends the other sessions', async () => {
    const world = await stage();
    const ann = await world.person('ann@alder.example');
    for (const name of ['one', 'two']) {
      await world.door.openSession({
        hash: hashOf(name),
        person: ann.id,
        organization: ann.organization,
        csrf: '',
        expiresAt: world.clock.now + HOUR,
        userAgent: '',
      });
    }
    const current = (await world.door.session(hashOf('one')))?.principal;
    assert.ok(current);
    await world.identity(current).setPassword('argon');
    assert.notEqual(await world.door.session(hashOf('one')), undefined);
    assert.equal(await world.door.session(hashOf('two')), undefined);
    const [left, ...rest] = await world.identity(current).sessions();
    assert.deepEqual([left?.current, rest.length], [true, 0]);
    assert.equal(
      verdict(
        await world.identity(await world.person('bob@birch.example')).endSession(left?.id ?? ''),
      ),
      'hidden',
    );
    assert.equal(verdict(await world.identity(current).endSession(left?.id ?? '')), 'allowed');
    assert.equal(await world.door.session(hashOf('one')), undefined);
  });

  test('a session acts for another of its person’s organizations from the switch on', async () => {
    const world = await stage();
    await world.provision({
      people: [{ email: 'ann@alder.example', name: 'ann', organization: 'cedar', roles: {} }],
    });
    const ann = await world.person('ann@alder.example');
    const cedar = await world.id('cedar');
    await world.door.openSession({
      hash: hashOf('one'),
      person: ann.id,
      organization: ann.organization,
      csrf: '',
      expiresAt: world.clock.now + HOUR,
      userAgent: '',
    });
    assert.equal(
      (await world.door.session(hashOf('one')))?.principal.organization,
      ann.organization,
    );
    const other = ann.organization === cedar ? await world.id('alder') : cedar;
    const identity = world.identity(ann);
    assert.equal(
      verdict(await identity.switchOrganization(hashOf('one'), await world.id('birch'))),
      'hidden',
    );
    assert.equal(verdict(await identity.switchOrganization(hashOf('two'), other)), 'hidden');
    assert.equal(verdict(await identity.switchOrganization(hashOf('one'), other)), 'allowed');
    assert.equal((await world.door.session(hashOf('one')))?.principal.organization, other);
  });

  test('the last way to sign in stays', async () => {
    const world = await stage();
    const ann = world.identity(await world.person('ann@alder.example'));
    await ann.addPasskey(passkey('a'));
    assert.equal(verdict(await ann.removePasskey('a')), 'conflict');
    await ann.setPassword('argon');
    assert.equal(
      verdict(await world.identity(await world.person('bob@birch.example')).removePasskey('a')),
      'hidden',
    );
    assert.equal(verdict(await ann.removePasskey('a')), 'allowed');
    for (let n = 0; n < PASSKEYS_MAX; n++) await ann.addPasskey(passkey(`k${String(n)}`));
    await assert.rejects(ann.addPasskey(passkey('more')), /at most 20 passkeys/);
    const codes = Array.from({ length: RECOVERY_CODES_MAX + 1 }, (_, n) => hashOf(String(n)));
    await assert.rejects(ann.setRecoveryCodes(codes), /At most 20 recovery codes/);
  });

  test('a token has no account to change', async () => {
    const world = await stage();
    const machine = world.identity({ kind: 'token', id: 'tok-alder' });
    await assert.rejects(machine.setPassword('x'), /no account/);
    assert.deepEqual([await machine.sessions(), await machine.tokens()], [[], []]);
    assert.equal(verdict(await machine.endSession('x')), 'hidden');
    assert.equal(verdict(await machine.createToken(token())), 'not-allowed');
    assert.equal(verdict(await machine.revokeToken('tok-alder')), 'hidden');
    assert.equal(verdict(await machine.switchOrganization(hashOf('x'), 'y')), 'hidden');
  });

  test('representatives make and end the tokens of their organization', async () => {
    const world = await stage();
    const [ports, rails] = [await world.id('ports'), await world.id('rails')];
    const ann = world.identity(await world.person('ann@alder.example'));
    const bob = world.identity(await world.person('bob@birch.example'));
    const amy = world.identity(await world.person('amy@alder.example'));
    assert.equal(verdict(await amy.createToken(token())), 'not-allowed');
    assert.equal(verdict(await ann.createToken(token({ community: rails }))), 'hidden');
    assert.equal(
      verdict(await bob.createToken(token())),
      'not-allowed',
      'he represents Birch in one of its two communities',
    );
    assert.equal(verdict(await bob.createToken(token({ community: rails }))), 'not-allowed');
    assert.equal(verdict(await bob.createToken(token({ community: ports }))), 'allowed');
    assert.equal(verdict(await ann.createToken(token())), 'conflict');
    const made = await ann.createToken(
      token({
        id: 'second',
        ceiling: 'amber',
        purpose: 'hunting',
        expiresAt: world.clock.now + HOUR,
      }),
    );
    assert.ok('id' in made);
    assert.deepEqual(
      [made.createdBy, made.ceiling, made.organization.name],
      ['ann', 'amber', 'Alder'],
    );
    assert.deepEqual((await ann.tokens()).map((one) => one.id).sort(), ['second', 'tok-alder']);
    assert.deepEqual(
      (await amy.tokens()).map((one) => one.id),
      ['tok-amy'],
    );
    assert.equal(verdict(await bob.revokeToken('second')), 'hidden');
    assert.equal(verdict(await amy.revokeToken('second')), 'hidden');
    assert.equal(verdict(await amy.revokeToken('tok-amy')), 'allowed');
    assert.equal(verdict(await ann.revokeToken('second')), 'allowed');
    assert.notEqual((await ann.tokens()).find((one) => one.id === 'second')?.revokedAt, undefined);
    for (const wrong of [
      { name: '' },
      { scopes: [] },
      { secretHash: new Uint8Array(1) },
      { ceiling: 'purple' as 'red' },
      { expiresAt: world.clock.now },
      { purpose: 'a\nb' },
    ]) {
      assert.equal(verdict(await ann.createToken(token({ id: 'third', ...wrong }))), 'invalid');
    }
    await world.engine.write((write) =>
      write.insertMany(
        {
          table: 'token',
          columns: {
            id: 'text',
            secret_hash: 'bytes',
            name: 'text',
            organization: 'text',
            scopes: 'text',
            created_by: 'text',
            created_at: 'bigint',
          },
        },
        Array.from({ length: TOKENS_MAX }, (_, n) => [
          `x${String(n)}`,
          hashOf('x'),
          'x',
          made.organization.id,
          '[]',
          '',
          1,
        ]),
      ),
    );
    assert.equal(verdict(await ann.createToken(token({ id: 'third' }))), 'conflict');
  });

  test('an idempotency key replays its answer, refuses another body, and outlives a crash', async () => {
    const world = await stage();
    const ann = world.identity(await world.person('ann@alder.example'));
    const key = { key: 'k', route: 'POST /x', bodyHash: 'b' };
    const claims = await Promise.all([ann.idempotent(key), ann.idempotent(key)]);
    assert.deepEqual(claims.filter((claim) => claim.conflict === 'running').length, 1);
    assert.deepEqual(await ann.idempotent({ ...key, bodyHash: 'other' }), { conflict: 'body' });
    assert.deepEqual(await ann.idempotent({ ...key, route: 'POST /y' }), {});
    const bob = world.identity(await world.person('bob@birch.example'));
    assert.deepEqual(await bob.idempotent(key), {});
    await ann.answered(key, { status: 201, body: '{"id":1}' });
    assert.deepEqual(await ann.idempotent(key), { replay: { status: 201, body: '{"id":1}' } });
    world.clock.now += IDEMPOTENCY_RUN_MAX - 1;
    assert.deepEqual(await bob.idempotent(key), { conflict: 'running' });
    world.clock.now += 1;
    assert.deepEqual(await bob.idempotent(key), {});
    assert.deepEqual(await bob.idempotent(key), { conflict: 'running' });
    world.clock.now += IDEMPOTENCY_LIFE;
    assert.deepEqual(await ann.idempotent(key), {});
    await assert.rejects(
      ann.answered(key, { status: 200, body: 'x'.repeat(ANSWER_MAX + 1) }),
      /Cannot keep/,
    );
  });
});

test('hashes of different lengths are different', () => {
  assert.equal(sameHash(new Uint8Array(32), new Uint8Array(31)), false);
  assert.equal(sameHash(hashOf('a'), hashOf('a')), true);
});

function passkey(id: string): Passkey {
  return {
    id,
    publicKey: Uint8Array.of(1, 2, 3),
    counter: 0,
    transports: ['usb'],
    name: 'Key',
    createdAt: 5,
  };
}

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail('It did not come to hold');
}
