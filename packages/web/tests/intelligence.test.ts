/** The list of a community: filter, table, drawer, bulk work, views, look-up, and coming back to one's place. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { axeFaults, axeFaultsInEveryLook, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { foundCommunity, newcomer, shareText } from './steps.ts';

const COUNT = 450;
/** What a list leaves out when nobody asked for it. */
const HIDDEN =
  '-type:relationship,sighting,identity,marking-definition,extension-definition,language-content';
let stage: Stage;
let page: Page;

before(async () => {
  stage = await setStage();
  page = await stage.open();
  const who = newcomer('Ana Brandt');
  await foundCommunity(page, { setupUrl: stage.setupUrl, who, community: 'Ports' });
  assert.equal(await page.evaluate<number>(bringing(0, COUNT)), 201);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

test('a filter is completed, told where it is wrong, and kept in the address', async () => {
  await page.goto(`${stage.origin}/c/ports/intelligence`);
  await lines().first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('type:indi');
  await page.getByRole('option', { name: 'indicator Indicator' }).waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await address('type:indicator');
  await page.keyboard.type(' tipe:x ');
  await page.getByText('“tipe:” is not known.').waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await page.getByRole('button', { name: 'At character 16' }).click();
  assert.equal(await page.evaluate('getSelection().toString()'), 'tipe');
  await filter().fill('"Host 7"');
  await filter().press('Enter');
  await link('host-7[.]example').waitFor();
  await address('"Host 7"');
  await page.reload();
  await link('host-7[.]example').waitFor();
  assert.equal(await filter().inputValue(), '"Host 7"');
  await page.getByRole('button', { name: 'Clear filters' }).click();
});

test('every line is reached by keys, shown beside the list, and the place is kept over opening one', async () => {
  await lines().nth(3).waitFor();
  for (let step = 0; step < 260; step += 1) await page.keyboard.press('j');
  const line = page.locator('tr[data-active]');
  await line.waitFor();
  assert.equal(await line.getAttribute('aria-rowindex'), '261');
  const title = await line.getByRole('link').innerText();
  await page.keyboard.press('x');
  await page.keyboard.press('o');
  await page.getByRole('dialog').getByText('Nobody has answered it yet').waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
  await page.keyboard.press('Escape');
  const top = await scrolled();
  assert.ok(top > 5000, String(top));
  await line.getByRole('link').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await page.goBack();
  await line.waitFor();
  assert.equal(await line.getByRole('link').innerText(), title);
  assert.equal(await scrolled(), top);
  await page.getByText('1 selected').waitFor();
  await page.keyboard.press('x');
});

test('a range is chosen, copied, marked as done and opened again', async () => {
  await page.locator('.object-table').evaluate((table) => table.scrollTo(0, 0));
  await checkbox(1).click();
  await checkbox(4).click({ modifiers: ['Shift'] });
  await page.getByText('4 selected').waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await page.keyboard.press('y');
  await page.getByText('Copied 4 lines').waitFor();
  const copied = await page.evaluate<string>('navigator.clipboard.readText()');
  assert.match(copied, /^(?:host-\d+\[\.\]example\n){3}host-\d+\[\.\]example$/);
  await page.keyboard.press('e');
  await page.getByText('4 marked as done').waitFor();
  assert.equal(await page.locator('tr[data-done]').count(), 4);
  await page.keyboard.press('z');
  await page.getByText('4 open again').waitFor();
  assert.equal(await page.locator('tr[data-done]').count(), 0);
});

test('what is chosen is answered and taken as a STIX file that names its strictest marking', async () => {
  await checkbox(0).click();
  await checkbox(1).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'STIX file' }).click();
  const file = await download;
  assert.match(file.suggestedFilename(), /^TLP-GREEN-tocsin-\d{4}-\d\d-\d\d\.json$/);
  const bundle = JSON.parse(await readFile(await file.path(), 'utf8'));
  assert.equal(bundle.objects.length, 3);
  await page.getByRole('region', { name: 'STIX file' }).getByText('2 of 2').waitFor();
  await page.keyboard.press('s');
  await page.getByRole('dialog').getByText('To 2 objects').waitFor();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('region', { name: 'Answering' }).getByText('2 of 2').waitFor();
  await page.getByRole('button', { name: 'Select nothing' }).click();
  await filter().fill('is:sighted');
  await filter().press('Enter');
  await page.getByText('2 objects of Ports that you may see.').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
});

