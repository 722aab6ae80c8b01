import type { Page, Request } from 'playwright-core';

/** Something to look at in the invented community. */
export interface Screen {
  readonly name: string;
  /** By whom; absent: by somebody who is not signed in. */
  readonly as?: 'Clara Weiss' | 'Ilse Brandt' | 'Marit Osinga' | 'Noor Haddad' | 'Petra Wulf';
  readonly path: string;
  /** Opens what lies on the page, and waits until it is there. Words are not to be relied on: pages speak two languages. */
  readonly open?: (page: Page) => Promise<void>;
}

const COMMUNITY = '/c/estuary';
const OBJECT = `${COMMUNITY}/intelligence?filter=quay-docs`;
const LETTER =
  'New portal of the forged bills of lading: hxxps://bl-storage[.]example/sign, seen since 7:40 from 203.0.113.77.';

/** Every screen of the app, with what opens on it. */
export const SCREENS: readonly Screen[] = [
  { name: 'sign-in', path: '/sign-in' },
  { name: 'invitation-unknown', path: '/invitations#AAAAAAAAAAAAAAAAAAAAAAAA' },
  { name: 'join-closed', path: '/join/estuary' },
  { name: 'applying-unknown', path: '/applying#AAAAAAAAAAAAAAAAAAAAAAAA' },
  { name: 'home', as: 'Ilse Brandt', path: '/', open: (page) => seen(page, '.home') },
  { name: 'home-of-one', as: 'Petra Wulf', path: '/', open: (page) => seen(page, '.home') },
  { name: 'home-of-the-chair', as: 'Marit Osinga', path: '/', open: (page) => seen(page, '.home') },
  { name: 'intelligence', as: 'Ilse Brandt', path: `${COMMUNITY}/intelligence`, open: lines },
  {
    name: 'intelligence-beside',
    as: 'Ilse Brandt',
    path: `${COMMUNITY}/intelligence`,
    open: beside,
  },
  {
    name: 'intelligence-chosen',
    as: 'Ilse Brandt',
    path: `${COMMUNITY}/intelligence`,
    open: chosen,
  },
  { name: 'intelligence-hints', as: 'Ilse Brandt', path: `${COMMUNITY}/intelligence`, open: hints },
  {
    name: 'intelligence-nothing',
    as: 'Ilse Brandt',
    path: `${COMMUNITY}/intelligence?filter=tlp:red%20type:tool`,
    open: (page) => seen(page, '.empty'),
  },
  { name: 'object', as: 'Ilse Brandt', path: OBJECT, open: object() },
  { name: 'object-sightings', as: 'Ilse Brandt', path: OBJECT, open: object('sightings') },
  { name: 'object-relations', as: 'Ilse Brandt', path: OBJECT, open: object('relations') },
  { name: 'object-reports', as: 'Ilse Brandt', path: OBJECT, open: object('reports') },
  { name: 'object-history', as: 'Ilse Brandt', path: OBJECT, open: object('history') },
  { name: 'object-raw', as: 'Ilse Brandt', path: OBJECT, open: object('raw') },
  { name: 'object-answer', as: 'Ilse Brandt', path: OBJECT, open: answer },
  {
    name: 'share',
    as: 'Ilse Brandt',
    path: `${COMMUNITY}/share`,
    open: (page) => seen(page, '.share'),
  },
  { name: 'share-filled', as: 'Ilse Brandt', path: `${COMMUNITY}/share`, open: filled },
  { name: 'share-terms', as: 'Ilse Brandt', path: `${COMMUNITY}/share`, open: terms },
  {
    name: 'shares',
    as: 'Ilse Brandt',
    path: `${COMMUNITY}/shares`,
    open: (page) => seen(page, 'table'),
  },
  { name: 'receipt', as: 'Ilse Brandt', path: `${COMMUNITY}/shares`, open: receipt },
  {
    name: 'requests',
    as: 'Ilse Brandt',
    path: `${COMMUNITY}/releases`,
    open: press('main .release [role=group] button'),
  },
  {
    name: 'before-asked',
    as: 'Petra Wulf',
    path: `${COMMUNITY}/before-asked`,
    open: press('main section[aria-labelledby=consents-title] > .row button'),
  },
  {
    name: 'recalls-none',
    as: 'Petra Wulf',
    path: `${COMMUNITY}/recalls`,
    open: (page) => seen(page, '.empty'),
  },
  {
    name: 'object-removed',
    as: 'Marit Osinga',
    path: `${COMMUNITY}/recalls`,
    open: removed,
  },
  {
    name: 'sealed-none',
    as: 'Petra Wulf',
    path: `${COMMUNITY}/sealed`,
    open: (page) => seen(page, 'main form input'),
  },
  {
    name: 'custodians',
    as: 'Marit Osinga',
    path: `${COMMUNITY}/custody`,
    open: (page) => seen(page, 'main form select'),
  },
  {
    name: 'reviews',
    as: 'Ilse Brandt',
    path: `${COMMUNITY}/reviews`,
    open: (page) => seen(page, '#review-setting'),
  },
  {
    name: 'privacy',
    as: 'Marit Osinga',
    path: `${COMMUNITY}/privacy`,
    open: press('main section[aria-labelledby=kept] .row button'),
  },
  {
    name: 'rechecks-none',
    as: 'Petra Wulf',
    path: `${COMMUNITY}/rechecks`,
    open: (page) => seen(page, '.empty'),
  },
  {
    name: 'persons',
    as: 'Petra Wulf',
    path: `${COMMUNITY}/persons`,
    open: (page) => seen(page, 'form[aria-labelledby=open-request]'),
  },
  {
    name: 'object-to-confirm',
    as: 'Ilse Brandt',
    path: `${COMMUNITY}/intelligence?filter=192.0.2.201`,
    open: object(undefined, /^192\.0\.2/, 'section[aria-labelledby=opening] form'),
  },
  {
    name: 'object-handle-as',
    as: 'Petra Wulf',
    path: `${COMMUNITY}/intelligence?filter=lading-desk`,
    open: async (page) => {
      await object(undefined, /^lading-desk/)(page);
      await page.getByRole('button', { name: /^(Handle as…|Umgang damit…)$/ }).click();
      await seen(page, 'dialog[open] dl');
    },
  },
  {
    name: 'misuse-none',
    as: 'Ilse Brandt',
    path: `${COMMUNITY}/misuse`,
    open: (page) => seen(page, '.empty'),
  },
  {
    name: 'object-report-misuse',
    as: 'Petra Wulf',
    path: `${COMMUNITY}/intelligence?filter=lading-desk`,
    open: async (page) => {
      await object(undefined, /^lading-desk/)(page);
      await page.getByRole('button', { name: /^(Report misuse|Missbrauch melden)$/ }).click();
      await seen(page, 'dialog[open] textarea');
    },
  },
  {
    name: 'requests-none',
    as: 'Petra Wulf',
    path: `${COMMUNITY}/releases`,
    open: (page) => seen(page, '.empty'),
  },
  {
    name: 'object-ask-source',
    as: 'Petra Wulf',
    path: `${COMMUNITY}/intelligence?filter=lading-desk`,
    open: async (page) => {
      await object(undefined, /^lading-desk/)(page);
      await page.locator('.ask-source button').first().click();
      await seen(page, 'dialog[open] textarea');
    },
  },
  {
    name: 'object-handling',
    as: 'Noor Haddad',
    path: `${COMMUNITY}/intelligence?filter=tide-sync`,
    open: object('handling', /^sync/),
  },
  {
    name: 'object-copy',
    as: 'Ilse Brandt',
    path: `${COMMUNITY}/intelligence?filter=tide-sync`,
    open: async (page) => {
      await object(undefined, /^sync/)(page);
      await page.getByRole('button', { name: /^(Save a copy|Kopie speichern)/ }).click();
      await seen(page, 'dialog[open] button');
    },
  },
  {
    name: 'object-try-somebody',
    as: 'Ilse Brandt',
    path: OBJECT,
    open: async (page) => {
      await object()(page);
      await page.locator('section[aria-labelledby="access"] button').last().click();
      await seen(page, 'dialog[open] input');
    },
  },
  {
    name: 'share-unnamed',
    as: 'Petra Wulf',
    path: `${COMMUNITY}/share`,
    open: async (page) => {
      await page.locator('.share textarea').first().fill('Seen at a logistics firm in Germany.');
      await page.locator('input[value="desk"]').check();
      await seen(page, '.audience.nobody');
    },
  },
  {
    name: 'object-look-up-source',
    as: 'Marit Osinga',
    path: `${COMMUNITY}/intelligence?filter=192.0.2.231`,
    open: async (page) => {
      await object(undefined, /^192/)(page);
      await page.locator('.source-name .mantine-Button-root').click();
      await seen(page, 'dialog[open] textarea');
    },
  },
  {
    name: 'object-judge-source',
    as: 'Noor Haddad',
    path: `${COMMUNITY}/intelligence?filter=source:nordkai`,
    open: async (page) => {
      await object(undefined, /^lading-desk/)(page);
      await page.getByRole('button', { name: /^(Judge the source|Quelle beurteilen)$/ }).click();
      await seen(page, 'dialog[open] textarea');
    },
  },
  {
    name: 'object-mark-anew',
    as: 'Clara Weiss',
    path: `${COMMUNITY}/intelligence?filter=scheduling`,
    open: async (page) => {
      await object(undefined, /^Four days/)(page);
      await page
        .getByRole('button', { name: /^(Share wider or narrower|Weiter oder enger teilen)$/ })
        .click();
      await seen(page, 'dialog[open] .audience');
    },
  },
  {
    name: 'object-graph',
    as: 'Noor Haddad',
    path: `${COMMUNITY}/intelligence?filter=type:malware%20cranefly`,
    open: async (page) => {
      await object('relations', /^CraneFly/)(page);
      await page.locator('#object-panel button[aria-expanded=false]').first().click();
      await seen(page, '.graph-keys');
      await page.locator('.graph-keys').focus();
      await page.keyboard.press('PageDown');
      await seen(page, '.graph-ring');
    },
  },
  {
    name: 'members',
    as: 'Marit Osinga',
    path: `${COMMUNITY}/members`,
    open: (page) => seen(page, 'td'),
  },
  { name: 'members-invite', as: 'Marit Osinga', path: `${COMMUNITY}/members`, open: invite },
  {
    name: 'applications-none',
    as: 'Petra Wulf',
    path: `${COMMUNITY}/applications`,
    open: (page) => seen(page, '.empty'),
  },
  {
    name: 'joining-setting',
    as: 'Marit Osinga',
    path: `${COMMUNITY}/applications`,
    open: press('main section[aria-labelledby=joining-setting] > .row button'),
  },
  {
    name: 'members-suspend',
    as: 'Marit Osinga',
    path: `${COMMUNITY}/members`,
    open: press('main td:last-child button'),
  },
  { name: 'rules', as: 'Marit Osinga', path: `${COMMUNITY}/rules` },
  {
    name: 'papers',
    as: 'Marit Osinga',
    path: `${COMMUNITY}/papers`,
    open: (page) => seen(page, 'main article'),
  },
  {
    name: 'papers-begin',
    as: 'Marit Osinga',
    path: `${COMMUNITY}/papers`,
    open: async (page) => {
      await page.getByRole('button', { name: /^(Begin a paper|Ein Papier beginnen)$/ }).click();
      await seen(page, 'dialog[open] select');
    },
  },
  {
    name: 'paper-changes',
    as: 'Marit Osinga',
    path: `${COMMUNITY}/papers`,
    open: paper('How we treat each other', '.changes li'),
  },
  {
    name: 'paper-to-sign',
    as: 'Petra Wulf',
    path: `${COMMUNITY}/papers`,
    open: paper('Agreement on confidentiality', '#paper-said'),
  },
  {
    name: 'paper-write',
    as: 'Marit Osinga',
    path: `${COMMUNITY}/papers`,
    open: async (page) => {
      await paper('Guidelines for members', '.panel.caution')(page);
      await page.getByRole('button', { name: /^(Write on it|Daran schreiben)$/ }).click();
      await seen(page, 'main form textarea');
    },
  },
  {
    name: 'decisions',
    as: 'Marit Osinga',
    path: `${COMMUNITY}/decisions`,
    open: async (page) => {
      await page.locator('main details summary').first().click();
      await seen(page, 'main .empty');
    },
  },
  {
    name: 'ballots',
    as: 'Marit Osinga',
    path: `${COMMUNITY}/ballots`,
    open: (page) => seen(page, '#voters-title'),
  },
  {
    name: 'ballots-propose',
    as: 'Marit Osinga',
    path: `${COMMUNITY}/ballots`,
    open: async (page) => {
      await page
        .getByRole('button', { name: /^(Propose a ballot|Eine Abstimmung vorschlagen)$/ })
        .click();
      await page.locator('dialog[open] select').first().selectOption('ranking');
      await seen(page, 'dialog[open] textarea');
    },
  },
  {
    name: 'rules-change',
    as: 'Marit Osinga',
    path: `${COMMUNITY}/rules`,
    open: press('main .measure > p button'),
  },
  { name: 'welcome', as: 'Petra Wulf', path: `${COMMUNITY}/welcome` },
  { name: 'look-up', as: 'Ilse Brandt', path: `${COMMUNITY}/find#quay-docs.example` },
  {
    name: 'look-up-many',
    as: 'Ilse Brandt',
    path: `${COMMUNITY}/find#quay-docs.example%0A203.0.113.92%0Anobody.example`,
  },
  { name: 'look-up-unknown', as: 'Ilse Brandt', path: `${COMMUNITY}/find#nobody.example` },
  { name: 'settings', as: 'Ilse Brandt', path: '/settings' },
  { name: 'settings-tokens', as: 'Ilse Brandt', path: '/settings/tokens' },
  {
    name: 'settings-token-form',
    as: 'Ilse Brandt',
    path: '/settings/tokens',
    open: press('main .stack button.mantine-Button-root'),
  },
  { name: 'settings-appearance', as: 'Ilse Brandt', path: '/settings/appearance' },
  { name: 'settings-notices', as: 'Ilse Brandt', path: '/settings/notifications' },
  { name: 'settings-clients', as: 'Ilse Brandt', path: '/settings/clients' },
  { name: 'settings-record', as: 'Marit Osinga', path: '/settings/record' },
  { name: 'settings-keyboard', as: 'Ilse Brandt', path: '/settings/keyboard' },
  { name: 'palette', as: 'Ilse Brandt', path: '/settings', open: key('Control+k') },
  { name: 'keys', as: 'Ilse Brandt', path: '/settings', open: key('?') },
  { name: 'person-menu', as: 'Ilse Brandt', path: '/settings', open: press('.rail .person') },
  { name: 'nothing-here', as: 'Ilse Brandt', path: '/c/nowhere/members' },
  { name: 'design', as: 'Ilse Brandt', path: '/design' },
];

