import { Sys } from '../../assembly/uapi/syscalls.ts';
import { LinkError } from '../wire/link-error.ts';
import { OUTPUT_ENDS } from './call.ts';
import type { Syscalls } from './syscalls.ts';

const FIONREAD = 0x541b;
const IOCTL = 16;

/**
 * fds 1 and 2 of the program: pipes whose other ends session.ts reads, through /proc. Somebody must, while a call waits for
 * room in one; this process waits in the call itself.
 */
export class Console {
  private readonly count = Buffer.allocUnsafeSlow(4);

  constructor(private readonly sys: Syscalls) {
    for (const [i, end] of OUTPUT_ENDS.entries()) this.replace(i + 1, end);
  }

  /** In which pipes something waits to be read: bit 0 is fd 1. */
  get waiting(): number {
    return OUTPUT_ENDS.reduce((bits, end, i) => bits | (this.bytesIn(end) > 0 ? 1 << i : 0), 0);
  }

  private bytesIn(end: number): number {
    const error = this.sys.now(IOCTL, end, FIONREAD, this.sys.addressOf(this.count));
    return error < 0 ? 0 : this.count.readInt32LE();
  }

  private replace(fd: number, end: number): void {
    const ends = Buffer.allocUnsafeSlow(8);
    const error = this.sys.now(Sys.pipe, this.sys.addressOf(ends));
    const [ours, theirs] = [ends.readInt32LE(0), ends.readInt32LE(4)];
    const moved = error === 0 && this.sys.now(Sys.dup2, theirs, fd) === fd && this.sys.now(Sys.dup2, ours, end) === end;
    if (!moved) throw new LinkError('NO_SESSION', `no pipe: ${error}`);
    this.sys.now(Sys.close, theirs);
    this.sys.now(Sys.close, ours);
  }
}
