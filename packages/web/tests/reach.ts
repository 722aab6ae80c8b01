import type { Page } from 'playwright-core';

/**
 * What of a page cannot be reached in its window: what is wider than it, what scrolls in two directions though it is no
 * table, picture or code, text that is cut off, and controls that something covers wherever one scrolls.
 */
export async function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(REACH);
}

/** What still moves although somebody asked for less motion. */
export async function moving(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(MOVING);
}

/** Controls and states that cannot be told from what is around them once all colours are the system's. */
export async function unseenInForcedColours(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(UNSEEN);
}

const NAMED = `const nameOf = (one) => one.tagName.toLowerCase() + (one.id ? '#' + one.id : '') +
    (typeof one.className === 'string' && one.className ? '.' + one.className.split(' ')[0] : '') +
    ' “' + (one.getAttribute('aria-label') ?? one.innerText ?? one.value ?? '').trim().slice(0, 30) + '”';
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && one.getBoundingClientRect().width > 1;
  const isUnseen = (one) => one.closest('.unseen, .skip, [aria-hidden=true] .mantine-VisuallyHidden-root') !== null;`;

const REACH = `(() => {
  ${NAMED}
  const faults = new Set();
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.add('the page is ' + (root.scrollWidth - root.clientWidth) + ' px wider than its window');
  const top = document.querySelector('dialog:modal') ?? document.querySelector('[popover]:popover-open') ?? document.body;
  const MAY = '.scrolls, .object-table, .raw, .graph-canvas, .in-text, input, textarea, code, pre';
  for (const one of top.querySelectorAll('*')) {
    if (!isShown(one) || isUnseen(one)) continue;
    const style = getComputedStyle(one);
    const isScroller = /auto|scroll/.test(style.overflowX);
    if (isScroller && one.scrollWidth > one.clientWidth + 1 && one.closest(MAY) === null)
      faults.add('scrolls sideways: ' + nameOf(one));
    const isClipping = /hidden|clip/.test(style.overflowX) && style.textOverflow !== 'ellipsis';
    const hasText = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (isClipping && hasText && one.scrollWidth > one.clientWidth + 1 && one.closest(MAY) === null)
      faults.add('cut off: ' + nameOf(one));
    const box = one.getBoundingClientRect();
    if (hasText && one.closest(MAY) === null && (box.right > innerWidth + 1 || box.left < -1))
      faults.add('beside the window: ' + nameOf(one));
  }
  const controls = 'a[href], button, input:not([type=file], [type=hidden]), textarea, select, summary, [tabindex="0"]';
  for (const one of top.querySelectorAll(controls)) {
    if (!isShown(one) || isUnseen(one) || one.disabled || one.closest('.object-table, [inert]') !== null) continue;
    one.scrollIntoView({ block: one.offsetHeight > innerHeight / 2 ? 'start' : 'center' });
    const box = one.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 30), 1), innerWidth - 2);
    const y = box.top + Math.min(box.height / 2, 20);
    if (y < 0 || y >= innerHeight) {
      faults.add('cannot be scrolled to: ' + nameOf(one));
      continue;
    }
    const hit = document.elementFromPoint(x, y);
    const near = one.closest('label, .mantine-Input-wrapper, .mantine-Radio-root, .mantine-Checkbox-root, .mantine-Switch-root, .marked') ?? one.parentElement;
    // A list of choices lies above the page for as long as it is open.
    if (hit !== null && hit.closest('[role=listbox]') === null && !near.contains(hit) && !hit.contains(one)) faults.add('covered by ' + nameOf(hit) + ': ' + nameOf(one));
  }
  root.scrollTo(0, 0);
  let covered = 0;
  for (const one of document.querySelectorAll('body *')) {
    const { position } = getComputedStyle(one);
    if ((position !== 'fixed' && position !== 'sticky') || !isShown(one) || one.closest('dialog, [popover], .object-table') !== null) continue;
    root.scrollTo(0, 400);
    const box = one.getBoundingClientRect();
    const isStuck = position === 'fixed' || box.top <= 1;
    if (isStuck && box.bottom > 0 && box.top < innerHeight && box.width > innerWidth / 2) covered += Math.min(box.height, innerHeight);
  }
  root.scrollTo(0, 0);
  if (covered > innerHeight * 0.35) faults.add(Math.round(covered) + ' px of ' + innerHeight + ' stay covered by the frame');
  const dialog = document.querySelector('dialog:modal');
  if (dialog !== null) {
    const box = dialog.getBoundingClientRect();
    if (box.top < -1 || box.bottom > innerHeight + 1 || box.left < -1 || box.right > innerWidth + 1) faults.add('the dialog is larger than the window');
  }
  return [...faults];
})()`;

