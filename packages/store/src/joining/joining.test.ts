import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { letterOfIntent } from '@tocsin/policy';
import { batchOf, indicator, personOf, smallWorld } from '../exchange/world.test-support.ts';
import { engines } from '../exchange/engines.test-support.ts';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type {
  Applicant,
  ApplicantAct,
  ApplicantView,
  Application,
  Handle,
  JoiningSetting,
  NewApplicationStep,
  NewIntent,
  Refusal,
} from '../store.ts';
import { APPLICATION_LIFE } from '../people/limits.ts';
import { APPLICATIONS_PER_DAY_MAX } from './limits.ts';

const DAY = 86_400_000;
const SETTING: JoiningSetting = {
  mode: 'open',
  about: 'Ports exchange what they see',
  who: '',
  expected: '',
  fee: '',
  checklist: ['Is a port'],
  windowDays: 7,
  needsTwo: false,
  probationDays: 30,
  ceiling: 'green',
};
const KRAN: Applicant = {
  name: 'Kranbau KG',
  kind: 'Company',
  sectors: ['transportation'],
  countries: ['DE'],
  person: 'Käthe Kran',
  role: 'Director',
  email: 'kaethe@kran.example',
  language: 'en',
};

for (const engine of await engines()) {
  describe(`joining on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });

    const scene = async (setting: Partial<JoiningSetting> = {}): Promise<Scene> => {
      const person = (name: string, organization: string, roles: string[]) =>
        ({
          email: `${name}@${organization}.example`,
          name,
          organization,
          roles: { ports: roles },
        }) as const;
      const world = await smallWorld(await engine.database(), [
        { ...person('cleo', 'cedar', []), roles: { ports: ['chair', 'representative'] } },
        { ...person('carl', 'cedar', []), roles: { ports: ['co-chair'] } },
        { ...person('bea', 'birch', []), roles: { ports: ['representative'] } },
      ]);
      worlds.push(world);
      const chair = await personOf(world, 'cleo@cedar.example');
      allowed(await chair.joining.setSetting(world.community, { ...SETTING, ...setting }));
      return {
        world,
        chair,
        second: await personOf(world, 'carl@cedar.example'),
        birch: await personOf(world, 'bea@birch.example'),
        alder: await personOf(world, 'ann@alder.example'),
      };
    };

    test('a community that is closed is not there for strangers', async () => {
      const { world, chair } = await scene({ mode: 'closed' });
      const { applicants } = world.store.door;
      assert.equal(await applicants.page('ports'), undefined);
      assert.equal(refusal(await apply(world, 1)), 'hidden');
      allowed(await chair.joining.setSetting(world.community, { ...SETTING, mode: 'invited' }));
      assert.equal((await applicants.page('ports'))?.mode, 'invited');
      assert.equal(refusal(await apply(world, 1)), 'not-allowed');
      allowed(await chair.joining.setSetting(world.community, SETTING));
      assert.ok('id' in (await apply(world, 1)));
    });

    test('a letter is the one that was read, signed by the name in it, and held word for word', async () => {
      const { world, chair } = await scene();
      const other = { sha256: 'f'.repeat(64) };
      assert.equal(refusal(await apply(world, 1, { intent: other })), 'conflict');
      assert.equal(
        refusal(await apply(world, 1, { intent: { signature: 'Somebody' } })),
        'invalid',
      );
      allowed(await apply(world, 1, { intent: { signature: ' käthe  KRAN ' } }));
      const [one] = await chair.joining.applications(world.community);
      assert.ok(one?.side === 'chair' && one.letter !== undefined);
      assert.equal(createHash('sha256').update(one.letter.text).digest('hex'), one.letter.sha256);
      assert.match(one.letter.text, /Käthe Kran, Director$/);
    });

    test('the whole way: checked, vetted, before the members, accepted, agreed', async () => {
      const scened = await scene();
      const { world, chair, birch } = scened;
      const id = await applied(world, 1);
      assert.equal(await birch.joining.application(world.community, id), undefined);
      const step = stepper(scened, id);
      assert.equal(refusal(await step({ act: 'eligible' })), 'conflict');
      allowed(await step({ act: 'check', item: 'Is a port', isMet: true, words: 'Seen it' }));
      allowed(await step({ act: 'eligible' }));
      allowed(await step({ act: 'vetting' }));
      allowed(await step({ act: 'window' }));
      assert.equal(refusal(await step(accepting())), 'conflict');
      const seen = await birch.joining.application(world.community, id);
      assert.deepEqual([seen?.side, seen?.waitsForMe], ['member', ['speak']]);
      assert.ok(!JSON.stringify(seen).includes('kaethe@'), 'no address is told to members');
      assert.equal(
        refusal(await birch.joining.step(world.community, id, accepting())),
        'not-allowed',
      );
      world.clock.now += 7 * DAY;
      assert.equal(await birch.joining.application(world.community, id), undefined);
      allowed(await step(accepting({ conditions: 'Be kind' })));
      const view = await act(world, 1, { act: 'accept', secretHash: hashOf(901) });
      assert.ok(!('refused' in view) && view.state === 'agreed');
      assert.equal(view.decision?.terms?.conditions, 'Be kind');
      assert.ok(!JSON.stringify(view).includes('cleo'), 'no name of the community is told');
      // Asked again, the first invitation works no more.
      allowed(await act(world, 1, { act: 'accept', secretHash: hashOf(902) }));
      assert.equal(await world.store.door.invitation(hashOf(901)), undefined);
      assert.equal((await world.store.door.invitation(hashOf(902)))?.organization?.name, KRAN.name);
      const members = await birch.directory.members(world.community);
      assert.ok(!members.some(({ organization }) => organization.name === KRAN.name));
      const kran = await joined(world, 902);
      const reader = await kran.reader();
      assert.deepEqual(
        reader.memberships.map(({ state, ceiling }) => [state, ceiling]),
        [['probation', 'green']],
      );
      const [one] = await chair.joining.applications(world.community);
      assert.equal(one?.side === 'chair' && one.state, 'member');
    });

    test('on probation nothing above the level is read, by any way; at its end everything is', async () => {
      const scened = await scene();
      const { world } = scened;
      const kran = await newcomer(scened);
      const alder = await world.at('alder');
      for (const level of ['clear', 'green', 'amber'] as const) {
        const shared = await alder.exchange.contribute({
          community: world.community,
          kind: 'bundle',
          title: level,
          text: '',
          via: 'api',
          objects: batchOf(indicator(`${level}.example`)),
          marking: { level, audience: { everyone: true } },
        });
        assert.ok(!('refused' in shared));
      }
      const names = async (who: Handle): Promise<string[]> =>
        (await who.exchange.page({ community: world.community, limit: 10 })).rows
          .map(({ title }) => title)
          .toSorted();
      assert.deepEqual(await names(kran), ['Seen clear.example', 'Seen green.example']);
      const bot = allowed(
        await kran.identity.createToken({
          id: 'krantoken',
          secretHash: hashOf(77),
          name: 'bot',
          scopes: ['read'],
        }),
      );
      const program = await world.store.as({ kind: 'token', id: bot.id });
      assert.deepEqual(await names(program), ['Seen clear.example', 'Seen green.example']);
      const rights = await kran.rights();
      world.clock.now += 30 * DAY;
      await world.store.settled();
      assert.notEqual(await kran.rights(), rights);
      assert.equal((await names(kran)).length, 3);
      assert.equal((await kran.reader()).memberships[0]?.state, 'active');
    });

    test('a suspension says why to chairs, ends by itself, and brings a probation back', async () => {
      const scened = await scene();
      const { world, chair } = scened;
      const kran = await newcomer(scened);
      const { organization } = await kran.reader();
      const set = (state: 'suspended' | 'active' | 'probation', more = {}) =>
        chair.directory.setMemberState(world.community, organization, { state, ...more });
      const until = world.clock.now + DAY;
      assert.equal(refusal(await set('suspended', { until: world.clock.now })), 'invalid');
      assert.equal(refusal(await set('active', { ceiling: 'green' })), 'invalid');
      allowed(await set('suspended', { until, words: 'No answer for weeks' }));
      assert.deepEqual((await kran.directory.communities()).length, 0);
      const rowOf = async () =>
        (await chair.directory.members(world.community)).find(
          (one) => one.organization.id === organization,
        );
      assert.deepEqual((await rowOf())?.suspended, { until, words: 'No answer for weeks' });
      world.clock.now += DAY;
      await world.store.settled();
      assert.equal((await rowOf())?.state, 'probation');
      assert.equal((await rowOf())?.probation?.ceiling, 'green');
      allowed(await set('suspended'));
      allowed(await set('active'));
      assert.equal((await rowOf())?.state, 'probation', 'resting is no way out of a probation');
      allowed(await set('probation', { ceiling: 'clear', until: world.clock.now + 2 * DAY }));
      assert.equal((await kran.reader()).memberships[0]?.ceiling, 'clear');
      allowed(await set('active'));
      assert.equal((await kran.reader()).memberships[0]?.ceiling, undefined);
    });

    test('papers to sign come first: until then only what everybody may read, then what was agreed', async () => {
      const scened = await scene();
      const { world, chair } = scened;
      const amber = await paperOf(scened, 'amber');
      const clear = await paperOf(scened, 'clear');
      const id = await windowed(scened);
      const step = stepper(scened, id);
      assert.equal(refusal(await step(accepting({ papers: [amber] }))), 'invalid');
      assert.equal(refusal(await step(accepting({ papers: ['nothing'] }))), 'invalid');
      allowed(await step(accepting({ papers: [clear] })));
      allowed(await act(world, 1, { act: 'accept', secretHash: hashOf(903) }));
      const kran = await joined(world, 903);
      assert.equal((await kran.reader()).memberships[0]?.ceiling, 'clear');
      const shown = await chair.joining.application(world.community, id);
      assert.deepEqual(shown?.side === 'chair' && shown.unsigned, ['Agreement clear']);
      const papers = await kran.papers.papers(world.community);
      assert.deepEqual(
        papers.map(({ title, waitsForMe }) => [title, waitsForMe]),
        [['Agreement clear', ['signs']]],
      );
      const version = await kran.papers.version(world.community, clear, 1);
      const sha256 = version?.sha256 ?? '';
      allowed(
        await kran.papers.say(world.community, clear, { n: 1, word: 'signs', sha256, words: '' }),
      );
      const [standing] = (await kran.reader()).memberships;
      assert.deepEqual([standing?.state, standing?.ceiling], ['probation', 'green']);
    });

    test('what others say about an applicant is told to chairs and to whoever said it', async () => {
      const scened = await scene();
      const { world, chair, birch, alder } = scened;
      const id = await windowed(scened, { isOver: false });
      const before = await alder.joining.applications(world.community);
      const said = { word: 'objects', words: 'They sell to both sides' } as const;
      assert.equal(
        refusal(await birch.joining.say(world.community, id, { word: 'objects', words: '' })),
        'invalid',
      );
      allowed(await birch.joining.say(world.community, id, said));
      assert.deepEqual(await alder.joining.applications(world.community), before);
      assert.match(
        JSON.stringify(await chair.joining.application(world.community, id)),
        /both sides/,
      );
      const own = await birch.joining.application(world.community, id);
      assert.deepEqual([own?.words.length, own?.waitsForMe], [1, []]);
      assert.ok(!JSON.stringify(await viewed(world, 1)).includes('both sides'));
      allowed(await birch.joining.takeBack(world.community, id));
      assert.equal(refusal(await birch.joining.takeBack(world.community, id)), 'conflict');
      allowed(await birch.joining.say(world.community, id, said));
      world.clock.now += 7 * DAY;
      const over = await birch.joining.application(world.community, id);
      assert.equal(over?.state, 'over');
      assert.equal(await alder.joining.application(world.community, id), undefined);
      assert.equal(refusal(await birch.joining.takeBack(world.community, id)), 'conflict');
      allowed(await stepper(scened, id)({ act: 'reject', words: 'Not now' }));
      assert.deepEqual(await birch.joining.application(world.community, id), over);
    });

    test('where two chairs decide, the first waits for the second, and a sponsor does not decide alone', async () => {
      const scened = await scene({ needsTwo: true });
      const { world, chair, second } = scened;
      const id = await windowed(scened, { isOver: false });
      allowed(
        await chair.joining.say(world.community, id, { word: 'vouches', words: 'I know her' }),
      );
      world.clock.now += 7 * DAY;
      const first = allowed(await chair.joining.step(world.community, id, accepting()));
      assert.ok(first.side === 'chair' && first.state === 'window' && first.first !== undefined);
      assert.deepEqual(first.waitsForMe, []);
      assert.equal(
        refusal(await chair.joining.step(world.community, id, { act: 'agree' })),
        'conflict',
      );
      const waiting = await second.joining.application(world.community, id);
      assert.deepEqual(waiting?.waitsForMe, ['handle']);
      const done = allowed(await second.joining.step(world.community, id, { act: 'agree' }));
      assert.equal(done.state, 'accepted');
      const alone = { ...SETTING, needsTwo: true };
      const carl = (await chair.directory.people(world.community)).find(
        ({ name }) => name === 'carl',
      );
      allowed(await chair.directory.setRoles(world.community, carl?.id ?? '', ['reader']));
      assert.equal(refusal(await chair.joining.setSetting(world.community, alone)), 'conflict');
    });

    test('somebody turned away reads why and appeals once; another chair decides on that', async () => {
      const scened = await scene();
      const { world, chair, second } = scened;
      const id = await applied(world, 1);
      const away = { act: 'reject', words: 'No port' } as const;
      allowed(await chair.joining.step(world.community, id, away));
      assert.equal((await viewed(world, 1))?.decision?.words, 'No port');
      allowed(await act(world, 1, { act: 'appeal', words: 'We are one' }));
      assert.equal(
        refusal(await chair.joining.step(world.community, id, { act: 'hear' })),
        'conflict',
      );
      assert.equal(refusal(await chair.joining.step(world.community, id, away)), 'conflict');
      assert.equal(allowed(await second.joining.step(world.community, id, away)).state, 'rejected');
      assert.equal(refusal(await act(world, 1, { act: 'appeal', words: 'Again' })), 'conflict');
      world.clock.now += APPLICATION_LIFE;
      await world.store.settled();
      assert.equal(await viewed(world, 1), undefined);
    });

    test('an applicant asks first, is asked, answers and withdraws, and the invitation ends with it', async () => {
      const scened = await scene();
      const { world, chair } = scened;
      allowed(await apply(world, 1, { question: 'What does it cost?', intent: null }));
      const [one] = await chair.joining.applications(world.community);
      assert.deepEqual([one?.state, one?.waitsForMe], ['enquiry', ['handle']]);
      allowed(await stepper(scened, one?.id ?? '')({ act: 'ask', words: 'Nothing' }));
      const [asked] = await chair.joining.applications(world.community);
      assert.deepEqual(asked?.waitsForMe, []);
      allowed(await act(world, 1, { act: 'letter', intent: intentOf() }));
      allowed(await act(world, 1, { act: 'answer', words: 'Thank you' }));
      const view = await viewed(world, 1);
      assert.deepEqual(
        view?.thread.map(({ from, name }) => [from, name]),
        [
          ['applicant', KRAN.person],
          ['community', undefined],
          ['applicant', KRAN.person],
        ],
      );
      await throughTo(scened, one?.id ?? '');
      allowed(await stepper(scened, one?.id ?? '')(accepting()));
      allowed(await act(world, 1, { act: 'accept', secretHash: hashOf(904) }));
      allowed(await act(world, 1, { act: 'withdraw' }));
      assert.equal(await world.store.door.invitation(hashOf(904)), undefined);
      assert.equal(refusal(await act(world, 1, { act: 'answer', words: 'More' })), 'conflict');
      assert.equal(refusal(await act(world, 2, { act: 'withdraw' })), 'hidden');
    });

    test('names that look like those of members or other applicants are pointed out to chairs', async () => {
      const { world, chair } = await scene();
      allowed(await apply(world, 1, { applicant: { ...KRAN, name: 'Αlder GmbH' } }));
      allowed(await apply(world, 2, { applicant: { ...KRAN, name: 'A1der' } }));
      const [one] = await chair.joining.applications(world.community);
      assert.ok(one?.side === 'chair');
      assert.deepEqual(
        one.alike.map(({ what }) => what),
        ['member', 'application'],
      );
    });

    test('only so many letters a day are taken', async () => {
      const { world } = await scene();
      for (let n = 1; n <= APPLICATIONS_PER_DAY_MAX; n += 1) allowed(await apply(world, n));
      assert.equal(refusal(await apply(world, 999)), 'conflict');
      world.clock.now += DAY;
      allowed(await apply(world, 999));
    });
  });
}

interface Scene {
  readonly world: SmallWorld;
  readonly chair: Handle;
  readonly second: Handle;
  readonly birch: Handle;
  readonly alder: Handle;
}

function hashOf(n: number): Uint8Array {
  return new Uint8Array(createHash('sha256').update(String(n)).digest());
}

function intentOf(applicant: Applicant = KRAN, more: Partial<NewIntent> = {}): NewIntent {
  const parts = { brings: 'Logs', needs: 'Warnings', scope: 'The yard', from: '2026-02-01' };
  const { name: organization, kind, person, role } = applicant;
  const written = { ...parts, organization, kind, person, role, community: 'Ports' };
  const text = letterOfIntent({ ...written, language: 'en' });
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { ...parts, signature: person, sha256, ...more };
}

interface Applying {
  readonly applicant?: Applicant;
  readonly question?: string;
  /** Other than it should be; null: none. */
  readonly intent?: Partial<NewIntent> | null;
}

/** Applies with a letter, or with a question alone. */
function apply(
  world: SmallWorld,
  secret: number,
  { applicant = KRAN, question, intent = {} }: Applying = {},
): Promise<{ id: string } | Refusal> {
  return world.store.door.applicants.apply('ports', {
    applicant,
    ...(question === undefined ? {} : { question }),
    ...(intent === null ? {} : { intent: intentOf(applicant, intent) }),
    secretHash: hashOf(secret),
  });
}

async function applied(world: SmallWorld, secret: number): Promise<string> {
  return allowed(await apply(world, secret)).id;
}

function act(
  world: SmallWorld,
  secret: number,
  what: ApplicantAct,
): Promise<ApplicantView | Refusal> {
  return world.store.door.applicants.act(hashOf(secret), what);
}

function viewed(world: SmallWorld, secret: number): Promise<ApplicantView | undefined> {
  return world.store.door.applicants.application(hashOf(secret));
}

function stepper(
  { world, chair }: Scene,
  id: string,
): (step: NewApplicationStep) => Promise<Application | Refusal> {
  return (step) => chair.joining.step(world.community, id, step);
}

function accepting(more: Partial<Extract<NewApplicationStep, { act: 'accept' }>> = {}) {
  return {
    act: 'accept' as const,
    words: 'Welcome',
    conditions: '',
    papers: [],
    class: 'member' as const,
    probationDays: 30,
    ceiling: 'green' as const,
    ...more,
  };
}

async function throughTo(scene: Scene, id: string, isOver = true): Promise<void> {
  const step = stepper(scene, id);
  allowed(await step({ act: 'check', item: 'Is a port', isMet: true, words: '' }));
  for (const name of ['eligible', 'vetting'] as const) allowed(await step({ act: name }));
  allowed(await step({ act: 'window' }));
  if (isOver) scene.world.clock.now += 7 * DAY;
}

async function windowed(scene: Scene, { isOver = true } = {}): Promise<string> {
  const id = await applied(scene.world, 1);
  await throughTo(scene, id, isOver);
  return id;
}

/** Somebody who joined by an application, without papers to sign. */
async function newcomer(scene: Scene): Promise<Handle> {
  const id = await windowed(scene);
  allowed(await stepper(scene, id)(accepting()));
  allowed(await act(scene.world, 1, { act: 'accept', secretHash: hashOf(900) }));
  return joined(scene.world, 900);
}

async function joined(world: SmallWorld, secret: number): Promise<Handle> {
  const person = { email: KRAN.email, name: KRAN.person };
  const made = allowed(await world.store.door.acceptInvitation(hashOf(secret), person));
  return world.store.as({ kind: 'person', id: made.person, organization: made.organization });
}

/** An agreement in force. */
async function paperOf({ world, second, chair }: Scene, level: 'clear' | 'amber'): Promise<string> {
  const keys = ['parties', 'confidentiality', 'use', 'personal-data', 'end'];
  const { id } = allowed(
    await chair.papers.begin(world.community, {
      kind: 'agreement',
      title: `Agreement ${level}`,
      level,
      sections: keys.map((key) => ({ key, text: key })),
      note: '',
    }),
  );
  const until = world.clock.now + 1;
  allowed(await chair.papers.move(world.community, id, { n: 1, to: 'open', until }));
  world.clock.now += 1;
  allowed(await second.papers.move(world.community, id, { n: 1, to: 'adopted' }));
  return id;
}

function allowed<T>(answer: T | Refusal): T {
  if (isRefused(answer)) throw new Error(answer.words);
  return answer;
}

function refusal(answer: unknown): string | undefined {
  return isRefused(answer) ? answer.refused : undefined;
}

function isRefused(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refused' in answer;
}
