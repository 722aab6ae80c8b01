/** What the share form sends, and how texts of others are shown. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markingOf, namesSomebody, proposedMarking } from '../src/protection/marking-draft.ts';
import { levelWords, ruleWords } from '../src/arrangement/profile-words.ts';
import { presetChoices, presetProfile } from '../src/arrangement/presets.ts';
import { placesIn } from '../src/exchange/found-values.ts';
import {
  digestOf,
  isRenamedAnswer,
  missingIn,
  newShare,
  partBody,
  proposedTitle,
  readShareDraft,
  sentAs,
  textBody,
} from '../src/exchange/share-draft.ts';
import { FILE_MAX, filePartsOf, takeFile } from '../src/exchange/share-files.ts';
import type { StixFile } from '../src/exchange/share-files.ts';
import { readInvitees } from '../src/membership/invitees.ts';
import { isCode, safeText } from '../src/exchange/words.ts';
import { slugOf } from '../src/kernel/slug.ts';

test('a proposed marking is for every member, without limits', () => {
  assert.deepEqual(markingOf(proposedMarking('amber')), {
    level: 'amber',
    audience: { everyone: true },
  });
});

test('RED names persons only, whatever was chosen before', () => {
  const draft = { ...proposedMarking('red'), organizations: ['o1'], persons: ['p1'] };
  assert.deepEqual(markingOf(draft).audience, { persons: ['p1'], groups: [] });
  assert.equal(namesSomebody(proposedMarking('red')), false);
  assert.equal(namesSomebody(draft), true);
});

test('limits appear only where they narrow, and an end is an instant', () => {
  const draft = { ...proposedMarking('green'), noGovernment: true, until: '2027-01-02T03:04' };
  const { limits, until } = markingOf(draft);
  assert.deepEqual(limits, { government: false });
  assert.equal(until, new Date('2027-01-02T03:04').toISOString());
});

test('some organizations means those and no others', () => {
  const draft = { ...proposedMarking('amber'), reach: 'some' as const, organizations: ['o1'] };
  assert.deepEqual(markingOf(draft).audience, { organizations: ['o1'], groups: [], persons: [] });
  assert.equal(namesSomebody({ ...draft, organizations: [] }), false);
});

test('a level that changes later, permissible actions and lists of limits go along', () => {
  const draft = {
    ...proposedMarking('red'),
    persons: ['p1'],
    sectors: ['energy'],
    pap: 'amber' as const,
    changeAt: '2027-05-01T08:00',
    changeLevel: 'green' as const,
  };
  const { audience, limits, pap, changes } = markingOf(draft);
  assert.deepEqual(audience, { persons: ['p1'], groups: [], everyone: true });
  assert.deepEqual(limits, { sectors: ['energy'] });
  assert.equal(pap, 'amber');
  assert.deepEqual(changes, [{ at: new Date('2027-05-01T08:00').toISOString(), level: 'green' }]);
  assert.equal(markingOf({ ...draft, changeAt: '2027-05-xx' }).changes, undefined);
});

test('a value goes out as proposed, and otherwise as somebody decided', () => {
  const found = [
    { kind: 'ipv4', value: '198.51.100.23', ticked: true },
    { kind: 'domain', value: 'victim.example', ticked: true },
    { kind: 'ipv4', value: '10.0.0.1', ticked: false },
  ] as const;
  const draft = { ...newShare('green'), text: 'words', ticks: { 'domain victim.example': false } };
  const body = JSON.parse(textBody(draft, found));
  assert.deepEqual(body.values, [{ kind: 'ipv4', value: '198.51.100.23' }]);
  assert.equal(body.text, 'words');
  assert.equal(body.marking.level, 'green');
});

test('a file goes out byte for byte, without a marking of ours when it keeps its own', async () => {
  const text = '{ "type":"bundle",  "x": 1.0, "objects": [ {"type" :"malware"} ] }';
  const [part, ...more] = filePartsOf([await fileOf('f.json', text)]);
  assert.ok(part !== undefined && more.length === 0);
  const kept = partBody(newShare('green'), part);
  assert.ok(kept.includes(`"bundle":${text}`));
  assert.equal(JSON.parse(kept).marking, undefined);
  const marked = { ...newShare('red'), keepsOwn: false, title: ' Family ', text: 'About it' };
  const body = JSON.parse(partBody(marked, part));
  assert.deepEqual([body.marking.level, body.title, body.text], ['red', 'Family', 'About it']);
});

test('several files go out as one share, each object as it is written', async () => {
  const object = '{ "type" : "malware" }';
  const files = [await fileOf('f.json', `{"objects":[${object}]}`), await fileOf('g.json', object)];
  const [part, ...more] = filePartsOf(files);
  assert.ok(part !== undefined && more.length === 0);
  assert.ok(partBody(newShare('green'), part).includes(`"bundle":[${object},${object}]`));
});

test('a large file is read in parts that hold every object once, each in a body of its own', async () => {
  const object = (n: number): string => `{ "type":"x-a", "id":"x-a--${String(n)}" }`;
  const text = `{"objects":[${Array.from({ length: 5001 }, (_, n) => object(n)).join()}]}`;
  const parts = filePartsOf([await fileOf('large.json', text)]);
  assert.equal(parts.length, 2);
  const bodies = parts.map((part) => partBody(newShare('green'), part));
  const sent = bodies.flatMap((body) => JSON.parse(body).bundle.objects);
  assert.equal(sent.length, 5001);
  assert.ok(bodies[1]?.includes(object(5000)), 'byte for byte');
});

test('an answer in parts goes out under no other name than was chosen', () => {
  const answer = { ...newShare('green'), answers: 'request' };
  for (const attribution of ['named', 'pseudonym'] as const)
    assert.equal(isRenamedAnswer({ ...answer, attribution }, 2), false, attribution);
  for (const attribution of ['once', 'desk', 'sealed'] as const) {
    assert.equal(isRenamedAnswer({ ...answer, attribution }, 2), true, attribution);
    assert.equal(isRenamedAnswer({ ...answer, attribution }, 1), false, 'in one piece');
    assert.equal(isRenamedAnswer({ ...answer, attribution, answers: '' }, 2), false, 'no answer');
  }
});

test('the same body keeps its key, through a reload too; another gets its own', () => {
  const draft = { ...newShare('green'), text: 'a' };
  const sent = sentAs(draft, textBody(draft, []));
  const again = readShareDraft(JSON.parse(JSON.stringify({ ...draft, sent })), 'green');
  assert.deepEqual(sentAs(again, textBody(again, [])), sent);
  const other = { ...again, text: 'b' };
  assert.notEqual(sentAs(other, textBody(other, [])).key, sent.key);
});

test('a file says what lies in it before it is sent; what is no STIX is a text or is refused in a sentence', async () => {
  const nothing = (): void => undefined;
  const bundle = JSON.stringify({
    type: 'bundle',
    objects: [{ type: 'malware', id: 'malware--1' }, { type: 'tool' }, { type: 'tool' }],
  });
  const taken = await takeFile(new File([bundle], 'c.json'), nothing);
  assert.ok('stix' in taken);
  assert.deepEqual(taken.stix.types, [
    ['tool', 2],
    ['malware', 1],
  ]);
  assert.equal(taken.stix.checked.filter(({ errors }) => errors.length > 0).length, 3);
  assert.deepEqual(await takeFile(new File(['a warning'], 'a.txt'), nothing), {
    text: 'a warning',
  });
  await assert.rejects(takeFile(new File(['nonsense'], 'a.json'), nothing), /“a.json” is not JSON/);
  await assert.rejects(takeFile(new File(['{"a":1}'], 'b.json'), nothing), /no STIX objects/);
  const bytes = new Uint8Array([0xff, 0xd8, 0, 1]);
  const picture = new Uint8Array([0xff, 0xd8, 0xff, 1]);
  assert.ok('carrier' in (await takeFile(new File([picture], 'p.jpg'), nothing)));
  await assert.rejects(takeFile(new File([bytes], 'p.txt'), nothing), /neither a text nor STIX/);
  const huge = new File([], 'huge.json');
  Object.defineProperty(huge, 'size', { value: FILE_MAX + 1 });
  await assert.rejects(takeFile(huge, nothing), /“huge.json” is larger than 256 MiB. Divide it/);
  const long = new File(['x'.repeat(100_001)], 'long.txt');
  await assert.rejects(takeFile(long, nothing), /at most 100,000/);
});

test('a kept draft that was tampered with or is of another version is read as far as it fits', () => {
  const kept = readShareDraft(
    { text: 'words', ticks: 7, marking: { level: 'red' }, new: 1 },
    'green',
  );
  assert.equal(kept.text, 'words');
  assert.deepEqual(kept.ticks, {});
  assert.equal(kept.marking.level, 'red');
  assert.equal(kept.marking.reach, 'everyone');
  assert.deepEqual(readShareDraft(null, 'green'), newShare('green'));
});

test('marks stay on their words while others are typed before, within and behind', () => {
  const value = { kind: 'ipv4', value: '192.0.2.1', start: 3, end: 12, ticked: true } as const;
  const found = {
    text: 'at 192.0.2.1 now',
    values: [{ ...value, places: [{ start: 3, end: 12 }] }],
  };
  const at = (text: string): number[] =>
    placesIn(text, found).flatMap(({ start, end }) => [start, end]);
  assert.deepEqual(at('at 192.0.2.1 now'), [3, 12]);
  assert.deepEqual(at('seen at 192.0.2.1 now'), [8, 17]);
  assert.deepEqual(at('at 192.0.2.1 now and then'), [3, 12]);
  assert.deepEqual(at('at 192.0.9.2.1 now'), []);
});

test('a share says what it lacks: something to share, somebody to see it, times that can hold', async () => {
  const blank = newShare('green');
  assert.equal(missingIn(blank, []), 'content');
  const text = { ...blank, text: 'words' };
  assert.equal(missingIn(text, []), undefined);
  assert.equal(missingIn({ ...text, marking: proposedMarking('red') }, []), 'audience');
  const past = { ...proposedMarking('green'), until: '2001-01-01T00:00' };
  assert.equal(missingIn({ ...text, marking: past }, []), 'times');
  assert.equal(
    missingIn({ ...blank, marking: past }, [await fileOf('f.json', '{"type":"tool"}')]),
    undefined,
  );
});

test('equal bodies have equal digests, and others do not', () => {
  assert.equal(digestOf('{"text":"a"}'), digestOf('{"text":"a"}'));
  const many = Array.from({ length: 20_000 }, (_, index) => `{"text":"${index}"}`);
  assert.equal(new Set(many.map(digestOf)).size, many.length);
});

test('a title is proposed from the first line, so that nothing in it can be clicked', () => {
  assert.equal(proposedTitle('\n  https://evil.example/a  \nmore'), 'hxxps://evil[.]example/a');
  assert.equal(proposedTitle('x'.repeat(400)).length, 160);
  assert.equal(proposedTitle('  '), '');
});

test('the words of each level follow from the profile alone', () => {
  for (const { name } of presetChoices()) {
    const profile = presetProfile(name);
    const green = levelWords('green', profile);
    assert.equal(green.includes('government partners'), !profile.government, name);
    assert.equal(green.includes('service providers'), !profile.providers, name);
    assert.ok(levelWords('amber', profile).includes('government partners'), name);
    assert.equal(ruleWords(profile).length, 9);
  }
  const iso = { ...presetProfile('sector'), scheme: 'iso22396-a' as const };
  assert.match(levelWords('amber', iso), /organizations only/);
  assert.match(levelWords('amber', { ...iso, clients_allowed: true }), /clients who need it/);
});

test('pasted invitees are read line by line, by name, by address or by both, each once', () => {
  const text = 'Lakeside Water\nben@lake.example, Cleo Ito <cleo@port.example>\n\nBEN@lake.example';
  assert.deepEqual(readInvitees(text), [
    { name: 'Lakeside Water', email: undefined },
    { name: 'ben@lake.example', email: 'ben@lake.example' },
    { name: 'Cleo Ito', email: 'cleo@port.example' },
  ]);
});

test('a text of others holds nothing that a click or a mail could open', () => {
  assert.equal(
    safeText('See http://evil.example/a.php, evil.example. and "198.51.100.23"'),
    'See hxxp://evil[.]example/a.php, evil[.]example. and "198.51.100[.]23"',
  );
  assert.equal(safeText('No address here, e.g. none.'), 'No address here, e.g. none.');
  assert.equal(safeText('Before 4.2.7, on 10.0.0.1'), 'Before 4.2.7, on 10.0.0[.]1');
});

test('titles that are values are told from words', () => {
  assert.equal(isCode('indicator', 'evil.example'), true);
  assert.equal(isCode('vulnerability', 'CVE-2026-10001'), true);
  assert.equal(isCode('note', 'Blocked.'), false);
  assert.equal(isCode('report', 'Phishing against billing'), false);
});

test('short names come from names in any script that has Latin letters', () => {
  assert.equal(slugOf('Énergie & Réseaux  du Nord'), 'energie-reseaux-du-nord');
  assert.equal(slugOf('日本'), '');
});

async function fileOf(name: string, text: string): Promise<StixFile> {
  const taken = await takeFile(new File([text], name), () => undefined);
  if (!('stix' in taken)) throw new Error(`${name} is no STIX`);
  return taken.stix;
}
