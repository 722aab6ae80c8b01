/** Mail through a real SMTP server: invitations, what waits for people, and what becomes of a letter that is not taken. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readSettings, startHub } from '@tocsin/hub';
import type { Invitation, InvitationWithLink, PaperDetail, Problem } from '@tocsin/hub/contract';
import { startMailServer } from '@tocsin/testkit/mail-server';
import type { Arrived, MailServer } from '@tocsin/testkit/mail-server';
import { ENGINES, freshIndicator, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import { foundCommunity } from './world.ts';
import type { Caller } from './world.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

for (const engine of ENGINES) {
  describe(`mail on ${engine}`, () => {
    let mail: MailServer;
    let world: ExchangeWorld;

    before(async () => {
      mail = await startMailServer();
      const settings = {
        TOCSIN_MAIL_SERVER: mail.url,
        TOCSIN_MAIL_FROM: 'Energy hub <hub@energy.example>',
        TOCSIN_PUBLIC_URL: 'http://hub.energy.example',
      };
      world = await openExchangeWorld({ engine, settings });
    });
    after(async () => {
      await world[Symbol.asyncDispose]();
      await mail[Symbol.asyncDispose]();
    });

    // The clock outruns sessions: each act signs in anew.
    const chair = (): Promise<Caller> => world.person('anna');
    const member = (): Promise<Caller> => world.person('berta');
    const to = (address: string): Arrived[] =>
      mail.arrived.filter((one) => one.to.includes(address));
    const invite = async (body: object): Promise<InvitationWithLink> => {
      const caller = await chair();
      const made = await caller.post<InvitationWithLink>(`${world.base}/invitations`, body);
      assert.equal(made.status, 201, made.text);
      return made.json;
    };
    const letterOf = async (id: string): Promise<Invitation['letter']> => {
      const { json } = await (
        await chair()
      ).get<{ items: Invitation[] }>(`${world.base}/invitations`);
      return json.items.find((one) => one.id === id)?.letter;
    };
    const until = async (what: () => Promise<boolean> | boolean): Promise<void> => {
      for (const end = Date.now() + 30_000; !(await what());) {
        assert.ok(Date.now() < end, 'It did not come about within 30 seconds');
        await new Promise((done) => setTimeout(done, 100));
      }
    };

    test('an invitation goes to its address with the link that is shown', async () => {
      const made = await invite({ email: 'dora@dogwood.example' });
      assert.equal(made.by_mail, true);
      await until(() => to('dora@dogwood.example').length > 0);
      const [letter] = to('dora@dogwood.example');
      assert.equal(letter?.from, 'hub@energy.example');
      assert.match(letter?.subject ?? '', /anna invites you to Energy Circle/i);
      assert.ok(letter?.text.includes(made.link), letter?.text);
      assert.equal(letter?.headers.get('auto-submitted'), 'auto-generated');
      await until(async () => (await letterOf(made.id))?.state === 'sent');
    });

    test('an invitation is written in the language of whoever invites, and counted by what became of it', async () => {
      const speak = async (language: string | null): Promise<number> => {
        const body = { language };
        return (await (await chair()).send('PATCH', '/api/v1/me/preferences', { body })).status;
      };
      assert.equal(await speak('de'), 200);
      await invite({ email: 'eva@elder.example' });
      await until(() => to('eva@elder.example').length > 0);
      assert.match(to('eva@elder.example')[0]?.subject ?? '', /anna lädt Sie zu Energy Circle ein/);
      assert.equal(await speak(null), 200);
      await until(async () => {
        const figures = await (await fetch(`${world.hub.metricsAddress}/metrics`)).text();
        return /^tocsin_letters_total\{outcome="sent"\} [2-9]/m.test(figures);
      });
    });

    test('nobody is written to without an address, or when the inviter hands the link over', async () => {
      const bare = await invite({});
      const own = await invite({ email: 'emil@elm.example', by_mail: false });
      assert.deepEqual([bare.by_mail, own.by_mail], [false, false]);
      assert.equal(await letterOf(own.id), undefined);
    });

    test('a letter that cannot go now is tried again, and until then says why it waits', async () => {
      mail.refuse('fay@fir.example', 451);
      const made = await invite({ email: 'fay@fir.example' });
      await until(async () => (await letterOf(made.id))?.why !== '');
      assert.deepEqual((await letterOf(made.id))?.state, 'waiting');
      mail.refuse('fay@fir.example', undefined);
      world.clock.at += 2 * MINUTE;
      await until(async () => (await letterOf(made.id))?.state === 'sent');
      assert.equal(to('fay@fir.example').length, 1);
    });

    test('an address that takes none is told to whoever invited, and not tried again', async () => {
      mail.refuse('gus@gorse.example', 550);
      const made = await invite({ email: 'gus@gorse.example' });
      await until(async () => (await letterOf(made.id))?.state === 'failed');
      assert.match((await letterOf(made.id))?.why ?? '', /No such mailbox here/);
    });

    test('a server that lets the hub send nothing fails no letter for good, and stops nobody', async () => {
      mail.refuse('hub@energy.example', 550);
      const made = await invite({ email: 'finn@fir.example' });
      await until(async () => (await letterOf(made.id))?.why !== '');
      assert.equal((await letterOf(made.id))?.state, 'waiting');
      mail.refuse('hub@energy.example', undefined);
      world.clock.at += 2 * MINUTE;
      await until(async () => (await letterOf(made.id))?.state === 'sent');
      const { json } = await (await member()).get<{ stopped?: object }>('/api/v1/me/mail');
      assert.equal(json.stopped, undefined);
    });

    test('an invitation that was withdrawn is not sent any more', async () => {
      mail.refuse('hal@hazel.example', 451);
      const made = await invite({ email: 'hal@hazel.example' });
      await until(async () => (await letterOf(made.id))?.why !== '');
      const gone = await (await chair()).send('DELETE', `${world.base}/invitations/${made.id}`);
      assert.equal(gone.status, 204);
      mail.refuse('hal@hazel.example', undefined);
      world.clock.at += 2 * MINUTE;
      // Letters go in their order: once a later one arrived, this one did not.
      await invite({ email: 'ida@ivy.example' });
      await until(() => to('ida@ivy.example').length > 0);
      assert.equal(to('hal@hazel.example').length, 0);
    });

    test('what waits for somebody is told once as it comes and once before its end, without what it is about', async () => {
      const before = to('berta@birch.example').length;
      const paper = await openPaper('The secret plan of Birch', world.clock.at + 10 * DAY);
      world.clock.at += 2 * 3_600_000;
      await until(() => to('berta@birch.example').length > before);
      const first = to('berta@birch.example').at(-1);
      assert.match(first?.text ?? '', /A version of a paper lies before the members/);
      assert.match(first?.text ?? '', /Energy Circle/);
      assert.match(first?.text ?? '', /Until 1\d March 2026/);
      for (const { text, subject } of mail.arrived) {
        assert.ok(!text.includes('secret plan') && !subject.includes('secret plan'), text);
        assert.ok(!text.includes(paper.id), text);
      }
      world.clock.at += 8.5 * DAY;
      await until(() => to('berta@birch.example').length > before + 1);
      world.clock.at += 2 * 3_600_000;
      await quiet();
      assert.equal(to('berta@birch.example').length, before + 2);
    });

    test('an urgent request is told at once, without what it is about, and to nobody else', async () => {
      const sent = { ...freshIndicator(), name: 'heron of the weir' };
      const marking = { level: 'amber', audience: { organizations: ['alder'] } };
      const berta = await world.person('berta');
      const shared = await berta.post(`${world.base}/contributions`, { objects: [sent], marking });
      assert.equal(shared.status, 201, shared.text);
      await quiet();
      const before = mail.arrived.length;
      const anna = await world.person('anna');
      const asked = await anna.post(`${world.base}/objects/${sent.id}/releases`, {
        wanted: { organizations: [world.ids.organization('cedar')] },
        purpose: 'Their crew is there tonight',
        form: 'as-is',
        urgent: true,
        due_at: new Date(world.clock.at + DAY).toISOString(),
      });
      assert.equal(asked.status, 201, asked.text);
      const told = (): Arrived[] =>
        mail.arrived.slice(before).filter(({ text }) => /urgently/.test(text));
      await until(() => told().length > 0);
      await quiet();
      const letters = told();
      assert.deepEqual(
        letters.flatMap((one) => one.to),
        ['berta@birch.example'],
      );
      assert.doesNotMatch(letters[0]?.text ?? '', /heron|weir|crew|Cedar/);
    });

    test('a ballot is told to whoever votes and has not, without what is asked', async () => {
      const before = to('berta@birch.example').length;
      const asked = { title: 'A secret question', text: '', type: 'yes-no', options: [] };
      const rule = { majority: 'simple', quorum: { kind: 'none', value: 0 }, tie: 'stays' };
      const made = await (
        await chair()
      ).post<{ id: string }>(
        `${world.base}/ballots`,
        { ...asked, ...rule, anonymous: false, level: 'green' },
        { 'idempotency-key': crypto.randomUUID() },
      );
      const end = new Date(world.clock.at + 10 * DAY).toISOString();
      const ballot = `${world.base}/ballots/${made.json.id}`;
      await (await chair()).post(`${ballot}/steps`, { to: 'open', until: end });
      world.clock.at += 2 * 3_600_000;
      await until(() => to('berta@birch.example').length > before);
      const letter = to('berta@birch.example').at(-1);
      assert.match(letter?.text ?? '', /A ballot waits for the vote of your organization\. Until /);
      assert.doesNotMatch(letter?.text ?? '', /secret question/);
      const voted = await (
        await member()
      ).send('PUT', `${ballot}/vote`, { body: { choice: ['yes'] } });
      assert.equal(voted.status, 200, voted.text);
    });

    test('whoever wants no letters gets none', async () => {
      const patch = { notifications: { duty: ['in-app'] } };
      const chosen = await (
        await member()
      ).send('PATCH', '/api/v1/me/preferences', { body: patch });
      assert.equal(chosen.status, 200, chosen.text);
      const before = to('berta@birch.example').length;
      await openPaper('Another', world.clock.at + 10 * DAY);
      world.clock.at += 2 * 3_600_000;
      await quiet();
      assert.equal(to('berta@birch.example').length, before);
      await (
        await member()
      ).send('PATCH', '/api/v1/me/preferences', {
        body: { notifications: { duty: null } },
      });
      world.clock.at += 2 * 3_600_000;
      await until(() => to('berta@birch.example').length > before);
    });

    test('an address that takes no letters gets none until its person tries it and it does', async () => {
      mail.refuse('berta@birch.example', 550);
      await openPaper('A third', world.clock.at + 10 * DAY);
      world.clock.at += 2 * 3_600_000;
      const stopped = async (): Promise<{ why: string } | undefined> =>
        (await (await member()).get<{ stopped?: { why: string } }>('/api/v1/me/mail')).json.stopped;
      await until(async () => (await stopped()) !== undefined);
      assert.match((await stopped())?.why ?? '', /No such mailbox here/);
      const home = await (await member()).get<{ duties: { kind: string }[] }>('/api/v1/home');
      assert.ok(home.json.duties.some(({ kind }) => kind === 'letters-stopped'));
      const failed = await (await member()).post<Problem>('/api/v1/me/mail/test-letter');
      assert.equal(failed.status, 422, failed.text);
      mail.refuse('berta@birch.example', undefined);
      const before = to('berta@birch.example').length;
      assert.equal((await (await member()).post('/api/v1/me/mail/test-letter')).status, 204);
      assert.equal(await stopped(), undefined);
      world.clock.at += 2 * 3_600_000;
      await until(() => to('berta@birch.example').length > before + 1);
    });

    test('words in names cannot become headers', async () => {
      const other = await (
        await chair()
      ).post<Problem>(`${world.base}/invitations`, {
        email: 'ivo@ivy.example\r\nBcc: everybody@elsewhere.example',
      });
      assert.equal(other.status, 422);
      assert.equal(to('everybody@elsewhere.example').length, 0);
    });

    /** A full look at everybody went by: a letter sent for it arrived. */
    async function quiet(): Promise<void> {
      const address = `q${String(mail.arrived.length)}@quince.example`;
      await invite({ email: address });
      await until(() => to(address).length > 0);
      // The look at people comes after the letters of the same turn.
      await invite({ email: `z${address}` });
      await until(() => to(`z${address}`).length > 0);
    }

    async function openPaper(title: string, end: number): Promise<PaperDetail> {
      const keys = ['parties', 'confidentiality', 'use', 'personal-data', 'end'];
      const sections = keys.map((key) => ({ key, text: `About ${key}` }));
      const made = await (
        await chair()
      ).post<PaperDetail>(
        `${world.base}/papers`,
        { kind: 'agreement', title, level: 'green', sections, note: '' },
        { 'idempotency-key': crypto.randomUUID() },
      );
      assert.equal(made.status, 201, made.text);
      const step = { n: 1, to: 'open', until: new Date(end).toISOString() };
      const done = await (await chair()).post(`${world.base}/papers/${made.json.id}/steps`, step);
      assert.equal(done.status, 200, done.text);
      return made.json;
    }
  });
}

