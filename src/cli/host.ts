import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { servePage } from '../host/page-server.ts';
import { DEFAULT_SESSIONS } from '../host/server.ts';
import { cli } from '../text/en/cli.ts';
import { attachHost } from './attach-host.ts';
import { errorCode, Failure } from './failure.ts';
import { STDOUT, writeAll } from './output.ts';

export interface HostOptions {
  readonly port: number;
  readonly root?: string;
  readonly sessions: number;
  readonly allowOrigin?: readonly string[];
}

export const DEFAULT_PORT = 4173;
export { DEFAULT_SESSIONS };

/** A parser for `--allow-origin`, which may be given more than once. */
export function origin(value: string, before: readonly string[] = []): string[] {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || url.origin !== value.replace(/\/$/, '') || !/^https?:$/.test(url.protocol))
    throw new Failure(cli.badOption('--allow-origin', value, cli.wants.origin));
  return [...before, url.origin];
}

/**
 * `kring host`: the page, and this machine's kernel behind it, until somebody ends it.
 * @throws {Failure} when this machine can be no host, or the port is taken
 */
export async function host(options: HostOptions, pageDirectory: string, childFile: string): Promise<void> {
  const { port, root, sessions, allowOrigin = [] } = options;
  const server = servePage(pageDirectory);
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const fragment = await attachHost(server, { childFile, root, sessions, allowOrigins: allowOrigin });
    const own = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const say = (line: string) => writeAll(STDOUT, Buffer.from(`${line}\n`));
    say(cli.hostAt(`http://${own}/${fragment}`));
    for (const other of allowOrigin) say(cli.hostFor(`${other}/${fragment}&host=${own}`));
    await once(server, 'close');
  } catch (error) {
    server.close();
    const taken = errorCode(error) === 'EADDRINUSE';
    throw new Failure(taken ? cli.portTaken(port) : error instanceof Error ? error.message : String(error));
  }
}
