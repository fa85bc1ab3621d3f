import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { IocbCmd } from '../../assembly/uapi/aio_abi.ts';
import { Errno } from '../../assembly/uapi/errno.ts';
import { Stop } from '../../assembly/uapi/machine-state.ts';
import { PAGE_SIZE, STACK_BASE, WINDOW_BASE, WINDOW_SIZE } from '../../assembly/uapi/memory-map.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { HostCalls, MEMORY } from '../testing/host-calls.ts';
import { HostUnderTest } from '../testing/host-under-test.ts';
import { compileOrThrow, loadModule } from '../testing/model.ts';
import { Oracle } from '../testing/oracle.ts';
import { toHost } from '../wire/codec.ts';
import type { LinkError } from '../wire/link-error.ts';
import { WIRE_VERSION } from '../wire/messages.ts';
import { WINDOW_TAKEN } from './call.ts';
import type { Session } from './session.ts';

const module = await loadModule();
const found = await HostUnderTest.find(module, Oracle.find());
if (typeof found === 'string') console.warn(found);
const host = found as HostUnderTest;

/** Where a process has its own memory: not the program's. */
const FOREIGN = 0x7fff_0000_0000;
const NODE_FD = 1030;

function aioNr(): number {
  return Number(readFileSync('/proc/sys/fs/aio-nr', 'utf8'));
}

