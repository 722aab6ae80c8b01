/** Texts that would act, typed, dropped, pasted and put into addresses: every field in which somebody writes. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { hashOfText } from '../src/kernel/hash-text.ts';
import { look, LOOK, showsAll } from './hostile.ts';
import { LINES, PAYLOADS } from './payloads.ts';
import { setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { makeAccount, makeLink, newcomer } from './steps.ts';

const NAME_MAX = 200;
/** As many payloads as one name holds, those that are short. */
const PACKED = packed();

let stage: Stage;
let page: Page;
const dialogs: string[] = [];

before(async () => {
  stage = await setStage();
  page = await stage.open();
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss().catch(() => undefined);
  });
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

test('the wizard, from the account to the invitation', async () => {
  await page.goto(stage.setupUrl);
  const who = { ...newcomer('Ana Brandt'), name: PACKED };
  await typed(page.getByLabel('Your name'));
  await typed(page.getByLabel('E-mail address'));
  await makeAccount(page, { ...who, email: 'ana@example.org' });
  await typed(page.getByLabel('Name of your organization'));
  await page.getByLabel('Name of your organization').fill(PACKED);
  await page.getByRole('button', { name: 'Go on' }).click();
  await typed(page.getByLabel('Purpose'));
  await typed(page.getByLabel('Name of the community'));
  await page.getByLabel('Name of the community').fill(PACKED);
  await page.getByLabel('Purpose').fill(LINES.join('\n'));
  await page.getByRole('button', { name: 'Found the community' }).click();
  await showsAll(page, 'rules', [PACKED]);
  await page.getByRole('button', { name: 'Agree on this' }).click();
  await typed(page.getByLabel('Whom do you invite?'));
  const link = await makeLink(page);
  const other = await stage.open();
  await other.goto(link);
  await showsAll(other, 'invitation', [PACKED]);
  await other.context().close();
  await page.goto(`${stage.origin}/`);
  await showsAll(page, 'frame', [PACKED]);
});

test('a share: text, title, files by their names, the preview and drafts of other tabs', async () => {
  await page.getByRole('link', { name: 'Share', exact: true }).click();
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  const title = page.getByLabel('Title');
  await typed(text);
  await typed(title);
  await text.fill(PAYLOADS.map((payload) => `${payload} 198.51.100.23`).join('\n'));
  await page.locator('.marked-behind mark').first().waitFor();
  await showsAll(page, 'text with values', PAYLOADS);
  await title.fill(PACKED);
  await page.getByRole('button', { name: 'See it as somebody else' }).click();
  await page.getByRole('combobox', { name: 'As whom?' }).click();
  await page.getByRole('dialog').getByRole('option').first().click();
  await page.getByText(/would see it/).waitFor();
  await showsAll(page, 'preview', [PACKED]);
  await page.keyboard.press('Escape');
  await page.getByText(/Draft kept \d/).waitFor();
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await showsAll(tab, 'drafts', [PACKED]);
  await tab.close();
  await drop('{"objects":[{"type":"constructor"}]}');
  await page
    .getByRole('article')
    .nth(LINES.length - 1)
    .waitFor();
  await showsAll(page, 'files', LINES);
  await drop('no JSON');
  await page
    .getByRole('alert')
    .nth(LINES.length - 1)
    .waitFor();
  await showsAll(page, 'files that cannot be read', LINES);
  await page.getByRole('button', { name: 'Discard the draft' }).click();
});

