/** System calls on this machine's kernel through a session child, made by a test instead of a program. */
import { Iocb } from '../../assembly/uapi/aio_abi.ts';
import { DIRTY, DIRTY_BOTH, PAGE_SHIFT, STACK_BASE } from '../../assembly/uapi/memory-map.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { assertExists, assertTrue } from '../lib/assert.ts';
import { assemble } from '../machine/assemble.ts';
import type { LinuxMachine } from '../machine/linux-machine.ts';
import type { TaskId } from '../machine/machine.ts';

/** Memory of the tests: the main stack. */
export const MEMORY = STACK_BASE + 0x1_0000;

export class HostCalls {
  private constructor(readonly machine: LinuxMachine) {}

  static async on(machine: LinuxMachine): Promise<HostCalls> {
    await machine.load(assemble([{ name: 'main', frame: 64, body: [['TRAP']] }]), [
      { name: 'data', bytes: Uint8Array.from({ length: 4096 }, (_, i) => i) },
    ]);
    return new HostCalls(machine);
  }

  /** @returns value or -errno; what is not modelled is -ENOSYS */
  async call(nr: number, ...args: readonly (number | bigint)[]): Promise<number> {
    const words = args.map((word) => BigInt.asUintN(64, BigInt(word)));
    return Number(await this.machine.syscall(1 as TaskId, nr, ...words));
  }

  /** As the program stores: the next call brings it to the host. */
  poke(address: number, bytes: Uint8Array): void {
    for (const [i, byte] of bytes.entries()) {
      const at = assertExists(this.machine.memory.physical(address + i), `nothing at ${address + i}`);
      this.machine.bytes[at] = byte;
      this.machine.view.setUint16(DIRTY + (at >> PAGE_SHIFT) * 2, DIRTY_BOTH, true);
    }
  }

  peek(address: number, length: number): Buffer {
    const into = Buffer.alloc(length);
    assertTrue(this.machine.memory.read(address, length, into) === length, `nothing at ${address.toString(16)}`);
    return into;
  }

  words(address: number, ...words: readonly (number | bigint)[]): void {
    const bytes = Buffer.alloc(8 * words.length);
    for (const [i, word] of words.entries()) bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(word)), 8 * i);
    this.poke(address, bytes);
  }

  async open(path: string, flags = 0): Promise<number> {
    this.poke(MEMORY, Buffer.from(`${path}\0`));
    return this.call(Sys.open, MEMORY, flags, 0o644);
  }

  async setup(): Promise<number> {
    this.words(MEMORY, 0);
    assertTrue((await this.call(Sys.io_setup, 1, MEMORY)) === 0, 'io_setup');
    return Number(this.peek(MEMORY, 8).readBigUInt64LE());
  }

  /** io_submit of one iocb at MEMORY + 64. */
  async submit(ctx: number, opcode: number, fd: number, buf: number | bigint, nbytes: number): Promise<number> {
    const iocb = Buffer.alloc(Iocb.SIZEOF);
    iocb.writeUInt16LE(opcode, Iocb.aio_lio_opcode);
    iocb.writeUInt32LE(fd, Iocb.aio_fildes);
    iocb.writeBigUInt64LE(BigInt(buf), Iocb.aio_buf);
    iocb.writeBigUInt64LE(BigInt(nbytes), Iocb.aio_nbytes);
    this.poke(MEMORY + 64, iocb);
    this.words(MEMORY, MEMORY + 64);
    return this.call(Sys.io_submit, ctx, 1, MEMORY);
  }

  /** res of the next event, which is waited for. */
  async event(ctx: number): Promise<number> {
    assertTrue((await this.call(Sys.io_getevents, ctx, 1, 1, MEMORY + 256, 0)) === 1, 'io_getevents');
    return Number(this.peek(MEMORY + 256 + 16, 8).readBigInt64LE());
  }
}
