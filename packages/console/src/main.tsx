// Starts the console in the page.
import './app/styles.ts';
import './app/nonce.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Console } from './app/console.tsx';
import { startLanguages } from './text/languages.ts';

const place = document.getElementById('console');
if (!place) throw new Error('the page has no place for the console');
await startLanguages();
createRoot(place).render(
  <StrictMode>
    <Console />
  </StrictMode>,
);
