import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Community } from '../src/community.ts';
import { freshDatabase, startPostgres } from '../src/postgres.ts';

describe('Community.create', () => {
  it('founds three members, a provider and a government partner, each with a person and a token', async () => {
    await using community = await Community.create();
    const { directory } = await community.as('alder');
    const members = await directory.members(community.id);
    assert.deepEqual(
      members.map((member) => `${member.organization.slug} ${member.class} ${member.state}`),
      [
        'alder member active',
        'birch member active',
        'cedar member active',
        'ministry government active',
        'pine provider active',
      ],
    );
    for (const slug of ['alder', 'birch', 'cedar', 'pine', 'ministry']) {
      const person = await (await community.as(slug)).reader();
      const token = await (await community.as(`${slug}-bot`)).reader();
      assert.deepEqual([person.kind, token.kind], ['person', 'token']);
      assert.equal(person.organization, community.organization(slug));
      assert.equal(token.organization, community.organization(slug));
    }
  });

  it('has sessions and tokens that a hub over it knows', async () => {
    await using community = await Community.create({ slug: 'rail' });
    const hub = await community.hub();
    for (const who of ['birch', 'birch-bot']) {
      const answer = await hub.get('/api/v1/communities', await community.credentials(who));
      assert.equal(answer.status, 200, answer.body);
      assert.match(answer.body, /"slug":"rail"/);
    }
    assert.equal((await hub.get('/api/v1/communities')).status, 401);
  });

  it('takes further members, groups and a profile', async () => {
    await using community = await Community.create({
      members: [{ slug: 'elm', class: 'informal', state: 'probation' }],
      groups: [{ slug: 'water', organizations: ['birch'], people: ['elm'] }],
      profile: { providers: true },
    });
    const { directory } = await community.as('elm');
    const view = await directory.community(community.id);
    assert.deepEqual([view?.standing.class, view?.standing.state], ['informal', 'probation']);
    assert.equal(view?.profile.providers, true);
    const [group] = await directory.groups(community.id);
    assert.equal(group?.id, community.group('water'));
  });

  it('gives the same ids for the same seed', async () => {
    await using first = await Community.create({ seed: 5 });
    await using second = await Community.create({ seed: 5 });
    await using third = await Community.create({ seed: 6 });
    assert.equal(first.id, second.id);
    assert.notEqual(first.id, third.id);
  });

  it('stands on PostgreSQL too', async () => {
    await using server = await startPostgres();
    await using database = await freshDatabase(server.url);
    await using community = await Community.create({ databaseUrl: database.url });
    assert.equal(community.store.engine, 'postgres');
    assert.equal((await (await community.as('birch')).directory.communities()).length, 1);
  });
});
