import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { axeFaultsInEveryLook, setStage, totpCode } from './stage.ts';
import type { Engine, Stage } from './stage.ts';
import {
  enabled,
  foundCommunity,
  joinWithNewOrganization,
  makeLink,
  newcomer,
  shareText,
  signIn,
} from './steps.ts';

const COMMUNITY = 'Energy exchange of the north';
const WARNING =
  'Mails from billing@phish-pay[.]example lead to hxxps://login.evil-portal[.]example/auth.php on 198.51.100[.]23.';

/** The browser app against a real hub: founding, joining, sharing, reading, answering, governing who may. */
export function journeysOn(engine: Engine): void {
  const ana = newcomer('Ana Brandt');
  const ben = newcomer('Ben Osei');
  let stage: Stage;
  let chair: Page;
  let member: Page;

  before(async () => {
    stage = await setStage({ engine });
    chair = await stage.open();
    member = await stage.open();
  });
  after(async () => {
    await stage[Symbol.asyncDispose]();
  });

  test('a newcomer founds a community from the printed address', async () => {
    await chair.goto(stage.setupUrl);
    await heading(chair, 'Welcome. Who are you?');
    assert.equal(new URL(chair.url()).hash, '', 'the secret leaves the address bar');
    await clean(chair);
    await foundCommunity(chair, { setupUrl: stage.setupUrl, who: ana, community: COMMUNITY });
    assert.equal(new Set(ana.recoveryCodes).size, ana.recoveryCodes.length);
    await clean(chair);
  });

  test('the wizard is taken up again where it was left', async () => {
    await chair.goto(`${stage.origin}/setup`);
    await heading(chair, 'Invite others');
  });

  test('an organization joins by the link and both see each other', async () => {
    const link = await makeLink(chair);
    await clean(chair);
    await chair.getByRole('button', { name: 'Go on' }).click();
    await chair.getByRole('button', { name: 'Into the community' }).click();
    await heading(chair, 'Intelligence');
    await chair.getByText('Nothing has been shared with you yet').waitFor();
    await clean(chair);
    await member.goto(link);
    await heading(member, `Join “${COMMUNITY}”`);
    await clean(member);
    await joinWithNewOrganization(member, { link, who: ben, organization: 'Lakeside Water' });
    await chair.getByRole('link', { name: 'Members', exact: true }).click();
    await chair.getByText('Lakeside Water').first().waitFor();
    await chair.getByText('Ben Osei').waitFor();
  });

  test('an invitation that was used says so and gives a way out', async () => {
    const page = await stage.open();
    await page.goto(`${stage.origin}/invitations#AAAAAAAAAAAAAAAAAAAAAAAA`);
    await heading(page, 'This invitation cannot be used');
    await clean(page);
    await page.context().close();
  });

  test('a pasted text shows its values, says who will see it, and gives a receipt', async () => {
    await chair.getByRole('link', { name: 'Share', exact: true }).click();
    await heading(chair, 'Share');
    await chair.getByRole('textbox', { name: 'Text', exact: true }).fill(WARNING);
    await chair.getByText('3 values.').waitFor();
    await chair.getByText('2 people in 2 organizations will see this.').waitFor();
    await clean(chair);
    await chair.getByRole('radio', { name: 'TLP:RED' }).check();
    await chair.getByText('Nobody yet: name the persons who may see it.').waitFor();
    assert.equal(await plate(chair), 'TLP:RED');
    await shareText(chair, {
      title: 'Phishing against billing',
      text: WARNING,
      level: 'TLP:GREEN',
    });
    await chair.getByText('All of it is in place.').waitFor();
    assert.equal(await plate(chair), 'TLP:GREEN');
    assert.equal(await chair.title(), 'Receipt · Tocsin');
    await chair.getByRole('link', { name: '198.51.100[.]23' }).waitFor();
    await clean(chair);
  });

  test('what is shared reaches an open list at once, and later things wait to be shown', async () => {
    await member.getByRole('link', { name: 'Phishing against billing' }).waitFor();
    await member.getByRole('checkbox', { name: 'Select Phishing against billing' }).check();
    const lines = member.locator('.object-table tbody tr');
    const before = await lines.count();
    await shareText(chair, { title: 'Second warning', text: 'evil.example', level: 'TLP:AMBER' });
    const show = member.getByRole('button', { name: /\d+ new: show/ });
    await show.waitFor();
    assert.equal(await lines.count(), before, 'nothing moved');
    assert.equal(await plate(member), 'TLP:GREEN');
    await clean(member);
    await show.click();
    await member.getByRole('link', { name: 'Second warning' }).waitFor();
    assert.equal(await plate(member), 'TLP:AMBER', 'the strictest marking of what is shown');
  });

  test('the list narrows by kind, marking and source, and says when nothing matches', async () => {
    await member.getByRole('button', { name: 'Select nothing' }).click();
    const facet = (name: RegExp): Locator =>
      member.getByRole('complementary', { name: 'Narrow down' }).getByRole('checkbox', { name });
    await facet(/^TLP:GREEN/).check();
    await member.getByRole('link', { name: 'Second warning' }).waitFor({ state: 'detached' });
    assert.equal(await plate(member), 'TLP:GREEN');
    const filter = member.getByRole('combobox', { name: 'Filter' });
    await filter.fill('source:"Lakeside Water"');
    await filter.press('Enter');
    await heading(member, 'Nothing matches', 2);
    await clean(member);
    await member.getByRole('button', { name: 'Clear filters' }).last().click();
    await facet(/^Report/).check();
    await member.getByRole('link', { name: '198.51.100[.]23' }).waitFor({ state: 'detached' });
    await member.getByRole('link', { name: 'Phishing against billing' }).waitFor();
    await member.getByRole('button', { name: 'Clear filters' }).click();
  });

  test('an object says who may see it and why, and its values are copied defanged or live', async () => {
    await member.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await member.getByRole('link', { name: '198.51.100[.]23' }).click();
    await heading(member, '198.51.100[.]23');
    assert.equal(
      await member.title(),
      'Indicator · Tocsin',
      'no value in the history of the browser',
    );
    await member.getByText('TLP:GREEN may be read by the community.').waitFor();
    await member.getByText('The public:').waitFor();
    const head = member.getByRole('list', { name: 'Values', exact: true });
    await head.getByRole('button', { name: 'Copy defanged 198.51.100[.]23' }).click();
    assert.equal(await clipboard(member), '198.51.100[.]23');
    await head.getByRole('button', { name: 'Copy live 198.51.100[.]23' }).click();
    assert.equal(await clipboard(member), '198.51.100.23');
    await member.getByRole('tab', { name: 'Raw' }).click();
    await member.getByRole('region', { name: 'STIX object' }).getByText('"indicator"').waitFor();
    await clean(member);
  });

  test('answers reach the source while it looks on', async () => {
    await chair.getByRole('link', { name: 'Intelligence', exact: true }).click();
    await chair.getByRole('link', { name: '198.51.100[.]23' }).click();
    await chair.getByText('Nobody has answered it yet').waitFor();
    const dialog = member.getByRole('dialog');
    await member.getByRole('button', { name: 'I saw this' }).click();
    await dialog.getByLabel('How often?').fill('3');
    await clean(member);
    await dialog.getByRole('button', { name: 'Send' }).click();
    await chair.getByText('Saw it 3 times').waitFor();
    await member.getByRole('button', { name: 'False positive' }).click();
    await dialog.getByLabel('Why do you think so?').fill('Our own scanner');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await member.getByRole('button', { name: 'What we did' }).click();
    await dialog.getByLabel('Blocked it').check();
    await dialog.getByRole('button', { name: 'Send' }).click();
    const verdict =
      'Seen by one member, 3 times in all, last today; one called it a false positive; one acted on it.';
    await chair.getByText(verdict).waitFor();
    await clean(chair);
  });

  test('the source changes the marking and takes an object back; a member then finds nothing', async () => {
    const address = member.url();
    const list = await member.context().newPage();
    await list.goto(`${stage.origin}/`);
    const row = list.getByRole('link', { name: '198.51.100[.]23', exact: true }).first();
    await row.waitFor();
    await chair.getByRole('button', { name: 'Share wider or narrower' }).click();
    await chair.getByRole('radio', { name: 'TLP:AMBER+STRICT' }).check();
    await clean(chair);
    await chair.getByRole('button', { name: 'Change', exact: true }).click();
    await chair.getByText('not for their clients').waitFor();
    await chair.getByRole('button', { name: 'Take it back' }).click();
    await chair.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await heading(chair, 'Intelligence');
    await heading(member, 'This is no longer here for you');
    await clean(member);
    await row.waitFor({ state: 'detached' });
    await list.close();
    await member.goto(address);
    await heading(member, 'There is nothing here');
    await clean(member);
  });

  test('a STIX file is kept object by object, and what is wrong in it says why', async () => {
    const id = '8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f';
    const times = { created: '2026-04-06T20:03:48.000Z', modified: '2026-04-06T20:03:48.000Z' };
    const objects = [
      {
        type: 'malware',
        spec_version: '2.1',
        id: `malware--${id}`,
        ...times,
        name: 'Poison Ivy',
        is_family: true,
      },
      {
        type: 'indicator',
        spec_version: '2.1',
        id: `indicator--${id}`,
        ...times,
        name: 'No pattern',
      },
      { type: 'relationship', spec_version: '2.1', id: `relationship--${id}`, ...times },
    ];
    const bundle = { type: 'bundle', id: `bundle--${id}`, objects };
    await chair.getByRole('link', { name: 'Share', exact: true }).click();
    await chair.getByLabel('Files to share').setInputFiles({
      name: 'notes.json',
      mimeType: 'application/json',
      buffer: Buffer.from('no JSON'),
    });
    await chair.getByText('“notes.json” is not JSON.').waitFor();
    await chair.getByLabel('Files to share').setInputFiles({
      name: 'family.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(bundle)),
    });
    await chair.getByText('2 objects will be refused as they stand').waitFor();
    await clean(chair);
    const send = chair.getByRole('button', { name: 'Share', exact: true });
    await enabled(send);
    await send.click();
    await chair.getByText('each line says why').waitFor();
    const bad = chair.getByRole('row').filter({ hasText: 'Indicator' });
    assert.match(await bad.innerText(), /Refused[\s\S]*pattern/);
    await clean(chair);
    await chair.getByRole('link', { name: 'Poison Ivy' }).click();
    await heading(chair, 'Poison Ivy');
  });

  test('a value is looked up without ever standing in an address the hub is sent', async () => {
    const asked: string[] = [];
    member.on('request', (request) => asked.push(request.url()));
    await member.keyboard.press('Control+k');
    await member
      .getByLabel('Look up a value or search')
      .fill('hxxps://login.evil-portal[.]example/auth.php');
    await member.keyboard.press('Enter');
    await member.getByText('Known: you have it from one organization.').waitFor();
    await clean(member);
    const lookups = asked.filter((url) => url.includes('/lookup'));
    assert.ok(lookups.length > 0);
    assert.ok(lookups.every((url) => !url.includes('evil-portal')));
    await member.keyboard.press('Control+k');
    await member.getByLabel('Look up a value or search').fill('192.0.2.77');
    await member.keyboard.press('Enter');
    await member.getByText('Not known to your communities').waitFor();
    await member.getByText('Nothing you may see has this').waitFor();
  });

  test('a chair makes a group, reads the rules and suspends a member, who stops reading at once', async () => {
    await chair.getByRole('link', { name: 'Members', exact: true }).click();
    await chair.getByRole('button', { name: 'Add a group' }).click();
    await chair.getByLabel('Name').fill('Incident team');
    await chair.getByRole('combobox', { name: 'Persons' }).click();
    await chair.getByRole('option', { name: /Ben Osei/ }).click();
    await chair.keyboard.press('Tab');
    await clean(chair);
    await chair.getByRole('button', { name: 'Add the group' }).click();
    await chair.getByText('Incident team').waitFor();
    await chair.getByRole('button', { name: 'Change what Ben Osei may do' }).click();
    await chair.getByLabel('Analyst: reads, shares and answers').check();
    await chair.getByRole('button', { name: 'Keep these roles' }).click();
    await chair.getByText('Representative, Analyst').waitFor();
    await clean(chair);
    await chair.getByRole('link', { name: 'Rules', exact: true }).click();
    // Said again where the rules are tried.
    await chair.getByText('The staff of a member who are bound by its rules.').first().waitFor();
    await chair.getByRole('button', { name: 'Change the rules' }).click();
    await clean(chair);
    await chair.getByRole('link', { name: 'Members', exact: true }).click();
    await chair.getByRole('button', { name: 'Suspend Lakeside Water' }).click();
    await chair.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
    await chair.getByRole('button', { name: 'Reinstate Lakeside Water' }).click();
    await member.goto(`${stage.origin}/`);
    const link = member.getByRole('link', { name: 'Phishing against billing' });
    await member.waitForLoadState('networkidle');
    assert.equal(await link.count(), 0);
    await chair.getByRole('dialog').getByRole('button', { name: 'Reinstate' }).click();
    await chair.getByRole('button', { name: 'Suspend Lakeside Water' }).waitFor();
    await member.goto(`${stage.origin}/`);
    await link.waitFor();
  });

  test('a token is shown once, works for a program, and stops when revoked', async () => {
    await chair.getByRole('link', { name: 'Settings', exact: true }).click();
    await heading(chair, 'Settings');
    await clean(chair);
    await chair.getByRole('link', { name: 'Tokens for programs' }).click();
    await chair.getByRole('button', { name: 'Make a token' }).click();
    await chair.getByLabel('Name').fill('Mail gateway');
    await chair.getByLabel('Nothing stricter than').selectOption({ label: 'TLP:GREEN' });
    await clean(chair);
    await chair.getByRole('button', { name: 'Make the token' }).click();
    const secret = await chair.locator('[data-secret]').innerText();
    await clean(chair);
    await chair.getByRole('button', { name: 'I have put it away' }).click();
    const headers = { authorization: `Bearer ${secret}` };
    const asked = (): Promise<Response> => fetch(`${stage.origin}/api/v1/communities`, { headers });
    assert.equal((await asked()).status, 200);
    await clean(chair);
    await chair.getByRole('button', { name: 'Revoke Mail gateway' }).click();
    await heading(chair, 'No token yet', 2);
    assert.equal((await asked()).status, 401);
  });

  test('signing out ends the session; a password with a code, or a recovery code, begins another', async () => {
    await signOut(chair, ana.name);
    await heading(chair, 'Sign in');
    await clean(chair);
    await signIn(chair, { ...ana, password: 'not the password at all' }, 1);
    await chair.getByText('Sign-in failed').waitFor();
    await clean(chair);
    await chair.getByLabel('Six digits').fill(totpCode(ana.totp, 1));
    await chair.locator('input[autocomplete="current-password"]').fill(ana.password);
    await chair.getByRole('button', { name: 'Sign in', exact: true }).click();
    await heading(chair, 'Home');
    await signOut(chair, ana.name);
    await chair.getByRole('button', { name: 'Use a recovery code instead' }).click();
    await chair.getByLabel('E-mail address').fill(ana.email);
    await chair.locator('input[autocomplete="current-password"]').fill(ana.password);
    await chair.getByLabel('Recovery code').fill(ana.recoveryCodes[0] ?? '');
    await chair.getByRole('button', { name: 'Sign in', exact: true }).click();
    await heading(chair, 'Home');
    await chair.getByRole('link', { name: 'Settings', exact: true }).click();
    await chair.getByText(`${String(ana.recoveryCodes.length - 1)} left.`).waitFor();
  });

  test('a passkey is added and signs in without a password', async () => {
    const devtools = await chair.context().newCDPSession(chair);
    await devtools.send('WebAuthn.enable');
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    } as const;
    await devtools.send('WebAuthn.addVirtualAuthenticator', { options });
    await chair.getByRole('button', { name: 'Add a passkey' }).click();
    await chair.getByLabel('Name it').fill('Laptop');
    await clean(chair);
    await chair.getByRole('button', { name: 'Make the passkey' }).click();
    await chair.getByRole('button', { name: 'Remove the passkey Laptop' }).waitFor();
    await signOut(chair, ana.name);
    await chair.getByRole('button', { name: 'Use a passkey' }).click();
    await heading(chair, 'Home');
  });

  test('the first page costs at most 250 KB of compressed JavaScript', async () => {
    const page = await stage.open();
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.body());
    });
    await page.context().addCookies(await chair.context().cookies());
    await page.goto(`${stage.origin}/`);
    await heading(page, 'Home');
    await page.waitForLoadState('networkidle');
    const bytes = (await Promise.all(scripts)).reduce((sum, one) => sum + gzipSync(one).length, 0);
    await page.context().close();
    assert.ok(bytes > 50_000 && bytes <= 250_000, `${String(bytes)} bytes`);
  });

  test('a chosen look holds over a reload, and its menu is as clean as the page', async () => {
    const scheme = chair.locator('html[data-mantine-color-scheme="dark"]');
    await chair.getByRole('button', { name: /Ana Brandt/ }).click();
    await chair.getByRole('button', { name: 'Dark' }).waitFor();
    await clean(chair);
    await chair.getByRole('button', { name: 'Dark' }).click();
    await scheme.waitFor();
    await chair.reload();
    await scheme.waitFor();
    await chair.getByRole('button', { name: /Ana Brandt/ }).click();
    await chair.getByRole('button', { name: 'As the system' }).click();
    await scheme.waitFor({ state: 'detached' });
  });

  test('every page is reached by keyboard: a skip link first, then look-up by Ctrl+K', async () => {
    await chair.goto(`${stage.origin}/`);
    await heading(chair, 'Home');
    await chair.keyboard.press('Tab');
    assert.equal(await focused(chair), 'Skip to the content');
    await chair.keyboard.press('Enter');
    assert.equal(await chair.evaluate('document.activeElement.id'), 'main');
    await chair.keyboard.press('Control+k');
    await chair.locator('input:focus').and(chair.getByLabel('Look up a value or search')).waitFor();
    await clean(chair);
  });

  test('a file too large for one request goes in parts, and goes on where the connection broke', async () => {
    // Last of all: afterwards the newest pages of the list hold nothing else.
    await chair.goto(`${stage.origin}/`);
    await chair.getByRole('link', { name: 'Share', exact: true }).click();
    const objects = Array.from({ length: 5002 }, (_, place) => ({
      type: 'mutex',
      spec_version: '2.1',
      id: `mutex--00000000-0000-5000-8000-${String(place).padStart(12, '0')}`,
      name: `Gate ${String(place)}`,
    }));
    await chair.getByLabel('Files to share').setInputFiles({
      name: 'gates.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ objects })),
    });
    await chair.getByText('It goes in 2 parts').waitFor();
    await clean(chair);
    let asked = 0;
    // The second part's connection breaks once.
    await chair.route('**/contributions', (route) => {
      asked += 1;
      return asked === 2 ? route.abort('connectionreset') : route.continue();
    });
    const send = chair.getByRole('button', { name: 'Share', exact: true });
    await enabled(send);
    await send.click();
    const goOn = chair.getByRole('button', { name: 'Go on from part 2' });
    await enabled(goOn);
    await chair.getByText(/5.000 of 5.002 objects sent, 1 of 2 parts/).waitFor();
    await clean(chair);
    await goOn.click();
    await heading(chair, 'All of it was sent', 2);
    await chair.getByRole('link', { name: 'Receipt of part 2' }).waitFor();
    assert.equal(asked, 3);
    await clean(chair);
    await chair.unroute('**/contributions');
  });

  test('no page broke its policy, met an error or asked anything of another site', () => {
    assert.deepEqual([...stage.faults], []);
    assert.deepEqual([...stage.foreignOrigins], []);
  });
}

/** Nothing for axe to say, in light, dark and on a phone. */
async function clean(page: Page): Promise<void> {
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
}

async function heading(page: Page, name: string, level = 1): Promise<void> {
  await page.getByRole('heading', { name, level, exact: true }).waitFor();
}

async function plate(page: Page): Promise<string> {
  return page.locator('.page-head .tlp').innerText();
}

async function clipboard(page: Page): Promise<string> {
  return page.evaluate<string>('navigator.clipboard.readText()');
}

async function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.textContent');
}

async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
}
