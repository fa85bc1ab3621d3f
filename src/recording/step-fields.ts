import { Step } from '../../assembly/uapi/records.ts';

/**
 * Names of the payload words of every step, in order, as --json prints them. A name that begins with `-` is a signed
 * word (a result, an -errno, a timeout of -1), and is printed without it.
 */
const FIELDS: { readonly [S in keyof typeof Step]: readonly string[] } = {
  Call: [],
  CheckSetup: ['nr_events'],
  AllocateRing: ['ctx', 'nr', 'pages'],
  MapRing: ['ctx', 'bytes'],
  CountAioNr: ['ctx', 'aio_nr'],
  AddTable: ['ctx', 'id'],
  StoreHandle: ['ctx', 'ctxp'],
  LookupIoctx: ['ctx'],
  CopyIocb: ['ctx', 'iocb', 'index'],
  TakeSlot: ['ctx', 'iocb', 'cpu_slots', 'global_slots'],
  RefillSlots: ['ctx', 'slots', 'completed_events'],
  LookupFile: ['ctx', 'iocb', 'fd'],
  LookupEventfd: ['ctx', 'iocb', 'resfd'],
  WriteKey: ['ctx', 'iocb', 'key_before'],
  PrepareRw: ['ctx', 'iocb', 'opcode', 'bytes'],
  Issue: ['ctx', 'iocb', '-offset', 'bytes'],
  Transfer: ['ctx', 'iocb', 'bytes', '-res'],
  QueueAtDevice: ['ctx', 'iocb', 'device_ns'],
  Refuse: ['ctx', 'iocb', '-error'],
  FillSlot: ['ctx', 'iocb', 'slot', 'data', '-res'],
  WmbBeforeTail: ['ctx', 'iocb'],
  PublishTail: ['ctx', 'iocb', 'tail_before', 'tail_after'],
  SignalEventfd: ['ctx', 'iocb', 'count'],
  WakeWaiters: ['ctx', 'iocb', 'waiters'],
  ReadEvents: ['ctx', 'slot', 'events'],
  StoreHead: ['ctx', 'head_before', 'head_after'],
  WaitForEvents: ['ctx', 'missing', '-timeout_ns'],
  KillIoctx: ['ctx', 'aio_nr'],
  UnmapRing: ['ctx', 'bytes'],
  WaitForRequests: ['ctx', 'requests'],
  TimerExpires: ['object'],
  DeviceDone: ['bytes'],
  PreparePoll: ['ctx', 'iocb', 'events'],
  PollFile: ['ctx', 'iocb', 'events', 'ready', 'waits'],
  PollWake: ['ctx', 'iocb', 'events'],
  PollAgain: ['ctx', 'iocb', 'ready', 'waits'],
  CancelRequest: ['ctx', 'iocb', '-error'],
  PrepareFsync: ['ctx', 'iocb', 'opcode'],
  QueueWork: ['ctx', 'iocb', 'work_ns'],
  Fsync: ['ctx', 'iocb', '-res'],
  TimerfdExpires: ['inode', 'expirations'],
  ItimerExpires: ['pid'],
  SetupFrame: ['signal', 'handler'],
  ReadPages: ['ctx', 'iocb', 'pages', 'disk_ns'],
  WritePages: ['ctx', 'iocb', 'pages', 'disk_ns'],
  PagesDone: ['inode', 'page', 'pages'],
  AllocateUring: ['ring', 'sq_entries', 'cq_entries', 'bytes'],
  InstallUring: ['ring', '-fd'],
  GetSqe: ['ring', 'sq_head', 'index', 'user_data', 'opcode'],
  DropSqe: ['ring', 'sq_head', 'index', 'dropped'],
  IssueSqe: ['ring', 'user_data', 'opcode', '-res', 'waits'],
  FillCqe: ['ring', 'user_data', 'slot', '-res'],
  OverflowCqe: ['ring', 'user_data', '-res', 'waiting'],
  CommitCqring: ['ring', 'cq_tail_before', 'cq_tail_after'],
  CommitSqring: ['ring', 'sq_head_before', 'sq_head_after'],
  FlushOverflow: ['ring', 'moved', 'waiting'],
  CqringWait: ['ring', 'missing'],
  CqringWake: ['ring', 'woken'],
};

/** The payload by name. Words a step has no name for are left out. */
export function stepFields(step: Step, payload: readonly bigint[]): { name: string; value: bigint }[] {
  const names = FIELDS[Step[step] as keyof typeof Step] ?? [];
  return names.slice(0, payload.length).map((field, i) => {
    const word = payload[i]!;
    return field.startsWith('-')
      ? { name: field.slice(1), value: BigInt.asIntN(64, word) }
      : { name: field, value: word };
  });
}
