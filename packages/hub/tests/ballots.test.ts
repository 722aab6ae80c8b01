import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Ballot, BallotDetail, Decision, Duty, Problem, Voters } from '@tocsin/hub/contract';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Answered, Caller } from './world.ts';

const HOUR = 3_600_000;
const ABSENT = 'There is nothing at this address that you may see';

// On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`ballots and decisions on ${engine}`, () => {
    let world: ExchangeWorld;
    let chair: Caller;
    let member: Caller;
    let reader: Caller;
    let outside: Caller;

    before(async () => {
      world = await openExchangeWorld({ engine, profile: { government: true } });
      chair = await world.person('anna');
      member = await world.person('berta');
      reader = await world.person('bruno');
      outside = await world.person('carl');
    });
    after(async () => world[Symbol.asyncDispose]());

    const key = (): Record<string, string> => ({ 'idempotency-key': crypto.randomUUID() });
    const at = ({ id }: { id: string }, what = ''): string => `${world.base}/ballots/${id}${what}`;
    const asked = (more: object = {}): object => ({
      title: 'Meet in May',
      text: 'In the harbour office.',
      type: 'yes-no',
      options: [],
      majority: 'simple',
      quorum: { kind: 'none', value: 0 },
      tie: 'stays',
      anonymous: false,
      level: 'green',
      ...more,
    });
    const begun = async (more: object = {}): Promise<BallotDetail> => {
      const made = await chair.post<BallotDetail>(`${world.base}/ballots`, asked(more), key());
      assert.equal(made.status, 201, made.text);
      return made.json;
    };
    const step = (
      who: Caller,
      ballot: { id: string },
      body: object,
    ): Promise<Answered<BallotDetail & Problem>> => who.post(at(ballot, '/steps'), body);
    const opened = async (more: object = {}): Promise<BallotDetail> => {
      const until = new Date(world.clock.at + HOUR).toISOString();
      const done = await step(chair, await begun(more), { to: 'open', until });
      assert.equal(done.status, 200, done.text);
      return done.json;
    };
    const vote = (
      who: Caller,
      ballot: { id: string },
      said: string[] | { choice: string[]; words?: string; at?: string },
    ): Promise<Answered<BallotDetail & Problem>> =>
      who.send('PUT', at(ballot, '/vote'), {
        body: Array.isArray(said) ? { choice: said } : said,
      });
    const over = async (): Promise<void> => {
      world.clock.at += HOUR;
      await world.hub.store.settled();
    };
    const duties = async (who: Caller): Promise<string[]> => {
      const home = await who.get<{ duties: Duty[] }>('/api/v1/home');
      return home.json.duties.flatMap(({ kind, things }) =>
        kind.startsWith('ballots-') ? things.map(({ name }) => `${kind} ${name}`) : [],
      );
    };
    const minute = (more: object = {}): object => ({
      kind: 'minute',
      title: 'We meet in May',
      text: '',
      level: 'green',
      ...more,
    });
    const record = (who: Caller, more: object = {}): Promise<Answered<Decision & Problem>> =>
      who.post(`${world.base}/decisions`, minute(more), key());

    test('a ballot is on Home of whoever votes and has not, and nowhere else', async () => {
      const ballot = await opened({ title: 'Owed' });
      assert.deepEqual(await duties(member), ['ballots-to-vote Owed']);
      assert.deepEqual(await duties(chair), ['ballots-to-vote Owed']);
      for (const who of [reader, outside]) assert.deepEqual(await duties(who), []);
      assert.equal((await vote(member, ballot, ['yes'])).status, 200);
      assert.deepEqual(await duties(member), []);
      assert.deepEqual(await duties(chair), ['ballots-to-vote Owed']);
      await over();
      assert.deepEqual(await duties(chair), []);
    });

    test('nothing of a count is told before the time is over, to nobody; then all of it', async () => {
      const ballot = await opened({ title: 'Counted' });
      const paths = [at(ballot), `${world.base}/ballots`, `${world.base}/decisions`];
      const told = async (who: Caller): Promise<string[]> =>
        Promise.all(paths.map(async (path) => (await who.get(path)).text));
      const before = [await told(outside), await told(chair)];
      assert.equal(
        (await vote(member, ballot, { choice: ['no'], words: 'It is too far' })).status,
        200,
      );
      assert.deepEqual([await told(outside), await told(chair)], before);
      assert.match((await reader.get(at(ballot))).text, /It is too far/, 'it is their own vote');
      await over();
      const closed = await outside.get<BallotDetail>(at(ballot));
      assert.deepEqual([closed.json.outcome, closed.json.count?.cast], ['rejected', 1]);
      assert.equal(closed.json.votes[0]?.organization.name, 'Birch Water');
      const decision = await outside.get<Decision>(`${world.base}/decisions/${ballot.id}`);
      assert.deepEqual(
        [decision.json.title, decision.json.outcome, decision.json.kind],
        ['Counted', 'rejected', 'ballot'],
      );
    });

    test('an anonymous choice is in no answer, not to whoever chose, and not in the record', async () => {
      const ballot = await opened({
        title: 'Secret',
        type: 'one',
        options: ['Heron', 'Kestrel'],
        anonymous: true,
      });
      const greta = await world.person('greta');
      for (const [who, choice] of [
        [chair, 'o1'],
        [member, 'o2'],
        [greta, 'o1'],
      ] as const)
        assert.equal((await vote(who, ballot, [choice])).status, 200);
      const again = await vote(member, ballot, ['o1']);
      assert.equal(again.status, 409);
      assert.match(again.json.detail ?? '', /cannot be found and changed/);
      assert.equal((await vote(member, ballot, { choice: ['o1'], words: 'Why' })).status, 422);
      const own = await member.get<BallotDetail>(at(ballot));
      assert.deepEqual(own.json.own, { has_voted: true });
      await over();
      const closed = await member.get<BallotDetail>(at(ballot));
      assert.deepEqual([closed.json.chosen, closed.json.votes], ['Heron', []]);
      assert.doesNotMatch((await member.get('/api/v1/audit?limit=50')).text, /Heron|Kestrel|o1|o2/);
    });

    test('a vote with a time of its own, by somebody else or after the end is refused', async () => {
      const ballot = await opened({ title: 'Late' });
      const dated = await vote(member, ballot, { choice: ['yes'], at: '2020-01-01T00:00:00Z' });
      assert.equal(dated.status, 422);
      assert.equal((await vote(reader, ballot, ['yes'])).status, 403);
      assert.equal((await vote(outside, ballot, ['yes'])).status, 403);
      const early = await step(chair, ballot, { to: 'closed' });
      assert.equal(early.status, 409);
      world.clock.at += HOUR;
      const late = await vote(member, ballot, ['yes']);
      assert.deepEqual([late.status, late.json.detail], [409, 'Voting is over']);
      await world.hub.store.settled();
      assert.equal((await vote(member, ballot, ['yes'])).status, 409);
    });

    test('what is for a group, or only proposed, is not there, in the same words', async () => {
      const core = await opened({ title: 'Core only', groups: [world.ids.group('core')] });
      const draft = await begun({ title: 'Unseen' });
      const own = await record(chair, { title: 'Core ruled', groups: [world.ids.group('core')] });
      const greta = await world.person('greta');
      for (const one of [core, draft, { id: 'nothing' }]) {
        const answers = [
          await outside.get<Problem>(at(one)),
          await vote(outside, one, ['yes']),
          await step(outside, one, { to: 'dropped', words: 'No' }),
          await greta.send<Problem>('PUT', at(one, '/draft'), { body: strip(asked()) }),
        ];
        for (const { status, json } of answers) {
          assert.equal(status, 404);
          assert.equal(json.detail, ABSENT);
        }
      }
      for (const id of [own.json.id, 'nothing']) {
        const answer = await outside.get<Problem>(`${world.base}/decisions/${id}`);
        assert.deepEqual([answer.status, answer.json.detail], [404, ABSENT]);
        const replacing = await record(chair, { replaces: 'nothing' });
        assert.equal(replacing.status, 422);
      }
      assert.doesNotMatch((await outside.get(`${world.base}/ballots`)).text, /Core only|Unseen/);
      assert.doesNotMatch((await outside.get(`${world.base}/decisions`)).text, /Core ruled/);
      const list = await member.get<{ items: Ballot[] }>(`${world.base}/ballots`);
      assert.ok(list.json.items.some(({ title }) => title === 'Core only'));
      assert.equal((await chair.get('/api/v1/communities/rail/ballots')).status, 404);
      assert.equal((await world.program('alder').get(`${world.base}/ballots`)).status, 403);
      await over();
    });

    test('an organization says who votes for it; others do not learn that', async () => {
      const person = world.ids.person('bruno');
      const body = { persons: [person] };
      assert.equal((await reader.send('PUT', `${world.base}/voters`, { body })).status, 403);
      const other = { persons: [world.ids.person('carl')] };
      assert.equal((await member.send('PUT', `${world.base}/voters`, { body: other })).status, 422);
      const before = await outside.get(`${world.base}/voters`);
      const named = await member.send<Voters>('PUT', `${world.base}/voters`, { body });
      assert.deepEqual(named.json.persons, [{ id: person, name: 'bruno' }]);
      assert.equal((await outside.get(`${world.base}/voters`)).text, before.text);
      const ballot = await opened({ title: 'Named' });
      assert.equal((await vote(member, ballot, ['yes'])).status, 403);
      assert.equal((await vote(reader, ballot, ['yes'])).status, 200);
      assert.deepEqual(await duties(member), []);
      await member.send('PUT', `${world.base}/voters`, { body: { persons: [] } });
      await over();
    });

    test('decisions are entered, found, replaced and paged', async () => {
      assert.equal((await record(reader)).status, 403);
      assert.equal((await record(member, { kind: 'ruling' })).status, 403);
      const first = await record(member, { title: 'Mondays' });
      assert.equal(first.status, 201, first.text);
      world.clock.at += 1000;
      const second = await record(chair, { title: 'Fridays', replaces: first.json.id });
      assert.equal(second.json.replaces?.title, 'Mondays');
      assert.equal((await record(chair, { replaces: first.json.id })).status, 409);
      const standing = await outside.get(`${world.base}/decisions?standing=true`);
      assert.doesNotMatch(standing.text, /"title":"Mondays","text"/);
      const found = await outside.get<{ items: Decision[] }>(
        `${world.base}/decisions?words=MONDAY&kind=minute`,
      );
      assert.deepEqual(
        found.json.items.map(({ title, replaced_by }) => [title, replaced_by?.title]),
        [['Mondays', 'Fridays']],
      );
      const titles: string[] = [];
      let next = '';
      do {
        const page = await outside.get<{ items: Decision[]; next_cursor?: string }>(
          `${world.base}/decisions?limit=1${next}`,
        );
        titles.push(...page.json.items.map(({ title }) => title));
        next = page.json.next_cursor === undefined ? '' : `&cursor=${page.json.next_cursor}`;
      } while (next !== '');
      assert.equal(titles[0], 'Fridays');
      assert.equal(new Set(titles).size, titles.length);
      const foreign = await chair.get(`${world.base}/decisions?limit=1&cursor=${'A'.repeat(43)}`);
      assert.equal(foreign.status, 400);
    });

    test('bad input is refused with the field, the rule and the way out', async () => {
      const many = (n: number): string[] =>
        Array.from({ length: n }, (_, one) => `k${String(one)}`);
      const cases: [more: object, words: RegExp][] = [
        [{ title: '' }, /at least one character/],
        [{ title: 'x'.repeat(201) }, /at most 200/],
        [{ title: 'two\nlines' }, /Write it in one line/],
        [{ text: 'x'.repeat(4001) }, /at most 4000/],
        [{ text: '\u0007' }, /plain characters/],
        [{ type: 'lot' }, /\/type/],
        [{ level: 'red' }, /\/level/],
        [{ options: ['A'] }, /no options of its own/],
        [{ type: 'one', options: ['A'] }, /Give 2 to 20 options/],
        [{ type: 'one', options: many(21) }, /at most 20 options/],
        [{ type: 'one', options: ['A', 'A'] }, /Two options have the same name/],
        [{ quorum: { kind: 'share', value: 101 } }, /a quorum from 1 to 100/],
        [{ quorum: { kind: 'number', value: 0 } }, /a quorum from 1 to 10000/],
        [{ quorum: { kind: 'number', value: 1.5 } }, /\/quorum/],
        [{ type: 'consent', quorum: { kind: 'share', value: 50 } }, /Silence consents/],
        [{ type: 'consent', anonymous: true }, /An objection has a name/],
        [{ groups: ['nothing'] }, /Choose groups of this community/],
        [{ groups: many(51) }, /at most 50 groups/],
        [{ surprise: 1 }, /surprise/],
      ];
      for (const [more, words] of cases) {
        const answer = await chair.post<Problem>(`${world.base}/ballots`, asked(more), key());
        assert.equal(answer.status, 422, `${JSON.stringify(more).slice(0, 60)} ${answer.text}`);
        assert.match(answer.headers.get('content-type') ?? '', /problem\+json/);
        assert.match(answer.text, words);
      }
      const late = new Date(world.clock.at + 1000).toISOString();
      const entries: [more: object, words: RegExp][] = [
        [{ kind: 'ballot' }, /\/kind/],
        [{ title: '' }, /in one line what was decided/],
        [{ text: 'x'.repeat(4001) }, /at most 4000/],
        [{ decided_at: late }, /not in the future/],
        [{ decided_at: '1990-01-01T00:00:00Z' }, /at most 3660 days ago/],
        [{ paper: { id: 'nothing', n: 1 } }, /a version of a paper/],
        [{ ballot: 'nothing' }, /a ballot of this community that is closed/],
        [{ groups: many(51) }, /at most 50 groups/],
      ];
      for (const [more, words] of entries) {
        const answer = await record(chair, more);
        assert.equal(answer.status, 422, `${JSON.stringify(more).slice(0, 60)} ${answer.text}`);
        assert.match(answer.text, words);
      }
      const draft = await begun();
      for (const until of [late.replace(/^\d+/, '2020'), '2099-01-01T00:00:00Z', 'soon'])
        assert.equal((await step(chair, draft, { to: 'open', until })).status, 422, until);
      assert.equal((await step(chair, draft, { to: 'settled' })).status, 409);
      assert.equal((await step(member, draft, { to: 'dropped', words: 'No' })).status, 404);
      assert.equal((await step(chair, draft, { to: 'dropped' })).status, 422, 'says no why');
      const written = await chair.send<BallotDetail>('PUT', at(draft, '/draft'), {
        body: strip(asked({ title: 'Meet in June' })),
      });
      assert.equal(written.json.title, 'Meet in June');
      const named = { body: { persons: many(21) } };
      assert.match(
        (await chair.send('PUT', `${world.base}/voters`, named)).text,
        /at most 20 persons/,
      );
    });
  });
}

/** What may be changed later: who reads it stays. */
function strip(ballot: object): object {
  return Object.fromEntries(Object.entries(ballot).filter(([name]) => name !== 'level'));
}
