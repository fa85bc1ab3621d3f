import { describe, expect, it } from 'vitest';
import { AioRing, IocbCmd } from '../../assembly/uapi/aio_abi.ts';
import { Errno } from '../../assembly/uapi/errno.ts';
import { Activity, Step } from '../../assembly/uapi/records.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { contentOf } from '../scenarios/file-content.ts';
import { KernelUnderTest, MEMORY, WAITS } from './kernel-under-test.ts';

const O_DIRECT = 0o40000;
const O_RDWR = 2;
const DATA = { name: 'data.bin', size: 1 << 20, seed: 9 };

const direct = (fd: number, i: number) => ({
  opcode: IocbCmd.PREAD,
  fd,
  buf: MEMORY + i * 4096,
  nbytes: 4096,
  offset: i * 4096,
  data: i,
});

describe('O_DIRECT', () => {
  it('completes later, in the interrupt, and not always in the order of submission', () => {
    const kernel = new KernelUnderTest({}, [DATA]);
    const fd = kernel.open('data.bin', O_DIRECT);
    const ctx = kernel.setup(32);
    kernel.bytes(MEMORY, 4096).fill(0xaa);
    // Not in the order of the file, where each would become part of the one before (SUB-18).
    const submitted = [...Array(16).keys()].map((i) => (i * 5) % 16);
    const requests = submitted.map((i) => direct(fd, i));
    expect(kernel.submit(1, ctx, requests)).toBe(16);
    expect(kernel.ring(ctx, AioRing.tail)).toBe(0);
    expect(kernel.bytes(MEMORY, 1)[0]).toBe(0xaa);
    expect(kernel.getevents(1, ctx, 16, 16)).toBe(WAITS);
    expect(kernel.resume(1)).toBe(16);
    const events = kernel.events(1, 16);
    expect(events.map((event) => event.res)).toEqual(Array(16).fill(4096));
    const order = events.map((event) => event.data);
    expect([...order].sort((a, b) => a - b)).toEqual([...Array(16).keys()]);
    expect(order).not.toEqual(submitted);
    const content = contentOf(DATA);
    for (let i = 0; i < 16; i++) {
      expect(kernel.bytes(MEMORY + i * 4096, 4096)).toEqual(content.slice(i * 4096, i * 4096 + 4096));
    }
    const interrupt = kernel.records().filter((r) => r.kind === 'step' && r.activity === Activity.aio_complete);
    const steps = interrupt.slice(0, 4).map((r) => (r.kind === 'step' ? Step[r.step] : ''));
    expect(steps).toEqual(['Transfer', 'FillSlot', 'WmbBeforeTail', 'PublishTail']);
  });

  it('a write that makes the file longer holds io_submit up (BLK-09)', () => {
    const kernel = new KernelUnderTest({}, [DATA]);
    const fd = kernel.open('data.bin', O_DIRECT | O_RDWR);
    const ctx = kernel.setup(8);
    const write = { opcode: IocbCmd.PWRITE, fd, buf: MEMORY, nbytes: 4096, offset: DATA.size };
    expect(kernel.submit(1, ctx, [write])).toBe(WAITS);
    expect(kernel.resume(1)).toBe(1);
    expect(kernel.ring(ctx, AioRing.tail)).toBe(1);
    expect(kernel.submit(1, ctx, [write])).toBe(1);
    expect(kernel.ring(ctx, AioRing.tail)).toBe(1);
  });

  it('a read call sleeps for the device', () => {
    const kernel = new KernelUnderTest({}, [DATA]);
    const fd = kernel.open('data.bin', O_DIRECT);
    expect(kernel.call(1, Sys.read, fd, MEMORY, 8192)).toBe(WAITS);
    expect(kernel.resume(1)).toBe(8192);
    expect(kernel.bytes(MEMORY + 4096, 4096)).toEqual(contentOf(DATA).slice(4096, 8192));
    expect(kernel.call(1, Sys.lseek, fd, 0, 1)).toBe(8192);
  });

  it('io_destroy waits for requests in flight, and aio-nr drops at once (DST-01)', () => {
    const kernel = new KernelUnderTest({}, [DATA]);
    const fd = kernel.open('data.bin', O_DIRECT);
    const ctx = kernel.setup(8);
    kernel.submit(1, ctx, [direct(fd, 0), direct(fd, 1)]);
    const nr = kernel.open('/proc/sys/fs/aio-nr', 0);
    expect(kernel.call(1, Sys.io_destroy, ctx)).toBe(WAITS);
    expect(kernel.call(2, Sys.read, nr, MEMORY + 65536, 16)).toBe(2);
    expect(String.fromCharCode(kernel.bytes(MEMORY + 65536, 1)[0]!)).toBe('0');
    expect(kernel.call(2, Sys.io_destroy, ctx)).toBe(-Errno.EINVAL);
    expect(kernel.resume(1)).toBe(0);
    expect(kernel.bytes(MEMORY, 4096)).toEqual(contentOf(DATA).slice(0, 4096));
  });

  it('exit waits for requests in flight (LIF-01)', () => {
    const kernel = new KernelUnderTest({}, [DATA]);
    const fd = kernel.open('data.bin', O_DIRECT);
    const ctx = kernel.setup(8);
    kernel.submit(1, ctx, [direct(fd, 0)]);
    const begin = kernel.machine.now;
    expect(kernel.call(1, Sys.exit_group, 3)).toBe(WAITS);
    expect(kernel.resume(1)).toBe(0);
    expect(kernel.machine.now - begin).toBeGreaterThan(10_000);
    expect(kernel.records().at(-1)).toMatchObject({ kind: 'exit', status: 3 });
  });
});

