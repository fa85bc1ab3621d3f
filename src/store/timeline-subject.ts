import { RecordLayout, Step } from '../../assembly/uapi/records.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { word } from './record-words.ts';
import type { TimelineContext } from './timeline-context.ts';
import type { Request } from './timeline-request.ts';

/** With which a completion begins: it says which request it is about. */
const FIRST_STEPS: ReadonlySet<Step> = new Set([Step.Transfer, Step.PollWake, Step.PollAgain, Step.Fsync]);

/**
 * Which request a step of the kernel is about: in io_submit, the one its task is working on; in a completion, the one
 * of this iocb that the device is done with first.
 */
export class Subjects {
  /** Of every task: what its io_submit is working on. */
  private readonly current = new Map<number, Request>();
  /** The completion that goes on (activity and ordinal), and its request. */
  private completion = 0;
  private completing: Request | undefined;

  constructor(private readonly contexts: ReadonlyMap<number, TimelineContext>) {}

  /** io_submit of this task goes on with another iocb. */
  submitting(task: number, request: Request): void {
    this.current.set(task, request);
  }

  /** @returns undefined when the step is about no request that is known */
  of(view: DataView, at: number): Request | undefined {
    const step: Step = view.getUint8(at + RecordLayout.step);
    const activity = view.getUint16(at + RecordLayout.activity, true);
    const iocb = word(view, at, 1);
    if (activity === Sys.io_submit && !isPoll(step)) {
      // What io_submit writes to a pipe may wake a poll, which completes in between.
      const current = this.current.get(view.getUint8(at + RecordLayout.task));
      if (current?.iocb === iocb) return current;
    }
    const completion = activity * 2 ** 32 + view.getUint32(at + RecordLayout.ordinal, true);
    if (isFirst(step) || completion !== this.completion || this.completing?.iocb !== iocb) {
      this.completion = completion;
      this.completing = this.contexts.get(word(view, at, 0))?.first(iocb, isPoll(step));
    }
    return this.completing;
  }
}

export function isFirst(step: Step): boolean {
  return FIRST_STEPS.has(step);
}

function isPoll(step: Step): boolean {
  return step === Step.PollWake || step === Step.PollAgain;
}
