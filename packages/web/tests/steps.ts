import type { Locator, Page } from 'playwright-core';
import { totpCode } from './stage.ts';

/** Somebody with an account. */
export interface Account {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** The key of the authenticator. */
  totp: string;
  recoveryCodes: string[];
}

/** Somebody who has no account yet. */
export function newcomer(name: string): Account {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
  return { name, email, password: `quiet harbour ${name} lantern`, totp: '', recoveryCodes: [] };
}

/** Fills in the account form with a password and an authenticator, and keeps the recovery codes. */
export async function makeAccount(page: Page, who: Account): Promise<void> {
  await page.getByLabel('Your name').fill(who.name);
  const address = page.getByLabel('E-mail address');
  // An invitation for one address says it, and it stays.
  if (await address.isEditable()) await address.fill(who.email);
  await page.getByLabel('A password and an authenticator app').check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.locator('input[autocomplete="new-password"]').fill(who.password);
  who.totp = (await page.locator('code.secret').innerText()).replaceAll(/\s/g, '');
  await page.getByLabel('Six digits').fill(totpCode(who.totp));
  await page.getByRole('button', { name: 'Create my account' }).click();
  await keepCodes(page, who);
}

/** Reads the recovery codes and goes on. */
export async function keepCodes(page: Page, who: Account): Promise<void> {
  await page.locator('ul.codes li').first().waitFor();
  who.recoveryCodes = await page.locator('ul.codes li').allInnerTexts();
  await page.getByLabel('I have put these codes in a safe place').check();
  await page.getByRole('button', { name: 'Go on' }).click();
}

/** From the printed address to an empty community. */
export async function foundCommunity(
  page: Page,
  { setupUrl, who, community }: { setupUrl: string; who: Account; community: string },
): Promise<void> {
  await page.goto(setupUrl);
  await makeAccount(page, who);
  await page.getByLabel('Name of your organization').fill('Northern Grid CERT');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Name of the community').fill(community);
  await page.getByLabel('Purpose').fill('Warn each other before the second is hit.');
  await page.getByRole('button', { name: 'Found the community' }).click();
  await page.getByRole('button', { name: 'Agree on this' }).click();
  await page.getByRole('heading', { name: 'Invite others' }).waitFor();
}

/** Makes an invitation link for a new organization; the form must be open. */
export async function makeLink(page: Page, whom = 'Lakeside Water'): Promise<string> {
  const many = page.getByLabel('Whom do you invite?').and(page.locator('textarea'));
  if ((await many.count()) > 0) await many.fill(whom);
  await page.getByRole('button', { name: 'Make the link' }).click();
  return page.locator('code.secret').innerText();
}

/** Accepts an invitation with a new account and a new organization. */
export async function joinWithNewOrganization(
  page: Page,
  { link, who, organization }: { link: string; who: Account; organization: string },
): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Name of your organization').fill(organization);
  await page.getByRole('button', { name: 'Go on' }).click();
  await makeAccount(page, who);
  await page.getByRole('heading', { name: /^Welcome to/, level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Intelligence', exact: true }).click();
  await page.getByRole('heading', { name: 'Intelligence', level: 1 }).waitFor();
}

/** Signs in with password and authenticator; `ahead` when the code of now was used already. */
export async function signIn(page: Page, who: Account, ahead = 0): Promise<void> {
  await page.getByLabel('E-mail address').fill(who.email);
  await page.locator('input[autocomplete="current-password"]').fill(who.password);
  await page.getByLabel('Six digits').fill(totpCode(who.totp, ahead));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Opens the share form, pastes a text and shares it; ends on the receipt. */
export async function shareText(
  page: Page,
  { title, text, level }: { title: string; text: string; level?: string },
): Promise<void> {
  await page.getByRole('link', { name: 'Share', exact: true }).click();
  await page.getByLabel('Title').fill(title);
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill(text);
  if (level !== undefined) await page.getByRole('radio', { name: level, exact: true }).check();
  const send = page.getByRole('button', { name: 'Share', exact: true });
  await enabled(send);
  await send.click();
  await page.getByText('Receipt of your share').waitFor();
}

/** Waits until a control can be used. */
export async function enabled(control: Locator): Promise<void> {
  await control.and(control.page().locator(':enabled')).waitFor();
}