describe('a pipe inside io_submit', () => {
  it('parks the task until somebody writes; later entries of the list wait with it (BLK-15)', () => {
    const kernel = new KernelUnderTest();
    const [reader, writer] = kernel.pipe();
    const ctx = kernel.setup(8);
    const read = { opcode: IocbCmd.PREAD, fd: reader, buf: MEMORY, nbytes: 10, data: 1 };
    const bad = { opcode: IocbCmd.PREAD, fd: 99, buf: MEMORY, nbytes: 10 };
    expect(kernel.submit(1, ctx, [read, bad])).toBe(WAITS);
    expect(kernel.resume(1)).toBe(WAITS);
    expect(kernel.call(2, Sys.io_destroy, ctx)).toBe(WAITS);
    expect(kernel.call(3, Sys.write, writer, MEMORY + 4096, 4)).toBe(4);
    expect(kernel.resume(2)).toBe(WAITS);
    expect(kernel.resume(1)).toBe(1);
    expect(kernel.resume(2)).toBe(0);
  });

  it('a write of more than the pipe holds goes on when it is read', () => {
    const kernel = new KernelUnderTest();
    const [reader, writer] = kernel.pipe();
    expect(kernel.call(1, Sys.write, writer, MEMORY, 100_000)).toBe(WAITS);
    expect(kernel.call(2, Sys.read, reader, MEMORY + (1 << 18), 65_536)).toBe(65_536);
    expect(kernel.resume(1)).toBe(100_000);
    expect(kernel.call(2, Sys.read, reader, MEMORY + (1 << 18), 65_536)).toBe(100_000 - 65_536);
    expect(kernel.call(2, Sys.close, writer)).toBe(0);
    expect(kernel.call(2, Sys.read, reader, MEMORY + (1 << 18), 65_536)).toBe(0);
  });
});

