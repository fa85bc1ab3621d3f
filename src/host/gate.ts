import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { PROTOCOL, TOKEN_PREFIX } from '../wire/control.ts';

/** Who may open a connection: a page of this very address, or of one that was allowed by name, that knows the token. */
export class Gate {
  /** For the address that is printed. */
  readonly token = randomBytes(32).toString('base64url');
  private readonly hash = hashOf(this.token);

  /**
   * @param port where the host listens
   * @param allowed origins beside its own: `https://example.org`
   */
  constructor(
    private readonly port: () => number,
    private readonly allowed: readonly string[],
  ) {}

  /** A page elsewhere, or a name that was made to lead here, gets no connection at all. */
  isFromHere({ headers: { host, origin } }: IncomingMessage): boolean {
    if (host === undefined || origin === undefined) return false;
    return this.hosts.includes(host.toLowerCase()) && this.origins.includes(origin.toLowerCase());
  }

  /** Whether a request for anything else came to an address of ours. */
  isForHere({ headers: { host } }: IncomingMessage): boolean {
    return host !== undefined && this.hosts.includes(host.toLowerCase());
  }

  knowsToken({ headers }: IncomingMessage): boolean {
    const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    const tokens = offered
      .filter((name) => name.startsWith(TOKEN_PREFIX))
      .map((name) => name.slice(TOKEN_PREFIX.length));
    return offered.includes(PROTOCOL) && tokens.length === 1 && timingSafeEqual(hashOf(tokens[0]!), this.hash);
  }

  private get hosts(): readonly string[] {
    const own = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${this.port()}`);
    return [...own, ...this.allowed.map((origin) => new URL(origin).host)];
  }

  private get origins(): readonly string[] {
    return [...this.hosts.map((host) => `http://${host}`), ...this.allowed.map((origin) => new URL(origin).origin)];
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
