import { IoUringOp } from '../../assembly/uapi/io_uring_abi.ts';
import { opcodeName } from '../uapi/names.ts';

/** How the way of a request ends. */
export const enum End {
  /** It has not: the run ends before, or is not known further. */
  Open,
  /** io_getevents copied its event, and moved head; of io_uring, the program moved cq.head. */
  Delivered,
  /** The program moved head by itself; when exactly is not in the records, only that it was before this. */
  ReapedByProgram,
  /** io_submit refused it. */
  Refused,
  /** Its event was still in the ring when the ring went. */
  Gone,
}

/** Which SQE a request was. */
export interface SqeRef {
  readonly index: number;
  readonly userData: bigint;
}

/** One request, from the kernel's first look at its iocb or SQE on. Times are virtual ns, Infinity for what is not known. */
export interface Request {
  /** Of the context; of io_uring the number of the ring. */
  readonly handle: number;
  /** Its place in RequestTracker.all, and in spans. */
  readonly id: number;
  /** User address of its iocb: the same one may be submitted again and again. 0 of io_uring. */
  readonly iocb: number;
  /** Undefined of AIO. */
  readonly sqe: SqeRef | undefined;
  /** Number of its CopyIocb or GetSqe record. */
  readonly record: number;
  /** Row of the drawing that it has for itself while it is there. */
  readonly row: number;
  /** io_submit begins with it. */
  readonly start: number;
  /** aio_lio_opcode, or that of the SQE; undefined before it is looked at. */
  opcode: number | undefined;
  /** The device has it, or a worker (FSYNC), or it waits for its file (POLL); Infinity when it never has to wait. */
  queued: number;
  /** When device or worker will be done; of a poll nobody knows. */
  due: number;
  /** Its CQE is known, and there was no room for it: the kernel keeps it. */
  aside: number;
  /** tail moves: the program can see its event. */
  published: number;
  /** On a host: when its event was last looked for and not there; else when tail moves. */
  unseen: number;
  /** Its event leaves the ring, or io_submit refuses it. */
  ended: number;
  end: End;
  /** res of its event, or the -errno of its refusal. */
  res: number | undefined;
}

/** `PREAD`, `NOP`: what it does; undefined before that is looked at. */
export function operation({ opcode, sqe }: Request): string | undefined {
  if (opcode === undefined) return undefined;
  return (sqe ? IoUringOp[opcode] : opcodeName(opcode)?.replace('IOCB_CMD_', '')) ?? `${opcode}`;
}

export type Phase = 'later' | 'submitting' | 'device' | 'unreaped' | 'reaped' | 'refused' | 'gone';

/** In which phase a request is at the end of the moment that is over at `time`. */
export function phaseAt(request: Request, time: number): Phase {
  if (request.start >= time) return 'later';
  if (request.ended <= time) {
    if (request.end === End.Refused) return 'refused';
    return request.end === End.Gone ? 'gone' : 'reaped';
  }
  if (request.published <= time) return 'unreaped';
  return request.queued <= time ? 'device' : 'submitting';
}
