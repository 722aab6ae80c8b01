/** The page of an object: tabs, answers by key, relations drawn and told, versions compared, live changes, paper. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaults, axeFaultsInEveryLook, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { enabled, foundCommunity, joinWithNewOrganization, makeLink, newcomer } from './steps.ts';

const ids = {
  indicator: 'indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f',
  malware: 'malware--31b940d4-6f7f-459a-80ea-9c1f17b5891b',
  tool: 'tool--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f',
  report: 'report--84e4d88f-44ea-4bcd-bbf3-b2c1c320bcb3',
};
let stage: Stage;
let chair: Page;
let member: Page;

before(async () => {
  stage = await setStage();
  chair = await stage.open();
  member = await stage.open();
  const { setupUrl } = stage;
  await foundCommunity(chair, { setupUrl, who: newcomer('Ana Brandt'), community: 'Ports' });
  const link = await makeLink(chair);
  await joinWithNewOrganization(member, {
    link,
    who: newcomer('Ben Okoro'),
    organization: 'Lakeside Water',
  });
  await shareFile('2026-04-06T20:03:48.000Z', 'Waits for days.');
  await member.goto(address(ids.malware));
  await heading(member, 'CraneFly');
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

test('an indicator is decided on: a verdict, its pattern in words, sources never opened by mistake', async () => {
  await member.goto(address(ids.indicator));
  await heading(member, 'Loader and its host');
  await member.getByText('Nobody has answered it yet. Did you see it? Valid until').waitFor();
  await member.getByText('Matches when any of these is seen, 2 values:').waitFor();
  await member.getByText('hxxps://reports[.]example/17').first().waitFor();
  const outside = member.getByRole('link', { name: 'Open it outside of Tocsin' });
  assert.equal(await outside.getAttribute('rel'), 'noreferrer noopener');
  const hint = member.getByRole('button', { name: 'Yes' }).first();
  await hint.focus();
  await member.getByRole('tooltip').locator('visible=true').waitFor();
  await member.keyboard.press('Escape');
  assert.deepEqual(await axeFaultsInEveryLook(member), []);
  await member
    .getByRole('list', { name: 'Values', exact: true })
    .getByRole('link', { name: 'Look up fetch[.]example' })
    .click();
  await heading(member, 'Look up');
  await member.goBack();
});

test('a source is judged for its own organization alone, and what it rests on stands beside it', async () => {
  await member.getByText('Your organization has not judged the source.').waitFor();
  await member.getByRole('button', { name: 'Judge the source' }).click();
  const dialog = member.getByRole('dialog');
  await dialog.getByText(/Of the newest \d+ things of it that you may read/).waitFor();
  await dialog
    .getByRole('radio', { name: /usually reliable/ })
    .first()
    .check();
  assert.deepEqual(await axeFaultsInEveryLook(member), []);
  await dialog.getByLabel('Why (optional)').fill('Right each time so far');
  await dialog.getByRole('button', { name: 'Give the letter' }).click();
  await member.getByText('Your organization’s judgement').waitFor();
  assert.equal(await chair.getByText('Your organization’s judgement').count(), 0);
});

test('s, f and a answer; what is being typed stays while another answer arrives', async () => {
  await chair.goto(address(ids.indicator));
  await heading(chair, 'Loader and its host');
  await chair.getByLabel('Remark (optional)').fill('We look into');
  await member.getByRole('heading', { level: 1 }).focus();
  await member.keyboard.press('s');
  const dialog = member.getByRole('dialog');
  await dialog.getByLabel('How often?').fill('4');
  assert.deepEqual(await axeFaults(member), []);
  await dialog.getByRole('button', { name: 'Send' }).click();
  await dialog.waitFor({ state: 'detached' });
  await chair.getByText('Saw it 4 times').waitFor();
  assert.equal(await chair.getByLabel('Remark (optional)').inputValue(), 'We look into');
  await chair.getByText(/^Seen by one member, 4 times in all, last today/).waitFor();
  await member.getByRole('heading', { level: 1 }).focus();
  await member.keyboard.press('f');
  await dialog.getByLabel('Why do you think so?').fill('Our own scanner');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await dialog.waitFor({ state: 'detached' });
  await member.getByRole('heading', { level: 1 }).focus();
  await member.keyboard.press('?');
  await member.getByRole('dialog', { name: 'Keys' }).getByText('Say that you saw this').waitFor();
  await member.keyboard.press('Escape');
  const thread = member.getByRole('complementary', { name: 'Answers' });
  await thread.getByRole('radio', { name: 'What we did' }).check();
  await thread.getByLabel('Blocked it').check();
  await thread.getByRole('button', { name: 'Send' }).click();
  await chair.getByText('one acted on it').waitFor();
});

test('tabs have addresses, are moved by arrow keys, and are clean in every look', async () => {
  await member.getByRole('tab', { name: 'Overview' }).focus();
  await member.keyboard.press('ArrowRight');
  await member.waitForURL(/\/sightings$/);
  await heading(member, 'Over time', 2);
  assert.equal(await member.evaluate('document.activeElement.textContent'), 'Sightings 3');
  await member.getByText('The same as a table').click();
  assert.deepEqual(await axeFaultsInEveryLook(member), []);
  await member.getByLabel('Who', { exact: true }).selectOption({ label: 'Lakeside Water' });
  await member.keyboard.press('Tab');
  await member.getByRole('tab', { name: 'Sightings' }).focus();
  await member.keyboard.press('End');
  await member.waitForURL(/\/raw$/);
  await member.getByRole('region', { name: 'STIX object' }).getByText('"indicator"').waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(member), []);
  assert.equal(await member.getByRole('button', { name: 'Download as received' }).count(), 0);
  await member.keyboard.press('Shift+Tab');
  await member.reload();
  await member.getByRole('tab', { name: 'Raw', selected: true }).waitFor();
  await member.getByRole('tab', { name: 'Reports' }).click();
  await member.getByRole('link', { name: 'The loader, explained' }).waitFor();
  assert.deepEqual(await axeFaults(member), []);
});

test('relations are sentences, and are drawn where a browser can; one may go further without a pointer', async () => {
  await member.goto(`${address(ids.malware)}/relations`);
  await heading(member, 'It downloads …', 2);
  await heading(member, '… indicates it', 2);
  await member.getByRole('button', { name: 'Draw it as a graph' }).click();
  await member.getByText('3 objects, 3 relations.').waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(member), []);
  await member.getByText('Go further from one of them').click();
  await member.getByRole('button', { name: 'TideTool' }).click();
  await member.getByRole('listitem').filter({ hasText: 'CraneFly uses TideTool' }).waitFor();
});

test('the drawing is walked by keys alone: node by node, further, to a page, and out again', async () => {
  await member.goto(`${address(ids.malware)}/relations`);
  const draw = member.getByRole('button', { name: 'Draw it as a graph' });
  await draw.focus();
  await member.keyboard.press('Enter');
  const list = member.getByRole('listbox', { name: 'The relations, drawn' });
  await list.waitFor();
  const ring = member.locator('.graph-ring');
  assert.equal(await ring.isVisible(), false);
  await member.keyboard.press('Tab');
  assert.equal(await member.evaluate('document.activeElement.role'), 'listbox');
  await ring.waitFor();
  const now = list.getByRole('option', { selected: true });
  const at = async (): Promise<string> => (await now.innerText()).trim();
  assert.match(await at(), / relations?, the object of this page$/);
  const name = await list.getAttribute('aria-activedescendant');
  assert.equal(await now.getAttribute('id'), name, 'what is announced is where the ring is');
  const met = new Set<string>();
  const before = await ring.boundingBox();
  for (const key of ['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown']) {
    await member.keyboard.press('Home');
    await member.keyboard.press(key);
    met.add(await at());
    await member.keyboard.press(key);
    met.add(await at());
  }
  assert.equal(met.size, 3, [...met].join(' | '));
  assert.deepEqual(await axeFaultsInEveryLook(member), []);
  for (let step = 0; !(await at()).includes('TideTool'); step += 1) {
    assert.ok(step < 3, await at());
    await member.keyboard.press('PageDown');
  }
  assert.notDeepEqual(await ring.boundingBox(), before);
  await member.keyboard.press('Enter');
  await member.getByRole('listitem').filter({ hasText: 'CraneFly uses TideTool' }).waitFor();
  assert.match(await at(), /TideTool/, 'the drawing is another, the place the same');
  await member.keyboard.press('Escape');
  assert.equal(await member.evaluate('document.activeElement.textContent'), 'Hide the drawing');
  await ring.waitFor({ state: 'hidden' });
  await member.keyboard.press('Tab');
  assert.match(await at(), /TideTool/);
  await member.keyboard.press('Enter');
  await heading(member, 'TideTool');
});

test('a report says what it is about, and asks nobody whether they saw it', async () => {
  await member.goto(address(ids.report));
  await heading(member, 'The loader, explained');
  await member.getByText('Nobody has answered it yet. What did you do about it?').waitFor();
  const done = member.getByRole('radiogroup', { name: 'What did you do?' });
  assert.equal(await done.getByRole('radio', { checked: true }).count(), 0);
  await member.getByRole('button', { name: 'Send', exact: true }).click();
  assert.equal(
    await done
      .getByRole('radio')
      .first()
      .evaluate((one) => one.matches(':invalid')),
    true,
  );
  assert.equal(await done.isVisible(), true, 'nothing is said before it was chosen');
  await member.getByRole('link', { name: 'CraneFly' }).waitFor();
  await member.goto(`${address(ids.report)}/sightings`);
  await heading(member, 'No answers yet', 2);
  await member.goto(`${address(ids.report)}/relations`);
  await heading(member, 'No relations yet', 2);
  assert.deepEqual(await axeFaults(member), []);
});

test('versions are compared in words; the source sees who was given it', async () => {
  await member.goto(`${address(ids.malware)}/history`);
  await member.getByText('There is one version.').waitFor();
  await shareFile('2026-04-08T09:00:00.000Z', 'Waits for days and then fetches.');
  await heading(member, 'What changed', 2);
  await member.getByText('Waits for days and then fetches.').waitFor();
  await member.getByText('/description').waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(member), []);
  await chair.goto(`${address(ids.malware)}/history`);
  await chair.getByRole('row').filter({ hasText: 'Lakeside Water' }).first().waitFor();
  assert.equal(await member.getByText('Only you, its source').count(), 0);
});

test('on paper every page carries the plate', async () => {
  await member.emulateMedia({ media: 'print' });
  assert.equal(
    await member.evaluate('getComputedStyle(document.querySelector(".page-head .plate")).position'),
    'fixed',
  );
  assert.equal(await member.getByRole('button', { name: 'I saw this' }).isVisible(), false);
  await member.emulateMedia({ media: 'screen' });
});

test('the source shares narrower, starting from whom it reaches, and takes it back; readers are told', async () => {
  await chair.getByRole('button', { name: 'Share wider or narrower' }).click();
  const dialog = chair.getByRole('dialog');
  await dialog.getByText('Until now:').waitFor();
  assert.equal(
    await chair.evaluate('document.activeElement.textContent'),
    'Share wider or narrower',
  );
  assert.equal(
    await dialog.getByRole('tooltip').filter({ visible: true }).count(),
    0,
    'no level covered',
  );
  assert.deepEqual(await axeFaults(chair), []);
  await chair.keyboard.press('Escape');
  await chair.getByRole('button', { name: 'Take it back' }).click();
  await dialog.getByText(/Given already to Lakeside Water/).waitFor();
  assert.deepEqual(await axeFaults(chair), []);
  await dialog.getByRole('button', { name: 'Take it back' }).click();
  await heading(chair, 'Intelligence');
});

test('no page broke its policy, met an error or asked anything of another site', () => {
  assert.deepEqual([...stage.faults], []);
  assert.deepEqual([...stage.foreignOrigins], []);
});

async function shareFile(modified: string, description: string): Promise<void> {
  const times = { created: '2026-04-06T20:03:48.000Z', modified };
  const base = { spec_version: '2.1', ...times };
  const relation = (number: string, [source, verb, target]: [string, string, string]): object => ({
    ...base,
    modified: times.created,
    type: 'relationship',
    id: `relationship--0000000${number}-17d4-4cbf-938f-98ee46b3cd3f`,
    relationship_type: verb,
    source_ref: source,
    target_ref: target,
  });
  const objects = [
    {
      ...base,
      modified: times.created,
      type: 'indicator',
      id: ids.indicator,
      name: 'Loader and its host',
      description: 'Seen beside fetch.example.',
      pattern: "[domain-name:value = 'fetch.example' OR ipv4-addr:value = '198.51.100.23']",
      pattern_type: 'stix',
      valid_from: times.created,
      valid_until: '2099-03-03T00:00:00Z',
      indicator_types: ['malicious-activity'],
      external_references: [{ source_name: 'A report', url: 'https://reports.example/17' }],
    },
    { ...base, type: 'malware', id: ids.malware, name: 'CraneFly', is_family: true, description },
    { ...base, modified: times.created, type: 'tool', id: ids.tool, name: 'TideTool' },
    relation('1', [ids.indicator, 'indicates', ids.malware]),
    relation('2', [ids.malware, 'downloads', ids.tool]),
    relation('3', [ids.malware, 'uses', ids.tool]),
    {
      ...base,
      modified: times.created,
      type: 'report',
      id: ids.report,
      name: 'The loader, explained',
      published: times.created,
      object_refs: [ids.malware, ids.indicator],
    },
  ];
  await chair.goto(`${stage.origin}/`);
  await chair.getByRole('link', { name: 'Share', exact: true }).click();
  await chair.getByLabel('Files to share').setInputFiles({
    name: 'loader.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ objects })),
  });
  const send = chair.getByRole('button', { name: 'Share', exact: true });
  await enabled(send);
  await send.click();
  await chair.getByText('Receipt of your share').waitFor();
}

function address(id: string): string {
  return `${stage.origin}/c/ports/objects/${id}`;
}

async function heading(page: Page, name: string, level = 1): Promise<void> {
  await page.getByRole('heading', { name, level, exact: true }).waitFor();
}