const MOVING = `(() => {
  ${NAMED}
  const LEAST_S = 0.02;
  const longest = (list) => Math.max(...list.split(',').map((one) => (one.trim().endsWith('ms') ? parseFloat(one) / 1000 : parseFloat(one))));
  const faults = new Set();
  for (const one of document.querySelectorAll('body, body *')) {
    for (const part of [undefined, '::before', '::after']) {
      const style = getComputedStyle(one, part);
      if (style.animationName !== 'none' && longest(style.animationDuration) > LEAST_S) faults.add('animated: ' + style.animationName + ' ' + nameOf(one));
      if (longest(style.transitionDuration) > LEAST_S) faults.add('changes slowly: ' + nameOf(one));
      if (style.scrollBehavior === 'smooth') faults.add('scrolls smoothly: ' + nameOf(one));
    }
  }
  return [...faults].slice(0, 20);
})()`;

const UNSEEN = `(() => {
  ${NAMED}
  const faults = new Set();
  const isClear = (colour) => colour === 'rgba(0, 0, 0, 0)' || colour === 'transparent';
  const groundOf = (one) => {
    for (let at = one; at !== null; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!isClear(backgroundColor)) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const isEdged = (one, ground) => {
    const style = getComputedStyle(one);
    const sides = ['Top', 'Bottom', 'Left', 'Right'].some((side) => parseFloat(style['border' + side + 'Width']) > 0 && style['border' + side + 'Style'] !== 'none' && style['border' + side + 'Color'] !== ground && !isClear(style['border' + side + 'Color']));
    return sides || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && style.outlineColor !== ground);
  };
  for (const one of document.querySelectorAll('input:not([type=file], [type=hidden]), textarea, select, .mantine-Switch-track')) {
    if (!isShown(one) || isUnseen(one) || one.disabled) continue;
    const holder = one.closest('.filter-field, .marked, .mantine-Input-wrapper, .mantine-PillsInput-input, .key-field') ?? one;
    const ground = groundOf(holder.parentElement);
    const isNative = getComputedStyle(one).appearance !== 'none' && /checkbox|radio/.test(one.type);
    if (!isNative && ![one, holder, ...holder.children].some((part) => isEdged(part, ground))) faults.add('no edge: ' + nameOf(one));
  }
  for (const one of document.querySelectorAll('a[href], button, summary, [role=tab], [role=option], .tag, .tlp')) {
    if (!isShown(one) || isUnseen(one)) continue;
    const ground = groundOf(one);
    for (const part of [one, ...one.querySelectorAll('*')]) {
      const hasText = [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
      if (hasText && isShown(part) && getComputedStyle(part).color === groundOf(part)) faults.add('text in the colour of its ground: ' + nameOf(one));
      if (part.tagName === 'svg' && isShown(part) && getComputedStyle(part).color === ground) faults.add('sign in the colour of its ground: ' + nameOf(one));
    }
  }
  // States that are told by a colour or a shadow alone are told by nothing here.
  const states = '[aria-current=page], [role=tab][aria-selected=true], tr[data-active] > *, tr[data-chosen] > *, [role=option][aria-selected=true], [data-combobox-selected], [aria-pressed=true], .bar, mark';
  for (const one of document.querySelectorAll(states)) {
    if (!isShown(one) || isUnseen(one) || one.matches('section.bar')) continue;
    const ground = groundOf(one.parentElement);
    const style = getComputedStyle(one);
    const isMarked = isEdged(one, ground) || (!isClear(style.backgroundColor) && style.backgroundColor !== ground) || one.querySelector('svg, input:checked') !== null || style.textDecorationLine.includes('underline');
    if (!isMarked) faults.add('state not told: ' + nameOf(one) + ' ' + [...one.attributes].map((a) => a.name).join());
  }
  return [...faults];
})()`;
