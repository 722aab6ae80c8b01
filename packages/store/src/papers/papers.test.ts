import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { PAPER_SECTIONS } from '@tocsin/policy';
import type { PaperSection } from '@tocsin/policy';
import { personOf, smallWorld } from '../exchange/world.test-support.ts';
import { engines } from '../exchange/engines.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type { Handle, NewPaper, NewPaperStep, PaperDetail, Refusal, World } from '../store.ts';

const HOUR = 3_600_000;

for (const engine of await engines()) {
  describe(`papers on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });

    /** Gina and Carl chair; Ann speaks for alder, Bob for birch; Olaf only reads. */
    const scene = async (): Promise<Scene> => {
      const world = await smallWorld(await engine.database());
      worlds.push(world);
      await world.store.unguarded('provision').provision({
        ...NOTHING,
        people: [
          person('gina', 'gov', ['chair', 'representative']),
          person('carl', 'cedar', ['co-chair']),
          person('rita', 'alder', ['representative']),
          person('rolf', 'birch', ['representative']),
          person('olaf', 'alder', ['analyst']),
        ],
      });
      const of = (name: string, at: string): Promise<Handle> =>
        personOf(world, `${name}@${at}.example`);
      return {
        world,
        gina: await of('gina', 'gov'),
        carl: await of('carl', 'cedar'),
        ann: await of('rita', 'alder'),
        bob: await of('rolf', 'birch'),
        olaf: await of('olaf', 'alder'),
      };
    };
    const begun = async (scene: Scene, more: Partial<NewPaper> = {}): Promise<PaperDetail> =>
      taken(
        await scene.gina.papers.begin(scene.world.community, {
          kind: 'conduct',
          title: 'How we treat each other',
          level: 'green',
          sections: whole('First words.'),
          note: 'A beginning',
          ...more,
        }),
      );
    const move = (
      who: Handle,
      { world }: Scene,
      paper: PaperDetail,
      step: NewPaperStep,
    ): Promise<PaperDetail | Refusal> => who.papers.move(world.community, paper.id, step);
    const opened = async (scene: Scene): Promise<PaperDetail> => {
      const paper = await begun(scene);
      const until = scene.world.clock.now + HOUR;
      return taken(await move(scene.gina, scene, paper, { n: 1, to: 'open', until }));
    };
    const adopted = async (scene: Scene): Promise<PaperDetail> => {
      const paper = await opened(scene);
      scene.world.clock.now += HOUR;
      return taken(await move(scene.carl, scene, paper, { n: 1, to: 'adopted' }));
    };

    test('what is being written is for chairs and whoever writes it; what is open is for all', async () => {
      const one = await scene();
      const { community } = one.world;
      const paper = await begun(one);
      assert.equal((await one.carl.papers.papers(community)).length, 1);
      assert.deepEqual(await one.ann.papers.papers(community), []);
      assert.equal(await one.ann.papers.paper(community, paper.id), undefined);
      assert.equal(await one.ann.papers.version(community, paper.id, 1), undefined);
      await move(one.gina, one, paper, { n: 1, to: 'open', until: one.world.clock.now + HOUR });
      const [seen] = await one.ann.papers.papers(community);
      assert.deepEqual([seen?.next?.state, seen?.waitsForMe], ['open', 'speak']);
      const [read] = await one.olaf.papers.papers(community);
      assert.deepEqual([read?.title, read?.waitsForMe], ['How we treat each other', undefined]);
    });

    test('it is put in force by another chair, once nobody objects any more or with a reason', async () => {
      const one = await scene();
      const { community, clock } = one.world;
      const paper = await opened(one);
      const { sha256 } = paper.versions[0] ?? { sha256: '' };
      const said = await one.ann.papers.say(community, paper.id, {
        n: 1,
        word: 'objects',
        sha256,
        words: 'Too short',
      });
      assert.equal(taken(said).versions[0]?.words[0]?.words, 'Too short');
      assert.equal(refusal(await move(one.carl, one, paper, { n: 1, to: 'adopted' })), 'conflict');
      clock.now += HOUR;
      const disputed = await one.carl.papers.paper(community, paper.id);
      assert.equal(disputed?.versions[0]?.inTheWay, 'open-objections');
      assert.equal(refusal(await move(one.carl, one, paper, { n: 1, to: 'adopted' })), 'conflict');
      const taking = { n: 1, word: 'objects' as const };
      taken(await one.ann.papers.takeBack(community, paper.id, taking));
      const own = await move(one.gina, one, paper, { n: 1, to: 'adopted' });
      assert.match('words' in own ? own.words : '', /another chair/);
      assert.equal(
        refusal(await move(one.ann, one, paper, { n: 1, to: 'adopted' })),
        'not-allowed',
      );
      const done = taken(await move(one.carl, one, paper, { n: 1, to: 'adopted' }));
      assert.deepEqual([done.inForce?.n, done.versions[0]?.state], [1, 'adopted']);
      assert.equal(refusal(await move(one.carl, one, paper, { n: 1, to: 'adopted' })), 'conflict');
    });

    test('objections are overruled with a reason, which stays with the version', async () => {
      const one = await scene();
      const paper = await opened(one);
      const { sha256 } = paper.versions[0] ?? { sha256: '' };
      const word = { n: 1, word: 'objects' as const, sha256, words: 'No' };
      taken(await one.bob.papers.say(one.world.community, paper.id, word));
      one.world.clock.now += HOUR;
      const words = 'It is what the law asks for';
      const done = taken(await move(one.carl, one, paper, { n: 1, to: 'adopted', words }));
      assert.equal(done.versions[0]?.decided?.words, words);
      assert.equal(done.versions[0]?.words[0]?.takenBackAt, undefined);
    });

    test('a signature is for the text that was read, once it is in force, and stays', async () => {
      const one = await scene();
      const { community } = one.world;
      const paper = await adopted(one);
      const { sha256 } = paper.versions[0] ?? { sha256: '' };
      const sign = { n: 1, word: 'signs' as const, sha256, words: '' };
      const [before] = await one.bob.papers.papers(community);
      assert.equal(before?.waitsForMe, 'sign');
      const other = { ...sign, sha256: '0'.repeat(64) };
      assert.equal(refusal(await one.bob.papers.say(community, paper.id, other)), 'conflict');
      assert.equal(refusal(await one.olaf.papers.say(community, paper.id, sign)), 'not-allowed');
      const done = taken(await one.bob.papers.say(community, paper.id, sign));
      assert.equal(done.versions[0]?.signed.done, 1);
      assert.equal(done.waitsForMe, undefined);
      const early = { n: 1, word: 'objects' as const, sha256, words: 'Late' };
      assert.equal(refusal(await one.ann.papers.say(community, paper.id, early)), 'conflict');
    });

    test('the next version says what changed, and replaces the one in force', async () => {
      const one = await scene();
      const { community, clock } = one.world;
      const paper = await adopted(one);
      const from = paper.versions[0]?.sha256 ?? '';
      const sections = whole('Other words.');
      const stale = { sections, note: '', sha256: '0'.repeat(64) };
      assert.equal(refusal(await one.ann.papers.write(community, paper.id, stale)), 'conflict');
      const wrote = await one.ann.papers.write(community, paper.id, {
        sections,
        note: 'Clearer',
        sha256: from,
      });
      assert.deepEqual(
        taken(wrote).versions.map(({ n, state }) => [n, state]),
        [
          [2, 'draft'],
          [1, 'adopted'],
        ],
      );
      assert.equal((await one.bob.papers.paper(community, paper.id))?.versions.length, 1);
      const detail = await one.carl.papers.version(community, paper.id, 2);
      assert.equal(detail?.since?.n, 1);
      assert.ok(detail?.since?.changes.every(({ change }) => change === 'changed'));
      taken(await move(one.gina, one, paper, { n: 2, to: 'open', until: clock.now + HOUR }));
      clock.now += HOUR;
      const done = taken(await move(one.gina, one, paper, { n: 2, to: 'adopted' }));
      assert.deepEqual(
        done.versions.map(({ state }) => state),
        ['adopted', 'superseded'],
      );
    });

    test('what is missing stands in the way, and so do words that cannot be written', async () => {
      const one = await scene();
      const { community, clock } = one.world;
      const paper = await begun(one, { sections: whole('Words.').slice(1) });
      taken(await move(one.gina, one, paper, { n: 1, to: 'open', until: clock.now + HOUR }));
      clock.now += HOUR;
      assert.equal(refusal(await move(one.carl, one, paper, { n: 1, to: 'adopted' })), 'invalid');
      const early = await move(one.gina, one, paper, { n: 1, to: 'draft' });
      assert.equal(refusal(early), 'invalid', 'going back needs a reason');
      const twice = [section('same', 'a'), section('same', 'b')];
      const begin = (more: Partial<NewPaper>): Promise<PaperDetail | Refusal> =>
        one.gina.papers.begin(community, {
          kind: 'other',
          title: 'T',
          level: 'green',
          sections: [],
          note: '',
          ...more,
        });
      for (const wrong of [
        { title: ' ' },
        { title: 'two\nlines' },
        { sections: twice },
        { sections: [section('a', 'x'.repeat(20_001))] },
        { sections: [section('a', 'turned \u202e round')] },
        { groups: ['nothing'] },
      ])
        assert.equal(refusal(await begin(wrong)), 'invalid', JSON.stringify(wrong).slice(0, 60));
      assert.equal(refusal(await one.olaf.papers.begin(community, NEW)), 'not-allowed');
    });

    test('what goes back to writing loses what was said about it; a paper is looked at again', async () => {
      const one = await scene();
      const { community, clock } = one.world;
      const paper = await opened(one);
      const { sha256 } = paper.versions[0] ?? { sha256: '' };
      const word = { n: 1, word: 'approves' as const, sha256, words: '' };
      taken(await one.ann.papers.say(community, paper.id, word));
      const back = { n: 1, to: 'draft' as const, words: 'An objection was heard' };
      const again = taken(await move(one.gina, one, paper, back));
      assert.equal(again.versions[0]?.words[0]?.takenBackAt, clock.now);
      const due = clock.now + 30 * 24 * HOUR;
      const none = await one.gina.papers.review(community, paper.id, { due, isConfirmed: true });
      assert.equal(refusal(none), 'conflict', 'nothing of it is in force');
      const set = await one.gina.papers.review(community, paper.id, { due, isConfirmed: false });
      assert.equal(taken(set).reviewDue, due);
      const other = { due, isConfirmed: false };
      assert.equal(refusal(await one.ann.papers.review(community, paper.id, other)), 'hidden');
    });
  });
}

interface Scene {
  readonly world: SmallWorld;
  readonly gina: Handle;
  readonly carl: Handle;
  readonly ann: Handle;
  readonly bob: Handle;
  readonly olaf: Handle;
}

const NEW: NewPaper = {
  kind: 'other',
  title: 'T',
  level: 'green',
  sections: [],
  note: '',
};

const NOTHING: World = {
  communities: [],
  organizations: [],
  memberships: [],
  people: [],
  groups: [],
  tokens: [],
};

function person(
  name: string,
  organization: string,
  roles: NonNullable<World['people'][number]['roles']>[string],
): World['people'][number] {
  return {
    email: `${name}@${organization}.example`,
    name,
    organization,
    roles: { ports: roles },
  };
}

function whole(text: string): PaperSection[] {
  return PAPER_SECTIONS.conduct.map((key) => section(key, text));
}

function section(key: string, text: string): PaperSection {
  return { key, text };
}

function taken(answer: PaperDetail | Refusal): PaperDetail {
  assert.ok(!('refused' in answer), JSON.stringify(answer));
  return answer;
}

function refusal(answer: PaperDetail | Refusal): string {
  return 'refused' in answer ? answer.refused : 'done';
}
