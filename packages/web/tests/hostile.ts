import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { seenText } from '../src/design/seen-text.ts';

/** Longest piece of a payload that must be seen where titles are cut. */
const SEEN_MAX = 55;

interface Looked {
  readonly text: string;
  readonly hostile: readonly string[];
}

/**
 * What a page holds that only a payload can have brought: elements, handlers and addresses the app never makes, an
 * object whose prototype was written to, and a page made wider than its window.
 */
export async function look(page: Page): Promise<Looked> {
  return page.evaluate<Looked>(LOOK);
}

/** Waits until a page shows every one of these as text, and nothing of them as anything else. */
export async function showsAll(
  page: Page,
  where: string,
  payloads: readonly string[],
): Promise<void> {
  const wanted = payloads.map((payload) => [payload, plain(payload).slice(0, SEEN_MAX)] as const);
  let missing: string[] = [];
  let looked: Looked = { text: '', hostile: [] };
  const until = Date.now() + 10_000;
  do {
    looked = await look(page);
    assert.deepEqual(looked.hostile, [], where);
    const text = plain(looked.text);
    missing = wanted.flatMap(([payload, piece]) => (text.includes(piece) ? [] : [payload]));
    if (missing.length > 0) await page.waitForTimeout(60);
  } while (missing.length > 0 && Date.now() < until);
  assert.deepEqual(missing, [], `${where} does not show`);
}

/** Without what the app does to addresses so that nobody opens them by mistake, and without spaces. */
function plain(text: string): string {
  return seenText(text)
    .normalize('NFC')
    .replaceAll(/hxxp/gi, 'http')
    .replaceAll(/[[\]\s]/g, '')
    .replaceAll('\\\\', '\\')
    .replaceAll('\\"', '"')
    .toLowerCase();
}

/** The same, as a text to be run in a page. */
export const LOOK = `(() => {
  const hostile = [];
  const strange = 'iframe,object,embed,base,audio,video,math,marquee,frame,style,#app noscript,template,x-new,foreignObject,animate,image,mglyph,source,meta[http-equiv],form[action],script:not([src]),svg a,img';
  for (const element of document.querySelectorAll(strange)) hostile.push('<' + element.localName + '>');
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      const isAddress = /^(xlink:)?(href|src|srcset|data|action|formaction|poster|ping|srcdoc)$/i.test(name);
      if (/^on/i.test(name)) hostile.push(name + '=' + value);
      if (name === 'style' && /url\\(|import|expression/i.test(value)) hostile.push(name + '=' + value);
      if (isAddress && !isFine(element, name, value)) hostile.push(element.localName + ' ' + name + '=' + value);
    }
  }
  if ({}.polluted !== undefined) hostile.push('prototype');
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) hostile.push(wide + ' px wider than the window');
  const fields = [...document.querySelectorAll('input, textarea')].map((field) => field.value);
  return { text: document.body.innerText + ' ' + fields.join(' '), hostile };

  /** Within the app; or to a page of the web, by a link that says so and tells nothing of where it was followed. */
  function isFine(element, name, value) {
    if (name === 'data' && element.localName !== 'object') return true;
    let address;
    try {
      address = new URL(value, location.href);
    } catch {
      return false;
    }
    const isOwn = address.origin === location.origin && /^https?:$/.test(address.protocol);
    if (isOwn && !value.startsWith('//')) return true;
    return element.localName === 'a' && name === 'href' && /^https?:$/.test(address.protocol) &&
      element.target === '_blank' && element.relList.contains('noopener') && element.relList.contains('noreferrer');
  }
})()`;
