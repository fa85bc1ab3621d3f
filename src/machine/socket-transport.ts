import { FromHostControl, PROTOCOL, parseControl, TOKEN_PREFIX } from '../wire/control.ts';
import { Deframer, framed } from '../wire/framing.ts';
import { isLinkErrorCode, LinkError } from '../wire/link-error.ts';
import type { Transport, TransportListener } from '../wire/transport.ts';

/** As much of a WebSocket as is used: the browser's, or one of the package ws. */
export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}

/** Bytes after which the host is told that they were taken. */
const CREDIT_EVERY = 1 << 20;

/** Names that a connection is opened with. */
export const protocolsOf = (token: string) => [PROTOCOL, `${TOKEN_PREFIX}${token}`];

/** Frames over a WebSocket. What comes is bounded and checked: a host may be anybody. */
export class SocketTransport implements Transport {
  private readonly frames = new Deframer();
  private listener: TransportListener | undefined;
  /** Frames that were sent before the connection was open. */
  private early: Uint8Array[] | undefined = [];
  private untold = 0;
  private ended: LinkError | undefined;

  constructor(private readonly socket: SocketLike) {
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.opened();
    socket.onmessage = ({ data }: { data: unknown }) => this.receive(data);
    // Why, the browser does not tell; that it is over comes as a close.
    socket.onerror = () => {};
    socket.onclose = ({ code }: { code?: number }) =>
      this.end(
        this.early === undefined
          ? new LinkError('LINK_CLOSED', `the connection ended (${code ?? '?'})`)
          : new LinkError('NO_HOST', 'no connection'),
      );
  }

  send(frame: Uint8Array): void {
    if (this.ended !== undefined) return;
    if (this.early !== undefined) this.early.push(frame);
    else this.socket.send(framed([frame]));
  }

  listen(listener: TransportListener): void {
    this.listener = listener;
    if (this.ended !== undefined) listener.closed(this.ended);
  }

  close(): void {
    this.end(new LinkError('LINK_CLOSED', 'closed from this side'));
  }

  /** Ends a run, also one that waits in a system call: the host kills its process when the connection ends. */
  stop(): void {
    this.end(new LinkError('STOPPED', 'the run was stopped'));
  }

  private opened(): void {
    const early = this.early ?? [];
    this.early = undefined;
    for (const frame of early) this.send(frame);
  }

  private receive(data: unknown): void {
    if (this.ended !== undefined) return;
    try {
      if (typeof data === 'string') this.control(data);
      else if (data instanceof ArrayBuffer) this.take(data);
      else throw new LinkError('BAD_MESSAGE', 'neither text nor bytes');
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      this.end(error);
    }
  }

  private control(text: string): void {
    const message = parseControl(FromHostControl, text);
    if (message.type === 'facts') return;
    this.end(new LinkError(isLinkErrorCode(message.code) ? message.code : 'BAD_MESSAGE', message.detail));
  }

  private take(data: ArrayBuffer): void {
    for (const frame of this.frames.push(new Uint8Array(data))) this.listener?.frame(frame);
    this.untold += data.byteLength;
    if (this.untold < CREDIT_EVERY || this.ended !== undefined) return;
    this.socket.send(JSON.stringify({ type: 'credit', bytes: this.untold }));
    this.untold = 0;
  }

  private end(why: LinkError): void {
    if (this.ended !== undefined) return;
    this.ended = why;
    this.socket.close();
    this.listener?.closed(why);
  }
}
