import {
  convertCssVariables,
  defaultCssVariablesResolver,
  mergeMantineTheme,
  DEFAULT_THEME,
} from '@mantine/core';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { compressedFiles } from './compressed-files.ts';
import { theme } from './src/design/theme.ts';

/** Where `npm start` puts the hub; the development server passes its addresses on. */
const HUB = 'http://127.0.0.1:4040';
const VARIABLES = 'virtual:kit-variables.css';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), kitVariables(), compressedFiles()],
  server: {
    proxy: Object.fromEntries(
      ['/api', '/docs', '/healthz', '/readyz'].map((path) => [path, { target: HUB }]),
    ),
  },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    // Older targets make the minifier rewrite light-dark() into something that ignores the chosen scheme.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The preload polyfill and inlined files would meet the page's policy; browsers of today need neither.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 400,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // One chunk, so that Zod is told not to compile before the first schema is made.
            {
              name: 'contract',
              test: /node_modules\/zod|kernel\/(jitless|contract)\.ts|packages\/hub\//,
            },
            // What only a long list needs comes with the list.
            {
              name: 'frame',
              test: /node_modules\/(react|react-dom|scheduler|@tanstack\/(?!(react-)?virtual)[^/]+)\//,
            },
          ],
        },
      },
    },
  },
});

/** The kit writes its variables into a style element, which the page's policy forbids; here they become a file. */
function kitVariables(): Plugin {
  const resolved = `\0${VARIABLES}`;
  return {
    name: 'kit-variables',
    resolveId: (id) => (id === VARIABLES ? resolved : null),
    load: (id) => (id === resolved ? variablesCss() : null),
  };
}

function variablesCss(): string {
  return convertCssVariables(defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme)));
}