/** Goes to a screen and waits until it stands still. */
export async function show(page: Page, origin: string, screen: Screen): Promise<void> {
  const asked = watchRequests(page);
  await page.goto(origin + screen.path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await screen.open?.(page);
  await asked.answered();
}

/** Waits until what a page was just told is drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  );
}

/** Turns of drawing without a request under way after which nothing more is asked for. */
const STILL_TURNS = 4;

/** Knows what a page asks for from now on; the stream, which never ends, does not count. */
function watchRequests(page: Page): { answered: () => Promise<void> } {
  const open = new Set<Request>();
  const asked = (request: Request): void => {
    if (request.resourceType() !== 'eventsource') open.add(request);
  };
  const answered = (request: Request): void => void open.delete(request);
  page.on('request', asked).on('requestfinished', answered).on('requestfailed', answered);
  return {
    answered: async () => {
      for (let still = 0; still < STILL_TURNS; still = open.size === 0 ? still + 1 : 0) {
        await drawn(page);
      }
      page.off('request', asked).off('requestfinished', answered).off('requestfailed', answered);
    },
  };
}

/** A paper by its title, from the list. */
function paper(title: string, shown: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole('link', { name: title }).click();
    await seen(page, shown);
  };
}

async function seen(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor();
}

async function lines(page: Page): Promise<void> {
  await seen(page, '.object-table tbody tr[data-index]');
}

