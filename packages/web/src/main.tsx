import './design/kit.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { wearLooks } from './design/looks.ts';
import { onPreferences } from './kernel/preferences.ts';
import { speak } from './kernel/words.ts';

const place = document.querySelector('#app');
if (place === null) throw new Error('The page has no place for the app');

wearLooks();
const root = createRoot(place);
const start = (): void =>
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
// Without its catalogue the app speaks English, which is better than silence.
speak().then(start, start);
onPreferences(() => void speak());
