/** What a session child does with the io_urings of a program, and what it does not let them do. */
import { describe, expect, test } from 'vitest';
import { Errno } from '../../assembly/uapi/errno.ts';
import { IORING_OFF_SQES, IoUringOp } from '../../assembly/uapi/io_uring_abi.ts';
import { PAGE_SIZE } from '../../assembly/uapi/memory-map.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { HostCalls, MEMORY } from '../testing/host-calls.ts';
import { HostUnderTest } from '../testing/host-under-test.ts';
import { loadModule } from '../testing/model.ts';
import { Oracle } from '../testing/oracle.ts';
import { UringCalls } from '../testing/uring-calls.ts';

const module = await loadModule();
const found = await HostUnderTest.find(module, Oracle.find());
const missing = typeof found === 'string' ? found : found.hasUring ? undefined : 'no io_uring for a program here';
if (missing !== undefined) console.warn(missing);
const host = found as HostUnderTest;

/** Where a process has its own memory: not the program's. */
const FOREIGN = 0x7fff_0000_0000;
const LINK_FD = 1024;
const NODE_FD = 1030;
const OPENAT = 18;
const BUFFER = MEMORY + 2048;

describe.skipIf(missing !== undefined)('io_uring of a session child', () => {
  let calls: HostCalls;
  let data: number;

  const withCalls = (use: () => Promise<void>) => () =>
    host.withSession(async (machine) => {
      calls = await HostCalls.on(machine);
      data = await calls.open('data');
      await use();
    });

  test(
    'a NOP and a read: the CQE is in the ring, and the bytes come with it',
    withCalls(async () => {
      const ring = await UringCalls.on(calls, data);
      expect(await ring.resOf({ opcode: IoUringOp.NOP })).toBe(0);
      ring.queue({ opcode: IoUringOp.READ, fd: data, addr: BUFFER, len: 4, userData: 7 });
      expect(await ring.enter(1, 1)).toBe(1);
      expect(ring.cqe()).toEqual([7, 4]);
      expect([...calls.peek(BUFFER, 5)]).toEqual([0, 1, 2, 3, 0]);
      expect(ring.head).toBe(2);
    }),
  );

  test(
    'a request does not leave the program’s memory',
    withCalls(async () => {
      const ring = await UringCalls.on(calls, data);
      const file = await calls.open('new', 0o102);
      expect(await ring.resOf({ opcode: IoUringOp.READ, fd: data, addr: FOREIGN, len: 8 })).toBe(-Errno.EFAULT);
      expect(await ring.resOf({ opcode: IoUringOp.WRITE, fd: file, addr: FOREIGN, len: 8 })).toBe(-Errno.EFAULT);
      calls.words(BUFFER, FOREIGN, 8);
      expect(await ring.resOf({ opcode: IoUringOp.READV, fd: data, addr: BUFFER, len: 1 })).toBe(-Errno.EFAULT);
      expect(await ring.resOf({ opcode: IoUringOp.READV, fd: data, addr: FOREIGN, len: 1 })).toBe(-Errno.EFAULT);
      // What was replaced for the kernel is as the program wrote it.
      expect(calls.peek(ring.sqes + 16, 8).readBigUInt64LE()).toBe(BigInt(FOREIGN));
    }),
  );

  test(
    'the child’s own descriptors are nobody’s',
    withCalls(async () => {
      const ring = await UringCalls.on(calls, data);
      for (const fd of [LINK_FD, NODE_FD]) {
        for (const opcode of [IoUringOp.READ, IoUringOp.WRITE, IoUringOp.POLL_ADD, IoUringOp.FSYNC]) {
          expect([fd, opcode, await ring.resOf({ opcode, fd })]).toEqual([fd, opcode, -Errno.EBADF]);
        }
      }
      expect(await calls.call(Sys.io_uring_enter, NODE_FD, 1, 0, 0, 0, 0)).toBe(-Errno.EBADF);
    }),
  );

  test(
    'an SQE that another request of the batch writes over is taken as it was',
    withCalls(async () => {
      const ring = await UringCalls.on(calls, data);
      ring.queue({ opcode: IoUringOp.READ, fd: data, addr: ring.sqes + 64, len: 64, userData: 1 });
      ring.queue({ opcode: IoUringOp.NOP, userData: 2 });
      expect(await ring.enter(2, 2)).toBe(2);
      expect([ring.cqe(), ring.cqe()]).toEqual([
        [1, 64],
        [2, 0],
      ]);
      // The bytes 0 to 63 of the file: what would have been opcode 0, and user_data of 32 to 39.
      expect(calls.peek(ring.sqes + 64 + 32, 1)[0]).toBe(32);
    }),
  );

  test(
    'what is not modelled never reaches the kernel',
    withCalls(async () => {
      const ring = await UringCalls.on(calls, data);
      ring.queue({ opcode: IoUringOp.NOP });
      ring.queue({ opcode: OPENAT, addr: MEMORY });
      expect(await ring.enter(2)).toBe(-Errno.ENOSYS);
      expect(ring.head).toBe(0);
      const [buffers, restrictions, enable] = [0, 11, 12];
      expect(await calls.call(Sys.io_uring_register, ring.fd, buffers, MEMORY, 1)).toBe(-Errno.ENOSYS);
      // A ring that was never disabled.
      expect(await calls.call(Sys.io_uring_register, ring.fd, restrictions, MEMORY, 1)).toBe(-Errno.EBADFD);
      expect(await calls.call(Sys.io_uring_register, ring.fd, enable, 0, 0)).toBe(-Errno.EBADFD);
    }),
  );

  test(
    'an index that is no SQE is dropped, and one behind the tail is not looked at',
    withCalls(async () => {
      const ring = await UringCalls.on(calls, data);
      ring.queue({ opcode: IoUringOp.NOP }, 4);
      expect(await ring.enter(0xffff_ffff)).toBe(0);
      expect([ring.head, ring.dropped]).toEqual([1, 1]);
      ring.queue({ opcode: IoUringOp.NOP }, 0xffff_ffff);
      expect(await ring.enter(1)).toBe(0);
      expect(ring.dropped).toBe(2);
      expect(await ring.resOf({ opcode: IoUringOp.NOP })).toBe(0);
    }),
  );

  test(
    'set-up: what the kernel refuses, and what it is not asked for',
    withCalls(async () => {
      for (const entries of [0, 32769, 0xffff_ffff]) {
        expect([entries, await UringCalls.setUp(calls, entries)]).toEqual([entries, -Errno.EINVAL]);
      }
      for (const params of [0, FOREIGN]) expect(await UringCalls.setUp(calls, 1, 0, params)).toBe(-Errno.EFAULT);
      const [noMmap, sqpoll] = [0x4000, 0x2];
      for (const flags of [noMmap, sqpoll]) {
        expect([flags, await UringCalls.setUp(calls, 1, flags)]).toEqual([flags, -Errno.ENOSYS]);
      }
      // IORING_SETUP_ATTACH_WQ: wq_fd is 0, and no ring.
      expect(await UringCalls.setUp(calls, 1, 0x20)).toBe(-Errno.EINVAL);
      expect(await UringCalls.setUp(calls, 1, 0x8000_0000)).toBe(-Errno.EINVAL);
      const made: number[] = [];
      while ((made.at(-1) ?? 1) > 0) made.push(await UringCalls.setUp(calls, 32768));
      expect([made.length, made.at(-1)]).toEqual([17, -Errno.ENOMEM]);
      expect(await calls.call(Sys.close, made[0]!)).toBe(0);
      expect(await UringCalls.setUp(calls, 1)).toBe(made[0]);
    }),
  );

  test(
    'mmap of a ring: what Linux answers',
    withCalls(async () => {
      const ring = await UringCalls.on(calls, data);
      const map = (address: number, protection: number, offset: number) =>
        calls.call(Sys.mmap, address, PAGE_SIZE, protection, 1, ring.fd, offset);
      expect(await map(ring.rings, 3, 0)).toBe(-Errno.EINVAL);
      expect(await map(0, 7, 0)).toBe(-Errno.EPERM);
      expect(await map(0, 3, 0x2000_0000)).toBe(-Errno.ENOMEM);
      expect(await map(0, 3, 5)).toBe(-Errno.EINVAL);
      expect(await map(FOREIGN, 3, IORING_OFF_SQES)).toBe(-Errno.EINVAL);
    }),
  );

  test(
    'a ring is closed while a request waits, and its descriptor is used again',
    withCalls(async () => {
      const ring = await UringCalls.on(calls, data);
      await calls.call(Sys.pipe, MEMORY);
      const readEnd = calls.peek(MEMORY, 4).readInt32LE();
      ring.queue({ opcode: IoUringOp.POLL_ADD, fd: readEnd });
      expect(await ring.enter(1)).toBe(1);
      const copy = await calls.call(Sys.dup, ring.fd);
      expect(await calls.call(Sys.close, ring.fd)).toBe(0);
      expect(await ring.enter(0)).toBe(-Errno.EBADF);
      // The copy leads to the same ring.
      expect(await calls.call(Sys.io_uring_enter, copy, 0, 0, 0, 0, 0)).toBe(0);
      expect(await calls.call(Sys.close, copy)).toBe(0);
      expect(await calls.open('data')).toBe(ring.fd);
      expect(await ring.enter(1)).toBe(-Errno.EOPNOTSUPP);
    }),
  );
});
