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
    const begun = async (scene: Scene, more: Partial<NewPaper> = {}): Promise<Begun> => ({
      community: scene.world.community,
      ...taken(
        await scene.gina.papers.begin(scene.world.community, {
          kind: 'conduct',
          title: 'How we treat each other',
          level: 'green',
          sections: whole('First words.'),
          note: 'A beginning',
          ...more,
        }),
      ),
    });
    const move = (who: Handle, paper: Begun, step: NewPaperStep): Promise<PaperDetail | Refusal> =>
      who.papers.move(paper.community, paper.id, step);
    const opened = async (scene: Scene, more: Partial<NewPaper> = {}): Promise<Begun> => {
      const paper = await begun(scene, more);
      const until = scene.world.clock.now + HOUR;
      return { ...paper, ...taken(await move(scene.gina, paper, { n: 1, to: 'open', until })) };
    };
    const adopted = async (scene: Scene, more: Partial<NewPaper> = {}): Promise<Begun> => {
      const paper = await opened(scene, more);
      scene.world.clock.now += HOUR;
      return { ...paper, ...taken(await move(scene.carl, paper, { n: 1, to: 'adopted' })) };
    };

    test('what is being written is for chairs and whoever writes it; what is open is for all', async () => {
      const one = await scene();
      const { community } = one.world;
      const paper = await begun(one);
      assert.equal((await one.carl.papers.papers(community)).length, 1);
      assert.deepEqual(await one.ann.papers.papers(community), []);
      assert.equal(await one.ann.papers.paper(community, paper.id), undefined);
      assert.equal(await one.ann.papers.version(community, paper.id, 1), undefined);
      await move(one.gina, paper, { n: 1, to: 'open', until: one.world.clock.now + HOUR });
      const [seen] = await one.ann.papers.papers(community);
      assert.deepEqual([seen?.next?.state, seen?.waitsForMe], ['open', ['speak']]);
      const [read] = await one.olaf.papers.papers(community);
      assert.deepEqual([read?.title, read?.waitsForMe], ['How we treat each other', []]);
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
      assert.equal(refusal(await move(one.carl, paper, { n: 1, to: 'adopted' })), 'conflict');
      clock.now += HOUR;
      const disputed = await one.carl.papers.paper(community, paper.id);
      assert.equal(disputed?.versions[0]?.inTheWay, 'open-objections');
      assert.equal(refusal(await move(one.carl, paper, { n: 1, to: 'adopted' })), 'conflict');
      const taking = { n: 1, word: 'objects' as const };
      taken(await one.ann.papers.takeBack(community, paper.id, taking));
      const own = await move(one.gina, paper, { n: 1, to: 'adopted' });
      assert.match('words' in own ? own.words : '', /another chair/);
      assert.equal(refusal(await move(one.ann, paper, { n: 1, to: 'adopted' })), 'not-allowed');
      const done = taken(await move(one.carl, paper, { n: 1, to: 'adopted' }));
      assert.deepEqual([done.inForce?.n, done.versions[0]?.state], [1, 'adopted']);
      assert.equal(refusal(await move(one.carl, paper, { n: 1, to: 'adopted' })), 'conflict');
    });

    test('objections are overruled with a reason, which stays with the version', async () => {
      const one = await scene();
      const paper = await opened(one);
      const { sha256 } = paper.versions[0] ?? { sha256: '' };
      const word = { n: 1, word: 'objects' as const, sha256, words: 'No' };
      taken(await one.bob.papers.say(one.world.community, paper.id, word));
      one.world.clock.now += HOUR;
      const words = 'It is what the law asks for';
      const done = taken(await move(one.carl, paper, { n: 1, to: 'adopted', words }));
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
      assert.deepEqual(before?.waitsForMe, ['signs']);
      const other = { ...sign, sha256: '0'.repeat(64) };
      assert.equal(refusal(await one.bob.papers.say(community, paper.id, other)), 'conflict');
      assert.equal(refusal(await one.olaf.papers.say(community, paper.id, sign)), 'not-allowed');
      const done = taken(await one.bob.papers.say(community, paper.id, sign));
      assert.deepEqual(done.versions[0]?.bound, { done: 1, of: 4 });
      assert.equal(done.versions[0]?.words[0]?.sha256, sha256);
      assert.deepEqual(done.waitsForMe, []);
      const attests = { ...sign, word: 'attests' as const };
      assert.equal(refusal(await one.ann.papers.say(community, paper.id, attests)), 'invalid');
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
      taken(await move(one.gina, paper, { n: 2, to: 'open', until: clock.now + HOUR }));
      clock.now += HOUR;
      const done = taken(await move(one.gina, paper, { n: 2, to: 'adopted' }));
      assert.deepEqual(
        done.versions.map(({ state }) => state),
        ['adopted', 'superseded'],
      );
    });

    test('what is missing stands in the way, and so do words that cannot be written', async () => {
      const one = await scene();
      const { community, clock } = one.world;
      const paper = await begun(one, { sections: whole('Words.').slice(1) });
      taken(await move(one.gina, paper, { n: 1, to: 'open', until: clock.now + HOUR }));
      clock.now += HOUR;
      assert.equal(refusal(await move(one.carl, paper, { n: 1, to: 'adopted' })), 'invalid');
      const early = await move(one.gina, paper, { n: 1, to: 'draft' });
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
      const again = taken(await move(one.gina, paper, back));
      assert.equal(again.versions[0]?.words[0]?.takenBackAt, clock.now);
      const due = clock.now + 30 * 24 * HOUR;
      const none = await one.gina.papers.review(community, paper.id, { due, isConfirmed: true });
      assert.equal(refusal(none), 'conflict', 'nothing of it is in force');
      const set = await one.gina.papers.review(community, paper.id, { due, isConfirmed: false });
      assert.equal(taken(set).reviewDue, due);
      const other = { due, isConfirmed: false };
      assert.equal(refusal(await one.ann.papers.review(community, paper.id, other)), 'hidden');
    });

    test('an objection to the chairs alone is theirs to read, and stands in the way all the same', async () => {
      const one = await scene();
      const { community, clock } = one.world;
      const paper = await opened(one);
      const { sha256 } = paper.versions[0] ?? { sha256: '' };
      const word = { n: 1, sha256, words: 'Our regulator forbids it', isPrivate: true };
      const wrong = { ...word, word: 'approves' as const };
      assert.equal(refusal(await one.ann.papers.say(community, paper.id, wrong)), 'invalid');
      const told = await one.ann.papers.say(community, paper.id, { ...word, word: 'objects' });
      assert.equal(taken(told).versions[0]?.words[0]?.isPrivate, true);
      const seen = async (who: Handle): Promise<number | undefined> =>
        (await who.papers.paper(community, paper.id))?.versions[0]?.words.length;
      const version = await one.bob.papers.version(community, paper.id, 1);
      assert.deepEqual(
        [await seen(one.carl), await seen(one.olaf), await seen(one.bob), version?.words],
        [1, 1, 0, []],
      );
      clock.now += HOUR;
      assert.equal(refusal(await move(one.carl, paper, { n: 1, to: 'adopted' })), 'conflict');
    });

    test('what is marked for a group is there for nobody else, not for a chair either', async () => {
      const one = await scene();
      const { community, store, clock } = one.world;
      await store.unguarded('provision').provision({
        ...NOTHING,
        groups: [
          { community: 'ports', slug: 'three', name: 'Three', organizations: ['gov', 'alder'] },
        ],
      });
      const group = (await one.gina.directory.groups(community)).find(
        ({ slug }) => slug === 'three',
      );
      const paper = await adopted(
        { ...one, carl: one.gina },
        { groups: [group?.id ?? ''], kind: 'agreement', sections: agreed('Ours') },
      );
      assert.equal(
        paper.versions[0]?.bound.of,
        2,
        'the other chair may not read it: not waited for',
      );
      assert.equal((await one.ann.papers.papers(community)).length, 1);
      for (const who of [one.carl, one.bob]) {
        assert.deepEqual(await who.papers.papers(community), []);
        assert.equal(await who.papers.paper(community, paper.id), undefined);
        assert.equal(await who.papers.version(community, paper.id, 1), undefined);
        const sha256: string = paper.versions[0]?.sha256 ?? '';
        const acts: Promise<PaperDetail | Refusal>[] = [
          who.papers.say(community, paper.id, { n: 1, word: 'signs', sha256, words: '' }),
          who.papers.takeBack(community, paper.id, { n: 1, word: 'objects' }),
          who.papers.write(community, paper.id, { sections: [], note: '', sha256 }),
          who.papers.move(community, paper.id, { n: 1, to: 'withdrawn', words: 'No' }),
          who.papers.review(community, paper.id, { due: clock.now + HOUR, isConfirmed: false }),
          who.papers.keep(community, paper.id),
        ];
        for (const act of acts)
          assert.deepEqual(await act, await none(who, community), 'hidden is absent');
      }
    });

    test('that another version is being written is known; its text is for chairs and who writes it', async () => {
      const one = await scene();
      const { community } = one.world;
      const paper = await adopted(one);
      const { sha256 } = paper.versions[0] ?? { sha256: '' };
      const draft = { sections: whole('Other words.'), note: '', sha256 };
      const wrote = taken(await one.ann.papers.write(community, paper.id, draft));
      assert.equal(wrote.base, 2);
      const seen = await one.bob.papers.paper(community, paper.id);
      assert.deepEqual(
        [seen?.next, seen?.base, seen?.versions.length],
        [{ n: 2, state: 'draft' }, undefined, 1],
      );
      assert.equal(refusal(await one.bob.papers.write(community, paper.id, draft)), 'conflict');
      // A chair puts a word in: whoever proposed it still sees it.
      const again = { ...draft, sha256: wrote.versions[0]?.sha256 ?? '' };
      taken(await one.carl.papers.write(community, paper.id, again));
      assert.equal((await one.ann.papers.paper(community, paper.id))?.versions.length, 2);
      taken(await move(one.carl, paper, { n: 2, to: 'dropped', words: 'Not now' }));
      assert.equal((await one.bob.papers.paper(community, paper.id))?.next, undefined);
    });

    test('guidelines are attested, and what binds nobody asks for nothing', async () => {
      const one = await scene();
      const { community } = one.world;
      const sections = PAPER_SECTIONS.guidelines.map((key) => section(key, 'Words'));
      const paper = await adopted(one, { kind: 'guidelines', sections });
      const { sha256 } = paper.versions[0] ?? { sha256: '' };
      const [before] = await one.ann.papers.papers(community);
      assert.deepEqual(before?.waitsForMe, ['attests']);
      const word = { n: 1, word: 'attests' as const, sha256, words: '' };
      const done = taken(await one.ann.papers.say(community, paper.id, word));
      assert.deepEqual([done.waitsForMe, done.versions[0]?.bound.done], [[], 1]);
      await adopted(one, { kind: 'other', title: 'Anything', sections: [] });
      const other = (await one.bob.papers.papers(community)).find(({ kind }) => kind === 'other');
      assert.deepEqual(other?.waitsForMe, []);
    });

    test('duties come to whoever owes them: the chair who decides, the keeper who reviews', async () => {
      const one = await scene();
      const { community, clock } = one.world;
      const paper = await opened(one);
      const waits = async (who: Handle): Promise<readonly string[] | undefined> =>
        (await who.papers.paper(community, paper.id))?.waitsForMe;
      assert.deepEqual([await waits(one.gina), await waits(one.carl)], [['speak'], []]);
      clock.now += HOUR;
      // Gina wrote it: the other chair decides. Nobody is asked for a word any more.
      assert.deepEqual([await waits(one.gina), await waits(one.carl)], [[], ['decide']]);
      assert.deepEqual(await waits(one.ann), []);
      const { reviewDue } = taken(await move(one.carl, paper, { n: 1, to: 'adopted' }));
      clock.now = (reviewDue ?? 0) - 24 * HOUR;
      assert.deepEqual([await waits(one.gina), await waits(one.carl)], [['signs', 'review'], []]);
      assert.ok((await one.carl.papers.paper(community, paper.id))?.may.includes('keep'));
      assert.equal(refusal(await one.ann.papers.keep(community, paper.id)), 'not-allowed');
      taken(await one.carl.papers.keep(community, paper.id));
      assert.deepEqual([await waits(one.gina), await waits(one.carl)], [['signs'], ['review']]);
      const stands = { isConfirmed: true };
      const done = taken(await one.carl.papers.review(community, paper.id, stands));
      assert.ok((done.reviewDue ?? 0) > clock.now + 300 * 24 * HOUR);
      assert.deepEqual(await waits(one.carl), []);
    });

    test('a signature says by what whoever signed had signed in', async () => {
      const one = await scene();
      const { community, store, clock } = one.world;
      const paper = await adopted(one);
      const hash = Uint8Array.of(1, 2, 3);
      const account = await store.door.account({ email: 'rita@alder.example' });
      await store.door.openSession({
        hash,
        person: account?.person ?? '',
        organization: account?.organizations[0]?.id ?? '',
        csrf: 'x',
        expiresAt: clock.now + HOUR,
        userAgent: '',
        how: 'passkey',
      });
      const session = await store.door.session(hash);
      assert.ok(session);
      const ann = await store.as(session.principal);
      const { sha256 } = paper.versions[0] ?? { sha256: '' };
      const sign = { n: 1, word: 'signs' as const, sha256, words: '' };
      const done = taken(await ann.papers.say(community, paper.id, sign));
      assert.equal(done.versions[0]?.words[0]?.how, 'passkey');
    });
  });
}

type Begun = PaperDetail & { readonly community: string };

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

function agreed(text: string): PaperSection[] {
  return PAPER_SECTIONS.agreement.map((key) => section(key, text));
}

/** The answer about a paper that there is not. */
function none(who: Handle, community: string): Promise<PaperDetail | Refusal> {
  return who.papers.keep(community, 'nothing');
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
