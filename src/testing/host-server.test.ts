import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Stop } from '../../assembly/uapi/machine-state.ts';
import { SESSION_CHILD_FILE } from '../cli/paths.mjs';
import { HostServer } from '../host/server.ts';
import { LinuxMachine } from '../machine/linux-machine.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { protocolsOf, type SocketLike, SocketTransport } from '../machine/socket-transport.ts';
import { FACTS_PATH, FromHostControl, parseControl, SESSION_PATH } from '../wire/control.ts';
import { LinkError } from '../wire/link-error.ts';
import { HostUnderTest } from './host-under-test.ts';
import { withMachineLock } from './machine-lock.ts';
import { compileOrThrow } from './model.ts';
import { Oracle } from './oracle.ts';

const module = await loadModule();
const found = await HostUnderTest.find(module, Oracle.find());

const program = (body: string) =>
  compileOrThrow({
    name: 'x.c',
    text: `#include <libaio.h>\n#include <stdio.h>\n#include <unistd.h>\nint main(void) { ${body} }`,
  });
const PRINTS = program('printf("hello\\n"); return 3;');
const WAITS = program(
  'io_context_t ctx = 0; int fds[2]; char c; io_setup(100, &ctx); pipe(fds); return read(fds[0], &c, 1);',
);

describe.skipIf(typeof found === 'string')('the server', { timeout: 20_000 }, () => {
  let server: Server;
  let host: HostServer;
  let token: string;
  let port: number;

  beforeAll(async () => {
    server = createServer((_, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host = await HostServer.attach(server, { childFile: SESSION_CHILD_FILE, sessions: 2 });
    token = host.fragment.slice('#t='.length);
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    host.close();
    server.close();
  });

  interface Way {
    readonly path?: string;
    readonly origin?: string | undefined;
    readonly hostName?: string;
    readonly token?: string;
  }

  function open(way: Way = {}): WebSocket {
    const { path = SESSION_PATH, hostName = `127.0.0.1:${port}` } = way;
    const origin = 'origin' in way ? way.origin : `http://127.0.0.1:${port}`;
    return new WebSocket(`ws://127.0.0.1:${port}${path}`, protocolsOf(way.token ?? token), {
      headers: { host: hostName, ...(origin === undefined ? {} : { origin }) },
    });
  }

  const transportOf = (socket: WebSocket) => new SocketTransport(socket as unknown as SocketLike);

  async function codeOf(work: Promise<unknown>): Promise<string> {
    try {
      return String(await work);
    } catch (error) {
      if (error instanceof LinkError) return error.code;
      throw error;
    }
  }

  /** HTTP status of a refused upgrade, or what the host says before it closes. */
  function refusalOf(socket: WebSocket): Promise<string> {
    return new Promise((resolve) => {
      socket.on('unexpected-response', (_, { statusCode }) => resolve(`${statusCode}`));
      socket.on('message', (data, isBinary) => {
        if (isBinary) return;
        const control = parseControl(FromHostControl, String(data));
        if (control.type === 'closing') resolve(control.code);
      });
      socket.on('error', () => {});
    });
  }

  test('runs a program, two at a time', async () => {
    const machines = await Promise.all([0, 1].map(() => LinuxMachine.connect(module, transportOf(open()))));
    for (const machine of machines) {
      await machine.load(PRINTS, []);
      expect(await machine.run(1_000_000, 4_000_000)).toBe(Stop.Exited);
    }
    expect(await refusalOf(open())).toBe('TOO_MANY');
    for (const machine of machines) machine.close();
    await free();
  });

  test('carries more output than a page takes at once', async () => {
    const floods = program(`
      static char text[3000000];
      for (int i = 0; i < (int)sizeof(text); i++) text[i] = 'a' + i % 26;
      return write(1, text, sizeof(text)) == sizeof(text) && write(1, text, sizeof(text)) == sizeof(text) ? 5 : 6;`);
    await free();
    const machine = await LinuxMachine.connect(module, transportOf(open()));
    await machine.load(floods, []);
    let stop: Stop;
    let bytes = 0;
    do {
      stop = await machine.run(100_000_000, 400_000_000);
      bytes += machine.drain().length;
    } while (stop === Stop.TraceFull || stop === Stop.Work || stop === Stop.Budget);
    machine.close();
    expect(stop).toBe(Stop.Exited);
    expect(bytes).toBeGreaterThan(6_000_000);
  });

  test('stops a program that waits, and nothing of it is left', async () => {
    await free();
    await withMachineLock(async () => {
      const before = aioNr();
      const transport = transportOf(open());
      const machine = await LinuxMachine.connect(module, transport);
      await machine.load(WAITS, []);
      const run = codeOf(machine.run(1_000_000, 4_000_000));
      await expect.poll(aioNr).toBeGreaterThanOrEqual(before + 100);
      transport.stop();
      expect(await run).toBe('STOPPED');
      await free();
      // The kernel takes a context's events off after it has waited for every CPU.
      await expect.poll(aioNr).toBe(before);
    });
  });

  test.each<[string, Way, string]>([
    ['a page of another origin', { origin: 'https://evil.test' }, '403'],
    ['a program that says no origin', { origin: undefined }, '403'],
    ['a name that was made to lead here', { hostName: 'evil.test' }, '403'],
    ['another path', { path: '/other' }, '404'],
    ['another token', { token: 'A'.repeat(43) }, 'BAD_TOKEN'],
    ['an empty token', { token: '' }, 'BAD_TOKEN'],
  ])('refuses %s', async (_, way, refusal) => {
    expect(await refusalOf(open(way))).toBe(refusal);
  });

  test.each<[string, (socket: WebSocket) => void]>([
    ['text that is no control message', (socket) => socket.send('{"type":"run","path":"/etc/passwd"}')],
    ['text that is no JSON', (socket) => socket.send('{')],
    ['a frame that claims to be larger than any', (socket) => socket.send(Uint8Array.of(255, 255, 255, 255))],
    ['a frame of no message', (socket) => socket.send(Uint8Array.of(1, 0, 0, 0, 99))],
  ])('ends the session after %s', async (_, say) => {
    await free();
    const socket = open();
    socket.on('open', () => say(socket));
    expect(await refusalOf(socket)).toBe('BAD_MESSAGE');
  });

  test('ends a flood of messages', async () => {
    await free();
    const socket = open();
    socket.on('open', () => {
      for (let i = 0; i < 60_000; i++) socket.send('{"type":"credit","bytes":0}');
    });
    expect(await refusalOf(socket)).toBe('TOO_MUCH');
  });

  test('says what the host is', async () => {
    const socket = open({ path: FACTS_PATH });
    const text = await new Promise<string>((resolve) => socket.on('message', (data) => resolve(String(data))));
    socket.close();
    expect(parseControl(FromHostControl, text)).toMatchObject({
      type: 'facts',
      release: readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim(),
      pageSize: 4096,
      mostSessions: 2,
    });
  });

  /** No session is left of the tests before. */
  async function free(): Promise<void> {
    await until(async () => {
      const socket = open({ path: FACTS_PATH });
      const text = await new Promise<string>((resolve) => socket.on('message', (data) => resolve(String(data))));
      socket.close();
      const control = parseControl(FromHostControl, text);
      return control.type === 'facts' && control.sessions === 0;
    });
  }
});

function aioNr(): number {
  return existsSync('/proc/sys/fs/aio-nr') ? Number(readFileSync('/proc/sys/fs/aio-nr', 'utf8')) : 0;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
