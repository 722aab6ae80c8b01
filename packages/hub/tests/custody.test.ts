import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { aliasName } from '@tocsin/policy';
import type {
  Access,
  Custodian,
  Handling,
  ObjectDetail,
  Problem,
  Receipt,
  MisuseCase,
  ReleaseRequest,
  SealedSource,
  SealOpening,
} from '@tocsin/hub/contract';
import { ENGINES, opened, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import { foundCommunity, invited, startTestHub } from './world.ts';
import type { Answered, Caller } from './world.ts';

const NAMES = ['anna', 'arno', 'abel', 'berta', 'bruno', 'carl', 'greta'] as const;

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`sealed sources and custodians over HTTP on ${engine}`, () => {
    let world: ExchangeWorld;
    let people: Record<(typeof NAMES)[number], Caller>;
    const keys = new Map<string, string>();

    before(async () => {
      world = await openExchangeWorld({ engine });
      const entries = await Promise.all(
        NAMES.map(async (name) => [name, await world.person(name)] as const),
      );
      people = Object.fromEntries(entries) as typeof people;
    });
    after(async () => world[Symbol.asyncDispose]());

    const custodians = async (): Promise<Custodian[]> =>
      (await people.arno.get<{ items: Custodian[] }>(`${world.base}/custodians`)).json.items;
    const name = (who: Caller, person: string): Promise<Answered<Problem>> =>
      who.send<Problem>('PUT', `${world.base}/custodians/${world.ids.person(person)}`);
    const newKey = async (who: (typeof NAMES)[number]): Promise<Answered<Custodian>> => {
      const secret = await generateX25519Identity();
      const recipient = await identityToRecipient(secret);
      const made = await people[who].post<Custodian>(`${world.base}/custody-key`, { recipient });
      if (made.status === 200) keys.set(recipient, secret);
      return made;
    };
    const encrypted = async (recipient: string, text: string): Promise<string> => {
      const encrypter = new Encrypter();
      encrypter.addRecipient(recipient);
      return Buffer.from(await encrypter.encrypt(text)).toString('base64url');
    };
    const decrypted = async (recipient: string, body: string): Promise<string> => {
      const decrypter = new Decrypter();
      decrypter.addIdentity(keys.get(recipient) ?? '');
      return decrypter.decrypt(Buffer.from(body, 'base64url'), 'text');
    };
    const sealBody = async (more: object = {}): Promise<Record<string, unknown>> => {
      const active = (await custodians()).flatMap(({ key, active: is }) =>
        is && key !== undefined ? [key] : [],
      );
      const parts = await Promise.all(
        active.map(async ({ id, recipient }) => ({
          key: id,
          body: await encrypted(recipient, `part of ${recipient}`),
        })),
      );
      return {
        ticket: `tct_${randomBytes(32).toString('base64url')}`,
        threshold: 1,
        body: 'c2VhbGVk',
        parts,
        salt: randomBytes(32).toString('base64url'),
        ...more,
      };
    };
    interface Sealed {
      readonly ticket: string;
      readonly source: SealedSource['source'];
      readonly carried: Record<string, string>;
    }
    const seal = async (who: Caller, more: object = {}): Promise<Sealed> => {
      const body = await sealBody(more);
      const made = await who.post<SealedSource>(`${world.base}/sealed-sources`, body);
      assert.equal(made.status, 201, made.text);
      const ticket = String(body['ticket']);
      return { ticket, source: made.json.source, carried: { 'tocsin-ticket': ticket } };
    };
    const share = async (
      who: Caller,
      { carried }: Sealed,
      marking: object = { level: 'green' },
    ): Promise<string> => {
      const text = `Beacons to 198.51.100.${String(Math.floor(Math.random() * 250))}`;
      const sent = await who.post<Receipt>(
        `${world.base}/contributions`,
        { text, marking },
        carried,
      );
      assert.equal(sent.status, 201, sent.text);
      return sent.json.lines.find(({ id = '' }) => id.startsWith('indicator--'))?.id ?? '';
    };
    const refusedAs = (answer: Answered, status: number, code: string): void => {
      assert.equal(answer.status, status, answer.text);
      assert.ok(answer.text.includes(`#${code}`), answer.text);
    };

    test('a chair names custodians; whoever chairs, or of a custodian’s organization, is refused with the reason', async () => {
      refusedAs(await name(people.berta, 'berta'), 403, 'not-allowed');
      assert.equal((await name(people.anna, 'bruno')).status, 204);
      const chair = await name(people.anna, 'anna');
      refusedAs(chair, 409, 'conflict');
      assert.match(chair.json.detail, /A chair cannot be a custodian/);
      refusedAs(await name(people.anna, 'berta'), 409, 'conflict');
      assert.equal((await name(people.anna, 'carl')).status, 204);
      assert.equal((await name(people.anna, 'greta')).status, 204);
      refusedAs(await name(people.anna, 'arno'), 409, 'conflict');
      assert.deepEqual(
        (await custodians()).map(({ person, active, key }) => [person.name, active, key]),
        [
          ['bruno', true, undefined],
          ['carl', true, undefined],
          ['greta', true, undefined],
        ],
      );
    });

    test('nothing is sealed before a custodian has a key; only custodians publish one, after a fresh sign-in', async () => {
      const early = await people.arno.post(`${world.base}/sealed-sources`, {
        ...(await sealBody()),
        parts: [{ key: 'none', body: 'YQ' }],
      });
      refusedAs(early, 409, 'conflict');
      refusedAs(await newKey('arno'), 404, 'not-found');
      for (const who of ['bruno', 'carl', 'greta'] as const)
        assert.equal((await newKey(who)).status, 200);
      world.clock.at += 16 * 60_000;
      refusedAs(await newKey('bruno'), 401, 'sign-in-failed');
      for (const who of NAMES) people[who] = await world.person(who);
    });

    test('a share by a ticket stands under a pseudonym; whoever brought it is a stranger to it without', async () => {
      const sealed = await seal(people.arno);
      const id = await share(people.arno, sealed);
      const seen = await people.berta.get<ObjectDetail>(`${world.base}/objects/${id}`);
      assert.equal(seen.json.origin.id, sealed.source.id);
      assert.equal(seen.json.origin.name, aliasName(sealed.source.id));
      const without = await people.arno.get<ObjectDetail>(`${world.base}/objects/${id}`);
      assert.equal(without.json.own, false);
      const own = await people.arno.get<ObjectDetail>(
        `${world.base}/objects/${id}`,
        sealed.carried,
      );
      assert.equal(own.json.own, true);
      const told = await people.arno.get<SealedSource>(
        `${world.base}/sealed-source`,
        sealed.carried,
      );
      assert.equal(told.json.threshold, 1);
      assert.equal(told.json.custodians.length, 3);
      refusedAs(await people.arno.get(`${world.base}/sealed-source`), 404, 'not-found');
    });

    test('the same ticket is the same source, and who seals must be able to share', async () => {
      const body = await sealBody();
      const first = await people.arno.post<SealedSource>(`${world.base}/sealed-sources`, body);
      const again = await people.arno.post<SealedSource>(`${world.base}/sealed-sources`, body);
      assert.deepEqual(again.json, first.json);
      refusedAs(await people.abel.post(`${world.base}/sealed-sources`, body), 403, 'not-allowed');
      const [, ...fewer] = body['parts'] as unknown[];
      const partial = await people.arno.post(`${world.base}/sealed-sources`, {
        ...(await sealBody()),
        parts: fewer,
      });
      refusedAs(partial, 409, 'conflict');
    });

    test('the source marks anew, answers requests, sees the handling, and takes back; nobody else by that ticket’s absence', async () => {
      const sealed = await seal(people.arno);
      const id = await share(people.arno, sealed, {
        level: 'amber',
        audience: { organizations: ['birch'] },
      });
      assert.equal((await people.carl.get(`${world.base}/objects/${id}`)).status, 404);
      const asked = await people.berta.post<ReleaseRequest>(
        `${world.base}/objects/${id}/releases`,
        {
          wanted: { organizations: [world.ids.organization('cedar')] },
          purpose: 'They run the same gateway',
          due_at: new Date(world.clock.at + 86_400_000).toISOString(),
        },
      );
      assert.equal(asked.status, 201, asked.text);
      assert.equal(asked.json.source.name, sealed.source.name);
      const mine = await people.arno.get<{ items: ReleaseRequest[] }>(`${world.base}/releases`);
      assert.deepEqual(mine.json.items, []);
      const waiting = await people.arno.get<{ items: ReleaseRequest[] }>(
        `${world.base}/releases`,
        sealed.carried,
      );
      assert.deepEqual(
        waiting.json.items.map((one) => [one.id, one.may]),
        [[asked.json.id, ['answer']]],
      );
      const answer = (body: object): Promise<Answered<ReleaseRequest>> =>
        people.arno.post<ReleaseRequest>(
          `${world.base}/releases/${asked.json.id}/answer`,
          body,
          sealed.carried,
        );
      assert.equal((await answer({ kind: 'ask-back', words: 'Which?' })).json.state, 'asked-back');
      const replied = await people.berta.post<ReleaseRequest>(
        `${world.base}/releases/${asked.json.id}/reply`,
        { words: 'The one at the quay' },
      );
      assert.equal(replied.status, 200, replied.text);
      const granted = await answer({
        kind: 'grant',
        to: { organizations: [world.ids.organization('cedar')] },
      });
      assert.equal(granted.json.state, 'granted', granted.text);
      assert.equal((await people.carl.get(`${world.base}/objects/${id}`)).status, 200);
      const handling = await people.arno.get<Handling>(
        `${world.base}/objects/${id}/handling`,
        sealed.carried,
      );
      assert.ok(handling.text.includes(world.ids.organization('cedar')), handling.text);
      assert.equal((await people.arno.get(`${world.base}/objects/${id}/handling`)).status, 404);
      const access = await people.arno.get<Access>(
        `${world.base}/objects/${id}/access`,
        sealed.carried,
      );
      assert.deepEqual(access.json.may, ['remark-object', 'retract-object']);
      const marked = await people.arno.send('PUT', `${world.base}/objects/${id}/marking`, {
        body: { marking: { level: 'green' } },
        headers: sealed.carried,
      });
      assert.equal(marked.status, 200, marked.text);
      const taken = await people.arno.send('DELETE', `${world.base}/objects/${id}`, {
        headers: sealed.carried,
      });
      assert.equal(taken.status, 204, taken.text);
      assert.equal((await people.berta.get(`${world.base}/objects/${id}`)).status, 404);
    });

    test('misuse of what was shared sealed is told to its ticket, and to nobody else of its bearer', async () => {
      const sealed = await seal(people.arno);
      const id = await share(people.arno, sealed);
      const reported = await people.berta.post<MisuseCase>(`${world.base}/objects/${id}/misuse`, {
        rule: 'marking',
        words: 'It stood in a public channel',
      });
      assert.equal(reported.status, 201, reported.text);
      assert.equal(reported.json.source.name, sealed.source.name);
      const cases = async (headers = {}): Promise<[string, string][]> =>
        (
          await people.arno.get<{ items: MisuseCase[] }>(`${world.base}/misuse`, headers)
        ).json.items.map(({ side, state }) => [side, state]);
      assert.deepEqual(await cases(sealed.carried), [], 'not told yet');
      for (const to of ['assessed', 'source-told']) {
        const path = `${world.base}/misuse/${reported.json.id}/steps`;
        const moved = await people.anna.post(path, { to, words: 'Taken down the same day' });
        assert.equal(moved.status, 200, moved.text);
      }
      assert.deepEqual(await cases(), []);
      assert.deepEqual(await cases(sealed.carried), [['source', 'source-told']]);
      const other = await seal(people.arno);
      assert.deepEqual(await cases(other.carried), []);
    });

    test('a ticket opens only what it stands for: wrong, foreign and out of place are one refusal', async () => {
      const sealed = await seal(people.arno);
      const id = await share(people.arno, sealed);
      const path = `${world.base}/objects/${id}`;
      const wrong = `tct_${randomBytes(32).toString('base64url')}`;
      const told: string[] = [];
      for (const ticket of [wrong, 'tct_', 'x'.repeat(500), `${sealed.ticket}A`]) {
        const answer = await people.berta.get<Problem>(path, { 'tocsin-ticket': ticket });
        refusedAs(answer, 400, 'ticket-unusable');
        told.push(answer.json.detail);
      }
      assert.equal(new Set(told).size, 1);
      // Carl takes part in the rail circle as well; the ticket is for energy.
      const elsewhere = await people.carl.get('/api/v1/communities/rail/objects', sealed.carried);
      refusedAs(elsewhere, 404, 'not-found');
      const token = await world.program('alder').get(path, sealed.carried);
      refusedAs(token, 400, 'ticket-unusable');
      const stream = await people.arno.get('/api/v1/stream', sealed.carried);
      refusedAs(stream, 400, 'ticket-unusable');
      const taxii = await people.arno.get('/taxii2/energy/collections/', {
        ...sealed.carried,
        accept: 'application/taxii+json;version=2.1',
      });
      assert.equal(taxii.status, 400, taxii.text);
      const home = await people.arno.get('/api/v1/home', sealed.carried);
      refusedAs(home, 400, 'ticket-unusable');
      // The ticket, not the account: another member who was given it acts as the source.
      const lent = await people.berta.get<ObjectDetail>(path, sealed.carried);
      assert.equal(lent.json.own, true);
    });

    test('a ticket reads nothing that its bearer, and the source, could not read without', async () => {
      const sealed = await seal(people.arno);
      const other = await seal(people.berta);
      const secret = await share(people.berta, other, {
        level: 'amber',
        audience: { organizations: ['alder'] },
      });
      const own = await share(people.berta, other, {
        level: 'red',
        audience: { persons: [world.ids.person('arno')] },
      });
      for (const id of [secret, own])
        assert.equal((await opened(people.arno, `${world.base}/objects/${id}`)).status, 200);
      for (const id of [secret, own]) {
        const read = await people.arno.get(`${world.base}/objects/${id}`, sealed.carried);
        assert.equal(read.status, 404, read.text);
      }
    });

    test('what is shared by a ticket must not hold the names of whoever shares it', async () => {
      const sealed = await seal(people.arno);
      const sent = await people.arno.post<Problem>(
        `${world.base}/contributions`,
        { text: 'Seen at Alder Energy', marking: { level: 'green' } },
        sealed.carried,
      );
      refusedAs(sent, 422, 'invalid');
      assert.ok(sent.text.includes('names-its-source'), sent.text);
      const unsealed = await people.arno.post<Problem>(`${world.base}/contributions`, {
        text: 'Beacons to 198.51.100.9',
        attribution: 'sealed',
        marking: { level: 'green' },
      });
      refusedAs(unsealed, 422, 'invalid');
    });

    test('any one custodian opens a seal that takes one, recorded first; the source reads who and why', async () => {
      const sealed = await seal(people.arno);
      const id = await share(people.arno, sealed);
      const path = `${world.base}/objects/${id}/openings`;
      for (const who of [people.berta, people.anna, people.arno])
        refusedAs(await who.post(path, { reason: 'I am curious' }), 404, 'not-found');
      const opened = await people.bruno.post<SealOpening>(path, { reason: 'A court asks' });
      assert.equal(opened.status, 201, opened.text);
      const { part, seal: body, state } = opened.json;
      assert.equal(state, 'open');
      assert.equal(body?.body, 'c2VhbGVk');
      assert.equal(
        await decrypted(opened.json.recipient, part?.body ?? ''),
        `part of ${opened.json.recipient}`,
      );
      const read = await people.arno.get<{ items: SealOpening[] }>(
        `${world.base}/openings`,
        sealed.carried,
      );
      assert.deepEqual(
        read.json.items.map((one) => [one.reason, one.asker.name, one.side, one.seal]),
        [['A court asks', 'bruno', 'source', undefined]],
      );
      const record = await people.arno.get('/api/v1/audit', sealed.carried);
      assert.ok(record.text.includes('Opened a seal: A court asks'), record.text);
      const own = await people.bruno.get('/api/v1/audit');
      assert.ok(own.text.includes('Opened a seal: A court asks'), own.text);
      const others = await people.carl.get<{ items: SealOpening[] }>(`${world.base}/openings`);
      assert.equal(others.json.items[0]?.seal, undefined);
      assert.equal(others.json.items[0]?.part, undefined);
      const chair = await people.anna.get<{ items: SealOpening[] }>(`${world.base}/openings`);
      assert.deepEqual(chair.json.items, []);
      world.clock.at += 16 * 60_000;
      refusedAs(await people.bruno.post(path, { reason: 'Again' }), 401, 'sign-in-failed');
      for (const who of NAMES) people[who] = await world.person(who);
    });

    test('two of three: one asks, another gives or declines; with too few it stays closed', async () => {
      const sealed = await seal(people.arno, { threshold: 2 });
      const id = await share(people.arno, sealed);
      const path = `${world.base}/objects/${id}/openings`;
      const asked = await people.bruno.post<SealOpening>(path, { reason: 'A court asks' });
      assert.equal(asked.json.state, 'asked');
      assert.equal(asked.json.part, undefined);
      assert.equal(asked.json.seal, undefined);
      const answer = (who: Caller, opening: string, body: object): Promise<Answered<SealOpening>> =>
        who.post<SealOpening>(`${world.base}/openings/${opening}/answer`, body);
      const { id: opening, recipient } = asked.json;
      refusedAs(await answer(people.bruno, opening, { said: 'decline' }), 404, 'not-found');
      refusedAs(await answer(people.anna, opening, { said: 'decline' }), 404, 'not-found');
      const waits = await people.carl.get<{ items: SealOpening[] }>(`${world.base}/openings`);
      const [first] = waits.json.items;
      assert.equal(first?.reason, 'A court asks');
      assert.ok(first.part !== undefined);
      const given = await answer(people.carl, opening, {
        said: 'give',
        part: await encrypted(recipient, 'the part of carl'),
      });
      assert.equal(given.json.state, 'open', given.text);
      const mine = await people.bruno.get<{ items: SealOpening[] }>(`${world.base}/openings`);
      const open = mine.json.items.find((one) => one.id === opening);
      assert.equal(await decrypted(recipient, open?.seal?.given[0] ?? ''), 'the part of carl');
      refusedAs(await answer(people.greta, opening, { said: 'decline' }), 409, 'conflict');

      world.clock.at += 1000;
      const second = await people.bruno.post<SealOpening>(path, { reason: 'Once more' });
      assert.equal(
        (await answer(people.carl, second.json.id, { said: 'decline' })).json.state,
        'asked',
      );
      refusedAs(await answer(people.carl, second.json.id, { said: 'decline' }), 409, 'conflict');
      const declined = await answer(people.greta, second.json.id, { said: 'decline' });
      assert.equal(declined.json.state, 'declined');
      const told = await people.arno.get<{ items: SealOpening[] }>(
        `${world.base}/openings`,
        sealed.carried,
      );
      assert.deepEqual(
        told.json.items.map((one) => [one.reason, one.state]),
        [
          ['Once more', 'declined'],
          ['A court asks', 'open'],
        ],
      );
    });

    test('another custodian who may not read what was shared is told the reason, and not which object', async () => {
      const sealed = await seal(people.arno, { threshold: 2 });
      const id = await share(people.arno, sealed, {
        level: 'red',
        audience: { persons: [world.ids.person('bruno')] },
      });
      const asked = await people.bruno.post<SealOpening>(`${world.base}/objects/${id}/openings`, {
        reason: 'A court asks',
      });
      assert.equal(asked.json.object, id, asked.text);
      const told = await people.carl.get<{ items: SealOpening[] }>(`${world.base}/openings`);
      const opening = told.json.items.find((one) => one.id === asked.json.id);
      assert.equal(opening?.reason, 'A court asks');
      assert.equal(opening.object, undefined);
      assert.ok(!told.text.includes(id));
      refusedAs(
        await people.carl.post(`${world.base}/objects/${id}/openings`, { reason: 'Me too' }),
        404,
        'not-found',
      );
    });

    test('a custodian who comes to chair, or is dismissed, opens nothing; a new key leaves older seals openable', async () => {
      const sealed = await seal(people.arno);
      const id = await share(people.arno, sealed);
      const path = `${world.base}/objects/${id}/openings`;
      const before = (await custodians()).find(({ person }) => person.name === 'carl')?.key;
      assert.equal((await newKey('carl')).status, 200);
      const opened = await people.carl.post<SealOpening>(path, { reason: 'A court asks' });
      assert.equal(opened.json.part?.key, before?.id, opened.text);
      assert.notEqual(opened.json.recipient, before?.recipient);
      const roles = `${world.base}/people/${world.ids.person('carl')}/roles`;
      const give = (list: string[]): Promise<Answered> =>
        people.anna.send('PUT', roles, { body: { roles: list } });
      assert.equal((await give(['co-chair'])).status, 204);
      refusedAs(await people.carl.post(path, { reason: 'Again' }), 404, 'not-found');
      assert.equal(
        (await custodians()).find(({ person }) => person.name === 'carl')?.active,
        false,
      );
      assert.equal((await give(['sharing-officer'])).status, 204);
      const dismissed = await people.anna.send(
        'DELETE',
        `${world.base}/custodians/${world.ids.person('carl')}`,
      );
      assert.equal(dismissed.status, 204);
      refusedAs(await people.carl.post(path, { reason: 'Again' }), 404, 'not-found');
    });

    test('the proof is over what the hub saw, and needs the salt', async () => {
      const salt = randomBytes(32).toString('base64url');
      const sealed = await seal(people.arno, { salt });
      const id = await share(people.arno, sealed);
      const opened = await people.bruno.post<SealOpening>(`${world.base}/objects/${id}/openings`, {
        reason: 'A court asks',
      });
      const seen = [
        'tocsin seal',
        salt,
        world.community,
        world.ids.organization('alder'),
        world.ids.person('arno'),
      ];
      assert.equal(
        opened.json.seal?.proof,
        createHash('sha256').update(JSON.stringify(seen)).digest('base64url'),
      );
    });
  });
}

test('whoever runs the hub cannot be a custodian, also when they do not chair', async () => {
  await using world = await startTestHub();
  const { chair: operator, community } = await foundCommunity(world);
  const by = { email: 'berta@birch.example', organization: { name: 'Birch' }, roles: ['chair'] };
  const chair = await invited(world, { chair: operator, community }, by);
  const path = `/api/v1/communities/${community}`;
  const roles = await chair.caller.send('PUT', `${path}/people/${operator.me.id}/roles`, {
    body: { roles: ['representative'] },
  });
  const own = await operator.caller.send('PUT', `${path}/people/${operator.me.id}/roles`, {
    body: { roles: ['representative'] },
  });
  assert.ok([roles.status, own.status].includes(204), own.text);
  const named = await chair.caller.send<Problem>('PUT', `${path}/custodians/${operator.me.id}`);
  assert.equal(named.status, 409, named.text);
  assert.match(named.json.detail, /Whoever runs the hub cannot be a custodian/);
});
