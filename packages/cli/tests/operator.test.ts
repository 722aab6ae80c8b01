import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { startMailServer } from '../../testkit/src/mail-server.ts';
import { freshDatabase, startPostgres } from '../../testkit/src/postgres.ts';
import { RunningHub, temporary, tocsin } from './running-hub.ts';

const WORLD = `
communities: [{ slug: ports, name: Ports }]
organizations: [{ slug: alder }, { slug: birch }]
memberships: [{ community: ports, organization: alder }, { community: ports, organization: birch }]
people: [{ email: ann@alder.example, organization: alder, roles: { ports: [representative] } }]
groups: [{ community: ports, slug: north, organizations: [alder, birch] }]
tokens: [{ name: writer, organization: alder }, { name: reader, organization: birch }]
`;

interface TokenItem {
  id: string;
  name: string;
  state: string;
}

/** What a token sees, as one text: the same on every engine and after every move. */
async function view(env: Record<string, string>, data: string, token: string): Promise<string> {
  await using hub = await RunningHub.start(data, { env });
  const response = await fetch(`${hub.address}/taxii2/ports/collections/everything/objects/`, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/taxii+json;version=2.1' },
  });
  const manifest = await fetch(`${hub.address}/taxii2/ports/collections/everything/manifest/`, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/taxii+json;version=2.1' },
  });
  return `${await response.text()} ${await manifest.text()}`;
}

async function filled(data: string): Promise<{ writer: string; reader: string }> {
  const env = { TOCSIN_DATA: data };
  const made = await tocsin(['provision', '-', '--json'], { env, input: WORLD });
  assert.equal(made.code, 0, made.words);
  const { tokens } = JSON.parse(made.out) as { tokens: { token: string }[] };
  const [writer = '', reader = ''] = tokens.map((one) => one.token);
  await using hub = await RunningHub.start(data);
  const client = { TOCSIN_HUB: hub.address, TOCSIN_TOKEN: writer };
  for (const [text, tlp, to] of [
    ['198.51.100.1', 'green', ''],
    ['198.51.100.2', 'amber', 'alder'],
    ['198.51.100.3', 'red', ''],
  ] as const) {
    const shared = await tocsin(
      [
        'share',
        '-',
        '--tlp',
        tlp === 'red' ? 'amber+strict' : tlp,
        ...(to === '' ? [] : ['--to', to]),
      ],
      { env: client, input: `Seen ${text}` },
    );
    assert.equal(shared.code, 0, shared.words);
  }
  await hub.stop();
  return { writer, reader };
}

