import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type {
  AuditEntry,
  AuditProof,
  Community,
  Group,
  Invitation,
  InvitationSeen,
  InvitationWithLink,
  Me,
  Member,
  Person,
  Problem,
  TokenWithSecret,
} from '@tocsin/hub/contract';
import { freshDatabase, startPostgres } from '@tocsin/testkit/postgres';
import { accept, Caller, foundCommunity, invited, setUp, startTestHub } from './world.ts';
import type { TestHub, TestPerson } from './world.ts';

interface List<T> {
  items: T[];
  next_cursor?: string;
}

describe('founding', () => {
  test('an organization comes before a community, and the founder chairs it', async () => {
    await using world = await startTestHub();
    const { caller } = await setUp(world);
    const community = { slug: 'energy', name: 'Energy Circle', kind: 'sector' };
    const early = await caller.post<Problem>('/api/v1/communities', community);
    assert.equal(early.json.type, '/docs/problems#conflict');
    const organization = await caller.post<{ id: string }>('/api/v1/organizations', {
      name: 'Alder Energy',
      sectors: ['energy'],
      countries: ['DE'],
    });
    assert.equal(organization.status, 201);
    assert.equal((await caller.get<Me>('/api/v1/me')).json.organization?.name, 'Alder Energy');

    const founded = await caller.post<Community>('/api/v1/communities', community);
    assert.equal(founded.status, 201);
    assert.equal(founded.headers.get('location'), `/api/v1/communities/${founded.json.id}`);
    assert.ok(founded.json.standing.roles.includes('chair'));
    assert.equal(founded.json.profile.unlabelled, 'amber+strict');
    assert.ok(founded.json.may.includes('invite'));
    const bySlug = await caller.get<Community>('/api/v1/communities/energy');
    assert.deepEqual(bySlug.json, founded.json);
    const taken = await caller.post<Problem>('/api/v1/communities', community);
    assert.equal(taken.status, 409);
  });

  test('a chair changes what markings mean, in a new version', async () => {
    await using world = await startTestHub();
    const { chair, community } = await foundCommunity(world);
    const route = `/api/v1/communities/${community}/profile`;
    const body = { providers: true, default_level: 'green', client_means: 'Nobody.' };
    const changed = await chair.caller.send<Community>('PUT', route, { body });
    assert.equal(changed.status, 200);
    assert.equal(changed.json.profile.version, 2);
    assert.equal(changed.json.profile.providers, true);
    assert.equal(changed.json.profile.client_means, 'Nobody.');
  });
});

