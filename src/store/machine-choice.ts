import { createStore } from 'zustand/vanilla';

/** Whose kernel the person has chosen to run programs on. */
export interface MachineChoice {
  readonly machine: 'model' | 'host';
  /** uname -r of the host, once it has said so. */
  readonly release: string | undefined;
}

export const machineChoiceStore = createStore<MachineChoice>()(() => ({ machine: 'model', release: undefined }));

export const chooseMachine = (machine: MachineChoice['machine']) => machineChoiceStore.setState({ machine });

/** Where a host is, and what it knows this page by. */
export interface HostAddress {
  /** `127.0.0.1:4173` */
  readonly host: string;
  readonly token: string;
}

const KEY = 'kring.host';
/** `#t=TOKEN`, and `&host=127.0.0.1:4173` where the page comes from elsewhere: a host of this machine only. */
const FRAGMENT = /^#t=([\w-]{20,100})(?:&host=((?:127\.0\.0\.1|localhost|\[::1\]):\d{1,5}))?$/;

/** Takes a host's token out of the page's address, before anybody else looks at it. */
export function takeToken(): void {
  const [, token, host = location.host] = FRAGMENT.exec(location.hash) ?? [];
  if (token === undefined) return;
  remember(JSON.stringify({ host, token }));
  history.replaceState(null, '', location.pathname + location.search);
}

let kept: string | null = null;

function remember(address: string): void {
  kept = address;
  try {
    sessionStorage.setItem(KEY, address);
  } catch {
    // A browser that keeps nothing: good until the page is reloaded.
  }
}

/** The host that this tab was opened with; undefined when there was none. */
export function hostAddress(): HostAddress | undefined {
  try {
    kept ??= sessionStorage.getItem(KEY);
  } catch {
    // As above.
  }
  return kept === null ? undefined : (JSON.parse(kept) as HostAddress);
}
