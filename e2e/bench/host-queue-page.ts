/**
 * Added to the page before anything else of it: has the program of the page's address run on the host, and measures how what
 * comes from there is drawn. Uses the page as a person does, by its controls.
 */
import { SESSION_PATH } from '../../src/wire/control.ts';

export interface QueueTimes {
  /** ms from one frame to the next. */
  readonly frames: number[];
  /** Frames in which something of the page was not what it was before; drawings on a canvas are not counted. */
  readonly drawn: number;
  /** ms from a message's arrival to the end of the first frame that shows a later number of the moment. */
  readonly lags: number[];
  readonly messages: number;
  readonly ms: number;
  readonly error?: string;
}

const SECONDS = 4;
const PATIENCE_MS = 20_000;
/** The address with the program, which comes after the one with the token. */
const PROGRAM = new URLSearchParams(location.search).get('then');

const arrivals: number[] = [];
let messages = 0;

/** Notes when messages of a program's session come. */
class NotedSocket extends WebSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols);
    if (!String(url).endsWith(SESSION_PATH)) return;
    this.addEventListener('message', () => {
      messages++;
      arrivals.push(performance.now());
    });
  }
}

async function measure(): Promise<QueueTimes> {
  const machine = await found(() => optionOf('host'));
  machine.value = 'host';
  machine.dispatchEvent(new Event('change', { bubbles: true }));
  const run = await found(() => buttonNamed(/^Run on Linux host ./));
  run.click();
  await found(() => shown() > 100);
  const before = { messages, position: shown() };
  const begin = performance.now();
  const [frames, lags] = [[] as number[], [] as number[]];
  let [last, position, drawn, changed] = [begin, before.position, 0, false];
  const observer = new MutationObserver(() => {
    changed = true;
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  arrivals.length = 0;
  while (last - begin < SECONDS * 1000) {
    const now = await new Promise(requestAnimationFrame);
    // The page's own work of this frame is behind us when this comes.
    await new Promise((resolve) => setTimeout(resolve));
    frames.push(now - last);
    last = now;
    if (changed) drawn++;
    changed = false;
    if (shown() === position) continue;
    position = shown();
    const end = performance.now();
    while (arrivals.length > 0 && (arrivals[0] ?? 0) <= now) lags.push(end - (arrivals.shift() ?? 0));
  }
  return { frames, drawn, lags, messages: messages - before.messages, ms: last - begin };
}

/** The moment that the page shows. */
const shown = () =>
  Number(/^[\d,]+/.exec(document.querySelector('.count')?.textContent ?? '')?.[0].replaceAll(',', ''));

function optionOf(value: string): HTMLSelectElement | undefined {
  return document.querySelector(`option[value="${value}"]`)?.closest('select') ?? undefined;
}

function buttonNamed(name: RegExp): HTMLButtonElement | undefined {
  return [...document.querySelectorAll('button')].find(
    (button) => name.test(button.textContent ?? '') && !button.disabled,
  );
}

async function found<T>(look: () => T): Promise<NonNullable<Exclude<T, false>>> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; ) {
    const what = look();
    if (what) return what as NonNullable<Exclude<T, false>>;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`not found: ${look}; the page says ${document.body.textContent.slice(0, 500)}`);
}

if (PROGRAM !== null) {
  // The token is in this tab now: the program's own address.
  addEventListener('load', () => {
    history.replaceState(null, '', `/#${PROGRAM}`);
    location.reload();
  });
} else {
  window.WebSocket = NotedSocket;
  measure()
    .catch((error: unknown) => ({ frames: [], drawn: 0, lags: [], messages: 0, ms: 0, error: String(error) }))
    .then((result) => fetch('/result', { method: 'POST', body: JSON.stringify(result) }));
}