describe('a hub that is started again', () => {
  test('sends what waited before, once', async () => {
    await using mail = await startMailServer();
    const directory = await mkdtemp(path.join(tmpdir(), 'tocsin-mail-'));
    const settings = readSettings({
      environment: {
        TOCSIN_DATA: directory,
        TOCSIN_PORT: '0',
        TOCSIN_METRICS_PORT: '0',
        TOCSIN_LOG_LEVEL: 'silent',
        TOCSIN_MAIL_SERVER: mail.url,
        TOCSIN_MAIL_FROM: 'hub@energy.example',
        TOCSIN_PUBLIC_URL: 'http://hub.energy.example',
      },
    });
    const clock = { at: Date.parse('2026-03-01T12:00:00Z') };
    const now = (): number => clock.at;
    try {
      mail.refuse('dora@dogwood.example', 451);
      {
        await using hub = await startHub(settings, { now });
        const { chair, community } = await foundCommunity({
          hub,
          clock,
          directory,
          [Symbol.asyncDispose]: () => Promise.resolve(),
        });
        const made = await chair.caller.post<InvitationWithLink>(
          `/api/v1/communities/${community}/invitations`,
          { email: 'dora@dogwood.example' },
        );
        assert.equal(made.json.by_mail, true, made.text);
      }
      mail.refuse('dora@dogwood.example', undefined);
      clock.at += 10 * MINUTE;
      await using _hub = await startHub(settings, { now });
      await mail.until(1);
      clock.at += 10 * MINUTE;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
    assert.deepEqual(
      mail.arrived.map(({ to }) => to),
      [['dora@dogwood.example']],
    );
  });
});

describe('a hub without a mail server', () => {
  test('says so, and mails nothing', async () => {
    await using world = await openExchangeWorld();
    const anna = await world.person('anna');
    const mail = await anna.get<{ mode: string }>('/api/v1/me/mail');
    assert.equal(mail.json.mode, 'off');
    const tried = await anna.post<Problem>('/api/v1/me/mail/test-letter');
    assert.equal(tried.status, 409);
    const made = await anna.post<InvitationWithLink>(`${world.base}/invitations`, {
      email: 'dora@dogwood.example',
    });
    assert.equal(made.json.by_mail, false);
  });
});