test('the palette, looking up, and a text handed over to a share', async () => {
  await page.keyboard.press('Control+k');
  await typed(page.getByLabel('Look up a value or search'));
  await page.keyboard.press('Escape');
  for (const payload of PAYLOADS) {
    await go(`/c/${await slug()}/find#${hashOfText(payload)}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.deepEqual((await look(page)).hostile, []);
  }
  await go(`/c/${await slug()}/find#${hashOfText(PAYLOADS.map(asValue).join('\n'))}`);
  await page.getByText('are known to your communities').waitFor();
  await showsAll(page, 'many values', PAYLOADS.map(asValue));
  await go(`/c/${await slug()}/share#text=${hashOfText(PAYLOADS.join('\n'))}`);
  await showsAll(page, 'handed over', PAYLOADS);
  await page.getByRole('button', { name: 'Discard the draft' }).click();
});

test('addresses: filters, views, versions, tabs, ids and the way back after signing in', async () => {
  const community = await slug();
  for (const payload of PAYLOADS) {
    const part = encodeURIComponent(payload);
    for (const path of [
      `/c/${community}/intelligence?filter=${part}`,
      `/c/${community}/objects/${part}/${part}?version=${part}`,
      `/c/${community}/shares/${part}?view=${part}&order=${part}`,
      `/c/${part}/members`,
    ]) {
      await go(path);
      assert.deepEqual((await look(page)).hostile, [], path);
      assert.equal(new URL(page.url()).origin, stage.origin);
    }
    await go(`/c/${community}/intelligence?filter=${encodeURIComponent(JSON.stringify(payload))}`);
    await showsAll(page, 'filter in the address', [payload]);
  }
});

test('names of views, tokens and groups while they are written', async () => {
  const community = await slug();
  await go(`/c/${community}/intelligence?filter=type:indicator`);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('button', { name: 'Keep this as a view' }).click();
  await typed(page.getByRole('dialog').getByRole('textbox', { name: /^Name/ }));
  await page.keyboard.press('Escape');
  await go('/settings/tokens');
  await page.getByRole('button', { name: 'Make a token' }).first().click();
  await typed(page.getByRole('dialog').getByRole('textbox', { name: /^Name/ }));
  await page.keyboard.press('Escape');
  await go(`/c/${community}/members`);
  await page.getByRole('button', { name: 'Add a group' }).click();
  await typed(page.getByRole('dialog').getByRole('textbox', { name: /^Name/ }));
  await page.keyboard.press('Escape');
});

test('after signing in nobody is led away from the hub', async () => {
  const cookies = await page.context().cookies();
  for (const next of LINES.filter((line) => /^[\w.&;]*[:/\\]/.test(line))) {
    await page.context().clearCookies();
    await page.goto(`${stage.origin}/sign-in?next=${encodeURIComponent(next)}`);
    await page.context().addCookies(cookies);
    await page.reload();
    assert.deepEqual((await look(page)).hostile, []);
    assert.equal(new URL(page.url()).origin, stage.origin);
  }
});

test('no dialog was opened, nothing was asked of elsewhere, no policy was broken', () => {
  assert.deepEqual(dialogs, []);
  assert.deepEqual([...stage.faults], []);
  assert.deepEqual([...stage.foreignOrigins], []);
});

/** Every payload in a field, one after the other, and what the page makes of it while it is there. */
async function typed(field: Locator): Promise<void> {
  await field.waitFor();
  await field.evaluate((element) => {
    element.setAttribute('data-typed', '');
  });
  const given = `document.querySelector('[data-typed]'), ${JSON.stringify(PAYLOADS)}`;
  const hostile = await page.evaluate<string[]>(`(${TYPE})(${given})`);
  assert.deepEqual(hostile, []);
  assert.equal(await field.inputValue(), PAYLOADS.at(-1)?.replaceAll(/[\r\n]/g, ''));
  await field.fill('');
}

const TYPE = `async (field, texts) => {
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  const set = Object.getOwnPropertyDescriptor(kind.prototype, 'value').set;
  const found = [];
  for (const text of texts) {
    set.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((done) => setTimeout(done, 4));
    found.push(...${LOOK}.hostile.map((one) => text + ': ' + one));
  }
  field.removeAttribute('data-typed');
  return found;
}`;

/** Drops a file for every payload, called so. */
async function drop(content: string): Promise<void> {
  await page.locator('main form').evaluate(
    (form, [names, text]) => {
      const dataTransfer = new DataTransfer();
      for (const name of names) dataTransfer.items.add(new File([text], name));
      for (const kind of ['dragover', 'drop'])
        form.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    },
    [LINES.map((line) => `${line}.json`), content] as const,
  );
}

/** Without what separates pasted values; with a dot it is taken for one. */
function asValue(payload: string): string {
  return `${payload.replaceAll(/[\s,;"'<>|]+/g, '')}.example`;
}

async function slug(): Promise<string> {
  const link = page.getByRole('link', { name: 'Intelligence', exact: true });
  return (await link.getAttribute('href'))?.split('/')[2] ?? '';
}

/** To another page of the app without loading it anew. */
async function go(path: string): Promise<void> {
  await page.evaluate((to) => history.pushState({}, '', to), path);
}

function packed(): string {
  let name = '';
  for (const line of LINES.toSorted((a, b) => a.length - b.length)) {
    const next = `${name} ${line}`.trim();
    if (next.length <= NAME_MAX && /[<:]/.test(line)) name = next;
  }
  return name;
}
