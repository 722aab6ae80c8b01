import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import {
  decryptBy,
  encryptTo,
  newKeyFile,
  openSealed,
  randomText,
  sealFor,
  unlockKeyFile,
} from './seal.ts';
import type { SealedIdentity } from './seal.ts';

const PASSPHRASE = 'four unrelated words walk';

function identity(name = 'Alder Energy'): SealedIdentity {
  return {
    salt: randomText(),
    community: 'c1',
    organization: { id: 'o1', name },
    person: { id: 'p1', name: 'Anna' },
    at: '2026-03-01T12:00:00.000Z',
  };
}

/** As the hub makes it. */
function proof({ salt, community, organization, person }: SealedIdentity): string {
  const text = JSON.stringify(['tocsin seal', salt, community, organization.id, person.id]);
  return createHash('sha256').update(text).digest('base64url');
}

interface Custodian {
  readonly id: string;
  readonly recipient: string;
  readonly secret: string;
}

async function custodians(): Promise<Custodian[]> {
  return Promise.all(
    ['a', 'b', 'c'].map(async (id) => {
      const secret = await generateX25519Identity();
      return { id, recipient: await identityToRecipient(secret), secret };
    }),
  );
}

describe('a seal', () => {
  test('any one custodian opens what takes one', async () => {
    const all = await custodians();
    const who = identity();
    const seal = await sealFor(who, all, 1);
    for (const [at, { secret }] of all.entries()) {
      const part = await decryptBy([secret], seal.parts[at]?.body ?? '');
      assert.ok(part !== undefined);
      const opened = await openSealed({ body: seal.body, proof: proof(who) }, [part]);
      assert.deepEqual(opened, { identity: who, isProven: true });
    }
  });

  test('two of three open what takes two, one alone does not, and parts go to nobody else', async () => {
    const all = await custodians();
    const [first, second, third] = all;
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    const who = identity();
    const seal = await sealFor(who, all, 2);
    const own = await decryptBy([first.secret], seal.parts[0]?.body ?? '');
    const other = await decryptBy([second.secret], seal.parts[1]?.body ?? '');
    assert.ok(own !== undefined && other !== undefined);
    assert.equal(await decryptBy([third.secret], seal.parts[0]?.body ?? ''), undefined);
    const sealed = { body: seal.body, proof: proof(who) };
    assert.equal(await openSealed(sealed, [own]), undefined);
    const given = await encryptTo(first.recipient, other);
    assert.equal(await decryptBy([second.secret], given), undefined);
    const received = await decryptBy([first.secret], given);
    assert.ok(received !== undefined);
    assert.deepEqual(await openSealed(sealed, [own, received]), {
      identity: who,
      isProven: true,
    });
  });

  test('a name that the hub did not see is told from a true one', async () => {
    const all = await custodians();
    const seal = await sealFor(identity('Somebody else'), all, 1);
    const part = await decryptBy([all[0]?.secret ?? ''], seal.parts[0]?.body ?? '');
    assert.ok(part !== undefined);
    const opened = await openSealed({ body: seal.body, proof: proof(identity()) }, [part]);
    assert.equal(opened?.isProven, false);
  });

  test('is as long for a long name as for a short one, and holds neither in plain', async () => {
    const all = await custodians();
    const short = await sealFor(identity('A'), all, 2);
    const long = await sealFor(identity('Ä'.repeat(200)), all, 2);
    const sizes = ({ body, parts }: typeof short): number[] => [
      body.length,
      ...parts.map((part) => part.body.length),
    ];
    assert.deepEqual(sizes(short), sizes(long));
    assert.ok(!Buffer.from(long.body, 'base64url').includes('ÄÄ'));
    assert.ok(!Buffer.from(short.body, 'base64url').includes('Anna'));
  });

  test('the file of a key opens by its passphrase only', async () => {
    const { file } = await newKeyFile(PASSPHRASE);
    assert.match(file, /^-----BEGIN AGE ENCRYPTED FILE-----/);
    assert.equal(await unlockKeyFile(file, 'another one'), undefined);
    assert.equal(await unlockKeyFile('no file', PASSPHRASE), undefined);
    assert.match((await unlockKeyFile(file, PASSPHRASE)) ?? '', /^AGE-SECRET-KEY-1/);
  });
});
