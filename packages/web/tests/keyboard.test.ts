/** A day's work by keyboard alone: nothing is clicked, and the focus is always somewhere and always seen. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Hands } from './hands.ts';
import { setStage, totpCode } from './stage.ts';
import type { Stage } from './stage.ts';
import { foundCommunity, joinWithNewOrganization, makeLink, newcomer, shareText } from './steps.ts';

const ana = newcomer('Ana Brandt');
const ben = newcomer('Ben Osei');
let stage: Stage;
let page: Page;
let hands: Hands;

before(async () => {
  stage = await setStage();
  const chair = await stage.open();
  await foundCommunity(chair, { setupUrl: stage.setupUrl, who: ana, community: 'Ports' });
  const link = await makeLink(chair);
  await chair.context().close();
  const member = await stage.open();
  await joinWithNewOrganization(member, { link, who: ben, organization: 'Lakeside Water' });
  for (const text of ['203.0.113.7', '203.0.113.8', '203.0.113.9']) {
    await shareText(member, { title: `Scan by ${text}`, text, level: 'TLP:GREEN' });
  }
  await member.context().close();
  page = await stage.open();
  hands = new Hands(page);
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

test('signing in leads to the heading of Home', async () => {
  await page.goto(`${stage.origin}/`);
  await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  await hands.to(/^E-mail address/);
  await hands.write(ana.email);
  await hands.to(/^Password/);
  await hands.write(ana.password);
  await hands.to(/^Six digits/);
  await hands.write(totpCode(ana.totp, 1));
  await hands.press('Enter');
  await hands.arriveAt('Home');
});

test('Home is triaged line by line, each undone when wanted', async () => {
  const lines = page.locator('ol.inbox > li');
  await lines.first().waitFor();
  const count = await lines.count();
  assert.ok(count >= 3);
  await hands.press('j');
  await hands.isAt(/203/);
  await hands.press('e');
  await page.getByText('Done.').waitFor();
  await hands.isAt(/203/);
  await hands.press('z');
  await lines.nth(count - 1).waitFor();
  await hands.press('j', 'j', 'k');
  for (let left = count; left > 1; left -= 1) {
    await hands.press('e');
    await lines.nth(left - 1).waitFor({ state: 'detached' });
    await hands.isAt(/./);
  }
  await hands.press('e');
  await lines.first().waitFor({ state: 'detached' });
  await hands.isAt(/./);
});

test('a text is shared with an organization and a limit, and its receipt read', async () => {
  await hands.press('c');
  await hands.arriveAt('Share');
  await hands.to(/^Text/);
  await page.keyboard.type('Calls home to 198.51.100.23, again and again.');
  await page.getByText('1 value found').waitFor();
  await hands.to(/TLP:/);
  await hands.press('ArrowDown');
  await hands.isAt(/TLP:/);
  await hands.to(/^Every member/);
  await hands.press('ArrowDown');
  await hands.isAt(/^Only some/);
  await hands.to(/^Organizations/);
  await page.keyboard.type('Lake');
  await hands.press('ArrowDown', 'Enter', 'Escape');
  await page.getByText(/organizations? will see this/).waitFor();
  await hands.to('See it as somebody else');
  await hands.press('Enter');
  await page.getByRole('dialog').waitFor();
  await hands.isAt(/./);
  await hands.press('Escape');
  await hands.isAt('See it as somebody else');
  await hands.to(/^Share/);
  await hands.press('Enter');
  await hands.arriveAt(/Calls home/);
  await hands.to('198.51.100[.]23');
});

test('Intelligence is filtered, a line is shown beside it and opened', async () => {
  await hands.press('Shift+Tab', 'g', 'i');
  await hands.arriveAt('Intelligence');
  await hands.press('/');
  await hands.isAt('Filter');
  await page.keyboard.type('type:indi');
  await page.getByRole('option').first().waitFor();
  await hands.press('ArrowDown', 'Enter');
  await page.waitForURL(/filter=/);
  // Keys move in the list that is there: the unfiltered one must have gone.
  await page
    .getByRole('link', { name: /^Scan by/ })
    .first()
    .waitFor({ state: 'detached' });
  await page.getByRole('link', { name: /^203/ }).first().waitFor();
  await hands.press('Tab');
  await hands.press('j', 'j', 'o');
  await page.getByRole('dialog').getByText('Nobody has answered it yet').waitFor();
  await hands.isAt(/./);
  await hands.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await hands.isAt(/./);
  await hands.press('j');
  await hands.to(/^203/);
  await hands.press('Enter');
  await hands.arriveAt(/203/);
});

test('a sighting is given, and the tabs are gone through', async () => {
  await hands.press('s');
  await page.getByRole('dialog').waitFor();
  await hands.isAt(/How often/);
  await hands.write('2');
  await hands.to('Send');
  await hands.press('Enter');
  await page.getByText('Saw it 2 times').waitFor();
  await hands.isAt(/./);
  await hands.to(/^Overview/);
  for (const tab of ['Sightings', 'Relations', 'Reports', 'History', 'Raw']) {
    await hands.press('ArrowRight');
    await hands.isAt(new RegExp(`^${tab}`));
  }
});

test('somebody is invited', async () => {
  await hands.press('g', 'm');
  await hands.arriveAt('Members');
  await hands.to('Invite');
  await hands.press('Enter');
  await hands.isAt(/Whom do you invite/);
  await hands.to(/^Only for this e-mail/);
  await hands.write('new.person@example.org');
  await hands.to('Make the link');
  await hands.press('Enter');
  await page.getByText('The link is ready.').waitFor();
  await hands.isAt(/./);
  await hands.to('Close');
  await hands.press('Enter');
  await hands.isAt('Invite');
});

test('the theme is changed in the menu, the language under Settings', async () => {
  await hands.to(/Ana Brandt/, 'Shift+Tab');
  await hands.press('Enter');
  await hands.to('Dark');
  await hands.press('Enter');
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
  await hands.isAt(/Ana Brandt/);
  await hands.press('Control+k');
  await hands.isAt('Look up a value or search');
  await page.keyboard.type('appearance');
  await page.getByRole('option', { name: /^Appearance/ }).waitFor();
  await hands.press('ArrowDown', 'Enter');
  await hands.arriveAt('Settings');
  await hands.to(/^As the browser/);
  await hands.press('ArrowUp');
  await hands.arriveAt('Einstellungen');
});

test('the list of keys opens from the palette and gives the focus back', async () => {
  await hands.press('?');
  await page.getByRole('dialog').waitFor();
  await hands.press('Escape');
  await hands.isAt(/./);
  await hands.press('Control+k');
  await hands.press('Escape');
  await hands.isAt(/./);
});

test('no page broke its policy, met an error or asked anything of another site', () => {
  assert.deepEqual([...stage.faults], []);
  assert.deepEqual([...stage.foreignOrigins], []);
});
