/** Languages, themes, directions, keys and the palette, and every part of the design system in each of them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaults, axeFaultsInEveryLook, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { foundCommunity, newcomer, shareText } from './steps.ts';

const ana = newcomer('Ana Brandt');
let stage: Stage;
let page: Page;

before(async () => {
  stage = await setStage();
  page = await stage.open();
  await foundCommunity(page, { setupUrl: stage.setupUrl, who: ana, community: 'Ports' });
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

test('every part is clean in every theme, from right to left, in German, with drawer and window open', async () => {
  await page.goto(`${stage.origin}/design`);
  await heading('Parts');
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
  for (const look of ['Light', 'Dark', 'High contrast', 'Compact', 'Right to left']) {
    await page.getByRole('button', { name: look, exact: true }).click();
    assert.deepEqual(await faults(), [], look);
  }
  assert.equal(await page.evaluate('document.documentElement.dir'), 'rtl');
  await page.getByRole('button', { name: 'Open a drawer' }).click();
  await page.getByRole('dialog', { name: 'A drawer' }).waitFor();
  assert.deepEqual(await faults(), [], 'drawer');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Open a window' }).click();
  assert.deepEqual(await faults(), [], 'window');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'audience' }).focus();
  await page.getByRole('tooltip', { name: /whom a source names/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('tooltip', { name: /whom a source names/ }).waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await heading('Bausteine');
  assert.deepEqual(await faults(), [], 'German');
  await page.getByRole('button', { name: 'English' }).click();
  await heading('Parts');
  await page.getByRole('button', { name: 'Compact' }).click();
  await page.getByRole('button', { name: 'As the system' }).click();
});

test('German is asked for only when it is spoken, holds over a reload, and leaves labels as they are', async () => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${stage.origin}/settings/appearance`);
  await heading('Settings');
  assert.ok(!asked.some(isCatalogue));
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
  await page.getByLabel('Deutsch').check();
  await heading('Einstellungen');
  assert.ok(asked.some(isCatalogue));
  await page.reload();
  await heading('Einstellungen');
  assert.equal(await page.evaluate('document.documentElement.lang'), 'de');
  assert.deepEqual(await faults(), []);
  await page.getByRole('link', { name: 'Teilen', exact: true }).click();
  await heading('Teilen');
  await page.getByRole('radio', { name: 'TLP:AMBER+STRICT' }).check();
  await page.getByText('Sichtbar für 1 Person in 1 Organisation.').waitFor();
  assert.equal(await page.locator('[lang="en"]').count(), 0);
  await page.goto(`${stage.origin}/settings/appearance`);
  await page.getByLabel('Wie der Browser').click();
  await heading('Settings');
});

test('a browser that asks for German is spoken to in German', async () => {
  const guest = await stage.open({ locale: 'de-AT' });
  await guest.goto(`${stage.origin}/sign-in`);
  await guest.getByRole('heading', { name: 'Anmelden', level: 1 }).waitFor();
  await guest.context().close();
});

test('keys lead to pages, also one after the other, and are silent where letters are text', async () => {
  await page.goto(`${stage.origin}/`);
  await heading('Home');
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await heading('Members');
  await page.keyboard.press('c');
  await heading('Share');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('');
  await page.keyboard.type('c g m ?');
  assert.equal(
    await page.getByRole('textbox', { name: 'Text', exact: true }).inputValue(),
    'c g m ?',
  );
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await heading('Intelligence');
  await page.keyboard.press('/');
  await page.locator('[data-filter] input:focus').waitFor();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Go to Members').waitFor();
  assert.deepEqual(await faults(), []);
  await page.keyboard.press('Escape');
});

test('the palette goes to pages and members, shows what was looked at, and looks up a paste of values', async () => {
  await page.goto(`${stage.origin}/`);
  await shareText(page, { title: 'Scanner', text: 'From 198.51.100.23', level: 'TLP:GREEN' });
  await page.getByRole('link', { name: '198.51.100[.]23' }).click();
  await heading('198.51.100[.]23');
  await page.keyboard.press('Control+k');
  const field = page.getByLabel('Look up a value or search');
  await page.getByRole('option', { name: '198.51.100[.]23' }).waitFor();
  await field.fill('Northern');
  await page.getByRole('option', { name: /Northern Grid CERT/ }).waitFor();
  assert.deepEqual(await faults(), []);
  await field.fill('member');
  await page.getByRole('option', { name: /^Members/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await heading('Members');
  await page.keyboard.press('Control+k');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(
    `navigator.clipboard.writeText('198.51.100[.]23\\nhxxp://other[.]example/a')`,
  );
  await field.focus();
  await page.keyboard.press('Control+v');
  await page.getByRole('option', { name: 'Look up 2 values' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('1 of 2 are known to your communities').waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
});

test('the palette finds an object by its words, and never asks for the beginning of a value', async () => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${stage.origin}/settings`);
  await heading('Settings');
  await page.keyboard.press('Control+k');
  const field = page.getByLabel('Look up a value or search');
  await field.fill('198.51.100');
  await page.getByRole('option', { name: /^Share “198.51/ }).waitFor();
  await field.fill('scan');
  const found = page.getByRole('group', { name: 'Objects' }).getByRole('option');
  await found.filter({ hasText: /^Scanner/ }).waitFor();
  assert.deepEqual(await faults(), []);
  await found.filter({ hasText: /^Scanner/ }).click();
  await heading('Scanner');
  assert.ok(asked.some((url) => url.includes('filter=scan')));
  assert.ok(!asked.some((url) => url.includes('198.51')));
});

test('the palette changes the theme and opens the window to invite somebody', async () => {
  await choose('theme: dark', 'Theme: Dark');
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
  await choose('theme', 'Theme: As the system');
  await page.locator('html[data-mantine-color-scheme="light"]').waitFor();
  await choose('invite', 'Invite somebody');
  await page.getByRole('dialog', { name: 'Invite' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal(await page.evaluate('location.pathname + location.hash'), '/c/ports/members');
});

/** Opens the palette, types, and takes a choice. */
async function choose(text: string, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByLabel('Look up a value or search').fill(text);
  await page.getByRole('option', { name, exact: true }).click();
}

