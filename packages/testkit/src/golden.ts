import assert from 'node:assert/strict';
import { TLP2 } from '@tocsin/stix';
import { Community } from './community.ts';
import { indicator } from './interleavings.ts';
import { batchOf } from './random-world.ts';
import type { StixObject } from '@tocsin/stix';
import type { MarkingInput, Receipt } from '@tocsin/store';

/** One of the golden scenarios of the marking rules (2.9), told as somebody would tell it. */
export interface Scenario {
  readonly title: string;
  readonly run: (databaseUrl: string | undefined) => Promise<void>;
}

/** The scenarios that concern reading and marking; each must hold on every engine. */
export const GOLDEN: readonly Scenario[] = [
  {
    title: '1: RED to a person: nobody else of that organization finds so much as a count',
    run: inCommunity(async (story) => {
      const secret = indicator();
      await story.share('alder', [secret], red(story.person('birch')));
      await story.sees('birch', secret.id, true);
      for (const other of ['birch-bot', 'cedar', 'pine', 'ministry', 'alder-bot'])
        await story.sees(other, secret.id, false);
    }),
  },
  {
    title:
      '4: AMBER without providers: the provider acting for a member is refused, the member served',
    run: inCommunity(
      async (story) => {
        const item = indicator();
        const organizations = [story.organization('birch'), story.organization('pine')];
        const limits = { providers: false as const };
        await story.share('alder', [item], { level: 'amber', audience: { organizations }, limits });
        await story.sees('birch', item.id, true);
        await story.sees('pine', item.id, false);
      },
      { profile: { providers: true } },
    ),
  },
  {
    title:
      '6: a relationship between a GREEN malware and a RED victim is invisible to GREEN readers, whatever is said of it later',
    run: inCommunity(async (story) => {
      const [malware, victim] = [indicator(), indicator()];
      const edge = edgeBetween(malware.id, victim.id);
      await story.share('alder', [malware], green);
      const marked = { ...victim, object_marking_refs: [TLP2.red.id] };
      await story.share('alder', [marked, edge], green);
      await story.sees('birch', malware.id, true);
      await story.sees('birch', edge.id, false);
      const alder = await story.handle('alder');
      assert.equal(await alder.exchange.remark(edge.id, story.id, green), 'done');
      await story.sees('birch', edge.id, false);
      const references = await (
        await story.handle('birch')
      ).exchange.references(malware.id, story.id);
      assert.deepEqual(references, []);
    }),
  },
  {
    title:
      '6: an edge follows an end that becomes stricter, and an end that is sent again under a wider marking',
    run: inCommunity(async (story) => {
      const [a, b] = [indicator(), indicator()];
      const edge = edgeBetween(a.id, b.id);
      await story.share('alder', [a, b, edge], green);
      await story.sees('birch', edge.id, true);
      const alder = await story.handle('alder');
      assert.equal(
        await alder.exchange.remark(b.id, story.id, { level: 'red', audience: {} }),
        'done',
      );
      await story.sees('birch', edge.id, false);
      const second = edgeBetween(a.id, b.id);
      await story.share('alder', [b, second], green);
      await story.sees('birch', second.id, false);
    }),
  },
  {
    title: '7: lowering by anybody but the source is refused, and by a program of the source too',
    run: inCommunity(async (story) => {
      const item = indicator();
      const amber: MarkingInput = {
        level: 'amber',
        audience: { organizations: [story.organization('birch')] },
      };
      await story.share('alder', [item], amber);
      const marks = async (who: string, marking: MarkingInput): Promise<string> =>
        (await story.handle(who)).exchange.remark(item.id, story.id, marking);
      assert.equal(await marks('birch', green), 'refused');
      assert.equal(await marks('cedar', green), 'hidden');
      assert.equal(await marks('alder-bot', green), 'refused');
      assert.equal(await marks('alder', green), 'done');
      await story.sees('cedar', item.id, true);
    }),
  },
  {
    title: '8: GREEN from an instant: one millisecond before, and at it',
    run: inCommunity(
      async (story) => {
        const item = indicator();
        const at = story.now() + 60_000;
        const changes = [{ at, level: 'green' as const }];
        await story.share('alder', [item], {
          level: 'amber',
          audience: { everyone: true },
          changes,
        });
        await story.sees('birch', item.id, true);
        await story.pass(at - story.now() - 1);
        await story.sees('ministry', item.id, false);
        await story.pass(1);
        await story.sees('ministry', item.id, true);
      },
      { profile: { government: true } },
    ),
  },
  {
    title: '9: an answer about a secret is as secret, until its source says otherwise',
    run: inCommunity(async (story) => {
      const item = indicator();
      const amber: MarkingInput = {
        level: 'amber',
        audience: { organizations: [story.organization('birch')] },
      };
      await story.share('alder', [item], amber);
      const note: StixObject = {
        ...indicator(),
        name: 'Seen here too',
      };
      await story.share('birch', [note], green, [item.id]);
      await story.sees('alder', note.id, true);
      await story.sees('cedar', note.id, false);
      await (await story.handle('birch')).exchange.remark(note.id, story.id, green);
      await story.sees('cedar', note.id, false);
    }),
  },
  {
    title: '10: what is taken back is gone from every way of reading',
    run: inCommunity(async (story) => {
      const item = indicator();
      await story.share('alder', [item], green);
      await story.sees('birch', item.id, true);
      const alder = await story.handle('alder');
      assert.equal(await alder.exchange.retract(item.id, story.id, 'all'), 'done');
      for (const who of ['birch', 'birch-bot', 'alder']) await story.sees(who, item.id, false);
    }),
  },
  {
    title: '13: a suspended member stops reading at once, and its program with it',
    run: inCommunity(async (story) => {
      const item = indicator();
      await story.share('alder', [item], green);
      await story.sees('birch-bot', item.id, true);
      const { directory } = await story.handle('alder');
      const done = await directory.setMemberState(
        story.id,
        story.organization('birch'),
        'suspended',
      );
      assert.equal(done, true);
      for (const who of ['birch', 'birch-bot']) await story.sees(who, item.id, false);
      await story.sees('cedar', item.id, true);
    }),
  },
  {
    title: '17: a marking nobody knows holds an object back, until the statement it names arrives',
    run: inCommunity(async (story) => {
      const id = 'marking-definition--6d1d6f2f-5f0c-4d58-9b6a-3f1c7d6c0a11';
      const item = { ...indicator(), object_marking_refs: [id] };
      const definition = {
        type: 'marking-definition',
        spec_version: '2.1',
        id,
        created: '2026-01-01T00:00:00.000Z',
      };
      const receipt = await story.share('alder', [item], green);
      assert.equal(receipt.counts.held, 1);
      await story.sees('birch', item.id, false);
      await story.sees('alder-bot', item.id, true);
      const other = { ...definition, definition_type: 'x-own', definition: { secret: 'yes' } };
      await story.share('birch', [other], green);
      await story.sees('birch', item.id, false);
      const statement = {
        ...definition,
        definition_type: 'statement',
        definition: { statement: 'Ours' },
      };
      await story.share('alder', [statement], green);
      await story.sees('birch', item.id, true);
      // What is no plain statement stays not understood, even when its source sends it.
      const own = 'marking-definition--0d4f5f0e-6c1b-4a6e-8f3d-2b9a7c5e4d22';
      const second = { ...indicator(), object_marking_refs: [own] };
      await story.share('alder', [second, { ...other, id: own }], green);
      await story.sees('birch', second.id, false);
    }),
  },
];

