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
import { contractAsData } from './contract-as-data.ts';
import { theme } from './src/design/theme.ts';

/** Where `npm start` puts the hub; the development server passes its addresses on. */
const HUB = 'http://127.0.0.1:4040';
const OWN_PACKAGES = /\/packages\/(?:hub|policy|shield|stix)\/src\//;
const VARIABLES = 'virtual:kit-variables.css';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [contractAsData(), react(), kitVariables(), compressedFiles()],
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
      // Our packages define and do nothing by being loaded: what nobody uses of them is left out, whole files at a time.
      treeshake: { moduleSideEffects: [{ test: OWN_PACKAGES, sideEffects: false }] },
      output: {
        codeSplitting: {
          groups: [
            // The frame of every page and Home, where nearly everybody begins: asked for at once, in one piece.
            {
              name: 'inside',
              priority: 2,
              test: /\/src\/(?:main|shell\/shell|home\/home-screen)\.tsx$/,
            },
            // What only a long list needs comes with the list.
            {
              name: 'frame',
              priority: 3,
              test: /node_modules\/(react|react-dom|scheduler|@tanstack\/(?!(react-)?virtual)[^/]+)\//,
            },
            // What several screens are made of: a screen is two files to ask for, not thirty.
            { name: 'parts', priority: 1, minShareCount: 3 },
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
