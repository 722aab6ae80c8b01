import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { letterOfIntent } from '@tocsin/policy';
import type {
  ApplicantView,
  Application,
  Duty,
  JoiningSetting,
  Member,
  Problem,
} from '@tocsin/hub/contract';
import { ENGINES, freshIndicator, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import { accept, Caller } from './world.ts';
import type { Answered } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ABSENT = 'There is nothing at this address that you may see';
const OPEN: JoiningSetting = {
  mode: 'open',
  about: 'Energy exchanges what it sees',
  who: 'Grids',
  expected: 'Share',
  fee: 'None',
  checklist: [],
  window_days: 7,
  needs_two: false,
  probation_days: 30,
  ceiling: 'green',
};

for (const engine of ENGINES) {
  describe(`joining on ${engine}`, () => {
    let world: ExchangeWorld;
    let stranger: Caller;
    // The clock outruns sessions: each act signs in anew.
    const chair = (): Promise<Caller> => world.person('anna');
    const member = (): Promise<Caller> => world.person('berta');
    const other = (): Promise<Caller> => world.person('greta');

    before(async () => {
      world = await openExchangeWorld({ engine });
      stranger = new Caller(world.hub.address);
      const set = await (
        await chair()
      ).send('PUT', `${world.base}/joining`, {
        body: OPEN,
      });
      assert.equal(set.status, 200, set.text);
    });
    after(async () => world[Symbol.asyncDispose]());

    const applicantOf = (name: string) => ({
      name,
      kind: 'Company',
      person: 'Käthe Kran',
      role: 'Director',
      email: 'kaethe@kran.example',
    });
    const intentOf = (name: string, more: object = {}): object => {
      const parts = { brings: 'Logs', needs: 'Warnings', scope: 'The yard', from: '2026-04-01' };
      const of = { organization: name, kind: 'Company', person: 'Käthe Kran', role: 'Director' };
      const letter = letterOfIntent({
        ...parts,
        ...of,
        community: 'Energy Circle',
        language: 'en',
      });
      const sha256 = createHash('sha256').update(letter).digest('hex');
      return { ...parts, signature: 'Käthe Kran', sha256, authority: true, ...more };
    };
    const write = (body: object): Promise<Answered<{ link: string; secret: string } & Problem>> =>
      stranger.post('/api/v1/joining/energy/applications', body);
    const applied = async (name: string): Promise<{ secret: string; id: string }> => {
      const made = await write({ applicant: applicantOf(name), intent: intentOf(name) });
      assert.equal(made.status, 201, made.text);
      const list = await (
        await chair()
      ).get<{ items: Application[] }>(`${world.base}/applications`);
      const found = list.json.items.find(({ applicant }) => applicant.name === name);
      return { secret: made.json.secret, id: found?.id ?? '' };
    };
    const at = (id: string, what = ''): string => `${world.base}/applications/${id}${what}`;
    const step = async (id: string, body: object): Promise<Answered<Application & Problem>> =>
      (await chair()).post(at(id, '/steps'), body);
    const through = async (id: string, ...acts: string[]): Promise<void> => {
      for (const act of acts) {
        const done = await step(id, { act });
        assert.equal(done.status, 200, done.text);
      }
    };
    const own = (secret: string): Promise<Answered<ApplicantView & Problem>> =>
      stranger.get(`/api/v1/applying/${secret}`);
    const act = (secret: string, body: object): Promise<Answered<ApplicantView & Problem>> =>
      stranger.post(`/api/v1/applying/${secret}/acts`, body);
    const duties = async (who: Caller): Promise<string[]> => {
      const home = await who.get<{ duties: Duty[] }>('/api/v1/home');
      return home.json.duties.flatMap(({ kind, things }) =>
        kind.startsWith('applications-') ? things.map(({ name }) => `${kind} ${name}`) : [],
      );
    };

    test('strangers read what a community shows, and of one that is closed as little as of none', async () => {
      const page = await stranger.get('/api/v1/joining/energy');
      assert.equal(page.status, 200);
      assert.match(page.text, /Energy exchanges/);
      assert.doesNotMatch(page.text, /Alder|anna|checklist/);
      const [closed, none] = [
        await stranger.get<Problem>('/api/v1/joining/rail'),
        await stranger.get<Problem>('/api/v1/joining/nowhere'),
      ];
      assert.deepEqual([closed.status, none.status], [404, 404]);
      const bare = ({ text }: Answered): string =>
        text.replaceAll(/"(request_id|instance)":"[^"]*"/g, '');
      assert.equal(bare(closed), bare(none));
    });

    test('who is asked finds it on Home: chairs the next step, representatives a word while it counts', async () => {
      const { id, secret } = await applied('Duty Cranes');
      assert.ok((await duties(await chair())).includes('applications-to-handle Duty Cranes'));
      assert.deepEqual(await duties(await member()), []);
      await through(id, 'eligible', 'vetting', 'window');
      assert.ok(!(await duties(await chair())).includes('applications-to-handle Duty Cranes'));
      assert.deepEqual(await duties(await member()), ['applications-to-answer Duty Cranes']);
      assert.deepEqual(await duties(await world.person('bruno')), []);
      const said = await (await member()).post(at(id, '/words'), { word: 'passes', words: '' });
      assert.equal(said.status, 200, said.text);
      assert.deepEqual(await duties(await member()), []);
      world.clock.at += 7 * DAY;
      assert.ok((await duties(await chair())).includes('applications-to-handle Duty Cranes'));
      assert.equal((await act(secret, { act: 'withdraw' })).status, 200);
      assert.deepEqual(await duties(await chair()), []);
    });

    test('an objection leaves no trace for other members, nor for the applicant', async () => {
      const { id, secret } = await applied('Disputed Cranes');
      await through(id, 'eligible', 'vetting', 'window');
      const who = await other();
      const seen = async (): Promise<string[]> => {
        const paths = [at(id), `${world.base}/applications`, '/api/v1/home', '/api/v1/audit'];
        const answers = [];
        for (const path of paths) answers.push((await who.get(path)).text);
        return [...answers, (await own(secret)).text].map((text) =>
          text.replaceAll(/"request_id":"[^"]*"/g, ''),
        );
      };
      const before = await seen();
      const body = { word: 'objects', words: 'Not them of all people' };
      const told = await (await member()).post<Application>(at(id, '/words'), body);
      assert.equal(told.status, 200, told.text);
      assert.deepEqual(await seen(), before);
      assert.match((await (await chair()).get(at(id))).text, /Not them of all/);
      assert.match((await (await member()).get(at(id))).text, /Not them of all/);
      assert.equal((await (await member()).get(at(id))).text.includes('kaethe@'), false);
      world.clock.at += 7 * DAY;
      assert.equal((await (await other()).get(at(id))).status, 404);
      assert.equal((await step(id, { act: 'reject', words: 'Not now' })).status, 200);
      const after = await own(secret);
      assert.equal(after.json.decision?.words, 'Not now');
      assert.doesNotMatch(after.text, /of all people|berta|Birch|anna/);
    });

    test('what is not to be told of is not there, in the same words', async () => {
      const { id } = await applied('Unseen Cranes');
      const bruno = await world.person('bruno');
      for (const [who, one] of [
        [await member(), id],
        [bruno, id],
        [await member(), 'nothing'],
      ] as const) {
        const answers = [
          await who.get<Problem>(at(one)),
          await who.post<Problem>(at(one, '/steps'), { act: 'eligible' }),
          await who.post<Problem>(at(one, '/words'), { word: 'passes', words: '' }),
          await who.post<Problem>(at(one, '/words/take-back'), undefined),
          await who.get<Problem>(`${world.base}/joining`),
        ];
        for (const { status, json } of answers) {
          assert.equal(status, 404);
          assert.equal(json.detail, ABSENT);
        }
      }
      const list = await (
        await member()
      ).get<{ items: Application[] }>(`${world.base}/applications`);
      assert.ok(!list.text.includes('Unseen'));
      assert.equal(
        (await (await chair()).get('/api/v1/communities/rail/applications')).status,
        404,
      );
      const program = await world.program('alder').get(`${world.base}/applications`);
      assert.equal(program.status, 403);
      const denied = await (
        await member()
      ).send<Problem>('PUT', `${world.base}/joining`, {
        body: OPEN,
      });
      assert.equal(denied.status, 403);
      for (const secret of ['A'.repeat(24), 'B'.repeat(24)])
        assert.equal((await own(secret)).json.detail, ABSENT);
    });

    test('accepted, agreed, joined: on probation up to a level, by any way, until a chair ends it', async () => {
      const { id, secret } = await applied('Kranbau KG');
      await through(id, 'eligible', 'vetting', 'window');
      world.clock.at += 7 * DAY;
      const terms = { conditions: 'Be kind', probation_days: 30, ceiling: 'green' };
      const done = await step(id, { act: 'accept', words: 'Welcome', terms });
      assert.equal(done.status, 200, done.text);
      const agreed = await act(secret, { act: 'accept' });
      assert.equal(agreed.status, 200, agreed.text);
      const link = agreed.json.invitation?.link ?? '';
      assert.match(link, /\/invitations#/);
      const invitation = { id: '', link, secret: link.split('#')[1] ?? '', expires_at: '' };
      const kran = await accept(
        world,
        { ...invitation, by_mail: false },
        { email: 'kaethe@kran.example' },
      );
      assert.equal(kran.me.organization?.name, 'Kranbau KG');
      for (const level of ['green', 'amber']) {
        const body = {
          objects: [freshIndicator({ name: `Seen ${level}` })],
          marking: { level, audience: { everyone: true } },
        };
        const made = await (
          await chair()
        ).post(`${world.base}/contributions`, { kind: 'bundle', title: level, ...body });
        assert.ok(made.status < 300, made.text);
      }
      const titles = async (): Promise<string> =>
        (await kran.caller.get(`${world.base}/objects`)).text;
      assert.match(await titles(), /Seen green/);
      assert.doesNotMatch(await titles(), /Seen amber/);
      const members = async (who: Caller): Promise<Member | undefined> =>
        (await who.get<{ items: Member[] }>(`${world.base}/members`)).json.items.find(
          ({ organization }) => organization.name === 'Kranbau KG',
        );
      assert.equal((await members(kran.caller))?.probation?.ceiling, 'green');
      assert.equal((await members(await member()))?.probation, undefined);
      const organization = kran.me.organization?.id ?? '';
      const state = async (body: object): Promise<Answered<Problem>> =>
        (await chair()).send('PATCH', `${world.base}/members/${organization}`, { body });
      const until = new Date(world.clock.at + DAY).toISOString();
      assert.equal((await state({ state: 'suspended', until, words: 'Silent' })).status, 204);
      assert.equal((await kran.caller.get(`${world.base}/objects`)).status, 404);
      assert.deepEqual((await members(await chair()))?.suspended, { until, words: 'Silent' });
      assert.equal((await state({ state: 'active' })).status, 204);
      assert.equal((await members(await chair()))?.state, 'probation');
      assert.equal((await state({ state: 'active' })).status, 204);
      assert.match(await titles(), /Seen amber/);
      const shown = await (await chair()).get<Application>(at(id));
      assert.equal(shown.json.state, 'member');
    });

    test('bad input is refused with the field, the rule and the way out', async () => {
      const who = applicantOf('Bad Cranes');
      const cases: [body: object, pointer: string, words: RegExp][] = [
        [{ applicant: { ...who, name: '' }, question: 'Q' }, '/applicant/name', /at least one/],
        [{ applicant: { ...who, email: 'no' }, question: 'Q' }, '/applicant/email', /e-mail/],
        [{ applicant: who }, '/question', /Ask your question, or write the letter/],
        [{ applicant: who, question: 'x'.repeat(4001) }, '/question', /at most 4000/],
        [
          { applicant: who, intent: intentOf('Bad Cranes', { authority: false }) },
          '/intent/authority',
          /authority/,
        ],
        [
          { applicant: who, intent: intentOf('Bad Cranes', { from: 'soon' }) },
          '/intent/from',
          /2026-12-01/,
        ],
        [{ applicant: who, question: 'Q', surprise: 1 }, '', /./],
      ];
      for (const [body, pointer, words] of cases) {
        const answer = await write(body);
        assert.equal(answer.status, 422, answer.text);
        const [error] = answer.json.errors ?? [];
        assert.ok(error?.pointer?.startsWith(pointer), answer.text);
        assert.match(answer.text, words);
      }
      const other = intentOf('Bad Cranes', { sha256: 'f'.repeat(64) });
      assert.equal((await write({ applicant: who, intent: other })).status, 409);
      const { id, secret } = await applied('Steps Cranes');
      assert.equal((await step(id, { act: 'accept', terms: { probation_days: 1 } })).status, 409);
      assert.equal((await step(id, { act: 'accept' })).status, 422);
      assert.equal((await step(id, { act: 'reject' })).status, 422);
      assert.equal((await step(id, { act: 'check', met: true })).status, 422);
      assert.equal((await step(id, { act: 'agree' })).status, 409);
      assert.equal((await act(secret, { act: 'answer' })).status, 422);
      assert.equal((await act(secret, { act: 'appeal', words: 'Why' })).status, 409);
      const settings: object[] = [
        { ...OPEN, about: '' },
        { ...OPEN, window_days: 0 },
        { ...OPEN, window_days: 91 },
        { ...OPEN, probation_days: 1097 },
        { ...OPEN, checklist: ['same', 'same'] },
        { ...OPEN, checklist: Array.from({ length: 31 }, (_, n) => `Item ${String(n)}`) },
      ];
      for (const body of settings) {
        const answer = await (await chair()).send('PUT', `${world.base}/joining`, { body });
        assert.equal(answer.status, 422, JSON.stringify(body));
      }
      const two = await (
        await chair()
      ).send<Problem>('PUT', `${world.base}/joining`, { body: { ...OPEN, needs_two: true } });
      assert.equal(two.status, 409);
      assert.equal(two.json.detail, 'There is only one chair: name a co-chair first');
    });
  });
}
