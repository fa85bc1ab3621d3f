import { Stop } from '../../assembly/uapi/machine-state.ts';
import { assertTrue } from '../lib/assert.ts';
import type { HostEvent, HostLog } from './host-log.ts';
import { HostedMachine } from './hosted-machine.ts';

/** A run on a Linux host again, without the host: it hears what was heard the first time. */
export class ReplayMachine extends HostedMachine {
  private constructor(
    module: WebAssembly.Module,
    cpus: number,
    private readonly log: HostLog,
  ) {
    super(module, cpus, false);
  }

  /** A machine in no state yet: somebody writes one that the first run was in to `bytes`. */
  static create(module: WebAssembly.Module, cpus: number, log: HostLog): ReplayMachine {
    return new ReplayMachine(module, cpus, log);
  }

  /** Another machine in the same state. */
  again(module: WebAssembly.Module): ReplayMachine {
    const other = new ReplayMachine(module, this.cpus, this.log);
    other.bytes.set(this.bytes);
    return other;
  }

  /** As the first machine ran, as far as that came. */
  run(moments: number, work: number): Stop {
    const end = this.position + moments;
    for (;;) {
      const stop = this.go(end, work);
      if (stop !== Stop.HostCall && stop !== Stop.HostPage) return stop;
      this.take(this.next(stop === Stop.HostCall ? 'call' : 'page'));
    }
  }

  private next(kind: HostEvent['kind']): HostEvent {
    const event = this.log.at(this.hostEvents);
    assertTrue(event?.kind === kind, `event ${this.hostEvents} of the host is no ${kind}`);
    return event;
  }
}