const green: MarkingInput = { level: 'green', audience: { everyone: true } };

function red(person: string): MarkingInput {
  return { level: 'red', audience: { persons: [person] } };
}

function edgeBetween(source_ref: string, target_ref: string): StixObject {
  const { created = '', modified = '', id } = indicator();
  return {
    type: 'relationship',
    spec_version: '2.1',
    id: id.replace('indicator', 'relationship'),
    created,
    modified,
    relationship_type: 'related-to',
    source_ref,
    target_ref,
  };
}

/** A community as a scenario speaks of it. */
class Story {
  readonly #community: Community;

  constructor(community: Community) {
    this.#community = community;
  }

  get id(): string {
    return this.#community.id;
  }

  now(): number {
    return this.#community.clock.now();
  }

  pass(milliseconds: number): Promise<void> {
    return this.#community.pass(milliseconds);
  }

  organization(slug: string): string {
    return this.#community.organization(slug);
  }

  person(slug: string): string {
    return this.#community.principal(slug).id;
  }

  handle(name: string): ReturnType<Community['as']> {
    return this.#community.as(name);
  }

  async share(
    who: string,
    objects: readonly StixObject[],
    ...[marking, about]: [marking: MarkingInput, about?: string[]]
  ): Promise<Receipt> {
    await this.pass(1000);
    const { exchange } = await this.handle(who);
    return exchange.contribute({
      community: this.id,
      kind: 'bundle',
      via: 'api',
      title: 'A share',
      objects: batchOf(objects),
      marking,
      ...(about === undefined ? {} : { about }),
    });
  }

  /** Whether somebody finds an object, by every way there is: all of them agree. */
  async sees(who: string, id: string, expected: boolean): Promise<void> {
    await this.#community.settle();
    const { exchange } = await this.handle(who);
    const query = { community: this.id, versions: ['all'] };
    const all = await exchange.page({ ...query, limit: 100 });
    const ways = {
      object: (await exchange.object(id)) !== undefined,
      page: all.rows.some((row) => row.id === id),
      byId: (await exchange.page({ ...query, ids: [id], limit: 5 })).rows.length > 0,
      count: (await exchange.count({ ...query, ids: [id] })) > 0,
      versions: (await exchange.versions(id, this.id)).length > 0,
      search: (await exchange.search({ text: 'seen', limit: 100 })).some((row) => row.id === id),
    };
    assert.equal(await exchange.count(query), all.rows.length, `${who}: count against page`);
    const isEdge = id.startsWith('relationship');
    for (const [way, found] of Object.entries(ways))
      if (way !== 'search' || !isEdge) assert.equal(found, expected, `${who} by ${way}`);
  }
}

function inCommunity(
  tell: (story: Story) => Promise<void>,
  options: Parameters<typeof Community.create>[0] = {},
): Scenario['run'] {
  return async (databaseUrl) => {
    const where = databaseUrl === undefined ? {} : { databaseUrl };
    await using community = await Community.create({ ...options, ...where });
    await tell(new Story(community));
  };
}
