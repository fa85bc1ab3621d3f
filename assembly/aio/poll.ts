/** IOCB_CMD_POLL: fs/aio.c: aio_poll() and aio_poll_complete_work(). How a poll waits is in sim/poll-requests. */
import { Iocb } from '../uapi/aio_abi';
import { Step } from '../uapi/records';
import { Kiocb, KiocbState, PollKiocb } from '../uapi/kernel-state';
import { EPOLLERR, EPOLLHUP, NO_QUEUE, TWO_QUEUES } from '../sim/poll-bits';
import { pollFile, waitQueueOf } from '../sim/poll-mask';
import { isWaiting, scheduleWork, stopWaiting, waitForFile } from '../sim/poll-requests';
import { fileRow } from '../sim/files';
import { markDirty } from '../sim/frames';
import { step3, step4, step5 } from '../sim/trace';
import { handleOf, kioctxRow } from './kioctx';
import { beginCompletion } from './complete';

/** POL-01: a mask of 16 bits and nothing else; anything else is -EINVAL. */
export function isPlainPoll(iocb: usize): bool {
  return (
    load<u64>(iocb, Iocb.aio_buf) <= 0xffff &&
    load<u64>(iocb, Iocb.aio_offset) == 0 &&
    load<u64>(iocb, Iocb.aio_nbytes) == 0 &&
    load<u32>(iocb, Iocb.aio_rw_flags) == 0
  );
}

/** Errors and hang-ups are always asked for. */
export function preparePoll(request: usize, iocb: usize): void {
  const events = load<u32>(iocb, Iocb.aio_buf) | EPOLLERR | EPOLLHUP;
  store<u32>(request, events, PollKiocb.events);
  markDirty(request);
  step3(Step.PreparePoll, handle(request), load<u64>(request, Kiocb.obj), events);
}

export enum Polled {
  /** Ready at once: the completion has begun. */
  Ready,
  Waits,
  /** There is nothing to wait for: -EINVAL (POL-03). */
  Refused,
}

/** POL-02, POL-03. */
export function pollNow(request: usize): Polled {
  const file = fileRow(load<u16>(request, Kiocb.file));
  const obj = load<u64>(request, Kiocb.obj);
  const events = load<u32>(request, PollKiocb.events);
  const ready = pollFile(file) & events;
  const queue = waitQueueOf(file);
  const waits = ready == 0 && queue != NO_QUEUE && queue != TWO_QUEUES;
  step5(Step.PollFile, handle(request), obj, events, ready, waits ? 1 : 0);
  if (ready != 0) {
    beginCompletion(request, ready);
    return Polled.Ready;
  }
  if (!waits) return Polled.Refused;
  store<u8>(request, KiocbState.Polling, Kiocb.state);
  waitForFile(request, queue);
  return Polled.Waits;
}

/** The first moment of a completion that a wake began: the result is the whole key (POL-04). */
export function pollWoken(request: usize): void {
  const key = load<u32>(request, PollKiocb.events);
  step3(Step.PollWake, handle(request), load<u64>(request, Kiocb.obj), key);
  beginCompletion(request, key);
}

/** A worker's turn (POL-05, POL-07). @returns false when the request goes on waiting */
export function pollWork(request: usize): bool {
  if (!isWaiting(request)) {
    pollWoken(request);
    return true;
  }
  const cancelled = load<u8>(request, PollKiocb.cancelled) != 0;
  const file = fileRow(load<u16>(request, Kiocb.file));
  const ready = cancelled ? 0 : pollFile(file) & load<u32>(request, PollKiocb.events);
  const goesOn = ready == 0 && !cancelled;
  step4(Step.PollAgain, handle(request), load<u64>(request, Kiocb.obj), ready, goesOn ? 1 : 0);
  if (!goesOn) {
    stopWaiting(request);
    beginCompletion(request, ready);
    return true;
  }
  store<u8>(request, 0, PollKiocb.work_scheduled);
  if (load<u8>(request, PollKiocb.work_need_resched) != 0) {
    store<u8>(request, 0, PollKiocb.work_need_resched);
    scheduleWork(request);
  }
  markDirty(request);
  return false;
}

function handle(request: usize): u64 {
  return handleOf(kioctxRow(load<u16>(request, Kiocb.ctx)));
}
