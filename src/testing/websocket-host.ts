import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { type HostOptions, HostServer } from '../host/server.ts';
import { protocolsOf, type SocketLike, SocketTransport } from '../machine/socket-transport.ts';
import { SESSION_PATH } from '../wire/control.ts';

const POLL_MS = 2;

/** A host as a page has one: over a WebSocket on loopback; its server is in this process. For tests. */
export class WebSocketHost {
  private constructor(
    private readonly host: HostServer,
    private readonly port: number,
  ) {}

  /** @throws {LinkError} when this machine cannot be a host */
  static async open(options: HostOptions): Promise<WebSocketHost> {
    const server = createServer((_, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // Nobody waits for it at the end of the tests.
    server.unref();
    const host = await HostServer.attach(server, options);
    return new WebSocketHost(host, (server.address() as AddressInfo).port);
  }

  /** Whether a program can have an io_uring there. */
  get hasUring(): boolean {
    return this.host.ioUringErrno === 0;
  }

  connect(): SocketTransport {
    const address = `127.0.0.1:${this.port}`;
    const token = this.host.fragment.slice('#t='.length);
    const socket = new WebSocket(`ws://${address}${SESSION_PATH}`, protocolsOf(token), {
      headers: { host: address, origin: `http://${address}` },
    });
    return new SocketTransport(socket as unknown as SocketLike);
  }

  /** When the processes of all programs are gone. */
  async idle(): Promise<void> {
    while (this.host.programs > 0) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
