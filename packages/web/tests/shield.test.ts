/** Before it leaves: findings in the text and beside it, decisions, a profile of one's own, files; nothing sent meanwhile. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { axeFaultsInEveryLook, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { enabled, foundCommunity, newcomer } from './steps.ts';

const ana = newcomer('Ana Brandt');
const SECRET = 'Winter-2026';
const TEXT = `They logged in with password: ${SECRET} on 10.0.4.12.
The mail came from jo.quay@gmail.com and led to evil-portal[.]example. Ask 8.8.8.8.`;
const sent: string[] = [];
let stage: Stage;
let page: Page;

before(async () => {
  stage = await setStage();
  page = await stage.open();
  await foundCommunity(page, { setupUrl: stage.setupUrl, who: ana, community: 'Ports' });
  await page.goto(`${stage.origin}/`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  page.on('request', (request) => {
    sent.push(request.postData() ?? '');
  });
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

test('what a text gives away is marked by shape and word and listed with why, and none of it was sent', async () => {
  await openShare();
  await field().fill(TEXT);
  await panel().getByText('2 findings wait for you.').waitFor();
  assert.deepEqual(
    await page
      .locator('.findings-behind mark')
      .evaluateAll((marks) =>
        marks.map((mark) => `${mark.getAttribute('data-word') ?? ''} ${mark.textContent ?? ''}`),
      ),
    [`Stop ${SECRET}`, 'Warning 10.0.4.12', 'Question jo.quay@gmail.com', 'Note 8.8.8.8'],
  );
  const stop = finding(SECRET);
  await stop.getByText('This looks like a password.').waitFor();
  await stop.getByText('In the text').waitFor();
  await stop.getByText('Stop').first().waitFor();
  await panel()
    .getByText(/Not checked: what is your own/)
    .waitFor();
  assert.equal(
    await panel()
      .getByText(/\bclean\b/i)
      .count(),
    0,
  );
  assert.equal(await send().isDisabled(), true);
  await page.getByText('Decide first about what was found.').waitFor();
  await clean();
});

test('a finding leads to its place, and the place to its finding', async () => {
  await finding(SECRET).getByRole('button', { name: /^Show/ }).click();
  assert.equal(
    await field().evaluate((element) => {
      const { value, selectionStart, selectionEnd } = element as HTMLTextAreaElement;
      return value.slice(selectionStart, selectionEnd);
    }),
    SECRET,
  );
  await page.getByText('At the cursor: Stop. This looks like a password.').waitFor();
});

test('a stop is kept with a reason alone, which the draft remembers and which can be thought over', async () => {
  await finding(SECRET)
    .getByRole('button', { name: /^Keep it/ })
    .click();
  const reason = page.getByLabel('Why it stays');
  await reason.press('Enter');
  await reason.fill('A trap account');
  await clean();
  await reason.press('Enter');
  await finding(SECRET).getByText('It stays: “A trap account”').waitFor();
  await page.getByText(/Draft kept \d/).waitFor();
  await page.reload();
  await finding(SECRET).getByText('It stays: “A trap account”').waitFor();
  await finding(SECRET)
    .getByRole('button', { name: /^Think again/ })
    .click();
  await panel().getByText('2 findings wait for you.').waitFor();
});

test('by keys alone a finding is changed, another written otherwise, a question answered, and the share leaves', async () => {
  const change = finding(SECRET).getByRole('button', { name: /^Write \[password\]/ });
  await enabled(change);
  await change.press('Enter');
  await finding(SECRET).waitFor({ state: 'detached' });
  const edit = finding('10.0.4.12').getByRole('button', { name: /^Edit/ });
  await enabled(edit);
  await edit.press('Enter');
  await page.getByLabel('Write instead').fill('a file server');
  await page.getByLabel('Write instead').press('Enter');
  await finding('10.0.4.12').waitFor({ state: 'detached' });
  await finding('jo.quay@gmail.com')
    .getByRole('button', { name: /^The attacker’s: keep it/ })
    .press('Enter');
  await finding('jo.quay@gmail.com').getByText('It stays.').waitFor();
  const text = await field().inputValue();
  assert.match(text, /password: \[password\] on a file server\./);
  assert.deepEqual(
    sent.filter((body) => body.includes(SECRET)),
    [],
  );
  await enabled(send());
  await send().press('Enter');
  await page.getByText('All of it is in place.').waitFor();
  const report = page.getByRole('region', { name: 'What left, and what was found in it' });
  await report.getByText('password, changed once').waitFor();
  await report.getByText('personal-mail, kept at 1 place').waitFor();
  await clean();
});

test('a profile is begun with one domain, from the share, and finds what is one’s own', async () => {
  await openShare();
  await field().fill('The host vpn.northern-grid.example of Northern Grid called out.');
  await panel()
    .getByText(/No finding by rules v/)
    .waitFor();
  await panel().getByRole('button', { name: 'Say what is your own' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Domains and tenants of your own').fill('two words');
  await dialog.getByText('“two words” is none: write it as in example.org.').waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'Done' }).isDisabled(), true);
  await clean();
  await dialog.getByLabel('Domains and tenants of your own').fill('northern-grid.example');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('heading', { name: '2 of 5: Your networks' }).waitFor();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog
    .getByLabel('Names, brands and short names of your organization')
    .fill('Northern Grid, NGC');
  await dialog.getByText('2 entries.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await finding('vpn.northern-grid.example').waitFor();
  await finding('Northern Grid').waitFor();
  await panel().getByText('Your profile is used. It stays in this browser.').waitFor();
  assert.deepEqual(
    sent.filter((body) => body.includes('northern-grid.example')),
    [],
  );
});

test('the profile is taken along as a file, taken away, and taken up again, under Settings', async () => {
  await page.goto(`${stage.origin}/settings/own`);
  await page.getByText('3 entries in 2 lists.').waitFor();
  await clean();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save it as a file' }).click();
  const text = await readFile(await (await saving).path(), 'utf8');
  assert.deepEqual((JSON.parse(text) as { domains: unknown }).domains, ['northern-grid.example']);
  await page.getByRole('button', { name: 'Take it away' }).click();
  await page.getByText('There is no profile yet.').waitFor();
  const take = async (words: string): Promise<void> => {
    const buffer = Buffer.from(words);
    await page
      .getByLabel('Profile to take')
      .setInputFiles({ name: 'p.json', mimeType: 'application/json', buffer });
  };
  await take('{"colour":[]}');
  await page.getByRole('alert').getByText('Expected one of').waitFor();
  await take(text);
  await page.getByText('3 entries in 2 lists.').waitFor();
});

test('a file’s findings name object and property; prose is changed, a value’s object is left out', async () => {
  await openShare();
  await page.getByRole('button', { name: 'Discard the draft' }).click();
  const buffer = Buffer.from(
    JSON.stringify({ type: 'bundle', id: `bundle--${uuid(9)}`, objects: OBJECTS }),
  );
  await page
    .getByLabel('Files to share')
    .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer });
  const prose = finding('Northern Grid');
  await prose.getByText(`In a.json, object 1, malware--${uuid(1)}, at /description`).waitFor();
  await prose.getByRole('button', { name: /^Write \[organization\]/ }).click();
  await prose.waitFor({ state: 'detached' });
  const value = finding('10.9.8.7');
  await value.getByText('at /pattern').waitFor();
  const leave = value.getByRole('button', { name: /^Leave the object out/ });
  await enabled(leave);
  await leave.click();
  await page.getByRole('article', { name: 'a.json' }).getByText('1 object,').waitFor();
  await clean();
  await page.getByLabel('One for the whole file').check();
  await enabled(send());
  await send().click();
  await page.getByText('All of it is in place.').waitFor();
  assert.ok(!sent.some((body) => body.includes('Northern Grid') || body.includes('10.9.8.7')));
});

test('a chair agrees on what becomes of findings, and the rules say it in words', async () => {
  await page.goto(`${stage.origin}/c/ports/rules`);
  await page.getByRole('button', { name: 'Change the rules' }).click();
  await page.getByLabel('What may name a victim').selectOption('refuse');
  await clean();
  await page.getByRole('button', { name: 'Agree on this from now on' }).click();
  await page
    .getByText('What may name a victim: refused, unless the sender says why it stays.')
    .waitFor();
});

test('on a phone, in German, findings read down and say what to do', async () => {
  const phone = await stage.open({ width: 390, locale: 'de-DE' });
  await phone.context().addCookies(await page.context().cookies());
  await phone.goto(`${stage.origin}/c/ports/share`);
  await phone.getByRole('textbox', { name: 'Text', exact: true }).fill(`Passwort: ${SECRET}`);
  await phone.getByText('1 Fund wartet auf Sie.').waitFor();
  await phone.locator('.finding').getByText('Das sieht nach einem Passwort aus.').waitFor();
  await phone.locator('.finding').locator('.severity', { hasText: 'Halt' }).waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(phone), []);
  await phone.context().close();
});

test('no page broke its policy, met an error or asked anything of another site', () => {
  assert.deepEqual([...stage.faults], []);
  assert.deepEqual([...stage.foreignOrigins], []);
});

function field(): Locator {
  return page.getByRole('textbox', { name: 'Text', exact: true });
}

function send(): Locator {
  return page.getByRole('button', { name: 'Share', exact: true });
}

function panel(): Locator {
  return page.getByRole('region', { name: 'Before it leaves' });
}

function finding(found: string): Locator {
  return page.locator('.finding').filter({ has: page.locator('code', { hasText: found }) });
}

async function openShare(): Promise<void> {
  await page.getByRole('link', { name: 'Share', exact: true }).click();
  await page.getByRole('heading', { name: 'Share', level: 1 }).waitFor();
}

async function clean(): Promise<void> {
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
}

function uuid(number: number): string {
  return `8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3${String(number)}`;
}

const AT = '2026-04-06T20:03:48.000Z';
const BASE = { spec_version: '2.1', created: AT, modified: AT };
const OBJECTS = [
  {
    ...BASE,
    type: 'malware',
    id: `malware--${uuid(1)}`,
    name: 'Loader',
    description: 'Seen at Northern Grid',
    is_family: true,
  },
  {
    ...BASE,
    type: 'indicator',
    id: `indicator--${uuid(2)}`,
    pattern: "[ipv4-addr:value = '10.9.8.7']",
    pattern_type: 'stix',
    valid_from: AT,
  },
];