for (const engine of ['sqlite', 'postgres'] as const)
  describe(`membership on ${engine}`, () => {
    const resources = new AsyncDisposableStack();
    let world: TestHub;
    let chair: TestPerson;
    let community: string;
    let birch: TestPerson;
    before(async () => {
      const words: Record<string, string> = {};
      if (engine === 'postgres') {
        const server = resources.use(await startPostgres());
        const database = resources.use(await freshDatabase(server.url));
        words['TOCSIN_DATABASE_URL'] = database.url;
      }
      world = resources.use(await startTestHub(words));
      ({ chair, community } = await foundCommunity(world));
      birch = await invited(
        world,
        { chair, community },
        {
          email: 'bela@birch.example',
          organization: { name: 'Birch Water' },
        },
      );
    });
    after(async () => {
      await resources.disposeAsync();
    });
    const base = (): string => `/api/v1/communities/${community}`;

    test('an invitation says what it is for, by its link alone, and is used once', async () => {
      const made = await chair.caller.post<InvitationWithLink>(`${base()}/invitations`, {
        roles: ['representative'],
        email: 'cleo@cedar.example',
      });
      assert.match(made.json.link, /^http:\/\/localhost:\d+\/invitations#[\w-]{43}$/);
      const outside = new Caller(world.hub.address);
      const seen = await outside.get<InvitationSeen>(`/api/v1/invitations/${made.json.secret}`);
      assert.equal(seen.json.community.name, 'Energy Circle');
      assert.equal(seen.json.email, 'cleo@cedar.example');

      const cleo = await accept(world, made.json, {
        email: 'cleo@cedar.example',
        organization: { name: 'Cedar Rail' },
      });
      assert.equal(cleo.me.organization?.name, 'Cedar Rail');
      assert.equal((await outside.get(`/api/v1/invitations/${made.json.secret}`)).status, 404);
      const members = await cleo.caller.get<List<Member>>(`${base()}/members`);
      const names = members.json.items.map((member) => member.organization.name).sort();
      assert.deepEqual(names, ['Alder Energy', 'Birch Water', 'Cedar Rail']);
    });

    test('a withdrawn invitation answers like one that never was', async () => {
      const made = await chair.caller.post<InvitationWithLink>(`${base()}/invitations`, {});
      const list = await chair.caller.get<List<Invitation>>(`${base()}/invitations`);
      assert.ok(list.json.items.some((one) => one.id === made.json.id));
      assert.ok(!list.text.includes(made.json.secret));
      const gone = await chair.caller.send('DELETE', `${base()}/invitations/${made.json.id}`);
      assert.equal(gone.status, 204);
      const outside = new Caller(world.hub.address);
      const withdrawn = await outside.get(`/api/v1/invitations/${made.json.secret}`);
      const never = await outside.get(`/api/v1/invitations/${'x'.repeat(43)}`);
      assert.equal(withdrawn.status, 404);
      assert.equal(
        withdrawn.text.replace(made.json.secret, '').replace(/"request_id":"[^"]+"/, ''),
        never.text.replace('x'.repeat(43), '').replace(/"request_id":"[^"]+"/, ''),
      );
    });

    test('a person with an account joins another organization by invitation and switches between them', async () => {
      const members = await chair.caller.get<List<Member>>(`${base()}/members`);
      const cedar = members.json.items.find((one) => one.organization.name === 'Alder Energy');
      const made = await chair.caller.post<InvitationWithLink>(`${base()}/invitations`, {
        organization: cedar?.organization.id,
        roles: ['analyst'],
      });
      const joined = await birch.caller.post<Me>(`/api/v1/invitations/${made.json.secret}/join`);
      assert.equal(joined.status, 200, joined.text);
      assert.equal(joined.json.organization?.name, 'Alder Energy');
      assert.equal(joined.json.organizations.length, 2);
      const own = joined.json.organizations.find((one) => one.name === 'Birch Water');
      const body = { organization: own?.id };
      const back = await birch.caller.send<Me>('PUT', '/api/v1/me/organization', { body });
      assert.equal(back.json.organization?.name, 'Birch Water');
      const foreign = await birch.caller.send('PUT', '/api/v1/me/organization', {
        body: { organization: 'not-mine' },
      });
      assert.equal(foreign.status, 404);
    });

    test('who may not act is refused where they see, and finds nothing where they do not', async () => {
      const attempts: [string, string, unknown][] = [
        ['PUT', 'profile', {}],
        ['POST', 'groups', { slug: 'g', name: 'G' }],
        ['PATCH', `members/${birch.me.organization?.id ?? ''}`, { state: 'suspended' }],
      ];
      for (const [method, route, body] of attempts) {
        const refused = await birch.caller.send<Problem>(method, `${base()}/${route}`, { body });
        assert.equal(refused.json.type, '/docs/problems#not-allowed', route);
        const nowhere = await birch.caller.send(method, `/api/v1/communities/none/${route}`, {
          body,
        });
        assert.equal(nowhere.status, 404, route);
      }
    });

    test('a group is made and changed by the chair and seen by the members', async () => {
      const organization = birch.me.organization?.id ?? '';
      const made = await chair.caller.post<Group>(`${base()}/groups`, {
        slug: 'water',
        name: 'Water works',
        organizations: [organization],
      });
      assert.equal(made.status, 201);
      assert.deepEqual(made.json.organizations, [{ id: organization, name: 'Birch Water' }]);
      const seen = await birch.caller.get<List<Group>>(`${base()}/groups`);
      assert.equal(seen.json.items.length, 1);
      const body = { organizations: [], persons: [birch.me.id] };
      const changed = await chair.caller.send<Group>('PUT', `${base()}/groups/${made.json.id}`, {
        body,
      });
      assert.deepEqual(
        changed.json.persons.map((person) => person.id),
        [birch.me.id],
      );
      const absent = await chair.caller.send('PUT', `${base()}/groups/none`, { body });
      assert.equal(absent.status, 404);
    });

    test('a suspended member stops reading at once and finds nothing, like a stranger', async () => {
      const dora = await invited(
        world,
        { chair, community },
        { email: 'dora@dogwood.example', organization: { name: 'Dogwood' } },
      );
      assert.equal((await dora.caller.get(`${base()}/members`)).status, 200);
      const organization = dora.me.organization?.id ?? '';
      const done = await chair.caller.send('PATCH', `${base()}/members/${organization}`, {
        body: { state: 'suspended' },
      });
      assert.equal(done.status, 204, done.text);
      for (const part of ['members', 'people', 'groups']) {
        assert.equal((await dora.caller.get(`${base()}/${part}`)).status, 404, part);
      }
    });

    test('a removed person finds nothing any more', async () => {
      const emil = await invited(
        world,
        { chair, community },
        { email: 'emil@elm.example', organization: { name: 'Elm Post' }, roles: ['analyst'] },
      );
      const people = await chair.caller.get<List<Person>>(`${base()}/people`);
      assert.ok(people.json.items.some((one) => one.id === emil.me.id));
      const removed = await chair.caller.send('DELETE', `${base()}/people/${emil.me.id}`);
      assert.equal(removed.status, 204, removed.text);
      assert.equal((await emil.caller.get(`${base()}/people`)).status, 404);
      assert.deepEqual((await emil.caller.get<List<Community>>('/api/v1/communities')).json, {
        items: [],
      });
    });

    test('roles are given by the chair, and nobody gives themselves more', async () => {
      const fay = await invited(
        world,
        { chair, community },
        { email: 'fay@fir.example', organization: { name: 'Fir Paper' } },
      );
      const route = `${base()}/people/${fay.me.id}/roles`;
      const body = { roles: ['representative', 'sharing-officer'] };
      const refused = await chair.caller.send('PUT', route, { body });
      assert.equal(refused.status, 403, 'who sees what has not left Fir Paper, Fir Paper says');
      const given = await chair.caller.send('PUT', route, {
        body: { roles: ['representative', 'analyst'] },
      });
      assert.equal(given.status, 204, given.text);
      const done = await fay.caller.send('PUT', route, { body });
      assert.equal(done.status, 204, done.text);
      const people = await fay.caller.get<List<Person>>(`${base()}/people`);
      const mine = people.json.items.find((person) => person.id === fay.me.id);
      assert.deepEqual([...(mine?.roles ?? [])].sort(), body.roles);
      const self = await fay.caller.send('PUT', route, { body: { roles: ['chair'] } });
      assert.equal(self.status, 403);
    });

    test('anybody may leave by themselves', async () => {
      const gil = await invited(
        world,
        { chair, community },
        { email: 'gil@gorse.example', organization: { name: 'Gorse Gas' }, roles: ['reader'] },
      );
      const left = await gil.caller.send('DELETE', `${base()}/people/${gil.me.id}`);
      assert.equal(left.status, 204, left.text);
      assert.equal((await gil.caller.get(base())).status, 404);
    });

    test('a token is made, works in every spelling, is listed without its secret, and is revoked', async () => {
      const made = await birch.caller.post<TokenWithSecret>('/api/v1/tokens', {
        name: 'collector',
        scopes: ['read'],
      });
      assert.equal(made.status, 201, made.text);
      const { secret, id } = made.json;
      const program = new Caller(world.hub.address, secret);
      const me = await program.get<Me>('/api/v1/me');
      assert.equal(me.json.kind, 'token');
      assert.equal(me.json.organization?.name, 'Birch Water');
      const plain = new Caller(world.hub.address);
      const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;
      for (const authorization of [`Token ${secret}`, basic(`x:${secret}`), basic(`${secret}:`)]) {
        assert.equal((await plain.get('/api/v1/me', { authorization })).status, 200);
      }
      assert.equal((await program.get(`${base()}/members`)).status, 200);
      const asPerson = await program.post<Problem>('/api/v1/tokens', { name: 'another' });
      assert.equal(asPerson.json.type, '/docs/problems#scope-missing');

      const list = await birch.caller.get<List<{ id: string }>>('/api/v1/tokens');
      assert.ok(list.json.items.some((token) => token.id === id));
      assert.ok(!list.text.includes(secret.slice(-43)));
      const foreign = await chair.caller.send('DELETE', `/api/v1/tokens/${id}`);
      assert.equal(foreign.status, 404);
      assert.equal((await birch.caller.send('DELETE', `/api/v1/tokens/${id}`)).status, 204);
      assert.equal((await program.get('/api/v1/me')).status, 401);
    });

    test('the record shows an organization its own acts, page by page, and proves them', async () => {
      const first = await chair.caller.get<List<AuditEntry>>('/api/v1/audit?limit=3');
      assert.equal(first.json.items.length, 3);
      const cursor = first.json.next_cursor ?? '';
      const second = await chair.caller.get<List<AuditEntry>>(
        `/api/v1/audit?limit=3&cursor=${cursor}`,
      );
      const ids = [...first.json.items, ...second.json.items].map((entry) => entry.id);
      assert.equal(new Set(ids).size, 6);
      const foreign = await birch.caller.get<Problem>(`/api/v1/audit?cursor=${cursor}`);
      assert.equal(foreign.json.type, '/docs/problems#cursor-unusable');

      const proof = await chair.caller.get<AuditProof>(`/api/v1/audit/${ids[0] ?? ''}/proof`);
      assert.equal(proof.status, 200);
      assert.ok(proof.json.path.length > 0);
      assert.equal((await birch.caller.get(`/api/v1/audit/${ids[0] ?? ''}/proof`)).status, 404);
      const head = await chair.caller.get<{ size: number }>('/api/v1/audit/checkpoint');
      assert.equal(head.status, 200);
      const grown = await chair.caller.get('/api/v1/audit/consistency?from=1');
      assert.equal(grown.status, 200);
    });
  });