test('keys are changed, refused when taken, and switched off', async () => {
  await page.goto(`${stage.origin}/settings/keyboard`);
  await heading('Settings');
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
  await page.getByRole('button', { name: 'Change the keys of “Go to Members”' }).click();
  await page.keyboard.press('c');
  await page.getByText('Already used: Share something').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Change the keys of “Go to Members”' }).click();
  await page.keyboard.press('m');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('m');
  await heading('Members');
  await page.goto(`${stage.origin}/settings/keyboard`);
  await page.getByLabel('Single keys act').uncheck();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('m');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await heading('Settings');
});

test('on a phone looking up is a plain field', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${stage.origin}/`);
  await page.getByRole('searchbox', { name: 'Look up a value or search' }).fill('198.51.100.23');
  await page.keyboard.press('Enter');
  await page.getByText('Known: you have it from one organization.').waitFor();
});

test('on a phone requests are one touch away, settings behind one’s own name, and no tip is cut off', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${stage.origin}/`);
  await page.getByRole('link', { name: 'Requests', exact: true }).click();
  await page.getByRole('heading', { name: /^Requests/, level: 1 }).waitFor();
  assert.deepEqual(await faults(), []);
  await page.getByRole('button', { name: /^Ana Brandt/ }).click();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await heading('Settings');
  await page.goto(`${stage.origin}/design`);
  await heading('Parts');
  const words = page.locator('.term > button');
  assert.ok((await words.count()) >= 2);
  for (const word of await words.all()) {
    await word.focus();
    const tip = page.locator('.term:focus-within > [role=tooltip]');
    await tip.waitFor();
    const { x = -1, width = 0 } = (await tip.boundingBox()) ?? {};
    assert.ok(
      x >= 0 && x + width <= 390,
      `${await word.innerText()}: ${String(x)}, ${String(width)}`,
    );
  }
});

test('a table wider than a phone fades where more follows, until one is there', async () => {
  await page.goto(`${stage.origin}/settings/record`);
  const table = page.locator('.scrolls').first();
  await table.locator('tbody tr').first().waitFor();
  const fade = (): Promise<string> =>
    table.evaluate((node) => getComputedStyle(node).getPropertyValue('--fade'));
  const fades = async (wanted: string): Promise<void> => {
    for (let frame = 0; frame < 600 && (await fade()) !== wanted; frame += 1) {
      await page.evaluate('new Promise((done) => requestAnimationFrame(done))');
    }
    assert.equal(await fade(), wanted);
  };
  await fades('40px');
  await table.evaluate((node) => (node.scrollLeft = node.scrollWidth));
  await fades('0px');
  await page.setViewportSize({ width: 1360, height: 900 });
  await fades('0px');
});

test('no page broke its policy, met an error or asked anything of another site', () => {
  assert.deepEqual([...stage.faults], []);
  assert.deepEqual([...stage.foreignOrigins], []);
});

async function faults(): Promise<string[]> {
  // Styles settle with the next frame.
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  );
  return axeFaults(page);
}

async function heading(name: string): Promise<void> {
  await page.getByRole('heading', { name, level: 1, exact: true }).waitFor();
}

function isCatalogue(url: string): boolean {
  return /\/(?:hub\.)?de-[^/]+\.js$/.test(url);
}
