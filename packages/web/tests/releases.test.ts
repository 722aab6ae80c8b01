/** Asking the source to share wider: asked, asked back, answered, granted, read, taken back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { enabled, shareText } from './steps.ts';

let stage: Stage;
let asker: Page;
let source: Page;
let partner: Page;
/** The page of the indicator that is asked for. */
let address = '';

before(async () => {
  stage = await setStage({ isDemo: true });
  source = await enterAs(stage, 'Petra Wulf');
  asker = await enterAs(stage, 'Ilse Brandt');
  partner = await enterAs(stage, 'Amir Demir');
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name, level: 1 }).waitFor();
const clean = async (page: Page): Promise<void> =>
  assert.deepEqual(await axeFaultsInEveryLook(page), []);

test('a reader asks for somebody whom the marking does not reach', async () => {
  await shareText(source, {
    title: 'Forged customs form',
    text: 'The form comes from 198.51.100.77.',
    level: 'TLP:AMBER',
  });
  await asker.goto(`${stage.origin}/c/estuary/intelligence?filter=198.51.100.77`);
  await asker.getByRole('link', { name: '198.51.100[.]77' }).first().click();
  await heading(asker, '198.51.100[.]77');
  address = asker.url();
  await partner.goto(address);
  await heading(partner, 'There is nothing here');
  await asker.getByRole('button', { name: 'Ask the source to share wider' }).click();
  const dialog = asker.getByRole('dialog');
  await dialog
    .getByRole('combobox', { name: 'Organizations that should read it' })
    .fill('National');
  await asker.getByRole('option', { name: 'National Cyber Response Centre' }).click();
  await asker.keyboard.press('Tab');
  await dialog.getByLabel('What is it needed for?').fill('They warn the customs office');
  await clean(asker);
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await asker.getByText('The source was asked.').waitFor();
  await asker.getByRole('link', { name: 'See the request' }).click();
  await heading(asker, 'Requests');
  await asker.getByRole('heading', { name: 'Waits for the source', level: 2 }).waitFor();
  await asker.getByText('They warn the customs office').waitFor();
  await clean(asker);
});

test('the source finds it among its duties and asks back; who asked answers', async () => {
  await source.goto(`${stage.origin}/`);
  await source
    .getByRole('link', { name: '1 request to share wider waits for your decision' })
    .click();
  await heading(source, 'Requests');
  await source.getByText('Nordkai Shipping').waitFor();
  await source.getByRole('button', { name: 'Ask back' }).click();
  await source.getByLabel('What would you like to know?').fill('Which office?');
  await source.getByRole('button', { name: 'Send the question' }).click();
  await source.getByText('Which office?').waitFor();
  await asker.goto(`${stage.origin}/`);
  await asker.getByRole('link', { name: '1 source asks back before it decides' }).click();
  await asker.getByText('Which office?').waitFor();
  await asker.getByLabel('Your answer').fill('The one at the north quay');
  await clean(asker);
  await asker.getByRole('button', { name: 'Answer the source' }).click();
  await asker.getByText('The one at the north quay').waitFor();
});

test('what the source grants is read by those named, and no longer once it is taken back', async () => {
  await source.reload();
  await source.getByText('The one at the north quay').waitFor();
  await source.getByRole('button', { name: 'Grant', exact: true }).click();
  await source.getByLabel('National Cyber Response Centre').waitFor();
  await source.getByLabel('Remark (optional)').fill('For the warning only');
  await clean(source);
  await source.getByRole('button', { name: 'Release it to them' }).click();
  await source.getByRole('heading', { name: 'Decided and over', level: 2 }).waitFor();
  await partner.goto(address);
  await heading(partner, '198.51.100[.]77');
  await partner.getByText('The source let you read it on request.').waitFor();
  await source.goto(address);
  await source.getByText('Released on request to National Cyber Response Centre.').waitFor();
  await source.getByRole('link', { name: 'Requests', exact: true }).click();
  await source.getByRole('button', { name: 'Take the release back' }).click();
  await source.getByText('Granted before, over now').waitFor();
  await heading(partner, 'This is no longer here for you');
  await clean(source);
});

