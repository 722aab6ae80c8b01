/** What stays free between a tip and the edge of the window. Pixels. */
const EDGE = 8;

/** Moves a tip that would be cut off at an edge of the window into it; above its word where there is no room below. */
export function placeTip(tip: HTMLElement | null): void {
  if (tip === null) return;
  tip.style.removeProperty('--tip-shift');
  delete tip.dataset['above'];
  const { left, right, bottom, height } = tip.getBoundingClientRect();
  // Not shown: closed by Escape a moment ago.
  if (height === 0) return;
  const { clientWidth, clientHeight } = document.documentElement;
  const shift = Math.max(EDGE - left, Math.min(0, clientWidth - EDGE - right));
  if (shift !== 0) tip.style.setProperty('--tip-shift', `${String(shift)}px`);
  const word = tip.parentElement?.getBoundingClientRect();
  if (bottom > clientHeight && word !== undefined && word.top > height) tip.dataset['above'] = '';
}
