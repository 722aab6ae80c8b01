/** Sharing in the browser: marked values, one question, previews, drafts, lost connections, files, receipts. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TLP1 } from '@tocsin/stix';
import type { Locator, Page, Request } from 'playwright-core';
import { axeFaultsInEveryLook, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import {
  enabled,
  foundCommunity,
  joinWithNewOrganization,
  makeLink,
  newcomer,
  signIn,
} from './steps.ts';

const ana = newcomer('Ana Brandt');
const ben = newcomer('Ben Osei');
const WARNING = `Phishing against billing

Mails lead to hxxps://login.evil-portal[.]example/auth.php on 198.51.100[.]23.
Our host 10.0.4.12 opened it. Again 198.51.100.23.`;
let stage: Stage;
let page: Page;

before(async () => {
  stage = await setStage();
  page = await stage.open();
  await foundCommunity(page, { setupUrl: stage.setupUrl, who: ana, community: 'Ports' });
  const link = await makeLink(page);
  const other = await stage.open();
  await joinWithNewOrganization(other, { link, who: ben, organization: 'Lakeside Water' });
  await other.context().close();
  await page.goto(`${stage.origin}/`);
  await page.getByRole('heading', { level: 1 }).waitFor();
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

test('a pasted warning is shared with what is proposed in two clicks, or without any by keys', async () => {
  let clicks = 0;
  const click = async (name: string, role: 'link' | 'button'): Promise<void> => {
    const control = page.getByRole(role, { name, exact: true });
    if (role === 'button') await enabled(control);
    await control.click();
    clicks += 1;
  };
  await click('Share', 'link');
  await page.getByRole('heading', { name: 'Share', level: 1 }).waitFor();
  await paste('A first warning: 203.0.113.9 scans us.');
  await page.getByText('1 value found').waitFor();
  await click('Share', 'button');
  await page.getByText('All of it is in place.').waitFor();
  assert.ok(clicks <= 5, `${String(clicks)} clicks`);
  await page.getByRole('heading', { name: 'A first warning' }).waitFor();
  await page.keyboard.press('c');
  await page.getByRole('heading', { name: 'Share', level: 1 }).waitFor();
  await paste('A second warning: 203.0.113.10 scans us.');
  await page.getByText('1 value found').waitFor();
  await enabled(page.getByRole('button', { name: 'Share', exact: true }));
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'A second warning' }).waitFor();
});

test('values are marked where they stand; each says why it is not ticked, and is found in the text', async () => {
  await openShare();
  await field().fill(WARNING);
  await page.getByText('3 values.').waitFor();
  const marks = page.locator('.marked-behind mark');
  assert.deepEqual(await marks.allInnerTexts(), [
    'hxxps://login.evil-portal[.]example/auth.php',
    '198.51.100[.]23',
    '10.0.4.12',
    '198.51.100.23',
  ]);
  assert.equal(await page.locator('.marked-behind mark[data-on]').count(), 3);
  const internal = page.getByLabel('Share 10.0.4[.]12');
  assert.equal(await internal.isChecked(), false);
  await page.getByText('An address of an internal network').first().waitFor();
  await page.getByRole('button', { name: 'Show 198.51.100[.]23 in the text (2×)' }).click();
  assert.equal(await selected(), '198.51.100[.]23');
  const here = page.getByLabel('At the cursor: share IPv4 198.51.100[.]23');
  await here.uncheck();
  assert.equal(await page.locator('.marked-behind mark[data-on]').count(), 1);
  await page.getByLabel('IPv4: 0 of 2').check();
  assert.equal(await internal.isChecked(), true);
  await internal.uncheck();
  await clean();
});

test('a marking in words, its limits and faults stand beside their fields, and anybody can be previewed', async () => {
  await page.getByRole('radio', { name: 'TLP:GREEN', exact: true }).check();
  await page.getByText('Wider than usual here: TLP:AMBER').waitFor();
  await page.getByText('Ask for more care (optional)').click();
  await page.getByLabel('Readable until').fill('2001-01-01T10:00');
  await page.getByText('Choose a time to come.').waitFor();
  await page.getByText('Correct the times under “More care” first.').waitFor();
  assert.equal(await send().isDisabled(), true);
  await clean();
  await page.getByLabel('Readable until').fill('');
  await page.getByRole('combobox', { name: 'Only in these sectors' }).fill('Energ');
  await page.getByRole('option', { name: 'Energy' }).click();
  await page.getByText('So far that is nobody but your own organization.').waitFor();
  await page.getByRole('button', { name: 'See it as somebody else' }).click();
  await page.getByRole('combobox', { name: 'As whom?' }).fill('Lakeside');
  await page.getByRole('option', { name: 'Lakeside Water', exact: true }).click();
  await page.getByText('Lakeside Water would not see it.').waitFor();
  await page.getByText('The source limits it to certain sectors.').waitFor();
  await clean();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('combobox', { name: 'Only in these sectors' }).press('Backspace');
  await page.getByText('2 people in 2 organizations will see this.').waitFor();
  await page.getByRole('button', { name: 'See it as somebody else' }).click();
  await page.getByRole('combobox', { name: 'As whom?' }).fill('Ben');
  await page.getByRole('option', { name: 'Ben Osei, Lakeside Water' }).click();
  await page.getByText('Ben Osei would see it.').waitFor();
  await page.getByRole('heading', { name: 'What they might do with it' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
});

test('in a low window the sentence and the button are whole, and what a choice demands comes into sight', async () => {
  await page.setViewportSize({ width: 1366, height: 768 });
  const toSome = page.getByRole('radio', { name: 'Only some organizations, groups or persons' });
  await toSome.check();
  const demanded = page.getByRole('combobox', { name: 'Organizations', exact: true });
  const nobody = page.getByText('Nobody yet: choose organizations or groups.');
  for (const part of [demanded, nobody, send()]) await inSight(part);
  assert.equal(await toSome.evaluate((radio) => radio === document.activeElement), true);
  await page.evaluate('scrollTo(0, 0)');
  for (const part of [nobody, send()]) await inSight(part);
  await page.getByRole('link', { name: 'Say first who may see it.' }).click();
  await inSight(demanded);
  await page.getByRole('radio', { name: /^Every member of/ }).check();
  await page.setViewportSize({ width: 1360, height: 900 });
});

test('one person may be named alone, and a limit by names leaves everybody else out', async () => {
  const choose = async (field: string, words: string): Promise<void> => {
    await page.getByRole('combobox', { name: field, exact: true }).fill(words);
    await page.getByRole('option', { name: words }).click();
    await page.keyboard.press('Escape');
  };
  const asBen = async (words: string): Promise<void> => {
    await page.getByRole('button', { name: 'See it as somebody else' }).click();
    await page.getByRole('combobox', { name: 'As whom?' }).fill('Ben');
    await page.getByRole('option', { name: 'Ben Osei, Lakeside Water' }).click();
    await page.getByText(words).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  await choose('Only these organizations', 'Northern Grid CERT');
  await asBen('The source limits it to certain organizations.');
  await page.getByRole('combobox', { name: 'Only these organizations' }).press('Backspace');
  await page.getByRole('radio', { name: 'Only some organizations, groups or persons' }).check();
  await page.getByText('Choose at least one organization, group or person.').waitFor();
  await choose('Persons', 'Ben Osei, Lakeside Water');
  await asBen('Ben Osei would see it.');
  await choose('Only these persons', 'Ana Brandt');
  await asBen('The source limits it to certain persons.');
  await clean();
  await page.getByRole('combobox', { name: 'Only these persons' }).press('Backspace');
  await page.getByRole('combobox', { name: 'Persons', exact: true }).press('Backspace');
  await page.getByText('Choose at least one organization, group or person.').waitFor();
  await page.getByRole('radio', { name: /^Every member of/ }).check();
});

test('a draft outlives a reload; another tab has its own and may take it up when it is free', async () => {
  await page.getByText(/Draft kept \d/).waitFor();
  await page.reload();
  await page.getByText('3 values.').waitFor();
  assert.equal(await field().inputValue(), WARNING);
  assert.equal(await page.getByLabel('Share 10.0.4[.]12').isChecked(), false);
  assert.equal(await page.getByRole('radio', { name: 'TLP:GREEN', exact: true }).isChecked(), true);
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await tab.getByText('Unfinished drafts on this device').waitFor();
  const own = tab.getByRole('textbox', { name: 'Text', exact: true });
  assert.equal(await own.inputValue(), '');
  await own.fill('Something else entirely');
  await tab.getByText(/Draft kept \d/).waitFor();
  await page.reload();
  await page.getByText('3 values.').waitFor();
  assert.equal(await field().inputValue(), WARNING, 'not overwritten');
  await own.fill('');
  await tab.getByRole('button', { name: /^Go on with it/ }).click();
  assert.equal(await own.inputValue(), WARNING);
  await tab.close();
});

test('a TLP:RED draft is not kept unless somebody says so, and signing out discards all', async () => {
  await page.getByRole('radio', { name: 'TLP:RED', exact: true }).check();
  await page.getByText('TLP:RED is not kept on this device').waitFor();
  await page.getByText('TLP:RED is for named persons: name at least one.').waitFor();
  assert.equal(await keptDrafts(), 1, 'the one of the tab that was closed');
  await clean();
  await page.getByLabel('Keep this draft on this device although it is TLP:RED').check();
  await page.getByText(/Draft kept \d/).waitFor();
  assert.equal(await keptDrafts(), 2);
  await page.getByRole('button', { name: new RegExp(ana.name) }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.equal(await keptDrafts(), 0);
  await signIn(page, ana, 1);
  await page.getByRole('link', { name: 'Share', exact: true }).waitFor();
});

test('a share that meets a lost connection waits, goes out under the same key, and is there once', async () => {
  await openShare();
  await field().fill('Unlucky warning: 203.0.113.77 calls home.');
  await page.getByText('1 value found').waitFor();
  await enabled(send());
  const keys: (string | undefined)[] = [];
  let isBack = false;
  await page.route('**/contributions', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(keyOf(route.request()));
    // The first time the hub gets it and only the answer is lost; later nothing arrives, until the line is back.
    if (keys.length === 1) await route.fetch();
    return isBack ? route.continue() : route.abort('connectionreset');
  });
  await send().click();
  await page.getByText('The hub cannot be reached.').waitFor();
  await clean();
  isBack = true;
  await page.getByText('All of it is in place.').waitFor();
  await page.unroute('**/contributions');
  assert.ok(keys.length >= 2);
  assert.equal(new Set(keys).size, 1);
  await page.getByRole('main').getByRole('link', { name: 'Our shares' }).click();
  await page.getByRole('heading', { name: 'Our shares' }).waitFor();
  await page
    .getByRole('link', { name: /^Unlucky warning/ })
    .first()
    .waitFor();
  assert.equal(await page.getByRole('link', { name: /^Unlucky warning/ }).count(), 1);
});

