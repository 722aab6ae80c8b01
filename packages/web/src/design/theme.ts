import { createTheme } from '@mantine/core';

const SANS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
const MONO =
  'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono", "Liberation Mono", monospace';
const SERIF =
  '"Iowan Old Style", "Palatino Linotype", Palatino, P052, Charter, "Noto Serif", "DejaVu Serif Condensed", "DejaVu Serif", "Liberation Serif", serif';

/** The kit's theme; what the kit cannot say stands in base.css. System fonts only: nothing is fetched. */
export const theme = createTheme({
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  headings: { fontFamily: SERIF, fontWeight: '600' },
  primaryColor: 'bell',
  primaryShade: { light: 8, dark: 7 },
  defaultRadius: 5,
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Dialogs are the browser's own and lie above the page: a list put at the end of the page would open behind them.
  components: {
    Combobox: { defaultProps: { withinPortal: false } },
  },
  colors: {
    bell: [
      '#e8f4f5',
      '#d3e6e9',
      '#a6cdd3',
      '#86cdd8',
      '#4f9da9',
      '#368f9c',
      '#27818f',
      '#136674',
      '#0f5a68',
      '#084854',
    ],
  },
});
