import { Step } from '../../assembly/uapi/records.ts';
import { RULES, type RuleId } from '../rules/ids.ts';
import { errnoName } from '../uapi/names.ts';
import { picture } from './picture.ts';
import type { StepRecord } from './record-index.ts';

/** Where in the kernel a step comes from, and which rules speak of it. */
interface Origin {
  readonly fn: string;
  readonly rules: readonly RuleId[];
}

const ORIGINS: { readonly [S in keyof typeof Step]: Origin | undefined } = {
  Call: undefined,
  CheckSetup: { fn: 'io_setup()', rules: ['SET-01', 'SET-02', 'SET-03'] },
  AllocateRing: { fn: 'aio_setup_ring()', rules: ['RNG-01', 'PRO-01'] },
  MapRing: { fn: 'aio_setup_ring()', rules: ['UAPI-07', 'RNG-07'] },
  CountAioNr: { fn: 'ioctx_alloc()', rules: ['SET-09', 'SET-06'] },
  AddTable: { fn: 'ioctx_add_table()', rules: ['SET-07'] },
  StoreHandle: { fn: 'io_setup()', rules: ['SET-08', 'UAPI-07'] },
  LookupIoctx: { fn: 'lookup_ioctx()', rules: ['CTX-01'] },
  CopyIocb: { fn: 'io_submit_one()', rules: ['SUB-16', 'SUB-17'] },
  TakeSlot: { fn: 'get_reqs_available()', rules: ['SLT-04', 'SLT-01'] },
  RefillSlots: { fn: 'refill_reqs_available()', rules: ['SLT-03', 'SLT-09'] },
  LookupFile: { fn: 'fget()', rules: ['SUB-10'] },
  LookupEventfd: { fn: 'eventfd_ctx_fdget()', rules: ['SUB-11', 'EFD-05'] },
  WriteKey: { fn: '__io_submit_one()', rules: ['SUB-12'] },
  PrepareRw: { fn: 'aio_prep_rw()', rules: ['RW-03', 'RW-05', 'RW-07'] },
  Issue: { fn: 'aio_read(), aio_write()', rules: ['RW-08', 'RES-10'] },
  Transfer: { fn: 'read_iter(), write_iter()', rules: ['RW-08', 'BLK-13'] },
  QueueAtDevice: { fn: 'submit_bio()', rules: ['BLK-18', 'BUF-01'] },
  Refuse: { fn: 'io_submit_one()', rules: ['SUB-14', 'SUB-15'] },
  FillSlot: { fn: 'aio_complete()', rules: ['RNG-04', 'UAPI-02'] },
  WmbBeforeTail: { fn: 'aio_complete()', rules: ['RNG-04'] },
  PublishTail: { fn: 'aio_complete()', rules: ['SLT-05', 'RNG-04'] },
  SignalEventfd: { fn: 'eventfd_signal()', rules: ['EFD-01', 'EFD-02'] },
  WakeWaiters: { fn: 'aio_complete()', rules: ['GET-08'] },
  ReadEvents: { fn: 'aio_read_events_ring()', rules: ['RNG-06'] },
  StoreHead: { fn: 'aio_read_events_ring()', rules: ['SLT-06'] },
  WaitForEvents: { fn: 'read_events()', rules: ['GET-02', 'GET-06', 'GET-08'] },
  KillIoctx: { fn: 'kill_ioctx()', rules: ['DST-01', 'DST-02'] },
  UnmapRing: { fn: 'kill_ioctx()', rules: ['DST-02'] },
  WaitForRequests: { fn: 'io_destroy()', rules: ['DST-01'] },
  PreparePoll: { fn: 'aio_poll()', rules: ['POL-01'] },
  PollFile: { fn: 'aio_poll()', rules: ['POL-02', 'POL-03'] },
  PollWake: { fn: 'aio_poll_wake()', rules: ['POL-04'] },
  PollAgain: { fn: 'aio_poll_complete_work()', rules: ['POL-05'] },
  CancelRequest: { fn: 'io_cancel()', rules: ['CAN-01', 'CAN-02', 'CAN-03'] },
  PrepareFsync: { fn: 'aio_fsync()', rules: ['FSY-01'] },
  QueueWork: { fn: 'aio_fsync()', rules: ['FSY-02'] },
  Fsync: { fn: 'aio_fsync_work()', rules: ['FSY-03'] },
  TimerfdExpires: { fn: 'timerfd_tmrproc()', rules: [] },
  ItimerExpires: { fn: 'it_real_fn()', rules: [] },
  SetupFrame: { fn: 'setup_rt_frame()', rules: ['GET-04', 'RW-09'] },
  ReadPages: { fn: 'filemap_read()', rules: ['BLK-02', 'BLK-04'] },
  WritePages: { fn: 'filemap_write_and_wait_range()', rules: ['BLK-07', 'BLK-16'] },
  PagesDone: { fn: 'folio_end_read(), folio_end_writeback()', rules: [] },
  TimerExpires: { fn: 'hrtimer_wakeup()', rules: [] },
  DeviceDone: { fn: 'bio_endio()', rules: [] },
  AllocateUring: { fn: 'io_allocate_scq_urings()', rules: ['URG-01', 'URG-06'] },
  InstallUring: { fn: 'io_uring_install_fd()', rules: ['URG-02'] },
  GetSqe: { fn: 'io_get_sqe()', rules: ['URG-05'] },
  DropSqe: { fn: 'io_get_sqe()', rules: ['URG-05'] },
  IssueSqe: { fn: 'io_issue_sqe()', rules: ['URG-07', 'URG-08'] },
  FillCqe: { fn: 'io_fill_cqe_req()', rules: ['URG-05'] },
  OverflowCqe: { fn: 'io_cqring_event_overflow()', rules: ['URG-09'] },
  CommitCqring: { fn: 'io_commit_cqring()', rules: ['URG-06'] },
  CommitSqring: { fn: 'io_commit_sqring()', rules: ['URG-06'] },
  FlushOverflow: { fn: '__io_cqring_overflow_flush()', rules: ['URG-09'] },
  CqringWait: { fn: 'io_cqring_wait()', rules: ['URG-10'] },
  CqringWake: { fn: 'io_cqring_wake()', rules: ['URG-10'] },
};

/** Rules about one answer of io_submit; where several could be meant, none is named. */
const REFUSALS: Readonly<Record<string, readonly RuleId[]>> = {
  EAGAIN: ['SUB-09', 'SLT-08'],
  EBADF: ['SUB-10'],
  EOPNOTSUPP: ['RW-02'],
};

/** Why the kernel did what the sentence says. */
export interface Why {
  /** The kernel's function; undefined where no step of fs/aio.c has just happened. */
  readonly fn: string | undefined;
  readonly rules: readonly { readonly id: RuleId; readonly text: string }[];
}

export const why = picture<Why>(({ index, recording }) => {
  const step = index.recordsOf(recording.position).find((record): record is StepRecord => record.kind === 'step');
  const origin = step && ORIGINS[Step[step.step] as keyof typeof Step];
  if (!step || !origin) return { fn: undefined, rules: [] };
  const rules = [...refusal(step), ...origin.rules];
  return { fn: origin.fn, rules: rules.map((id) => ({ id, text: RULES[id] })) };
});

function refusal({ step, payload }: StepRecord): readonly RuleId[] {
  if (step !== Step.Refuse) return [];
  return REFUSALS[errnoName(Number(-BigInt.asIntN(64, payload[2] ?? 0n))) ?? ''] ?? [];
}
