import type { MantineColorSchemeManager } from '@mantine/core';
import { onPreferences, prefer, preferences } from '../kernel/preferences.ts';
import { word } from '../kernel/words.ts';

/** The themes by name. */
export const THEMES = [
  ['auto', word('As the system')],
  ['light', word('Light')],
  ['dark', word('Dark')],
  ['contrast', word('High contrast')],
] as const;

const asksForContrast = matchMedia('(prefers-contrast: more)');

/** Puts what was chosen under Settings onto the page, now and after each change. `scheme.js` did so before the first paint. */
export function wearLooks(): void {
  wear();
  onPreferences(wear);
  asksForContrast.addEventListener('change', wear);
}

/** The kit keeps its colour scheme where everything else chosen is kept. */
export const schemes: MantineColorSchemeManager = {
  get: (otherwise) => schemeOf() ?? otherwise,
  // Somebody chooses a theme, of which the kit knows a part only: it is told, and tells nobody.
  set: () => undefined,
  subscribe: (onUpdate) => {
    stop?.();
    stop = onPreferences(() => onUpdate(schemeOf() ?? 'auto'));
  },
  unsubscribe: () => stop?.(),
  clear: () => prefer({ theme: 'auto' }),
};

let stop: (() => void) | undefined;

/** High contrast is light or dark as the system is. */
function schemeOf(): 'light' | 'dark' | 'auto' {
  const { theme } = preferences();
  return theme === 'contrast' ? 'auto' : theme;
}

function wear(): void {
  const { theme, density } = preferences();
  const isStrong = theme === 'contrast' || (theme === 'auto' && asksForContrast.matches);
  const { dataset } = document.documentElement;
  dataset['contrast'] = isStrong ? 'more' : 'normal';
  dataset['density'] = density;
}