describe.skipIf(typeof found === 'string')('a session child', () => {
  let calls: HostCalls;
  let session: Session;

  const withCalls = (use: () => Promise<void>) => () =>
    host.withSession(async (machine, opened) => {
      session = opened;
      calls = await HostCalls.on(machine);
      await use();
    });

  describe('lets a program do to its own process and files what it may', () => {
    test(
      'descriptors begin at 3, and a read brings the bytes',
      withCalls(async () => {
        expect(await calls.open('data')).toBe(3);
        expect(await calls.open('./data')).toBe(4);
        expect(await calls.call(Sys.read, 3, MEMORY + 100, 5)).toBe(5);
        expect([...calls.peek(MEMORY + 99, 7)]).toEqual([0, 0, 1, 2, 3, 4, 0]);
        expect(await calls.call(Sys.close, 3)).toBe(0);
        expect(await calls.call(Sys.dup, 4)).toBe(3);
      }),
    );

    test(
      'a bad address is -EFAULT',
      withCalls(async () => {
        const fd = await calls.open('data');
        const hole = STACK_BASE - PAGE_SIZE;
        expect(await calls.call(Sys.read, fd, 0, 1)).toBe(-Errno.EFAULT);
        expect(await calls.call(Sys.read, fd, hole, 1)).toBe(-Errno.EFAULT);
        expect(await calls.call(Sys.read, fd, WINDOW_BASE + WINDOW_SIZE - 1, 8)).toBe(-Errno.EFAULT);
        expect(await calls.call(Sys.read, fd, 2n ** 63n, 1)).toBe(-Errno.EFAULT);
      }),
    );
  });

  describe('does not let it out', () => {
    test(
      'of its working directory',
      withCalls(async () => {
        for (const path of ['/etc/passwd', '../x', 'a/../../x', '/proc/self/mem', '..', '/tmp/x']) {
          expect([path, await calls.open(path)]).toEqual([path, -Errno.EACCES]);
        }
        expect(await calls.open('/proc/sys/fs/aio-max-nr', 1)).toBe(-Errno.EACCES);
        expect(await calls.open('.', 0x20_0000)).toBeGreaterThan(2);
        calls.poke(MEMORY, Buffer.from('/etc/hostname\0'));
        expect(await calls.call(Sys.unlink, MEMORY)).toBe(-Errno.EACCES);
        // Relative to a directory of its own choice: not modelled, as on the model.
        calls.poke(MEMORY, Buffer.from('data\0'));
        expect(await calls.call(Sys.openat, 3, MEMORY, 0, 0)).toBe(-Errno.ENOSYS);
      }),
    );

    test(
      'of its memory',
      withCalls(async () => {
        const fd = await calls.open('data');
        expect(await calls.call(Sys.read, fd, FOREIGN, 8)).toBe(-Errno.EFAULT);
        expect(await calls.call(Sys.write, 1, FOREIGN, 8)).toBe(-Errno.EFAULT);
        calls.words(MEMORY, FOREIGN, 8);
        expect(await calls.call(Sys.readv, fd, MEMORY, 1)).toBe(-Errno.EFAULT);
        const anonymousFixed = 0x32;
        expect(await calls.call(Sys.mmap, FOREIGN, PAGE_SIZE, 3, anonymousFixed, -1, 0)).toBe(-Errno.ENOMEM);
        expect(await calls.call(Sys.munmap, 0x40_0000, 0x1000_0000)).toBe(0);
        expect(await calls.call(Sys.mprotect, 0x40_0000, PAGE_SIZE, 0)).toBe(-Errno.ENOMEM);
        const ctx = await calls.setup();
        expect(await calls.submit(ctx, IocbCmd.PREAD, fd, FOREIGN, 8)).toBe(1);
        expect(await calls.event(ctx)).toBe(-Errno.EFAULT);
        // What was replaced for the call is put back.
        expect(calls.peek(MEMORY + 64 + 24, 8).readBigUInt64LE()).toBe(BigInt(FOREIGN));
        calls.words(MEMORY + 512, FOREIGN, 8);
        expect(await calls.submit(ctx, IocbCmd.PREADV, fd, MEMORY + 512, 1)).toBe(1);
        expect(await calls.event(ctx)).toBe(-Errno.EFAULT);
      }),
    );

    test(
      "to the child's own descriptors",
      withCalls(async () => {
        for (const fd of [1024, NODE_FD, 2 ** 32 + NODE_FD]) {
          expect(await calls.call(Sys.write, fd, MEMORY, 1)).toBe(-Errno.EBADF);
          expect(await calls.call(Sys.close, fd)).toBe(-Errno.EBADF);
          expect(await calls.call(Sys.dup2, fd, 5)).toBe(-Errno.EBADF);
        }
        expect(await calls.call(Sys.dup2, 1, NODE_FD)).toBe(-Errno.EBADF);
        const ctx = await calls.setup();
        expect(await calls.submit(ctx, IocbCmd.PWRITE, NODE_FD, MEMORY, 1)).toBe(-Errno.EBADF);
        expect(calls.peek(MEMORY + 64 + 20, 4).readInt32LE()).toBe(NODE_FD);
        const pollfd = Buffer.alloc(8);
        pollfd.writeInt32LE(NODE_FD, 0);
        pollfd.writeInt16LE(1, 4);
        calls.poke(MEMORY, pollfd);
        expect(await calls.call(Sys.poll, MEMORY, 1, 0)).toBe(1);
        const POLLNVAL = 0x20;
        expect(calls.peek(MEMORY, 8).readInt32LE(0)).toBe(NODE_FD);
        expect(calls.peek(MEMORY, 8).readInt16LE(6)).toBe(POLLNVAL);
      }),
    );

    test(
      'to any other system call',
      withCalls(async () => {
        const [socket, fork, execve, ptrace, openByHandle] = [41, 57, 59, 101, 304];
        for (const nr of [socket, fork, execve, ptrace, openByHandle, 100_000]) {
          expect([nr, await calls.call(nr, MEMORY, MEMORY, MEMORY)]).toEqual([nr, -Errno.ENOSYS]);
        }
        const F_SETOWN = 8;
        expect(await calls.call(Sys.fcntl, 1, F_SETOWN, 1)).toBe(-Errno.ENOSYS);
      }),
    );
  });

  describe('believes no message', () => {
    /** What the child says to these frames, sent as the first. */
    async function refusalOf(...frames: readonly Uint8Array[]): Promise<string> {
      return host.withSession(async (machine, opened) => {
        for (const frame of frames) opened.send(frame);
        return codeOf(machine.syscall(1 as never, Sys.dup, 0n));
      });
    }

    test.each([
      ['no message', [Uint8Array.of(77)]],
      [
        'bytes where nothing is mapped',
        [toHost.encode({ type: 'memory', patches: [{ address: WINDOW_BASE, bytes: Uint8Array.of(1) }] })],
      ],
      ['a file outside of the directory', [toHost.encode({ type: 'file', name: '../x', bytes: Uint8Array.of() })]],
      ['a file that has a name of a directory', [toHost.encode({ type: 'file', name: '..', bytes: Uint8Array.of() })]],
      ['two calls at once', [sleep(1), sleep(2)]],
    ])('%s', async (_, frames) => {
      expect(await refusalOf(...frames)).toBe('BAD_MESSAGE');
    });

    test.each([
      ['and nothing but hello as the first', sleep(1), 'BAD_MESSAGE'],
      ['nor another version', toHost.encode({ type: 'hello', version: WIRE_VERSION + 1 }), 'WIRE_VERSION'],
    ])('%s', async (_, first, code) => {
      const opened = host.open();
      const why = new Promise<LinkError>((resolve) => {
        opened.listen({ frame: () => {}, closed: resolve });
      });
      opened.send(first);
      expect((await why).code).toBe(code);
      await opened.over;
    });
  });

  describe('can go at any time', () => {
    /** A pipe that nobody writes to. */
    const waits = compileOrThrow({
      name: 'waits.c',
      text: `
        #include <libaio.h>
        #include <unistd.h>
        int main(void) {
          io_context_t ctx = 0;
          struct io_event event;
          int fds[2];
          struct iocb iocb, *list[1] = { &iocb };
          if (io_setup(100, &ctx) != 0 || pipe(fds) != 0)
            return 1;
          io_prep_poll(&iocb, fds[0], 1);
          if (io_submit(ctx, 1, list) != 1)
            return 1;
          return io_getevents(ctx, 1, 1, &event, NULL);
        }`,
    });
    const before = aioNr();

    afterEach(() => {
      expect(existsSync(session.directory)).toBe(false);
    });

    async function whileItWaits(end: (session: Session) => void): Promise<string> {
      return host.withSession(async (machine, opened) => {
        session = opened;
        await machine.load(waits, []);
        const run = machine.run(1_000_000, 1_000_000);
        const code = codeOf(run);
        await waitUntil(() => aioNr() >= before + 100);
        end(opened);
        return code;
      });
    }

    test('killed by somebody: the run says so, and nothing of it is left', async () => {
      expect(await whileItWaits(({ pid }) => process.kill(pid!, 'SIGKILL'))).toBe('HOST_DIED');
      await waitUntil(() => aioNr() < before + 100);
    });

    test('stopped while a call waits', async () => {
      expect(await whileItWaits((opened) => opened.stop())).toBe('STOPPED');
    });

    test('what ended says so to every further call', async () => {
      await host.withSession(async (machine, opened) => {
        session = opened;
        await machine.load(waits, []);
        opened.stop();
        expect(await codeOf(machine.run(1_000_000, 1_000_000))).toBe('STOPPED');
        expect(await codeOf(machine.run(1_000_000, 1_000_000))).toBe('STOPPED');
      });
    });
  });

  test('without koffi it is an error that says so', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'kring-no-koffi-'));
    const childFile = join(elsewhere, 'session-child.mjs');
    copyFileSync(host.childFile, childFile);
    expect(await codeOf(host.withSession(() => Promise.resolve(), childFile))).toBe('NO_KOFFI');
    rmSync(elsewhere, { recursive: true });
  });

  test('a child that has its own memory where the window must be makes room for another', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'kring-window-taken-'));
    const childFile = join(elsewhere, 'child.mjs');
    const began = join(elsewhere, 'began');
    writeFileSync(
      childFile,
      `import { appendFileSync, readFileSync } from 'node:fs';
      appendFileSync(${JSON.stringify(began)}, 'x');
      if (readFileSync(${JSON.stringify(began)}).length < 3) process.exit(${WINDOW_TAKEN});
      await import(${JSON.stringify(host.childFile)});`,
    );
    await host.withSession(async (machine) => {
      calls = await HostCalls.on(machine);
      expect(await calls.open('data')).toBe(3);
    }, childFile);
    expect(readFileSync(began, 'utf8')).toBe('xxx');
    rmSync(elsewhere, { recursive: true });
  });

  test('a child file that is not there is an error with its words', async () => {
    const opened = host.open('/nowhere/session-child.js');
    const why = await new Promise<LinkError>((resolve) => {
      opened.listen({ frame: () => {}, closed: resolve });
    });
    await opened.over;
    expect(why.code).toBe('HOST_DIED');
    expect(why.detail).toContain('/nowhere/session-child.js');
  });
});

function sleep(id: number): Uint8Array {
  // poll of nothing, for ever.
  const args = [0n, 0n, 2n ** 64n - 1n];
  return toHost.encode({ type: 'call', id, nr: Sys.poll, args, room: undefined, patches: [] });
}

async function codeOf(run: Promise<unknown>): Promise<string> {
  try {
    const stop = await run;
    return typeof stop === 'number' ? Stop[stop]! : String(stop);
  } catch (error) {
    return (error as LinkError).code;
  }
}

async function waitUntil(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
