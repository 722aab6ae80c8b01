import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Duty, Paper, PaperDetail, PaperVersion, Problem } from '@tocsin/hub/contract';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

const HOUR = 3_600_000;
const ABSENT = 'There is nothing at this address that you may see';
const KEYS = ['parties', 'confidentiality', 'use', 'personal-data', 'end'];

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`papers on ${engine}`, () => {
    let world: ExchangeWorld;
    let chair: Caller;
    let member: Caller;
    let reader: Caller;

    before(async () => {
      world = await openExchangeWorld({ engine });
      chair = await world.person('anna');
      member = await world.person('berta');
      reader = await world.person('bruno');
    });
    after(async () => world[Symbol.asyncDispose]());

    const at = (paper: { id: string }, what = ''): string =>
      `${world.base}/papers/${paper.id}${what}`;
    const paperOf = (more: object = {}): object => ({
      kind: 'agreement',
      title: 'Agreement',
      level: 'green',
      sections: KEYS.map((key) => ({ key, text: `About ${key}` })),
      note: '',
      ...more,
    });
    const begun = async (more: object = {}): Promise<PaperDetail> => {
      const headers = { 'idempotency-key': crypto.randomUUID() };
      const made = await chair.post<PaperDetail>(`${world.base}/papers`, paperOf(more), headers);
      assert.equal(made.status, 201, made.text);
      return made.json;
    };
    const step = (
      who: Caller,
      paper: { id: string },
      body: object,
    ): Promise<Answered<PaperDetail & Problem>> => who.post(at(paper, '/steps'), { n: 1, ...body });
    const opened = async (more: object = {}): Promise<PaperDetail> => {
      const until = new Date(world.clock.at + HOUR).toISOString();
      const done = await step(chair, await begun(more), { to: 'open', until });
      assert.equal(done.status, 200, done.text);
      return done.json;
    };
    const adopted = async (more: object = {}): Promise<PaperDetail> => {
      const paper = await opened(more);
      world.clock.at += HOUR;
      const done = await step(chair, paper, { to: 'adopted' });
      assert.equal(done.status, 200, done.text);
      return done.json;
    };
    const say = (
      who: Caller,
      paper: PaperDetail,
      body: object,
    ): Promise<Answered<PaperDetail & Problem>> =>
      who.post(at(paper, '/words'), {
        n: 1,
        sha256: paper.versions[0]?.sha256,
        words: '',
        ...body,
      });
    const duties = async (who: Caller): Promise<string[]> => {
      const home = await who.get<{ duties: Duty[] }>('/api/v1/home');
      return home.json.duties.flatMap(({ kind, things }) =>
        kind.startsWith('papers-') ? things.map(({ name }) => `${kind} ${name}`) : [],
      );
    };

    test('the hash is that of title and sections, as anybody can make it again', async () => {
      const paper = await begun({ title: 'Zoë’s text' });
      const version = await chair.get<PaperVersion>(at(paper, '/versions/1'));
      const { title, sections, sha256 } = version.json;
      const text = [title, ...sections.map((one) => `## ${one.key}\n${one.text}`)].join('\n\n');
      assert.equal(createHash('sha256').update(text).digest('hex'), sha256);
    });

    test('what somebody owes stands on their Home until they did it, and nowhere else', async () => {
      const paper = await opened({ title: 'Owed' });
      assert.ok((await duties(member)).includes('papers-to-answer Owed'));
      assert.ok(!(await duties(reader)).includes('papers-to-answer Owed'));
      assert.equal((await say(member, paper, { word: 'approves' })).status, 200);
      assert.ok(!(await duties(member)).includes('papers-to-answer Owed'));
      world.clock.at += HOUR;
      assert.ok((await duties(chair)).includes('papers-to-decide Owed'));
      assert.equal((await step(chair, paper, { to: 'adopted' })).status, 200);
      assert.ok((await duties(member)).includes('papers-to-sign Owed'));
      const signed = await say(member, paper, { word: 'signs' });
      assert.equal(signed.json.versions[0]?.bound.done, 1);
      assert.ok(!(await duties(member)).includes('papers-to-sign Owed'));
      world.clock.at += 360 * 24 * HOUR;
      // Sessions end long before a year is over.
      chair = await world.person('anna');
      member = await world.person('berta');
      reader = await world.person('bruno');
      assert.ok((await duties(chair)).includes('papers-to-review Owed'));
      assert.ok(!(await duties(member)).includes('papers-to-review Owed'));
    });

    test('a word is for the text that was read, and fits the paper', async () => {
      const paper = await adopted({ title: 'Read' });
      const other = await say(member, paper, { word: 'signs', sha256: 'f'.repeat(64) });
      assert.equal(other.status, 409);
      assert.equal(other.json.detail, 'The text was changed meanwhile: read it again first');
      assert.equal((await say(member, paper, { word: 'attests' })).status, 422);
      assert.equal((await say(member, paper, { word: 'objects', words: 'Late' })).status, 409);
      assert.equal((await say(reader, paper, { word: 'signs' })).status, 403);
      assert.equal((await say(member, paper, { word: 'signs' })).status, 200);
      const back = { n: 1, word: 'signs' };
      assert.equal((await member.post(at(paper, '/words/take-back'), back)).status, 422);
    });

    test('an objection in private leaves no trace for other members', async () => {
      const paper = await opened({ title: 'Disputed' });
      const body = { word: 'objects', words: 'Not so', private: true };
      const before = await reader.get(at(paper));
      assert.equal((await say(member, paper, { ...body, word: 'approves' })).status, 422);
      assert.equal((await say(member, paper, body)).status, 200);
      const other = await world.person('carl');
      for (const path of ['', '/versions/1']) {
        const seen = await other.get<{ words?: unknown[]; versions?: { words: unknown[] }[] }>(
          at(paper, path),
        );
        assert.doesNotMatch(seen.text, /Not so|berta|Birch/);
      }
      // A colleague of whoever objects is told: it is their organization's word.
      assert.match((await reader.get(at(paper))).text, /Not so/);
      assert.doesNotMatch(before.text, /Not so/);
      assert.match((await chair.get(at(paper))).text, /"private":true/);
      world.clock.at += HOUR;
      const refused = await step(chair, paper, { to: 'adopted' });
      assert.equal(refused.status, 409);
      const words = 'It is what the law asks for';
      assert.equal((await step(chair, paper, { to: 'adopted', words })).status, 200);
    });

    test('what is not to be told of is not there, in the same words', async () => {
      const own = await begun({ title: 'Unseen' });
      const core = await opened({ title: 'Core only', groups: [world.ids.group('core')] });
      const outside = await world.person('carl');
      for (const paper of [own, core, { id: 'nothing' }]) {
        const { sha256 } = core.versions[0] ?? { sha256: '' };
        const said = { n: 1, word: 'approves', sha256, words: '' };
        const answers = [
          await outside.get<Problem>(at(paper)),
          await outside.get<Problem>(at(paper, '/versions/1')),
          await outside.post<Problem>(at(paper, '/words'), said),
          await outside.post<Problem>(at(paper, '/words/take-back'), { n: 1, word: 'approves' }),
          await outside.post<Problem>(at(paper, '/steps'), { n: 1, to: 'dropped', words: 'No' }),
          await outside.send<Problem>('PUT', at(paper, '/keeper')),
          await outside.send<Problem>('PUT', at(paper, '/review'), { body: { confirmed: false } }),
          await outside.send<Problem>('PUT', at(paper, '/draft'), {
            body: { sections: [], note: '', sha256 },
          }),
        ];
        for (const { status, json } of answers) {
          assert.equal(status, 404);
          assert.equal(json.detail, ABSENT);
        }
      }
      const list = await outside.get<{ items: Paper[] }>(`${world.base}/papers`);
      const titles = list.json.items.map(({ title }) => title);
      assert.ok(!titles.includes('Unseen') && !titles.includes('Core only'));
      assert.equal((await member.get(at(core))).status, 200);
      assert.equal((await chair.get('/api/v1/communities/rail/papers')).status, 404);
      const program = await world.program('alder').get(`${world.base}/papers`);
      assert.equal(program.status, 403, 'a program signs nothing, and reads none of it');
    });

    test('bad input is refused with the field, the rule and the way out', async () => {
      const cases: [more: object, pointer: string, words: RegExp][] = [
        [{ kind: 'constitution' }, '/kind', /./],
        [{ title: '' }, '/title', /Give the paper a title/],
        [{ title: 'x'.repeat(201) }, '/title', /at most 200/],
        [{ level: 'red' }, '/level', /./],
        [{ sections: [{ key: '', text: '' }] }, '/sections/0/key', /Give every section a name/],
        [{ sections: [{ key: 'a', text: 'x'.repeat(20_001) }] }, '/sections/0/text', /20000/],
        [
          { sections: Array.from({ length: 61 }, () => ({ key: 'a', text: '' })) },
          '/sections',
          /at most 60/,
        ],
        [{ groups: Array.from({ length: 51 }, () => 'g') }, '/groups', /at most 50/],
        [{ surprise: 1 }, '', /./],
      ];
      for (const [more, pointer, words] of cases) {
        const headers = { 'idempotency-key': crypto.randomUUID() };
        const answer = await chair.post<Problem>(`${world.base}/papers`, paperOf(more), headers);
        assert.equal(answer.status, 422, `${JSON.stringify(more).slice(0, 60)} ${answer.text}`);
        assert.match(answer.headers.get('content-type') ?? '', /problem\+json/);
        const [error] = answer.json.errors ?? [];
        assert.ok(error?.pointer?.startsWith(pointer), answer.text);
        assert.match(answer.text, words);
      }
      const said: [more: object, words: RegExp][] = [
        [{ title: 'two\nlines' }, /Write it in one line/],
        [{ title: 'turned \u202e round' }, /plain characters/],
        [{ sections: [{ key: 'a', text: '\u0007' }] }, /plain characters/],
        [
          { sections: Array.from({ length: 2 }, () => ({ key: 'same', text: '' })) },
          /Two sections have the same name/,
        ],
        [{ groups: ['nothing'] }, /Choose groups of this community/],
        [
          {
            sections: Array.from({ length: 11 }, (_, n) => ({
              key: `k${n}`,
              text: 'x'.repeat(19_000),
            })),
          },
          /at most 200000 characters in all/,
        ],
      ];
      for (const [more, words] of said) {
        const headers = { 'idempotency-key': crypto.randomUUID() };
        const answer = await chair.post<Problem>(`${world.base}/papers`, paperOf(more), headers);
        assert.equal(answer.status, 422, answer.text);
        assert.match(answer.json.detail ?? '', words);
      }
    });

    test('steps out of order, dates that are over and reasons not given are refused', async () => {
      const paper = await begun({ title: 'Steps', sections: [] });
      const past = new Date(world.clock.at - 1000).toISOString();
      const far = new Date(world.clock.at + 400 * 24 * HOUR).toISOString();
      assert.equal((await step(chair, paper, { to: 'adopted' })).status, 409);
      assert.equal((await step(chair, paper, { to: 'open' })).status, 422);
      for (const until of [past, far, 'tomorrow'])
        assert.equal((await step(chair, paper, { to: 'open', until })).status, 422, until);
      assert.equal((await step(chair, paper, { to: 'superseded' })).status, 422);
      assert.equal((await step(chair, paper, { to: 'dropped' })).status, 422, 'says no why');
      assert.equal((await step(chair, paper, { n: 7, to: 'dropped', words: 'No' })).status, 404);
      const until = new Date(world.clock.at + HOUR).toISOString();
      assert.equal((await step(chair, paper, { to: 'open', until })).status, 200);
      const early = await step(chair, paper, { to: 'adopted' });
      assert.equal(early.status, 422, early.text);
      assert.match(early.json.detail ?? '', /Sections that such a paper has to have/);
      assert.equal((await step(member, paper, { to: 'draft', words: 'No' })).status, 403);
      const review = await member.send('PUT', at(paper, '/review'), { body: { confirmed: false } });
      assert.equal(review.status, 403);
      for (const due of [past, new Date(world.clock.at + 4000 * 24 * HOUR).toISOString()]) {
        const body = { due, confirmed: false };
        assert.equal((await chair.send('PUT', at(paper, '/review'), { body })).status, 422);
      }
      const stands = await chair.send('PUT', at(paper, '/review'), { body: { confirmed: true } });
      assert.equal(stands.status, 409, 'nothing of it is in force');
    });

    test('of two who write at once the later is told, and nothing is lost', async () => {
      const paper = await adopted({ title: 'Both' });
      const { sha256 } = paper.versions[0] ?? { sha256: '' };
      const body = { sections: [{ key: 'parties', text: 'Other' }], note: '', sha256 };
      const draft = (who: Caller): Promise<Answered> =>
        who.send('PUT', at(paper, '/draft'), { body });
      const answers = await Promise.all([draft(chair), draft(chair)]);
      assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409]);
    });
  });
}
