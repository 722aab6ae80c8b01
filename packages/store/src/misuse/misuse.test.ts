import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { batchOf, indicator, personOf, smallWorld } from '../exchange/world.test-support.ts';
import { engines } from '../exchange/engines.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { Handle, MisuseCase, NewMisuse, NewMisuseStep, Refusal, World } from '../store.ts';

for (const engine of await engines()) {
  describe(`the register of misuse on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });

    /** Alder shared something; bob of birch reports that cedar passed it on; gov has the chair. */
    const scene = async (as?: 'pseudonym'): Promise<Scene> => {
      const world = await smallWorld(await engine.database());
      worlds.push(world);
      await world.store.unguarded('provision').provision({
        ...NOTHING,
        people: [
          person('cora', 'cedar', 'representative'),
          person('carl', 'cedar', 'chair'),
          person('gina', 'gov', 'chair'),
          person('olaf', 'alder', 'analyst'),
        ],
      });
      const source = await personOf(world, 'ann@alder.example');
      const object = indicator('evil.example');
      const alias =
        as === undefined ? undefined : await source.attribution.aliasFor(world.community, as);
      await source.exchange.contribute({
        community: world.community,
        kind: 'indicators',
        via: 'web',
        marking: { level: 'green', audience: { everyone: true } },
        objects: batchOf(object),
        ...(alias !== undefined && 'id' in alias ? { as: alias.id } : {}),
      });
      return {
        world,
        object: object.id,
        alias: alias !== undefined && 'id' in alias ? alias.id : undefined,
        source,
        reporter: await personOf(world, 'bob@birch.example'),
        chair: await personOf(world, 'gina@gov.example'),
        accused: await personOf(world, 'cora@cedar.example'),
        partial: await personOf(world, 'carl@cedar.example'),
        colleague: await personOf(world, 'olaf@alder.example'),
      };
    };
    const report = (
      { world, object, reporter }: Scene,
      more: Partial<NewMisuse> = {},
    ): Promise<MisuseCase | Refusal> =>
      reporter.misuse.report({
        community: world.community,
        object,
        rule: 'marking',
        words: 'It stood in their newsletter',
        against: world.organization('cedar'),
        ...more,
      });
    const move =
      (
        who: Handle,
        { world }: Scene,
        id: string,
      ): ((
        to: NewMisuseStep['to'],
        more?: Partial<NewMisuseStep>,
      ) => Promise<MisuseCase | Refusal>) =>
      (to, more = {}) =>
        who.misuse.move(world.community, id, { to, words: `On ${to}`, ...more });

    test('goes step by step, and each side learns of it when it is its turn', async () => {
      const here = await scene();
      const { world, source, reporter, chair, accused, partial, colleague } = here;
      const { community } = world;
      const { id } = done(await report(here));
      const sides = async (): Promise<(string | undefined)[]> => {
        const seen: (string | undefined)[] = [];
        for (const who of [chair, source, accused, reporter, partial, colleague])
          seen.push((await who.misuse.case(community, id))?.side);
        return seen;
      };
      const none = undefined;
      assert.deepEqual(await sides(), ['handler', none, none, 'reporter', none, none]);
      const step = move(chair, here, id);
      assert.equal(refused(await step('source-told')), 'conflict', 'not before it is assessed');
      assert.equal(refused(await move(reporter, here, id)('assessed')), 'not-allowed');
      assert.equal(refused(await move(partial, here, id)('assessed')), 'hidden');
      done(await step('assessed', { contained: 'They took the page down' }));
      assert.equal(refused(await step('sanctioned')), 'conflict', 'not before the source knows');
      done(await step('source-told', { words: 'Your indicator stood in a newsletter' }));
      assert.deepEqual(await sides(), ['handler', 'source', none, 'reporter', none, none]);
      const notice = await source.misuse.case(community, id);
      assert.equal(notice?.steps[0]?.words, 'Your indicator stood in a newsletter');
      assert.equal(notice.reporter, undefined);
      assert.equal(notice.against?.organization, world.organization('cedar'));
      assert.ok(!JSON.stringify(notice).includes('Bob'));
      assert.ok(!JSON.stringify(notice).includes(world.organization('birch')));
      done(await step('sanctioned', { until: world.clock.now + 86_400_000 }));
      assert.deepEqual(await sides(), ['handler', 'source', 'accused', 'reporter', none, none]);
      const told = await accused.misuse.case(community, id);
      assert.deepEqual(
        [told?.reporter, told?.may, told?.steps.map(({ state }) => state)],
        [undefined, ['appealed'], ['sanctioned']],
      );
      const mine = await reporter.misuse.case(community, id);
      assert.equal(mine?.state, 'sanctioned');
      assert.deepEqual(
        mine.steps.flatMap(({ words }) => words ?? []),
        ['It stood in their newsletter'],
        'only what they said themselves',
      );
      done(await step('closed'));
      done(await move(accused, here, id)('appealed', { words: 'It was the printer' }));
      done(await step('closed', { words: 'It stays' }));
      assert.equal(refused(await move(accused, here, id)('appealed')), 'conflict', 'once');
    });

    test('about something under an alias is handled without unmasking it, and its source is told', async () => {
      const here = await scene('pseudonym');
      const { world, chair, source } = here;
      const { id } = done(await report(here));
      const seen = await chair.misuse.case(world.community, id);
      assert.equal(seen?.origin, here.alias);
      await move(chair, here, id)('assessed');
      await move(chair, here, id)('source-told');
      assert.ok(
        !JSON.stringify(await chair.misuse.cases(world.community)).includes(
          world.organization('alder'),
        ),
      );
      assert.equal((await source.misuse.case(world.community, id))?.side, 'source');
      const record = await chair.audit.entries({ limit: 50 });
      assert.ok(!JSON.stringify(record).includes(world.organization('alder')));
    });

    test('is not there for whoever has no part in it, nor about what one cannot read', async () => {
      const here = await scene();
      const { world, colleague, reporter } = here;
      const { id } = done(await report(here));
      assert.deepEqual(await colleague.misuse.cases(world.community), []);
      assert.equal(refused(await move(colleague, here, id)('assessed')), 'hidden');
      for (const who of ['alder', 'birch', 'cedar']) {
        const { misuse } = await world.at(who);
        assert.deepEqual(await misuse.cases(world.community), []);
        assert.equal(await misuse.case(world.community, id), undefined);
      }
      const absent = await report(here, { object: `indicator--${crypto.randomUUID()}` });
      assert.equal(refused(absent), 'hidden');
      const hidden = indicator('hidden.example');
      await here.source.exchange.contribute({
        community: world.community,
        kind: 'indicators',
        via: 'web',
        marking: { level: 'amber', audience: { organizations: [world.organization('cedar')] } },
        objects: batchOf(hidden),
      });
      assert.deepEqual(await report(here, { object: hidden.id }), absent);
      const outside = await report(here, { against: 'nobody' });
      assert.equal(refused(outside), 'invalid');
      assert.equal((await reporter.misuse.cases(world.community)).length, 1);
    });
  });
}

interface Scene {
  readonly world: SmallWorld;
  readonly object: string;
  readonly alias: string | undefined;
  readonly source: Handle;
  readonly reporter: Handle;
  readonly chair: Handle;
  readonly accused: Handle;
  readonly partial: Handle;
  readonly colleague: Handle;
}

const NOTHING: World = {
  communities: [],
  organizations: [],
  memberships: [],
  groups: [],
  tokens: [],
  people: [],
};

function person(
  name: string,
  organization: string,
  role: 'representative' | 'chair' | 'analyst',
): World['people'][number] {
  const email = `${name}@${organization}.example`;
  return { email, name, organization, roles: { ports: [role] } };
}

function done(answer: MisuseCase | Refusal): MisuseCase {
  if ('refused' in answer) throw new Error(`Refused: ${answer.words}`);
  return answer;
}

function refused(answer: MisuseCase | Refusal): string | undefined {
  return 'refused' in answer ? answer.refused : undefined;
}