describe('io_getevents', () => {
  const zero = (kernel: KernelUnderTest, data: number) => ({
    opcode: IocbCmd.PREAD,
    fd: kernel.open('/dev/zero', 0),
    buf: MEMORY,
    nbytes: 0,
    data,
  });

  it('answers what it has when the time is up, and spends it (GET-03)', () => {
    const kernel = new KernelUnderTest();
    const ctx = kernel.setup(8);
    kernel.submit(1, ctx, [zero(kernel, 5)]);
    const begin = kernel.machine.now;
    expect(kernel.getevents(1, ctx, 2, 4, 1_000_000)).toBe(WAITS);
    expect(kernel.resume(1)).toBe(1);
    expect(kernel.machine.now - begin).toBeGreaterThanOrEqual(1_000_000);
    expect(kernel.events(1, 1)).toEqual([{ data: 5, res: 0 }]);
  });

  it('waits for ever when nothing can come', () => {
    const kernel = new KernelUnderTest();
    const ctx = kernel.setup(8);
    expect(kernel.getevents(1, ctx, 1, 1)).toBe(WAITS);
    expect(kernel.resume(1)).toBe(WAITS);
    expect(kernel.getevents(2, ctx, 1, 1, -1)).toBe(WAITS);
    expect(kernel.resume(2)).toBe(WAITS);
  });

  it('wakes only those who want no more than there is (GET-08)', () => {
    const kernel = new KernelUnderTest();
    const ctx = kernel.setup(8);
    expect(kernel.getevents(2, ctx, 3, 3)).toBe(WAITS);
    expect(kernel.getevents(3, ctx, 1, 3)).toBe(WAITS);
    kernel.submit(1, ctx, [zero(kernel, 1)]);
    expect(kernel.resume(3)).toBe(1);
    expect(kernel.resume(2)).toBe(WAITS);
    kernel.submit(1, ctx, [zero(kernel, 2), zero(kernel, 3), zero(kernel, 4)]);
    expect(kernel.resume(2)).toBe(3);
    expect(kernel.events(2, 3).map((event) => event.data)).toEqual([2, 3, 4]);
  });

  it('6.1 wakes all: the greedy waiter takes events one by one (GET-08)', () => {
    const kernel = new KernelUnderTest({ version: 601 });
    const ctx = kernel.setup(8);
    expect(kernel.getevents(2, ctx, 3, 3)).toBe(WAITS);
    kernel.submit(1, ctx, [zero(kernel, 1)]);
    expect(kernel.resume(2)).toBe(WAITS);
    expect(kernel.ring(ctx, AioRing.head)).toBe(1);
  });

  it('a waiter learns that its context is destroyed: EINVAL, or what it had (DST-04)', () => {
    const kernel = new KernelUnderTest();
    const ctx = kernel.setup(8);
    expect(kernel.getevents(2, ctx, 1, 3)).toBe(WAITS);
    kernel.submit(1, ctx, [zero(kernel, 1)]);
    expect(kernel.resume(2)).toBe(1);
    kernel.submit(1, ctx, [zero(kernel, 1)]);
    expect(kernel.getevents(2, ctx, 3, 3)).toBe(WAITS);
    expect(kernel.getevents(3, ctx, 1, 3)).toBe(WAITS);
    expect(kernel.call(1, Sys.io_destroy, ctx)).toBe(WAITS);
    expect(kernel.resume(2)).toBe(1);
    expect(kernel.resume(3)).toBe(-Errno.EINVAL);
    expect(kernel.resume(1)).toBe(0);
  });

  it('a head past the ring while somebody waits loses the wake-up and the event (COR-13)', () => {
    const kernel = new KernelUnderTest();
    const ctx = kernel.setup(8);
    expect(kernel.getevents(2, ctx, 1, 3, 1_000_000)).toBe(WAITS);
    kernel.setHead(ctx, kernel.ring(ctx, AioRing.nr) + 1);
    kernel.submit(1, ctx, [zero(kernel, 1)]);
    expect(kernel.ring(ctx, AioRing.tail)).toBe(1);
    expect(kernel.resume(2)).toBe(0);
    expect(kernel.ring(ctx, AioRing.head)).toBe(1);
  });
});

describe('slots', () => {
  // RNG-03, measured under QEMU: how many requests fit from one CPU, for nr_events 1, 64, 128, 1024.
  it.each([
    [1, [124, 252, 380, 2172]],
    [2, [120, 248, 376, 2168]],
    [3, [120, 252, 372, 2172]],
    [4, [126, 240, 368, 2160]],
    [8, [126, 252, 374, 2144]],
    [16, [252, 252, 380, 2145]],
  ])('%i CPUs', (cpus, fits) => {
    const measured = [1, 64, 128, 1024].map((nrEvents) => {
      const kernel = new KernelUnderTest({ cpus });
      const fd = kernel.open('/dev/null', 0);
      const ctx = kernel.setup(nrEvents);
      const request = { opcode: IocbCmd.PREAD, fd, buf: MEMORY, nbytes: 0 };
      let taken = 0;
      while (kernel.submit(1, ctx, [request]) === 1) taken++;
      expect(kernel.submit(1, ctx, [request])).toBe(-Errno.EAGAIN);
      return taken;
    });
    expect(measured).toEqual(fits);
  });
});

describe('eventfd', () => {
  it('a reader waits for completions, and gets their number (EFD-03)', () => {
    const kernel = new KernelUnderTest();
    const ctx = kernel.setup(8);
    const efd = kernel.call(1, Sys.eventfd2, 0, 0) as number;
    expect(kernel.call(2, Sys.read, efd, MEMORY, 8)).toBe(WAITS);
    const fd = kernel.open('/dev/null', 0);
    const request = { opcode: IocbCmd.PREAD, fd, buf: MEMORY + 4096, nbytes: 0, resfd: efd };
    expect(kernel.submit(1, ctx, [request, request])).toBe(2);
    expect(kernel.resume(2)).toBe(8);
    expect(kernel.view(MEMORY, 8).getBigUint64(0, true)).toBe(2n);
  });
});
