/**
 * Raw system calls, and the memory of this very process, through koffi. Only the session child loads this file, and koffi
 * only when it asks for it: where it is not installed, everything else of kring works.
 */
import type { KoffiFunc } from 'koffi';
import { LinkError } from '../wire/link-error.ts';

export type Word = bigint | number;
type SyscallFunction = KoffiFunc<(...words: Word[]) => Word>;

/** What the child itself calls, beside assembly/uapi/syscalls.ts. */
export enum OwnSys {
  rt_sigprocmask = 14,
  rt_sigtimedwait = 128,
  prctl = 157,
  sched_setaffinity = 203,
  sched_getaffinity = 204,
  prlimit64 = 302,
  process_vm_readv = 310,
  process_vm_writev = 311,
  close_range = 436,
}

const PAGE = 4096;
/** Bytes in one process_vm_readv or writev, and iovecs: IOV_MAX. */
const CHUNK = 1 << 20;
const IOVECS = 1024;
const IOVEC = 16;
/** Pages that a chunk may touch. */
const CHUNK_PAGES = CHUNK / PAGE + 1;

/** Bytes of this process. */
export interface Span {
  readonly address: bigint;
  readonly length: number;
}

export class Syscalls {
  private readonly bounce = Buffer.allocUnsafeSlow(CHUNK);
  private readonly bounceAddress: bigint;
  private readonly iovecs = Buffer.allocUnsafeSlow((1 + IOVECS) * IOVEC);
  private readonly iovecsAddress: bigint;

  private constructor(
    private readonly call: SyscallFunction,
    private readonly errno: () => number,
    /** Where a buffer that is not of Node's pool begins; it stays there. */
    readonly addressOf: (buffer: Uint8Array) => bigint,
  ) {
    this.bounceAddress = addressOf(this.bounce);
    this.iovecsAddress = addressOf(this.iovecs);
    this.iovecs.writeBigUInt64LE(this.bounceAddress, 0);
  }

  /** @throws {LinkError} where there are none */
  static async load(): Promise<Syscalls> {
    if (process.platform !== 'linux' || process.arch !== 'x64')
      throw new LinkError('NO_LINUX', `${process.platform} ${process.arch}`);
    const { default: koffi } = await import('koffi').catch((error: unknown) => {
      throw new LinkError('NO_KOFFI', String(error));
    });
    // null: what is in this process already, whichever libc that is.
    const libc = koffi.load(null);
    const word = 'uint64';
    const call: SyscallFunction = libc.func('syscall', 'int64', ['int64', word, word, word, word, word, word]);
    return new Syscalls(
      call,
      () => koffi.errno(),
      (buffer) => BigInt(koffi.address(buffer)),
    );
  }

  /** A call of the child's own. @returns value or -errno */
  now(nr: number, ...args: Word[]): number {
    return Number(this.result(this.call(nr, ...padded(args))));
  }

  /** A call of the program's; it may wait for ever. @returns value or -errno */
  make(nr: number, ...args: Word[]): bigint {
    return this.result(this.call(nr, ...padded(args)));
  }

  private result(word: Word): bigint {
    return BigInt(word) === -1n ? BigInt(-this.errno()) : BigInt(word);
  }

  /** @returns a copy of the bytes up to the first page that cannot be read */
  read(address: bigint, length: number): Buffer {
    const pieces: Buffer[] = [];
    for (let done = 0; done < length; ) {
      const wanted = Math.min(CHUNK, length - done);
      const got = this.transfer(OwnSys.process_vm_readv, [{ address: address + BigInt(done), length: wanted }]);
      if (got > 0) pieces.push(Buffer.from(this.bounce.subarray(0, got)));
      if (got < wanted) break;
      done += got;
    }
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  }

  /** As read() of each of them; those that fit together, and are there, in one call. */
  readEach(spans: readonly Span[]): Buffer[] {
    const all: Buffer[] = [];
    let batch: Span[] = [];
    let bytes = 0;
    let pages = 0;
    const flush = () => {
      const got = this.transfer(OwnSys.process_vm_readv, batch);
      if (got < bytes) all.push(...batch.map(({ address, length }) => this.read(address, length)));
      else {
        const copy = Buffer.from(this.bounce.subarray(0, bytes));
        let at = 0;
        for (const { length } of batch) {
          all.push(copy.subarray(at, at + length));
          at += length;
        }
      }
      batch = [];
      bytes = pages = 0;
    };
    for (const span of spans) {
      const more = pagesOf(span.address, span.length);
      if (batch.length > 0 && (bytes + span.length > CHUNK || pages + more > IOVECS)) flush();
      if (span.length > CHUNK) all.push(this.read(span.address, span.length));
      else {
        batch.push(span);
        bytes += span.length;
        pages += more;
      }
    }
    if (batch.length > 0) flush();
    return all;
  }

  /** @returns whether every page was there; what comes before one that is not has been written */
  write(patches: readonly { readonly address: bigint; readonly bytes: Uint8Array }[]): boolean {
    let batch: Span[] = [];
    let bytes = 0;
    let pages = 0;
    const flush = () => {
      const written = this.transfer(OwnSys.process_vm_writev, batch);
      const whole = written === bytes;
      batch = [];
      bytes = pages = 0;
      return whole;
    };
    for (const { address, bytes: whole } of patches) {
      for (let done = 0; done < whole.length; ) {
        if (bytes === CHUNK || pages > IOVECS - CHUNK_PAGES) if (!flush()) return false;
        const piece = whole.subarray(done, done + CHUNK - bytes);
        this.bounce.set(piece, bytes);
        batch.push({ address: address + BigInt(done), length: piece.length });
        bytes += piece.length;
        pages += pagesOf(address + BigInt(done), piece.length);
        done += piece.length;
      }
    }
    return flush();
  }

  /** Between the bounce buffer and these ranges; an iovec ends with its page, so a fault costs no more than that. */
  private transfer(nr: OwnSys, ranges: readonly Span[]): number {
    let count = 0;
    let total = 0;
    for (const { address, length } of ranges) {
      for (let done = 0; done < length; ) {
        const at = address + BigInt(done);
        const inPage = Math.min(length - done, PAGE - Number(at % BigInt(PAGE)));
        count++;
        this.iovecs.writeBigUInt64LE(BigInt.asUintN(64, at), count * IOVEC);
        this.iovecs.writeBigUInt64LE(BigInt(inPage), count * IOVEC + 8);
        done += inPage;
      }
      total += length;
    }
    if (total === 0) return 0;
    this.iovecs.writeBigUInt64LE(BigInt(total), 8);
    return this.now(nr, process.pid, this.iovecsAddress, 1, this.iovecsAddress + BigInt(IOVEC), count, 0);
  }
}

function padded(args: readonly Word[]): Word[] {
  return [...args, 0, 0, 0, 0, 0, 0].slice(0, 6);
}

function pagesOf(address: bigint, length: number): number {
  return length === 0 ? 0 : Math.floor((Number(address % BigInt(PAGE)) + length - 1) / PAGE) + 1;
}
