import { describe, expect, it } from 'vitest';
import { AioRing, IocbCmd } from '../../assembly/uapi/aio_abi.ts';
import { Errno } from '../../assembly/uapi/errno.ts';
import { Step } from '../../assembly/uapi/records.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { KernelUnderTest, MEMORY, WAITS } from './kernel-under-test.ts';

const POLLIN = 1;
const EPOLL_CTL_ADD = 1;

const poll = (fd: number, data: number) => ({ opcode: IocbCmd.POLL, fd, buf: POLLIN, nbytes: 0, data });
const stepNames = (kernel: KernelUnderTest) =>
  kernel.records().flatMap((r) => (r.kind === 'step' ? [Step[r.step]] : r.kind === 'return' ? ['return'] : []));

describe('a poll that waits', () => {
  it('completes inside the write that wakes it, before that returns', () => {
    const kernel = new KernelUnderTest();
    const [reader, writer] = kernel.pipe();
    const ctx = kernel.setup(8);
    expect(kernel.submit(1, ctx, [poll(reader, 1)])).toBe(1);
    kernel.records();
    expect(kernel.call(2, Sys.write, writer, MEMORY, 1)).toBe(1);
    expect(kernel.ring(ctx, AioRing.tail)).toBe(1);
    expect(stepNames(kernel)).toEqual(['Call', 'PollWake', 'FillSlot', 'WmbBeforeTail', 'PublishTail', 'return']);
  });

  it('completes inside io_submit when a request of the same list wakes it', () => {
    const kernel = new KernelUnderTest();
    const [reader, writer] = kernel.pipe();
    const ctx = kernel.setup(8);
    const write = { opcode: IocbCmd.PWRITE, fd: writer, buf: MEMORY, nbytes: 1, data: 2 };
    expect(kernel.submit(1, ctx, [poll(reader, 1), write])).toBe(2);
    expect(kernel.getevents(1, ctx, 2, 2)).toBe(2);
    expect(kernel.events(1, 2)).toEqual([
      { data: 1, res: 0x41 },
      { data: 2, res: 1 },
    ]);
  });

  it('is cancelled by io_destroy once nobody is in a call on the context (DST-01, DST-04)', () => {
    const kernel = new KernelUnderTest();
    const [reader] = kernel.pipe();
    const ctx = kernel.setup(8);
    expect(kernel.submit(1, ctx, [poll(reader, 1)])).toBe(1);
    expect(kernel.getevents(2, ctx, 1, 1)).toBe(WAITS);
    expect(kernel.call(1, Sys.io_destroy, ctx)).toBe(WAITS);
    expect(kernel.resume(2)).toBe(-Errno.EINVAL);
    expect(kernel.resume(1)).toBe(0);
  });
});

describe('a task that waits for descriptors', () => {
  it('in epoll_wait goes on when one is ready', () => {
    const kernel = new KernelUnderTest();
    const [reader, writer] = kernel.pipe();
    const epoll = kernel.call(1, Sys.epoll_create1, 0) as number;
    kernel.view(MEMORY, 12).setUint32(0, POLLIN, true);
    kernel.view(MEMORY, 12).setUint32(4, 7, true);
    expect(kernel.call(1, Sys.epoll_ctl, epoll, EPOLL_CTL_ADD, reader, MEMORY)).toBe(0);
    expect(kernel.call(1, Sys.epoll_wait, epoll, MEMORY + 64, 4, -1)).toBe(WAITS);
    expect(kernel.call(2, Sys.write, writer, MEMORY, 1)).toBe(1);
    expect(kernel.resume(1)).toBe(1);
    expect(kernel.view(MEMORY + 64, 12).getUint32(0, true)).toBe(POLLIN);
    expect(kernel.view(MEMORY + 64, 12).getUint32(4, true)).toBe(7);
  });

  it('in poll goes on when one is ready, or when its time is up', () => {
    const kernel = new KernelUnderTest();
    const [reader, writer] = kernel.pipe();
    kernel.view(MEMORY, 8).setInt32(0, reader, true);
    kernel.view(MEMORY, 8).setUint16(4, POLLIN, true);
    const begin = kernel.machine.now;
    expect(kernel.call(1, Sys.poll, MEMORY, 1, 5)).toBe(WAITS);
    expect(kernel.resume(1)).toBe(0);
    expect(kernel.machine.now - begin).toBeGreaterThanOrEqual(5_000_000);
    expect(kernel.call(1, Sys.poll, MEMORY, 1, -1)).toBe(WAITS);
    expect(kernel.call(2, Sys.write, writer, MEMORY + 64, 1)).toBe(1);
    expect(kernel.resume(1)).toBe(1);
    expect(kernel.view(MEMORY, 8).getUint16(6, true)).toBe(POLLIN);
  });
});
