/** How the way of a request ends. */
export const enum End {
  /** It has not: the run ends before, or is not known further. */
  Open,
  /** io_getevents copied its event, and moved head. */
  Delivered,
  /** The program moved head by itself; when exactly is not in the records, only that it was before this. */
  ReapedByProgram,
  /** io_submit refused it. */
  Refused,
  /** Its event was still in the ring when the ring went. */
  Gone,
}

/** One request, from io_submit's first look at its iocb on. Times are virtual ns, Infinity for what is not known. */
export interface Request {
  readonly handle: number;
  /** Its place in RequestTracker.all, and in spans. */
  readonly id: number;
  /** User address of its iocb: the same one may be submitted again and again. */
  readonly iocb: number;
  /** Number of its CopyIocb record. */
  readonly record: number;
  /** Row of the drawing that it has for itself while it is there. */
  readonly row: number;
  /** io_submit begins with it. */
  readonly start: number;
  /** aio_lio_opcode; undefined before it is looked at. */
  opcode: number | undefined;
  /** The device has it, or a worker (FSYNC), or it waits for its file (POLL); Infinity when it never has to wait. */
  queued: number;
  /** When device or worker will be done; of a poll nobody knows. */
  due: number;
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
