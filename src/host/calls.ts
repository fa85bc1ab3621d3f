import { Errno } from '../../assembly/uapi/errno.ts';
import { Signal } from '../../assembly/uapi/signals.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { aioCalls } from './aio-calls.ts';
import type { Call, Handler, Kernel, Outcome } from './call.ts';
import type { Contexts } from './contexts.ts';
import { fcntlCall } from './fcntl-call.ts';
import { mappingCalls } from './mapping-calls.ts';
import { pathCalls } from './path-calls.ts';
import { plainCalls } from './plain-calls.ts';
import { socketCalls } from './socket-calls.ts';
import { OwnSys } from './syscalls.ts';
import { uringCalls } from './uring-calls.ts';
import type { Rings } from './uring-rings.ts';
import { vectorCalls } from './vector-calls.ts';

/** Calls after which other pages may be mapped, whatever they answer. */
const REMAPS: readonly number[] = [Sys.mmap, Sys.munmap, Sys.mprotect, Sys.io_setup, Sys.io_destroy];

const SIG_BLOCK = 0;
const SIGSET = 8;
/** Signals of the kernel that come with a result; they would be about this process, and are passed on. */
const SIGNALS = [Signal.SIGPIPE, Signal.SIGXFSZ];

/** The only system calls that the program can make; any other is not modelled. */
export class Calls {
  private readonly handlers: ReadonlyMap<number, Handler>;
  private readonly signalSet = Buffer.allocUnsafeSlow(SIGSET);
  private readonly noTime = Buffer.allocUnsafeSlow(16).fill(0);

  constructor(
    private readonly kernel: Kernel,
    contexts: Contexts,
    private readonly rings: Rings,
    mostEvents: number,
  ) {
    this.handlers = new Map([
      ...plainCalls,
      ...pathCalls,
      ...vectorCalls,
      ...fcntlCall,
      ...socketCalls,
      ...mappingCalls(rings),
      ...aioCalls(contexts, rings, mostEvents),
      ...uringCalls(rings),
    ]);
    this.signalSet.writeBigUInt64LE(SIGNALS.reduce((set, signal) => set | (1n << BigInt(signal - 1)), 0n));
  }

  /** Signals of the program are kept until somebody asks, on this thread, which makes its calls. */
  holdSignals(): void {
    const { sys } = this.kernel;
    sys.make(OwnSys.rt_sigprocmask, SIG_BLOCK, sys.addressOf(this.signalSet), 0, SIGSET);
  }

  make(call: Call): Outcome {
    this.kernel.window.forgetCopies();
    const outcome = this.handlers.get(call.nr)?.(call, this.kernel) ?? { unmodelled: 0n };
    this.rings.follow(call, outcome);
    return outcome;
  }

  remaps(nr: number): boolean {
    return REMAPS.includes(nr);
  }

  /** The signal that came with a call, 0: none. */
  signalAfter(result: bigint, maySignal: boolean): number {
    if (!maySignal && result !== BigInt(-Errno.EPIPE) && result !== BigInt(-Errno.EFBIG)) return 0;
    const { sys } = this.kernel;
    const { signalSet, noTime } = this;
    const signal = sys.make(OwnSys.rt_sigtimedwait, sys.addressOf(signalSet), 0, sys.addressOf(noTime), SIGSET);
    return signal > 0n ? Number(signal) : 0;
  }
}
