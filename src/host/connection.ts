import type { WebSocket } from 'ws';
import { CREDIT, parseControl, ToHostControl } from '../wire/control.ts';
import { Deframer, framed } from '../wire/framing.ts';
import { LinkError } from '../wire/link-error.ts';
import { RateLimit } from './limits.ts';
import type { Session } from './session.ts';

/** Bytes on their way to the child from where on the page is not listened to. */
const MOST_PENDING = 1 << 23;
/** Close codes of RFC 6455. */
const NORMAL = 1000;
const POLICY = 1008;
/** A socket that does not close in this time is cut. */
const CLOSES_MS = 1000;
const MOST_DETAIL = 1000;

/** Carries the messages of one program between a page and its session. */
export class Connection {
  private readonly frames = new Deframer();
  private readonly rate = new RateLimit();
  /** Frames that go out together, at the end of what is going on now. */
  private outgoing: Uint8Array[] = [];
  /** Bytes that the page has not said it has taken. */
  private untaken = 0;
  private closed = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly session: Session,
  ) {
    socket.on('message', (data, isBinary) => this.receive(data as Buffer, isBinary));
    // Whatever ends it, the session goes with it.
    socket.on('close', () => session.close());
    socket.on('error', () => session.close());
    session.listen({ frame: (frame) => this.send(frame), closed: (why) => this.close(why) });
  }

  private receive(data: Buffer, isBinary: boolean): void {
    try {
      if (!this.rate.take()) throw new LinkError('TOO_MUCH', 'too many messages');
      if (!isBinary) this.take(parseControl(ToHostControl, data.toString()).bytes);
      else for (const frame of this.frames.push(data)) this.session.send(frame);
      if (this.session.pending > MOST_PENDING) this.pause();
    } catch (error) {
      this.close(error instanceof LinkError ? error : new LinkError('BAD_MESSAGE', String(error)));
    }
  }

  private pause(): void {
    this.socket.pause();
    this.session.onceTaken(() => this.socket.resume());
  }

  private send(frame: Uint8Array): void {
    if (this.outgoing.length === 0) setImmediate(() => this.flush());
    this.outgoing.push(frame);
    // An answer is waited for; output can wait for what comes with it.
    if (!this.session.busy) this.flush();
  }

  private flush(): void {
    if (this.outgoing.length === 0 || this.closed) return;
    const bytes = framed(this.outgoing);
    this.outgoing = [];
    this.untaken += bytes.length;
    this.session.holdOutput(this.untaken > CREDIT);
    this.socket.send(bytes);
  }

  private take(bytes: number): void {
    this.untaken = Math.max(0, this.untaken - bytes);
    this.session.holdOutput(this.untaken > CREDIT);
  }

  private close(why: LinkError): void {
    if (this.closed) return;
    this.flush();
    this.closed = true;
    closeWith(this.socket, why);
    this.session.close();
  }
}

/** Says why, then closes. */
export function closeWith(socket: WebSocket, { code, detail }: LinkError): void {
  socket.send(JSON.stringify({ type: 'closing', code, detail: detail.slice(0, MOST_DETAIL) }));
  socket.close(code === 'LINK_CLOSED' || code === 'STOPPED' ? NORMAL : POLICY, code);
  setTimeout(() => socket.terminate(), CLOSES_MS).unref();
}