test('a text handed over by the palette is taken in and leaves the address', async () => {
  await page.keyboard.press('Control+k');
  await page.getByLabel('Look up a value or search').fill('Handed over: 203.0.113.5');
  await page.getByRole('option', { name: /^Share “Handed over/ }).click();
  await page.getByText('1 value found').waitFor();
  assert.equal(await field().inputValue(), 'Handed over: 203.0.113.5');
  assert.equal(new URL(page.url()).hash, '');
  await page.getByRole('button', { name: 'Discard the draft' }).click();
  assert.equal(await field().inputValue(), '');
});

test('several files say by type and object what lies in them; the receipt filters by what became of it', async () => {
  await page
    .getByLabel('Files to share')
    .setInputFiles([
      jsonFile('one.json', [malware(1), { ...malware(2), name: undefined, is_family: undefined }]),
      jsonFile('two.json', [{ ...malware(3), object_marking_refs: [TLP1.green.id] }]),
      { name: 'words.txt', mimeType: 'text/plain', buffer: Buffer.from('What it is about') },
    ]);
  const one = page.getByRole('article', { name: 'one.json' });
  await one.getByText('1 object will be refused as it stands').waitFor();
  await one.getByText('2 × Malware').waitFor();
  await page.getByRole('article', { name: 'two.json' }).getByText('All of it is valid').waitFor();
  const description = page.getByRole('textbox', { name: 'Description (optional)' });
  assert.equal(await description.inputValue(), 'What it is about');
  await clean();
  // As they are marked: each level with who will see it, and what stands beside the files goes out as agreed.
  const byFile = page.getByRole('region', { name: 'Who will see what' });
  await byFile.getByText('1 object is marked so.').waitFor();
  await byFile
    .getByText('1 object has no marking and goes out so, as agreed here.', { exact: false })
    .waitFor();
  await byFile.getByText('2 people in 2 organizations will see this.').first().waitFor();
  assert.equal(await byFile.getByText('2 people in 2 organizations will see this.').count(), 2);
  await page.getByText('Strictest marking on this page: TLP:AMBER').waitFor();
  await page.getByLabel('One for the whole file').check();
  await byFile.waitFor({ state: 'detached' });
  await enabled(send());
  await send().click();
  await page.getByRole('heading', { name: 'What to do next' }).waitFor();
  await page.getByRole('button', { name: 'Refused only' }).click();
  assert.equal(await page.locator('tbody tr').count(), 1);
  await clean();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy as text' }).click();
  const copied = await page.evaluate<string>('navigator.clipboard.readText()');
  assert.match(copied, /^TLP:AMBER\nReceipt of “2 objects”/);
  assert.equal(copied.match(/Kept/g)?.length, 2);
  assert.match(copied, /Refused.*\n.*is_family/);
});