test('a view is kept, changed, not written over what another tab changed, and removed', async () => {
  await filter().fill('type:indicator');
  await filter().press('Enter');
  await address('type:indicator');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('button', { name: 'Keep this as a view' }).click();
  await page.getByLabel('Name').fill('Morning');
  assert.deepEqual(await axeFaults(page), []);
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByRole('heading', { name: 'Intelligence: Morning', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('dialog').getByRole('checkbox', { name: 'Source' }).uncheck();
  assert.deepEqual(await axeFaults(page), []);
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('columnheader', { name: 'Source' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Changed: save' }).click();
  assert.equal(await page.evaluate<number>(RENAMING), 200);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Somebody changed this view meanwhile.').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Changed: save' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Evening' }).click();
  await page.getByRole('button', { name: 'Remove the view' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('heading', { name: 'Intelligence', level: 1, exact: true }).waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
});

test('what arrives waits while somebody is in the list, and is put in when asked for', async () => {
  await checkbox(2).click();
  assert.equal(await page.evaluate<number>(bringing(COUNT, 3)), 201);
  const show = page.getByRole('button', { name: /[35] new: show them/ });
  await show.waitFor();
  assert.equal(await link('host-452[.]example').count(), 0);
  await show.click();
  await link('host-452[.]example').waitFor();
  await page.getByText('1 selected').waitFor();
  await page.getByRole('button', { name: 'Select nothing' }).click();
});

test('relations and sightings are left out until somebody asks, and the address says which', async () => {
  await page.goto(`${stage.origin}/c/ports/intelligence`);
  const hidden = page.getByRole('button', {
    name: 'Relations, sightings and organizations hidden',
  });
  const sightings = page.getByRole('link', { name: /^Sighting of host-/ });
  await lines().first().waitFor();
  assert.equal(await sightings.count(), 0);
  await hidden.click();
  await sightings.first().waitFor();
  assert.equal(new URL(page.url()).searchParams.get('filter'), '');
  assert.deepEqual(await axeFaults(page), []);
  await page.reload();
  await sightings.first().waitFor();
  await page.getByRole('button', { name: 'Hide relations, sightings and organizations' }).click();
  await sightings.first().waitFor({ state: 'detached' });
  assert.equal(new URL(page.url()).search, '');
  await filter().fill('type:sighting');
  await filter().press('Enter');
  await page.getByText('2 objects of Ports that you may see.').waitFor();
  assert.equal(new URL(page.url()).searchParams.get('filter'), 'type:sighting');
  assert.equal(await hidden.count(), 0);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('button', { name: 'Hide relations, sightings and organizations' }).click();
  await hidden.waitFor();
});

test('a text that became several objects reads as one: its title, and under it what came with it', async () => {
  const text = 'Invoices come from 203.0.113.99 and bills.example';
  await shareText(page, { title: 'Fake invoices', text, level: 'TLP:GREEN' });
  await page.goto(`${stage.origin}/c/ports/intelligence`);
  await link('Fake invoices').waitFor();
  const parts = page.locator('tr[data-part]');
  await parts.getByRole('link', { name: 'bills[.]example' }).waitFor();
  await parts.getByRole('link', { name: '203.0.113[.]99' }).waitFor();
  assert.equal(await parts.getByRole('link', { name: 'Fake invoices' }).count(), 0);
  assert.equal(await parts.count(), 2, 'and nothing that says who shared it');
  assert.equal(await parts.getByRole('link', { name: /^host-/ }).count(), 0);
  assert.equal(await parts.filter({ hasText: 'of the share above' }).count(), await parts.count());
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
});

test('a title is done with what came with it, by key, from the drawer and in bulk; undone as a whole', async () => {
  const values = Array.from({ length: 3 }, (_, place) => `late-${String(place)}.example`);
  const text = `Calls from ${values.join(' and ')}`;
  await shareText(page, { title: 'Late calls', text, level: 'TLP:GREEN' });
  await page.goto(`${stage.origin}/c/ports/intelligence`);
  await link('Late calls').waitFor();
  const done = page.locator('tr[data-done]');
  await checkbox(2).click();
  await page.keyboard.press('e');
  await page.getByText('1 marked as done').waitFor();
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('k');
  assert.equal(await page.locator('tr[data-active]').getByRole('link').innerText(), 'Late calls');
  await page.keyboard.press('e');
  await page.getByText('3 marked as done, 2 of them under their title').waitFor();
  assert.equal(await done.count(), 4);
  const next = page.locator('tr[data-active]');
  assert.equal(await next.getAttribute('data-part'), null, 'on to what came before');
  assert.equal(await next.getAttribute('data-done'), null);
  await page.keyboard.press('z');
  await page.getByText('3 open again, 2 of them under their title').waitFor();
  assert.equal(await done.count(), 1, 'what was done before stays done');
  await checkbox(0).click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Done' }).click();
  await page.getByText('3 marked as done, 2 of them under their title').waitFor();
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('k');
  await page.keyboard.press('o');
  await page.getByRole('dialog').getByRole('button', { name: 'Open again' }).click();
  await page.getByText('4 open again, 3 of them under their title').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).waitFor();
  assert.equal(await done.count(), 0);
  await page.keyboard.press('Escape');
  await page.reload();
  await link('Late calls').waitFor();
  assert.equal(await done.count(), 0, 'the hub says the same');
});

test('pasted values are looked up, or asked of the list', async () => {
  const text = 'host-1[.]example\nhost-2[.]example\nnobody[.]example';
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await filter().focus();
  await page.keyboard.press('Control+v');
  await page.getByRole('option', { name: /Show what holds one of these 3 values/ }).click();
  await page.getByText('2 objects of Ports that you may see.').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await filter().focus();
  await page.keyboard.press('Control+v');
  await page.keyboard.press('Enter');
  await page.getByText('2 of 3 are known to your communities').waitFor();
  await page.getByRole('button', { name: 'Copy the unknown, defanged' }).click();
  assert.equal(await page.evaluate('navigator.clipboard.readText()'), 'nobody[.]example');
  assert.deepEqual(await axeFaults(page), []);
});

test('on a phone a line opens the drawer, which leads on to the object', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${stage.origin}/c/ports/intelligence`);
  await link('host-450[.]example').click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('Nobody has answered it yet').waitFor();
  await drawer.getByRole('link', { name: 'host-450[.]example' }).click();
  await page.getByRole('heading', { name: 'host-450[.]example', level: 1 }).waitFor();
});

test('a title with more under it than one request takes is worked off, and undone as a whole', async () => {
  await page.setViewportSize({ width: 1360, height: 900 });
  assert.equal(await page.evaluate<number>(BRINGING_REPORT), 201);
  await page.goto(`${stage.origin}/c/ports/intelligence`);
  await link('A long list').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page.getByText('621 marked as done, 620 of them under their title').waitFor();
  await page.keyboard.press('z');
  await page.getByText('621 open again, 620 of them under their title').waitFor();
});

test('no page broke its policy, met an error or asked anything of another site', () => {
  assert.deepEqual([...stage.faults], []);
  assert.deepEqual([...stage.foreignOrigins], []);
});

/** Shares indicators from `first` on, in the page, as its person. */
function bringing(first: number, count: number): string {
  return `(async () => {
    const me = await (await fetch('/api/v1/me')).json();
    const at = (place) => new Date(1_700_000_000_000 + place * 1000).toISOString();
    const uuid = (place) => '8e2e2d2b-17d4-4cbf-938f-' + String(place).padStart(12, '0');
    const objects = Array.from({ length: ${String(count)} }, (_, step) => {
      const place = ${String(first)} + step;
      return { type: 'indicator', spec_version: '2.1', id: 'indicator--' + uuid(place),
        created: at(place), modified: at(place), valid_from: at(place), description: 'Host ' + place + ' of many',
        name: 'host-' + place + '.example',
        pattern: "[domain-name:value = 'host-" + place + ".example']", pattern_type: 'stix' };
    });
    const answer = await fetch('/api/v1/communities/ports/bundles?tlp=green', { method: 'POST',
      headers: { 'content-type': 'application/stix+json', 'x-csrf': me.csrf, 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ type: 'bundle', id: 'bundle--' + crypto.randomUUID(), objects }) });
    return answer.status;
  })()`;
}

/** Shares a report with 620 indicators, more than is marked in one request. */
const BRINGING_REPORT = `(async () => {
  const me = await (await fetch('/api/v1/me')).json();
  const at = '2026-01-01T00:00:00.000Z';
  const of = (type, rest) => ({ type, spec_version: '2.1', id: type + '--' + crypto.randomUUID(), created: at, modified: at, ...rest });
  const parts = Array.from({ length: 620 }, (_, place) => of('indicator', { name: 'long-' + place + '.example',
    valid_from: at, pattern: "[domain-name:value = 'long-" + place + ".example']", pattern_type: 'stix' }));
  const report = of('report', { name: 'A long list', published: at, object_refs: parts.map(({ id }) => id) });
  const answer = await fetch('/api/v1/communities/ports/bundles?tlp=green', { method: 'POST',
    headers: { 'content-type': 'application/stix+json', 'x-csrf': me.csrf, 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ type: 'bundle', id: 'bundle--' + crypto.randomUUID(), objects: [...parts, report] }) });
  return answer.status;
})()`;

/** Gives the view another name, as another tab would. */
const RENAMING = `(async () => {
  const me = await (await fetch('/api/v1/me')).json();
  const id = new URL(location.href).searchParams.get('view');
  const path = '/api/v1/communities/ports/views/' + id;
  const { filter, columns, order, shared_with } = await (await fetch(path)).json();
  const body = JSON.stringify({ name: 'Evening', filter, columns, order, shared_with });
  const headers = { 'content-type': 'application/json', 'x-csrf': me.csrf };
  return (await fetch(path, { method: 'PUT', headers, body })).status;
})()`;

function lines(): Locator {
  return page.locator('.object-table tbody tr[data-index]');
}
function checkbox(index: number): Locator {
  return page.locator(`tr[data-index="${String(index)}"]`).getByRole('checkbox');
}
function filter(): Locator {
  return page.getByRole('combobox', { name: 'Filter' });
}
function link(name: string): Locator {
  return page.getByRole('link', { name, exact: true });
}
async function scrolled(): Promise<number> {
  return page.locator('.object-table').evaluate((table) => table.scrollTop);
}
async function address(text: string): Promise<void> {
  // The router writes texts with quotes as JSON, so that they come back as texts.
  await page.waitForURL((url) => {
    const held = url.searchParams.get('filter');
    const asked = `${text} ${HIDDEN}`;
    return held === asked || held === JSON.stringify(asked);
  });
}
