import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { DirectionProvider } from '@mantine/core';
import { useFocusOnHeading } from '../design/heading-focus.ts';
import { schemes } from '../design/looks.ts';
import { theme } from '../design/theme.ts';
import { queryClient } from '../kernel/query.ts';
import { useLanguage } from '../kernel/words.ts';
import { router } from './router.tsx';

/** The app. Another language mounts it anew: every text is then said again. */
export function App(): ReactNode {
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useFocusOnHeading(language);
  // The kit's variables and classes come as files (kit.ts): the page's policy forbids style elements.
  return (
    <DirectionProvider>
      <MantineProvider
        theme={theme}
        colorSchemeManager={schemes}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider key={language} router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
