import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { FACTS_PATH, PROTOCOL, SESSION_PATH } from '../wire/control.ts';
import { LinkError } from '../wire/link-error.ts';
import { MAX_FRAME } from '../wire/messages.ts';
import { Connection, closeWith } from './connection.ts';
import { hostFacts, sysctl } from './facts.ts';
import { Gate } from './gate.ts';
import { probe } from './probe.ts';
import { Session, type SessionOptions } from './session.ts';
import { sweep, type WorkRoot, workRoot } from './work-root.ts';

export interface HostOptions {
  /** The built session-child.ts. */
  readonly childFile: string;
  /** Where sessions have their working directories; without, one with O_DIRECT is looked for. */
  readonly root?: string | undefined;
  /** Programs at the same time. */
  readonly sessions?: number | undefined;
  /** Events that one program's contexts may have room for; without, its share of fs.aio-max-nr and never more than half. */
  readonly mostEvents?: number | undefined;
  /** Origins of pages that may connect, beside this server's own. */
  readonly allowOrigins?: readonly string[] | undefined;
}

export const DEFAULT_SESSIONS = 4;
const MEGABYTE = 2 ** 20;
const MOST_FILE_BYTES = 256 * MEGABYTE;
/** Facts connections: one a tab. */
const MOST_WATCHERS = 32;
const FACTS_MS = 2000;
/** A page that does not answer a ping in this time is gone. */
const PING_MS = 15_000;
/** What guessing a token costs. */
const REFUSAL_MS = 300;

/** Sessions on this machine's kernel for pages that this server serves, over WebSockets. Loads nothing native. */
export class HostServer {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 2 * MAX_FRAME,
    handleProtocols: () => PROTOCOL,
  });
  private readonly gate: Gate;
  private readonly sessions = new Set<Session>();
  private watchers = 0;
  /** Pinged, and not heard of since. */
  private readonly silent = new WeakSet<WebSocket>();

  private constructor(
    server: Server,
    private readonly root: WorkRoot,
    private readonly mostSessions: number,
    private readonly sessionOptions: SessionOptions,
    allowOrigins: readonly string[],
    /** With which io_uring_setup refuses, 0: programs can have io_urings. */
    readonly ioUringErrno: number,
  ) {
    this.gate = new Gate(() => (server.address() as AddressInfo | null)?.port ?? 0, allowOrigins);
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    server.once('close', () => this.close());
    setInterval(() => this.ping(), PING_MS).unref();
  }

  /**
   * @param server of the page, which already listens
   * @throws {LinkError} when this machine cannot be a host
   */
  static async attach(server: Server, options: HostOptions): Promise<HostServer> {
    const { childFile, sessions = DEFAULT_SESSIONS, allowOrigins = [] } = options;
    const root = workRoot(options.root);
    sweep(root.path);
    const share = Math.floor((sysctl('fs/aio-max-nr') ?? 0) / Math.max(sessions, 2));
    const { mostEvents = share } = options;
    const session = { childFile, root: root.path, mostFileBytes: MOST_FILE_BYTES, mostEvents };
    const ioUringErrno = await probe(session);
    return new HostServer(server, root, sessions, session, allowOrigins, ioUringErrno);
  }

  /** What is put behind the page's address: it is not sent, logged or passed on. */
  get fragment(): string {
    return `#t=${this.gate.token}`;
  }

  /** Programs that run now. */
  get programs(): number {
    return this.sessions.size;
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = request.url ?? '';
    const known = path === SESSION_PATH || path === FACTS_PATH;
    if (!known || !this.gate.isFromHere(request)) {
      refuse(socket, known ? '403 Forbidden' : '404 Not Found');
      return;
    }
    this.sockets.handleUpgrade(request, socket, head, (connection) => {
      // Until somebody else listens, so that an error is never nobody's.
      connection.on('error', () => connection.terminate());
      if (this.gate.knowsToken(request)) this.open(connection, path);
      else setTimeout(() => closeWith(connection, new LinkError('BAD_TOKEN', 'no such token')), REFUSAL_MS);
    });
  }

  private open(connection: WebSocket, path: string): void {
    try {
      if (path === FACTS_PATH) this.watch(connection);
      else this.begin(connection);
    } catch (error) {
      closeWith(connection, error instanceof LinkError ? error : new LinkError('NO_SESSION', String(error)));
    }
  }

  private begin(connection: WebSocket): void {
    if (this.sessions.size >= this.mostSessions) throw new LinkError('TOO_MANY', `${this.sessions.size} programs`);
    const session = Session.open(this.sessionOptions);
    this.sessions.add(session);
    const gone = () => this.sessions.delete(session);
    session.over.then(gone, gone);
    new Connection(connection, session);
  }

  private watch(connection: WebSocket): void {
    if (this.watchers >= MOST_WATCHERS) throw new LinkError('TOO_MANY', `${this.watchers} pages`);
    this.watchers++;
    const { mostSessions, ioUringErrno } = this;
    const { mostEvents = 0 } = this.sessionOptions;
    const tell = () => {
      const facts = hostFacts(this.root, { sessions: this.programs, mostSessions, mostEvents, ioUringErrno });
      connection.send(JSON.stringify(facts));
    };
    const timer = setInterval(tell, FACTS_MS);
    connection.on('close', () => {
      clearInterval(timer);
      this.watchers--;
    });
    // It has nothing to say.
    connection.on('message', () => connection.terminate());
    tell();
  }

  private ping(): void {
    for (const connection of this.sockets.clients) {
      if (this.silent.has(connection)) {
        connection.terminate();
        continue;
      }
      this.silent.add(connection);
      connection.once('pong', () => this.silent.delete(connection));
      connection.ping();
    }
  }

  /** Ends all sessions. */
  close(): void {
    for (const session of this.sessions) session.close();
    for (const connection of this.sockets.clients) connection.terminate();
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
