import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { frame } from './frame/frame-clock.ts';
import { App } from './panels/app/App.tsx';
import { fail } from './store/failure.ts';
import { openAddress } from './store/link.ts';
import { hostAddress, takeToken } from './store/machine-choice.ts';
import { loadMachine } from './store/machine-module.ts';
import { isSettled, settled, track } from './store/requests.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';

declare global {
  interface Window {
    /** Resolves when nothing is being fetched or compiled, nothing plays, nothing is being recorded, and the last change is on the screen. */
    kringIdle(): Promise<void>;
  }
}

takeToken();

// What the browser itself reports here (a ResizeObserver that is late) comes without an error.
window.addEventListener('error', ({ error }) => {
  if (error instanceof Error) fail(error);
});
window.addEventListener('unhandledrejection', ({ reason }) => fail(reason));

track(loadMachine());
openAddress();
window.addEventListener('popstate', () => openAddress());
// Which kernel it is; nobody waits for that.
if (hostAddress()) import('./store/host/facts.ts').then(({ watchHost }) => watchHost()).catch(() => undefined);

/** ms for which the first render waits for the program, so that it is the only one; on a slow line the page comes without it. */
const PATIENCE = 200;

async function mount(): Promise<void> {
  await Promise.race([settled(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

const mounted = mount();

window.kringIdle = async () => {
  await mounted;
  await new Promise((resolve) => setTimeout(resolve));
  // What a run shows may need a part of the page that has to be fetched.
  do {
    await settled();
    await frame.idle();
  } while (!isSettled());
};