test('what the source allows in advance is granted at once; it is ended and the grant is taken back', async () => {
  await source.goto(`${stage.origin}/c/estuary/releases`);
  await source.getByRole('link', { name: 'What you say before anybody asks' }).click();
  await heading(source, 'Before anybody asks');
  await source.getByText('Nothing is allowed in advance: every request waits for you.').waitFor();
  await clean(source);
  await source.getByRole('button', { name: 'Allow something in advance' }).click();
  await source.getByLabel('Up to which level?').selectOption({ label: 'TLP:AMBER' });
  await source.getByLabel('Authorities that take part here').check();
  await source.getByLabel('To warn others').check();
  await source.getByLabel('As it is').check();
  const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await source.getByLabel('Until when?').fill(soon);
  await clean(source);
  await source.getByRole('button', { name: 'Allow it', exact: true }).click();
  await source.getByText('authorities that take part here').waitFor();
  await shareText(source, {
    title: 'Forged port pass',
    text: 'The pass comes from 198.51.100.78.',
    level: 'TLP:AMBER',
  });
  await asker.goto(`${stage.origin}/c/estuary/intelligence?filter=198.51.100.78`);
  await asker.getByRole('link', { name: '198.51.100[.]78' }).first().click();
  await heading(asker, '198.51.100[.]78');
  const page = asker.url();
  await asker.getByRole('button', { name: 'Ask the source to share wider' }).click();
  const dialog = asker.getByRole('dialog');
  await dialog
    .getByRole('combobox', { name: 'Organizations that should read it' })
    .fill('National');
  await asker.getByRole('option', { name: 'National Cyber Response Centre' }).click();
  await asker.keyboard.press('Tab');
  await dialog.getByLabel('What is it needed for?').fill('They warn the gate');
  await dialog.getByLabel('In one word (optional)').selectOption({ label: 'To warn others' });
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await asker.getByText('It is released: the source had allowed it in advance.').waitFor();
  await partner.goto(page);
  await heading(partner, '198.51.100[.]78');
  await source.goto(`${stage.origin}/c/estuary/releases`);
  await source.getByText('At once: the source had allowed it in advance.').waitFor();
  await clean(source);
  await source.getByRole('link', { name: 'What you say before anybody asks' }).click();
  await source.getByText('1 request was granted by it').waitFor();
  await source.getByRole('button', { name: 'Allow it no longer' }).click();
  await source.getByRole('heading', { name: 'No longer allowed' }).waitFor();
  await source.getByRole('link', { name: 'Requests', exact: true }).first().click();
  await source.getByRole('button', { name: 'Take the release back' }).click();
  await source.getByText('Granted before, over now').nth(1).waitFor();
  await heading(partner, 'This is no longer here for you');
});

test('a representative says who answers and who decides afterwards', async () => {
  await source.goto(`${stage.origin}/c/estuary/before-asked`);
  await source.getByRole('combobox', { name: 'Asked first' }).fill('Petra');
  await source.getByRole('option', { name: 'Petra Wulf' }).click();
  await source.keyboard.press('Tab');
  await source
    .getByLabel('Who decides about our AMBER once nobody of us is here?')
    .selectOption({ label: 'Nordkai Shipping' });
  await source
    .getByLabel('What becomes of what we shared when we leave the community?')
    .selectOption({ label: 'AMBER and AMBER+STRICT become GREEN' });
  await source.getByLabel('How many days after we left?').fill('30');
  await source.getByRole('button', { name: 'Save', exact: true }).click();
  await source.getByText('It holds from now on.').waitFor();
  await clean(source);
  await source.reload();
  await source
    .getByLabel('What becomes of what we shared when we leave the community?')
    .locator('option:checked', { hasText: 'become GREEN' })
    .waitFor({ state: 'attached' });
  assert.equal(await source.getByLabel('How many days after we left?').inputValue(), '30');
  await source
    .getByLabel('Who decides about our AMBER once nobody of us is here?')
    .locator('option:checked', { hasText: 'Nordkai Shipping' })
    .waitFor({ state: 'attached' });
});

test('the source sends a version without what points at somebody, and it answers the request', async () => {
  await shareText(source, {
    title: 'Forged crane invoice',
    text: 'Sent from 198.51.100.80. Call +49 40 3289 4711.',
    level: 'TLP:AMBER',
  });
  await asker.goto(`${stage.origin}/c/estuary/intelligence?filter=198.51.100.80`);
  await asker.getByRole('link', { name: '198.51.100[.]80' }).first().click();
  await heading(asker, '198.51.100[.]80');
  await asker.getByRole('button', { name: 'Ask the source to share wider' }).click();
  const dialog = asker.getByRole('dialog');
  await dialog
    .getByRole('combobox', { name: 'Organizations that should read it' })
    .fill('National');
  await asker.getByRole('option', { name: 'National Cyber Response Centre' }).click();
  await asker.keyboard.press('Tab');
  await dialog.getByLabel('What is it needed for?').fill('They warn the cranes');
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await asker.getByText('The source was asked.').waitFor();
  await source.goto(`${stage.origin}/c/estuary/share`);
  const text = source.getByRole('textbox', { name: 'Text', exact: true });
  await text.fill('Half a thought');
  await source.getByText(/Draft kept \d/).waitFor();
  await source.goto(`${stage.origin}/c/estuary/releases`);
  await source.getByRole('button', { name: 'Send something else' }).click();
  await clean(source);
  await source
    .getByRole('link', { name: 'Write a version without what points at somebody' })
    .click();
  await source.getByRole('region', { name: 'It answers a request' }).waitFor();
  await source.getByText('“Half a thought”').waitFor();
  const written = await text.inputValue();
  assert.ok(written.includes('198.51.100.80') && !written.includes('4711'), written);
  await source.getByText('National Cyber Response Centre', { exact: false }).first().waitFor();
  await clean(source);
  await enabled(source.getByRole('button', { name: 'Share', exact: true }));
  await source.getByRole('button', { name: 'Share', exact: true }).click();
  await heading(source, 'Requests');
  await source.getByText('Answered with something else').first().waitFor();
  await partner.goto(`${stage.origin}/c/estuary/intelligence?filter=198.51.100.80`);
  await partner.getByRole('link', { name: '198.51.100[.]80' }).first().click();
  await heading(partner, '198.51.100[.]80');
  assert.equal(await partner.getByText('4711').count(), 0);
});

