import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { frame } from './frame/frame-clock.ts';
import { App } from './panels/app/App.tsx';
import { fail } from './store/failure.ts';
import { openAddress, opened } from './store/link.ts';
import { loadMachine } from './store/machine-module.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';

declare global {
  interface Window {
    /** Resolves when nothing plays, nothing is being recorded, and the last change is on the screen. */
    kringIdle(): Promise<void>;
  }
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// What the browser itself reports here (a ResizeObserver that is late) comes without an error.
window.addEventListener('error', ({ error }) => {
  if (error instanceof Error) fail(error);
});
window.addEventListener('unhandledrejection', ({ reason }) => fail(reason));

const loaded = loadMachine().then(openAddress);
window.addEventListener('popstate', () => loaded.then(openAddress));

window.kringIdle = () =>
  loaded
    .then(() => new Promise((resolve) => setTimeout(resolve)))
    .then(opened)
    .then(() => frame.idle());