test('values alone that are marked strictly might go wider: a hint that nothing waits for', async () => {
  await openShare();
  await field().fill('Scanner: 203.0.113.44\nPortal: hxxps://bills[.]example/a');
  await page.getByRole('radio', { name: 'TLP:AMBER', exact: true }).check();
  const hint = page.getByText('Could this be TLP:GREEN?', { exact: false });
  await hint.waitFor();
  await enabled(page.getByRole('button', { name: 'Share', exact: true }));
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
  await page.getByRole('button', { name: 'Make it TLP:GREEN' }).click();
  await page.getByRole('radio', { name: 'TLP:GREEN', exact: true, checked: true }).waitFor();
  await hint.waitFor({ state: 'detached' });
  await field().fill('Lakeside Water was called from 203.0.113.44 about a bill.');
  await page.getByRole('radio', { name: 'TLP:AMBER', exact: true }).check();
  await page.getByRole('button', { name: 'Copy the values alone' }).waitFor();
  await field().fill('');
});

test('on a phone one reads down: the text, what was found, its title, who may see it, a large button', async () => {
  const phone = await stage.open({ width: 390 });
  await phone.context().addCookies(await page.context().cookies());
  await phone.goto(page.url().replace(/shares\/.*/, 'share'));
  const text = phone.getByRole('textbox', { name: 'Text', exact: true });
  await text.fill('A fraud by phone: they say they are the bank.');
  const button = phone.getByRole('button', { name: 'Share', exact: true });
  await enabled(button);
  const places = await Promise.all(
    [
      text,
      phone.getByRole('heading', { name: 'Before it leaves' }),
      phone.locator('#found'),
      phone.getByLabel('Title (optional)'),
      phone.getByLabel('It is', { exact: true }),
      phone.getByRole('heading', { name: 'Who may see it' }),
      button,
    ].map(async (one) => (await one.boundingBox())?.y ?? 0),
  );
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
  assert.ok(((await button.boundingBox())?.height ?? 0) >= 44);
  await button.click();
  await phone.getByText('All of it is in place.').waitFor();
  await phone.context().close();
});