describe('the operator', () => {
  test('provisions twice and makes everything once', async () => {
    await using folder = await temporary();
    const env = { TOCSIN_DATA: join(folder.path, 'data') };
    const first = await tocsin(['provision', '-', '--json'], { env, input: WORLD });
    assert.equal((JSON.parse(first.out) as { tokens: unknown[] }).tokens.length, 2);
    const second = await tocsin(['provision', '-', '--json'], { env, input: WORLD });
    assert.deepEqual((JSON.parse(second.out) as { tokens: unknown[] }).tokens, []);
  });

  test('is told every fault of a world at once, and nothing is made', async () => {
    await using folder = await temporary();
    const env = { TOCSIN_DATA: join(folder.path, 'data') };
    const refused = await tocsin(['provision', '-'], {
      env,
      input: 'organizations: [{ slug: "Not A Slug" }]\nnonsense: 1\n',
    });
    assert.equal(refused.code, 2);
    assert.match(refused.words, /organizations\.0\.slug/);
    assert.match(refused.words, /nonsense/);
    const dangling = await tocsin(['provision', '-'], {
      env,
      input: 'memberships: [{ community: nowhere, organization: nobody }]',
    });
    assert.equal(dangling.code, 2);
    assert.match(dangling.words, /nowhere/);
  });

  test('backs up a running hub and restores it elsewhere, on either engine', async () => {
    await using folder = await temporary();
    const data = join(folder.path, 'data');
    const { reader } = await filled(data);
    const before = await view({}, data, reader);
    const saved = await tocsin(['backup', join(folder.path, 'backups')], {
      env: { TOCSIN_DATA: data },
    });
    assert.equal(saved.code, 0, saved.words);
    const file = join(
      folder.path,
      'backups',
      (await readdir(join(folder.path, 'backups'))).find((one) => one.endsWith('.db')) ?? '',
    );
    const other = join(folder.path, 'restored');
    assert.equal((await tocsin(['restore', file], { env: { TOCSIN_DATA: other } })).code, 0);
    assert.equal(await view({}, other, reader), before);
    const again = await tocsin(['restore', file], { env: { TOCSIN_DATA: other } });
    assert.notEqual(again.code, 0);
    assert.match(again.words, /empty/);
    const server = await startPostgres();
    const { url, drop } = await freshDatabase(server.url);
    try {
      const env = { TOCSIN_DATA: join(folder.path, 'pg'), TOCSIN_DATABASE_URL: url };
      const restored = await tocsin(['restore', file], { env });
      assert.equal(restored.code, 0, restored.words);
      assert.equal(
        await view({ TOCSIN_DATABASE_URL: url }, join(folder.path, 'pg'), reader),
        before,
      );
    } finally {
      await drop();
      await server.stop();
    }
  });

  test('20 backups: closed for a recipient, one tells nothing, and comes back by their key alone', async () => {
    await using folder = await temporary();
    const data = join(folder.path, 'data');
    const { reader } = await filled(data);
    const before = await view({}, data, reader);
    const keys = join(folder.path, 'keys.txt');
    const key = await generateIdentity();
    await writeFile(keys, `# of the operator\n${key}\n`);
    const wrong = join(folder.path, 'wrong.txt');
    await writeFile(wrong, await generateIdentity());
    const backups = join(folder.path, 'backups');
    const env = { TOCSIN_DATA: data };
    const recipient = await identityToRecipient(key);
    assert.equal((await tocsin(['backup', backups, '--recipient', 'age1no'], { env })).code, 2);
    const saved = await tocsin(['backup', backups, '--recipient', recipient], { env });
    assert.equal(saved.code, 0, saved.words);
    const names = (await readdir(backups)).sort();
    assert.deepEqual(
      names.map((name) => name.replace(/-\d.*?(?=\.db)/, '')),
      ['tocsin.db.age', 'tocsin.db.json.age'],
    );
    for (const name of names) {
      const bytes = await readFile(join(backups, name));
      assert.match(bytes.subarray(0, 40).toString('latin1'), /^age-encryption\.org\/v1\n/);
      for (const word of ['SQLite', 'alder', 'tables']) assert.ok(!bytes.includes(word), word);
    }
    assert.deepEqual(
      (await readdir(data)).filter((name) => name.startsWith('backup-')),
      [],
      'nothing stays open beside the data',
    );
    const file = join(backups, names[0] ?? '');
    const other = { TOCSIN_DATA: join(folder.path, 'restored') };
    const restore = (...more: string[]): ReturnType<typeof tocsin> =>
      tocsin(['restore', file, ...more], { env: other });
    assert.equal((await restore()).code, 2);
    assert.equal((await restore('--identity', join(folder.path, 'none.txt'))).code, 3);
    assert.equal((await restore('--identity', file)).code, 2);
    const refused = await restore('--identity', wrong);
    assert.deepEqual([refused.code, /does not open/.test(refused.words)], [4, true]);
    const restored = await restore('--identity', keys);
    assert.equal(restored.code, 0, restored.words);
    assert.equal(await view({}, other.TOCSIN_DATA, reader), before);
    await writeFile(file, (await readFile(file)).subarray(0, -20));
    const cut = await tocsin(['restore', file, '--identity', keys], {
      env: { TOCSIN_DATA: join(folder.path, 'cut') },
    });
    assert.deepEqual([cut.code, /damaged or cut short/.test(cut.words)], [4, true]);
  });

  test('moves to PostgreSQL and back without anybody seeing a difference', async () => {
    await using folder = await temporary();
    const data = join(folder.path, 'data');
    const { reader } = await filled(data);
    const before = await view({}, data, reader);
    const server = await startPostgres();
    const { url, drop } = await freshDatabase(server.url);
    try {
      await refusesWhileRunning(data, url);
      const there = await tocsin(['migrate-engine', '--to-database-url', url], {
        env: { TOCSIN_DATA: data },
      });
      assert.equal(there.code, 0, there.words);
      assert.equal(
        await view({ TOCSIN_DATABASE_URL: url }, join(folder.path, 'pg'), reader),
        before,
      );
      await refusesForAnyHub(url, folder.path);
      const back = join(folder.path, 'back');
      const returned = await tocsin(['migrate-engine', '--to-data', back], {
        env: { TOCSIN_DATABASE_URL: url, TOCSIN_DATA: data },
      });
      assert.equal(returned.code, 0, returned.words);
      assert.equal(await view({}, back, reader), before);
    } finally {
      await drop();
      await server.stop();
    }
  });

  test('lists tokens by organization and revokes one, which a running hub then refuses', async () => {
    await using folder = await temporary();
    const data = join(folder.path, 'data');
    const env = { TOCSIN_DATA: data };
    const made = await tocsin(['provision', '-', '--json'], { env, input: WORLD });
    const [writer] = (JSON.parse(made.out) as { tokens: { token: string }[] }).tokens;
    await using hub = await RunningHub.start(data);
    const ask = async (): Promise<number> => {
      const headers = { authorization: `Bearer ${writer?.token ?? ''}` };
      return (await fetch(`${hub.address}/api/v1/communities`, { headers })).status;
    };
    assert.equal(await ask(), 200);
    const list = async (...more: string[]): Promise<TokenItem[]> => {
      const listed = await tocsin(['token', 'list', '--json', ...more], { env });
      assert.equal(listed.code, 0, listed.words);
      assert.ok(!listed.out.includes(writer?.token ?? ''), 'no secret is listed');
      return (JSON.parse(listed.out) as { items: TokenItem[] }).items;
    };
    assert.deepEqual((await list()).map((one) => one.name).toSorted(), ['reader', 'writer']);
    const [own, ...others] = await list('--organization', 'alder');
    assert.deepEqual([own?.name, own?.state, others], ['writer', 'valid', []]);
    const revoked = await tocsin(['token', 'revoke', own?.id ?? ''], { env });
    assert.deepEqual([revoked.code, revoked.out], [0, ''], revoked.words);
    const deadline = Date.now() + 10_000;
    while ((await ask()) !== 401 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.equal(await ask(), 401);
    assert.deepEqual(await list('--organization', 'alder'), []);
    assert.equal((await list('--organization', 'alder', '--all'))[0]?.state, 'revoked');
    const again = await tocsin(['token', 'revoke', own?.id ?? '', '--json'], { env });
    assert.deepEqual(JSON.parse(again.out), { id: own?.id, state: 'revoked' });
    const words = await tocsin(['token', 'list'], { env });
    assert.match(words.out, /\tbirch\treader\t.*\tno end\tnever used\n/);
    assert.match(words.words, /1 token; 1 revoked or expired/);
    const verified = await tocsin(['audit', 'verify'], { env });
    assert.equal(verified.code, 0, verified.words);
  });

  test('is told of tokens and organizations that are not there', async () => {
    await using folder = await temporary();
    const env = { TOCSIN_DATA: join(folder.path, 'data') };
    const nobody = await tocsin(['token', 'list', '--organization', 'nobody'], { env });
    assert.deepEqual([nobody.code, nobody.out], [3, '']);
    assert.match(nobody.words, /"nobody"/);
    const none = await tocsin(['token', 'revoke', 'tok-none'], { env });
    assert.deepEqual([none.code, none.out], [3, '']);
    assert.match(none.words, /token list/);
  });

  test('is shown settings that are wrong, all at once', async () => {
    const refused = await tocsin(['hub'], { env: { TOCSIN_PORT: 'many', TOCSIN_NONSENSE: '1' } });
    assert.equal(refused.code, 2);
    assert.match(refused.words, /port/i);
    assert.match(refused.words, /nonsense/i);
  });
});

describe('the doctor', () => {
  test('asks the mail server whether it lets the hub in, and says why not', async () => {
    await using folder = await temporary();
    const mail = await startMailServer();
    const env = {
      TOCSIN_DATA: join(folder.path, 'data'),
      TOCSIN_MAIL_SERVER: mail.url,
      TOCSIN_MAIL_FROM: 'hub@ports.example',
      TOCSIN_PUBLIC_URL: 'https://hub.ports.example',
    };
    const { host } = new URL(mail.url);
    const well = await tocsin(['doctor'], { env });
    assert.match(well.out, new RegExp(`ok   mail: ${host} lets the hub in`));
    assert.deepEqual(mail.arrived, []);
    await mail[Symbol.asyncDispose]();
    const ill = await tocsin(['doctor'], { env });
    assert.match(ill.out, new RegExp(`FAIL mail: ${host} cannot be used: .*ECONNREFUSED`));
    assert.notEqual(ill.code, 0);
  });

  test('mail settings that lack a part are refused by name', async () => {
    const env = { TOCSIN_MAIL_SERVER: 'smtp://mail.example' };
    const told = await tocsin(['doctor'], { env });
    assert.equal(told.code, 2, told.words);
    assert.match(told.words, /mail_from/);
    assert.match(told.words, /public_url/);
  });
});

describe('a person of a world file', () => {
  test('signs in with the first password alone, and only until there is a second factor', async () => {
    await using folder = await temporary();
    const data = join(folder.path, 'data');
    const world = `${WORLD}\npeople: []`
      .replace(
        /people: \[\{.*/,
        'people: [{ email: ann@alder.example, organization: alder, roles: { ports: chair }, password: a first password }]',
      )
      .replace('\npeople: []', '');
    const made = await tocsin(['provision', '-'], { env: { TOCSIN_DATA: data }, input: world });
    assert.equal(made.code, 0, made.words);
    await using hub = await RunningHub.start(data);
    const signIn = (password: string): Promise<Response> =>
      fetch(`${hub.address}/api/v1/sign-in/password`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: hub.address },
        body: JSON.stringify({ email: 'ann@alder.example', password }),
      });
    assert.equal((await signIn('a wrong password')).status, 401);
    const signedIn = await signIn('a first password');
    assert.equal(signedIn.status, 200);
    const me = (await signedIn.json()) as { has_totp: boolean; organization?: { name: string } };
    assert.equal(me.has_totp, false);
    assert.equal(me.organization?.name, 'alder');
  });
});

describe('the settings file', () => {
  test('is weaker than the environment, and its unknown keys are refused', async () => {
    await using folder = await temporary();
    const file = join(folder.path, 'tocsin.toml');
    await writeFile(file, `data = "${join(folder.path, 'from-file')}"\nport = 0\n`);
    const env = { TOCSIN_CONFIG: file, TOCSIN_METRICS_PORT: '0' };
    assert.equal((await tocsin(['provision', '-'], { env, input: WORLD })).code, 0);
    assert.ok((await readdir(join(folder.path, 'from-file'))).includes('tocsin.db'));
    const stronger = { ...env, TOCSIN_DATA: join(folder.path, 'from-environment') };
    assert.equal((await tocsin(['provision', '-'], { env: stronger, input: WORLD })).code, 0);
    assert.ok((await readdir(join(folder.path, 'from-environment'))).includes('tocsin.db'));
    await writeFile(file, 'colour = "red"\n');
    const refused = await tocsin(['provision', '-'], { env, input: WORLD });
    assert.equal(refused.code, 2);
    assert.match(refused.words, /colour/);
  });
});

describe('the command', () => {
  test('says what is missing instead of failing with a stack', async () => {
    const noToken = await tocsin(['search', 'anything'], {
      env: { TOCSIN_HUB: 'http://127.0.0.1:9' },
    });
    assert.equal(noToken.code, 2);
    assert.match(noToken.words, /TOCSIN_TOKEN/);
    const noHub = await tocsin(['search', 'anything', '--token', 'tcs_x', '--community', 'ports'], {
      env: { TOCSIN_HUB: 'http://127.0.0.1:9' },
    });
    assert.equal(noHub.code, 75);
    assert.doesNotMatch(noHub.words, /at .*\.ts/);
    assert.equal((await tocsin(['nonsense'])).code, 2);
  });

  test('validates a file by the specification, without a hub', async () => {
    const good = await tocsin(['validate', '-', '--json'], {
      input: '{"type":"bundle","id":"bundle--44444444-4444-4444-8444-444444444444","objects":[]}',
    });
    assert.equal(good.code, 0, good.words);
    const bad = await tocsin(['validate', '-', '--json'], {
      input: '[{"type":"indicator","id":"nonsense"}]',
    });
    assert.equal(bad.code, 2);
    assert.ok((JSON.parse(bad.out) as { errors: number }).errors > 0);
  });

  test('finds what must not leave with a text, without a hub, and says what it looked for', async () => {
    const text = 'First line\nPassword: Winter-2026 on 10.1.2.3, server 198.51.100.7\n';
    const found = await tocsin(['check', '-', '--json'], { input: text });
    assert.equal(found.code, 1);
    const report = JSON.parse(found.out) as {
      rules: string;
      sha256: string;
      findings: { rule: string; line: number; column: number; found: string }[];
    };
    assert.equal(report.sha256, createHash('sha256').update(text).digest('hex'));
    assert.deepEqual(
      report.findings.map((one) => [one.rule, one.line, one.column, one.found]),
      [
        ['password', 2, 11, 'Winter-2026'],
        ['private-network', 2, 26, '10.1.2.3'],
      ],
    );
    const other = await tocsin(['check', '-', '--replace'], { input: text });
    assert.equal(
      other.out,
      'First line\nPassword: [password] on [internal address], server 198.51.100.7\n',
    );
    const nothing = await tocsin(['check', '-'], { input: 'Server 198.51.100.7' });
    assert.equal(nothing.code, 0);
    assert.match(nothing.words, /^No finding by rules v\d+\. Not checked: /m);
    const json = await tocsin(['check', '-'], { input: '{"a/b":["fine","key 10.9.8.7"]}' });
    assert.match(json.out, /^warn \/a~1b\/1 private-network: 10\.9\.8\.7 /);
    const bytes = await tocsin(['check', '-'], { input: Buffer.from([0xff, 0xfe, 0x41]) });
    assert.equal(bytes.code, 2);
    assert.match(bytes.words, /nothing was checked/);
  });

  test('looks into a mail, prints what of it may be shared, and names what it did not read', async () => {
    const mail = [
      'From: Accounts <billing@quick-invoice.example>',
      'To: Ilse Brandt <ilse@northern-grid.example>',
      'Subject: Overdue',
      'Content-Type: multipart/mixed; boundary=q',
      '',
      '--q',
      '',
      'Dear Ilse Brandt, see 198.51.100.7',
      '--q',
      'Content-Type: application/x-7z-compressed; name="a.7z"',
      '',
      "7z\u00bc\u00af'\u001c",
      '--q--',
    ].join('\n');
    const input = Buffer.from(mail, 'latin1');
    const found = await tocsin(['check', '-'], { input });
    assert.equal(found.code, 0);
    assert.match(found.out, /^warn Header to › 1:1 recipient: Ilse Brandt /m);
    assert.match(found.words, /^Not checked: Attachment a\.7z\. It is of a kind/m);
    const shared = await tocsin(['check', '-', '--replace'], { input });
    assert.match(
      shared.out,
      /^From: Accounts .*\nSubject: Overdue\n\nDear \[recipient\], see 198\.51/,
    );
    assert.match(shared.out, /^File: a\.7z, 6 bytes, SHA-256 [0-9a-f]{64}$/m);
    assert.doesNotMatch(shared.out, /Ilse|northern-grid/);
  });

  test('knows by a profile what is somebody’s own', async () => {
    await using folder = await temporary();
    const profile = join(folder.path, 'profile.json');
    await writeFile(profile, '{"domains":["birch.example"],"people":["Ana Brandt"]}');
    const input = 'Brandt, Ana wrote to post@mail.birch.example';
    const found = await tocsin(['check', '-', '--profile', profile, '--replace'], { input });
    assert.equal(found.out, '[person] wrote to [own domain]');
    await writeFile(profile, '{"domain":["birch.example"]}');
    const wrong = await tocsin(['check', '-', '--profile', profile], { input });
    assert.equal(wrong.code, 2);
    assert.match(wrong.words, /Expected one of domains/);
  });
});

/** Nothing may be shared behind the copy; the doctor finds the same hub, on whatever port it listens. */
async function refusesWhileRunning(data: string, url: string): Promise<void> {
  const env = { TOCSIN_DATA: data };
  const hub = await RunningHub.start(data);
  try {
    const refused = await tocsin(['migrate-engine', '--to-database-url', url], { env });
    assert.equal(refused.code, 5, refused.words);
    assert.match(refused.words, /stop it first/);
    const { port } = new URL(hub.address);
    assert.ok(refused.words.includes(`http://127.0.0.1:${port})`), refused.words);
    const doctor = await tocsin(['doctor'], { env });
    assert.match(doctor.out, new RegExp(`hub: running on port ${port}`));
  } finally {
    await hub[Symbol.asyncDispose]();
  }
}

/** The database knows its hubs, whatever directory they keep; and while it is copied none starts on it. */
async function refusesForAnyHub(url: string, path: string): Promise<void> {
  const env = { TOCSIN_DATABASE_URL: url };
  const copy = (to: string): ReturnType<typeof tocsin> =>
    tocsin(['migrate-engine', '--to-data', join(path, to)], {
      env: { ...env, TOCSIN_DATA: join(path, 'of-the-copy') },
    });
  const hub = await RunningHub.start(join(path, 'of-the-hub'), { env });
  try {
    const refused = await copy('behind');
    assert.equal(refused.code, 5, refused.words);
    assert.match(refused.words, /A hub works on this database: stop it first/);
  } finally {
    await hub[Symbol.asyncDispose]();
  }
  const copied = await copy('after');
  assert.equal(copied.code, 0, copied.words);
}