async function beside(page: Page): Promise<void> {
  await lines(page);
  await page.keyboard.press('j');
  await page.keyboard.press('o');
  await seen(page, '.row-drawer .verdict');
}

async function chosen(page: Page): Promise<void> {
  await lines(page);
  for (const letter of 'jxjjx') await page.keyboard.press(letter);
  await seen(page, '.bulk-bar');
}

async function hints(page: Page): Promise<void> {
  await lines(page);
  await page.keyboard.press('/');
  await page.keyboard.type('tipe:x t');
  await seen(page, '.filter-hints');
}

function object(
  tab?: string,
  title = /^quay-docs/,
  shown = '#object-panel section, #object-panel .empty',
): (page: Page) => Promise<void> {
  return async (page) => {
    await lines(page);
    const link = page.locator('.object-table a[data-act="open"]', { hasText: title });
    const href = await link.first().getAttribute('href');
    await page.goto(new URL(`${href ?? ''}${tab === undefined ? '' : `/${tab}`}`, page.url()).href);
    await seen(page, shown);
  };
}

async function removed(page: Page): Promise<void> {
  await page.locator('article p.mono a[href*="incident--"]').first().click();
  await seen(page, 'section[aria-labelledby=proof] form');
}

async function answer(page: Page): Promise<void> {
  await object()(page);
  await page.keyboard.press('s');
  await seen(page, 'dialog[open]');
}

async function filled(page: Page): Promise<void> {
  await page.locator('.share textarea').first().fill(LETTER);
  await seen(page, '.marked-behind mark');
  await seen(page, '.audience');
}

/** What may be asked beyond a level stands closed until somebody wants it. */
async function terms(page: Page): Promise<void> {
  await page.locator('.share').waitFor();
  for (const summary of await page.locator('.share details > summary').all()) await summary.click();
  await seen(page, '.share details[open] textarea');
}

async function receipt(page: Page): Promise<void> {
  await page.locator('td a').first().click();
  await page.waitForURL(/shares\/./);
  await seen(page, '.counts');
}

async function invite(page: Page): Promise<void> {
  await seen(page, 'td');
  await page.locator('main > .stack > p button').first().click();
  await seen(page, 'dialog[open] form');
}

function press(selector: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator(selector).first().click();
    await seen(page, 'dialog[open], [popover]:popover-open, form');
  };
}

function key(name: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.keyboard.press(name);
    await seen(page, 'dialog[open]');
  };
}