test('no page broke its policy, met an error or asked anything of another site', () => {
  assert.deepEqual([...stage.faults], []);
  assert.deepEqual([...stage.foreignOrigins], []);
});

function field(): ReturnType<Page['locator']> {
  return page.getByRole('textbox', { name: 'Text', exact: true });
}

function send(): ReturnType<Page['locator']> {
  return page.getByRole('button', { name: 'Share', exact: true });
}

/** Waits until it is wholly within the window, with nothing over it. */
async function inSight(part: Locator): Promise<void> {
  await part.waitFor();
  await part.evaluate(
    (element) =>
      new Promise<void>((done) => {
        const look = (): void => {
          const { top, bottom, left, width } = element.getBoundingClientRect();
          const isOver = [top + 2, bottom - 2].some((y) => {
            const at = document.elementFromPoint(left + width / 2, y);
            return at === null || !(element.contains(at) || at.contains(element));
          });
          if (top >= 0 && bottom <= innerHeight && !isOver) done();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

async function openShare(): Promise<void> {
  await page.getByRole('link', { name: 'Share', exact: true }).click();
  await page.getByRole('heading', { name: 'Share', level: 1 }).waitFor();
}

/** As Ctrl+V with nothing but the page in focus. */
async function paste(text: string): Promise<void> {
  await page.evaluate((words) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', words);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

async function selected(): Promise<string> {
  return field().evaluate((element) => {
    const { value, selectionStart, selectionEnd } = element as HTMLTextAreaElement;
    return value.slice(selectionStart, selectionEnd);
  });
}

async function keptDrafts(): Promise<number> {
  await page.waitForTimeout(600);
  return page.evaluate<number>(
    "Object.keys(localStorage).filter((key) => key.startsWith('tocsin.draft.')).length",
  );
}

async function clean(): Promise<void> {
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
}

function keyOf(request: Request): string | undefined {
  return request.headers()['idempotency-key'];
}

function malware(number: number): object {
  const tail = `8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3${String(number)}`;
  const at = '2026-04-06T20:03:48.000Z';
  return {
    type: 'malware',
    spec_version: '2.1',
    id: `malware--${tail}`,
    created: at,
    modified: at,
    name: `Loader ${String(number)}`,
    is_family: true,
  };
}

function jsonFile(
  name: string,
  objects: object[],
): { name: string; mimeType: string; buffer: Buffer } {
  const bundle = { type: 'bundle', id: 'bundle--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f', objects };
  return { name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(bundle)) };
}