test('a file in parts answers the request with the part that says most', async () => {
  await asker.goto(address);
  await asker.getByRole('button', { name: 'Ask the source to share wider' }).click();
  const dialog = asker.getByRole('dialog');
  await dialog.getByLabel('Or somebody outside the community').fill('Our auditor');
  await dialog.getByLabel('What is it needed for?').fill('All of it, as data');
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await asker.getByText('The source was asked.').waitFor();
  await source.goto(`${stage.origin}/c/estuary/releases`);
  await source.getByRole('button', { name: 'Send something else' }).first().click();
  await source
    .getByRole('link', { name: 'Write a version without what points at somebody' })
    .click();
  await source.getByRole('region', { name: 'It answers a request' }).waitFor();
  const id = (place: number): string =>
    `00000000-0000-5000-8000-${String(place).padStart(12, '0')}`;
  const mutexes = Array.from({ length: 5000 }, (_, place) => ({
    type: 'mutex',
    spec_version: '2.1',
    id: `mutex--${id(place)}`,
    name: `Global\\dock-${String(place)}`,
  }));
  const at = '2026-11-01T08:00:00.000Z';
  const note = {
    type: 'note',
    spec_version: '2.1',
    id: 'note--0d6b4a2e-7b4f-4f0c-9d55-6a4a1f6f3a10',
    created: at,
    modified: at,
    content: 'What all of these are',
    object_refs: [mutexes[0]?.id],
  };
  await source.getByLabel('Files to share').setInputFiles({
    name: 'all.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ objects: [...mutexes, note] })),
  });
  await source.getByText('It goes in 2 parts').waitFor();
  await source.getByRole('textbox', { name: 'Description (optional)' }).fill('');
  const send = source.getByRole('button', { name: 'Share', exact: true });
  await enabled(send);
  await send.click();
  await source.getByText('The request was answered with it.').waitFor();
  await clean(source);
  await asker.goto(`${stage.origin}/c/estuary/releases`);
  await asker.getByRole('link', { name: 'What all of these are' }).first().waitFor();
});

test('on a phone a request is read and refused', async () => {
  const phone = await enterAs(stage, 'Petra Wulf', { width: 390 });
  await asker.goto(address);
  await asker.getByRole('button', { name: 'Ask the source to share wider' }).click();
  const dialog = asker.getByRole('dialog');
  await dialog.getByLabel('Or somebody outside the community').fill('Our insurer');
  await dialog.getByLabel('What is it needed for?').fill('To show what happened');
  await dialog.getByLabel('Do not tell the source who asks').check();
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await asker.getByText('The source was asked.').waitFor();
  await phone.goto(`${stage.origin}/c/estuary/releases`);
  await phone.getByText('A member who does not say who').waitFor();
  const wide = await phone.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  assert.ok(wide <= 0, `${String(wide)} pixels too wide`);
  await phone.getByRole('button', { name: 'Refuse' }).click();
  await phone.getByRole('button', { name: 'Say no' }).click();
  await phone.getByText('Refused', { exact: true }).waitFor();
  await phone.context().close();
});

test('what anybody may pass on leaves nothing to ask for', async () => {
  await asker.goto(`${stage.origin}/c/estuary/intelligence?filter=thursday`);
  await asker.getByRole('link', { name: 'Threat call moved to Thursday, 10:00' }).first().click();
  await heading(asker, 'Threat call moved to Thursday, 10:00');
  await asker.getByText('Selling it on').waitFor();
  assert.equal(
    await asker.getByRole('button', { name: 'Ask the source to share wider' }).count(),
    0,
  );
});

test('what the source laid down holds once a chair ended its membership', async () => {
  await source.goto(`${stage.origin}/c/estuary/before-asked`);
  await source.getByLabel('How many days after we left?').fill('0');
  await source.getByRole('button', { name: 'Save', exact: true }).click();
  await source.getByText('It holds from now on.').waitFor();
  await asker.goto(address);
  await asker.getByText('TLP:AMBER', { exact: true }).first().waitFor();
  const chair = await enterAs(stage, 'Marit Osinga');
  await chair.goto(`${stage.origin}/c/estuary/members`);
  await chair.getByRole('button', { name: 'Suspend Wulf Customs Papers' }).click();
  await chair.getByRole('button', { name: 'End the membership' }).click();
  await chair.getByText('becomes what they laid down for when they leave').waitFor();
  await clean(chair);
  await chair.getByRole('button', { name: 'End it' }).click();
  await chair.getByText('Left', { exact: true }).waitFor();
  await asker.getByText('TLP:GREEN', { exact: true }).first().waitFor();
});
