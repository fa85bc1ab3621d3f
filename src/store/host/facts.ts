import { createStore } from 'zustand/vanilla';
import { protocolsOf, type SocketLike } from '../../machine/socket-transport.ts';
import { FACTS_PATH, FromHostControl, type HostFacts, parseControl, SESSION_PATH } from '../../wire/control.ts';
import { isLinkErrorCode, LinkError, type LinkErrorCode } from '../../wire/link-error.ts';
import { type HostAddress, hostAddress, machineChoiceStore } from '../machine-choice.ts';

/** What the page knows of the host. */
export interface HostState {
  readonly link: 'none' | 'connecting' | 'connected' | 'lost';
  /** What it said last; also while it is lost. */
  readonly facts: HostFacts | undefined;
  /** Why there is no link; NO_TOKEN: the page was not opened by a host's address. */
  readonly why: { readonly code: LinkErrorCode | 'NO_TOKEN'; readonly detail: string } | undefined;
  /** When it is tried again, as Date.now() has it. */
  readonly retryAt: number | undefined;
}

export const hostStore = createStore<HostState>()(() => ({
  link: 'none',
  facts: undefined,
  why: undefined,
  retryAt: undefined,
}));

/** ms until the next try: twice as long every time. */
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;

let socket: WebSocket | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;
let delay = FIRST_RETRY;

/** Opens a connection for one program. @throws {LinkError} when the page has no host */
export function openSession(): SocketLike {
  const address = hostAddress();
  if (address === undefined) throw new LinkError('BAD_TOKEN', 'no token');
  return socketTo(address, SESSION_PATH) as unknown as SocketLike;
}

function socketTo({ host, token }: HostAddress, path: string): WebSocket {
  const scheme = location.protocol === 'https:' && host === location.host ? 'wss' : 'ws';
  return new WebSocket(`${scheme}://${host}${path}`, protocolsOf(token));
}

/** Keeps a connection to the host, by which it says what it is. Does nothing when there is one. */
export function watchHost(): void {
  if (socket !== undefined || retry !== undefined) return;
  const address = hostAddress();
  if (address === undefined) {
    hostStore.setState({ link: 'none', why: { code: 'NO_TOKEN', detail: '' } });
    return;
  }
  connect(address);
}

/** Tries now, whenever it would have been. */
export function retryNow(): void {
  clearTimeout(retry);
  retry = undefined;
  delay = FIRST_RETRY;
  watchHost();
}

function connect(address: HostAddress): void {
  hostStore.setState({ link: 'connecting', retryAt: undefined });
  const connection = socketTo(address, FACTS_PATH);
  socket = connection;
  let opened = false;
  let why: HostState['why'];
  connection.onopen = () => {
    opened = true;
  };
  connection.onmessage = ({ data }) => {
    try {
      const message = parseControl(FromHostControl, String(data));
      if (message.type === 'facts') learned(message);
      else why = { code: isLinkErrorCode(message.code) ? message.code : 'BAD_MESSAGE', detail: message.detail };
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      why = error;
      connection.close();
    }
  };
  connection.onclose = ({ code }) => {
    socket = undefined;
    lost(why ?? (opened ? { code: 'LINK_CLOSED', detail: `${code}` } : { code: 'NO_HOST', detail: address.host }));
  };
}

function learned(facts: HostFacts): void {
  delay = FIRST_RETRY;
  hostStore.setState({ link: 'connected', facts, why: undefined, retryAt: undefined });
  machineChoiceStore.setState({ release: facts.release });
}

function lost(why: NonNullable<HostState['why']>): void {
  // A token does not become right by waiting.
  const retryAt = why.code === 'BAD_TOKEN' ? undefined : Date.now() + delay;
  hostStore.setState({ link: 'lost', why, retryAt });
  if (retryAt === undefined) return;
  retry = setTimeout(() => {
    retry = undefined;
    watchHost();
  }, delay);
  delay = Math.min(2 * delay, LAST_RETRY);
}
