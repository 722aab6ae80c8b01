/** A mail, a picture and a document are looked into before sharing: what may be shared becomes text, the files stay here. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { axeFaultsInEveryLook, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { foundCommunity, newcomer } from './steps.ts';

const ana = newcomer('Ana Brandt');
const MAIL = `Delivered-To: ilse.brandt@northern-grid.example
Received: from vps-77.hoster.example ([198.51.100.201]) by mx.northern-grid.example
From: Accounts <billing@quick-invoice.example>
To: Ilse Brandt <ilse.brandt@northern-grid.example>
Subject: Overdue
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=q

--q
Content-Type: text/plain

Dear Ilse Brandt, open hxxps://quick-invoice[.]example/v with password: Winter-2026
--q
Content-Type: application/octet-stream; name="bill.7z"

7z\u00bc\u00af'\u001c0000
--q--
`;
const PICTURE = Buffer.concat([
  Buffer.from('ffd8', 'hex'),
  Buffer.from('fffe001a', 'hex'),
  Buffer.from('Taken at Kaistrasse 14, 6.'.slice(0, 24)),
  Buffer.from('ffda0008010100003f0037ffd9', 'hex'),
]);
const sent: string[] = [];
let stage: Stage;
let page: Page;

before(async () => {
  stage = await setStage();
  page = await stage.open();
  await foundCommunity(page, { setupUrl: stage.setupUrl, who: ana, community: 'Ports' });
  await page.goto(`${stage.origin}/c/ports/share`);
  await field().waitFor();
  page.on('request', (request) => {
    sent.push(request.postData() ?? '');
  });
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

test('of a mail the sender, the text and the hash of what is attached go into the share, and its recipients do not', async () => {
  await take('overdue.eml', Buffer.from(MAIL, 'latin1'));
  const card = article('overdue.eml');
  await card.getByText('What may be shared of it was put into the text').waitFor();
  const text = await field().inputValue();
  for (const kept of [
    'billing@quick-invoice.example',
    '198.51.100.201',
    'hxxps://quick-invoice[.]example/v',
    'File: bill.7z, 10 bytes, SHA-256 ',
  ])
    assert.ok(text.includes(kept), text);
  assert.doesNotMatch(text, /Ilse|ilse\.brandt|mx\.northern-grid/);
  await page.locator('.finding code', { hasText: 'Winter-2026' }).waitFor();
  await card.getByText('Attachment bill.7z: It is of a kind that is not read here.').waitFor();
  const staying = card.getByText(/^\d things in it stay here$/);
  await staying.focus();
  await page.keyboard.press('Enter');
  await card.getByText('To whom a mail went says who was attacked').first().waitFor();
  await clean();
});

test('of a picture a copy without its words can be saved, and it is said that nobody looked at what it shows', async () => {
  await take('shot.jpg', PICTURE);
  const card = article('shot.jpg');
  await card.getByText('Nothing of it is a text to share.').waitFor();
  await card.getByText('What is seen in the picture was not looked at.').waitFor();
  const saving = page.waitForEvent('download');
  await card.getByRole('button', { name: 'Save a copy without what stays here' }).click();
  const copy = await readFile(await (await saving).path());
  assert.ok(copy.length < PICTURE.length && !copy.includes('Kaistrasse'));
  await clean();
});

test('of a document the text that is seen goes into the share', async () => {
  await page.getByRole('button', { name: 'Discard the draft' }).click();
  await take('report.docx', documentFile());
  const card = article('report.docx');
  await card.getByText('What may be shared of it was put into the text').waitFor();
  assert.equal(await field().inputValue(), 'Seen: flux-panel.example\n');
  await card.getByText('1 thing in it stays here').click();
  await card.getByText('Ana Olsen').waitFor();
  await card.getByRole('button', { name: /^Remove/ }).click();
  await card.waitFor({ state: 'detached' });
});

test('what is damaged is named, and nothing of any file was sent', async () => {
  await take('broken.docx', documentFile().subarray(0, 60));
  await article('broken.docx').getByText('It is damaged, or not what it says it is.').waitFor();
  assert.ok(!sent.some((body) => /ilse|Winter|flux-panel|Kaistrasse/i.test(body)));
  assert.deepEqual([...stage.faults], []);
  assert.deepEqual([...stage.foreignOrigins], []);
});

test('on a phone, in German, the card reads down', async () => {
  const phone = await stage.open({ width: 390, locale: 'de-DE' });
  await phone.context().addCookies(await page.context().cookies());
  await phone.goto(`${stage.origin}/c/ports/share`);
  await phone
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'a.eml',
      mimeType: 'message/rfc822',
      buffer: Buffer.from(MAIL, 'latin1'),
    });
  const card = phone.getByRole('article', { name: 'a.eml' });
  await card
    .getByText('Anhang bill.7z: Es ist von einer Art, die hier nicht gelesen wird.')
    .waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(phone), []);
  await phone.context().close();
});

async function take(name: string, buffer: Buffer): Promise<void> {
  await page
    .getByLabel('Files to share')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

function article(name: string): Locator {
  return page.getByRole('article', { name });
}

function field(): Locator {
  return page.getByRole('textbox', { name: 'Text', exact: true });
}

async function clean(): Promise<void> {
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
}

/** The least of a document: its text, and who made it. */
function documentFile(): Buffer {
  const entries: [name: string, text: string][] = [
    ['[Content_Types].xml', '<Types/>'],
    ['docProps/core.xml', '<c><dc:creator>Ana Olsen</dc:creator></c>'],
    ['word/document.xml', '<w:p><w:t>Seen: flux-panel.example</w:t></w:p>'],
  ];
  const local: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = 0;
  for (const [name, text] of entries) {
    const packed = deflateRawSync(Buffer.from(text));
    const head = Buffer.alloc(26);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(text.length, 18);
    head.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const file = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, Buffer.from(name), packed]);
    listed.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), head, place, Buffer.from(name)]),
    );
    local.push(file);
    at += file.length;
  }
  const list = Buffer.concat(listed);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...local, list, Buffer.from('PK\u0005\u0006'), end]);
}
