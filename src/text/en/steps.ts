import { IoUringOp } from '../../../assembly/uapi/io_uring_abi.ts';
import type { Step } from '../../../assembly/uapi/records.ts';
import { pollNames, signalName } from '../../uapi/names.ts';

/** What a sentence about a step of the kernel may speak of. */
export interface StepFacts {
  /** The program's name of the iocb, or its address. */
  readonly iocb: string;
  /** Payload words of the record as assembly/uapi/records.ts lists them, from the context's handle on; 0 where there is none. */
  readonly word: (index: number) => bigint;
  /** A payload word as a result: `4096`, `-9 EBADF`. */
  readonly result: (index: number) => string;
  /** A payload word as an address. */
  readonly hex: (index: number) => string;
  /** A payload word, in ns, as a time. */
  readonly time: (index: number) => string;
  /** A payload word as the name of an opcode. */
  readonly opcode: (index: number) => string;
}

/** A count with its noun in the right number. */
export function count(n: bigint | number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 || n === 1n ? one : many}`;
}

/** A poll mask: `POLLIN | POLLRDNORM`. */
const poll = (mask: bigint): string => pollNames(Number(mask)).replaceAll('|', ' | ');

/** The name of an SQE's opcode: `NOP`. */
const operation = (opcode: bigint): string => IoUringOp[Number(opcode)] ?? `opcode ${opcode}`;

/** How far a word has moved: `8 CQEs are`. */
function more(word: StepFacts['word'], one: string): string {
  const moved = BigInt.asUintN(32, word(2) - word(1));
  return `${count(moved, one)} ${moved === 1n ? 'is' : 'are'}`;
}

/** The sentence of a kernel step, said when it has just happened. */
export const steps: Readonly<Record<keyof typeof Step, (facts: StepFacts) => string>> = {
  Call: () => 'The kernel does the whole call in one step.',

  CheckSetup: ({ word }) =>
    `The kernel checks the arguments of \`io_setup\`: room for ${count(word(0), 'event')} is asked for, and the handle must be 0 so far.`,
  AllocateRing: ({ word }) =>
    `The kernel makes the ring out of ${count(word(2), 'whole page')}: **${word(1)} slots**, more than were asked for.`,
  MapRing: ({ word, hex }) =>
    `The ring is mapped into the program's memory at \`${hex(0)}\`: ${word(1)} bytes that both of them write.`,
  CountAioNr: ({ word }) =>
    `The system-wide count \`fs.aio-nr\` grows to **${word(1)}**. Past \`fs.aio-max-nr\` there would be no ring.`,
  AddTable: ({ word }) => `The context gets number ${word(1)} in the process's table; \`ring->id\` says so.`,
  StoreHandle: ({ hex }) =>
    `The handle, \`${hex(0)}\`, is stored at \`${hex(1)}\`. It is the address of the ring itself.`,

  LookupIoctx: ({ hex }) =>
    `The kernel looks the context up: it reads \`ring->id\` at \`${hex(0)}\` and checks its own table.`,
  CopyIocb: ({ iocb, word }) =>
    `The kernel copies the 64 bytes of ${iocb}, entry ${word(2)} of the list. What the program does to them now changes nothing.`,
  TakeSlot: ({ iocb, word }) =>
    `A slot is taken for ${iocb}: ${word(2)} left on this CPU, ${word(3)} more in \`reqs_available\`. Its event is now sure to fit into the ring.`,
  RefillSlots: ({ word }) =>
    `The kernel looks at \`head\`, where reaping has got to: ${count(word(1), 'slot')} of reaped events ${word(1) === 1n ? 'comes' : 'come'} back.`,
  LookupFile: ({ iocb, word }) =>
    `The file behind fd ${word(2)} of ${iocb} is looked up. The request holds it now, even if the program closes the fd.`,
  LookupEventfd: ({ iocb, word }) => `The eventfd ${word(2)} of ${iocb} is looked up: it will count the event.`,
  WriteKey: ({ iocb, word }) =>
    `The kernel writes \`KIOCB_KEY\` to \`aio_key\` of ${iocb}: **${word(2)} → 0**. It accepts the request up to here.`,
  PrepareRw: ({ iocb, word, opcode }) =>
    `${opcode(2)} of ${count(word(3), 'byte')} is prepared for ${iocb}: direction, buffer and offset are checked.`,
  Issue: ({ iocb, word }) =>
    `The I/O of ${iocb} starts: ${count(word(3), 'byte')} at offset ${word(2)}. From here on every result is an event.`,
  Transfer: ({ iocb, word, result }) =>
    `${count(word(2), 'byte')} move between the file and the program's memory for ${iocb}: result ${result(3)}.`,
  QueueAtDevice: ({ iocb, time }) =>
    `The request of ${iocb} waits at the device for about ${time(2)}. \`io_submit\` does not wait; the buffer is the kernel's until the event comes.`,
  Refuse: ({ iocb, result }) =>
    `The kernel refuses ${iocb}: **${result(2)}**. Its slot goes back, and there will be no event.`,

  FillSlot: ({ iocb, word, result }) =>
    `The event of ${iocb} is written to slot ${word(2)}: data ${word(3)}, res ${result(4)}. It lies behind \`tail\`, so nobody sees it yet.`,
  WmbBeforeTail: () => 'A write barrier: no CPU may see the new `tail` before it sees the event that `tail` speaks of.',
  PublishTail: ({ iocb, word }) =>
    `The kernel publishes \`tail\`: **${word(2)} → ${word(3)}**. The event of ${iocb} is now visible to the program.`,
  SignalEventfd: ({ iocb, word }) => `The eventfd of ${iocb} is signalled: its count is ${word(2)}.`,
  WakeWaiters: ({ word }) =>
    word(2) === 0n
      ? 'Nobody waits for events: nobody is woken.'
      : `${count(word(2), 'waiter')} of \`io_getevents\` ${word(2) === 1n ? 'is' : 'are'} woken.`,

  ReadEvents: ({ word }) =>
    word(2) === 0n
      ? '`head` equals `tail`: the ring is empty, there is nothing to copy.'
      : `${count(word(2), 'event')} from slot ${word(1)} on ${word(2) === 1n ? 'is' : 'are'} copied to the program's memory.`,
  StoreHead: ({ word }) =>
    `The kernel moves \`head\`: **${word(1)} → ${word(2)}**. What it has passed is reaped; the slots come back when the kernel next looks at \`head\`.`,
  WaitForEvents: ({ word, time }) =>
    `The program goes to sleep until ${count(word(1), 'more event')} ${word(1) === 1n ? 'is' : 'are'} in the ring, ${BigInt.asIntN(64, word(2)) < 0n ? 'however long it takes' : `for ${time(2)} at most`}.`,

  KillIoctx: ({ word }) => `The context is dead: out of the table, and \`fs.aio-nr\` drops to ${word(1)}.`,
  UnmapRing: ({ hex, word }) =>
    `The ring is unmapped: \`${hex(0)}\`, ${word(1)} bytes. The handle leads nowhere any more.`,
  WaitForRequests: ({ word }) =>
    `\`io_destroy\` waits for ${count(word(1), 'request')} in flight: until then the kernel may write to their buffers.`,

  TimerExpires: () => 'A timer goes off.',
  DeviceDone: ({ word }) => `The device is done with ${count(word(0), 'byte')} that a task sleeps for.`,

  PreparePoll: ({ iocb, word }) => `POLL is prepared for ${iocb}: the events asked for are \`${poll(word(2))}\`.`,
  PollFile: ({ iocb, word }) => {
    if (word(3) !== 0n) return `The file of ${iocb} is asked, and it is ready: \`${poll(word(3))}\`.`;
    return word(4) === 0n
      ? `The file of ${iocb} is asked: it is not ready, and has nothing to wait for.`
      : `The file of ${iocb} is asked: it is not ready. The request waits in the file's queue; \`io_submit\` does not wait.`;
  },
  PollWake: ({ iocb, word }) =>
    `The file of ${iocb} wakes those who wait for it: \`${poll(word(2))}\`, all of which will be the result.`,
  PollAgain: ({ iocb, word }) => {
    if (word(3) !== 0n)
      return `A worker asks the file of ${iocb} again: still not ready, so the request goes on waiting.`;
    return word(2) === 0n
      ? `A worker finds that ${iocb} was cancelled: its result is 0.`
      : `A worker asks the file of ${iocb} again: \`${poll(word(2))}\`.`;
  },
  CancelRequest: ({ iocb, result }) =>
    `The request of ${iocb} is looked for among those that can be cancelled: ${result(2)}.`,
  PrepareFsync: ({ iocb, opcode }) => `${opcode(2)} is prepared for ${iocb}: nothing but its file counts.`,
  QueueWork: ({ iocb, time }) =>
    `A worker of the kernel gets ${iocb} to do, about ${time(2)}. \`io_submit\` does not wait.`,
  Fsync: ({ iocb, result }) => `The worker has written out the file of ${iocb}: result ${result(2)}.`,
  TimerfdExpires: ({ word }) => `The timer of a timerfd goes off: ${count(word(1), 'expiration')} nobody has read.`,
  ItimerExpires: ({ word }) => `The timer of \`setitimer\` goes off: process ${word(0)} gets SIGALRM.`,
  SetupFrame: ({ word }) =>
    `**${signalName(Number(word(0)))}** has a handler. What was interrupted is saved on the stack; the handler runs above it, and \`rt_sigreturn\` will bring it back.`,

  ReadPages: ({ word, time }) =>
    `${count(word(2), 'page')} of the file ${word(2) === 1n ? 'is' : 'are'} not in the page cache: the call **sleeps** until the disk has read ${word(2) === 1n ? 'it' : 'them'}, about ${time(3)}.`,
  WritePages: ({ word, time }) =>
    `${count(word(2), 'page')} of the file ${word(2) === 1n ? 'is' : 'are'} newer than the disk: the call **sleeps** until ${word(2) === 1n ? 'it is' : 'they are'} written, about ${time(3)}.`,
  PagesDone: ({ word }) => `The disk is done with ${count(word(2), 'page')} of the page cache.`,

  AllocateUring: ({ word }) =>
    `The kernel rounds up to powers of two: **${word(1)}** SQEs, **${word(2)}** CQEs. It keeps both numbers for itself, and writes them once into the shared page, where it will never read them.`,
  InstallUring: ({ word }) =>
    `The ring gets fd ${BigInt.asIntN(64, word(1))}; \`params\` say where everything lies in it.`,
  GetSqe: ({ word }) =>
    `The kernel's own head is ${word(1)}: the next SQE is **${word(2)}**, ${operation(word(4))} with user_data ${word(3)}.`,
  DropSqe: ({ word }) =>
    `The array names SQE ${word(2)}, which does not exist: it is dropped, and the submission ends.`,
  IssueSqe: ({ word, result }) =>
    word(4) === 0n
      ? `${operation(word(2))} with user_data ${word(1)} is done: **${result(3)}**.`
      : `${operation(word(2))} with user_data ${word(1)} has to wait; the program does not.`,
  FillCqe: ({ word, result }) =>
    BigInt.asIntN(64, word(2)) < 0n
      ? `The ring is closed: nobody will see the CQE with user_data ${word(1)}, res ${result(3)}.`
      : `A CQE is written to slot ${word(2)}: user_data ${word(1)}, res ${result(3)}. It lies behind \`cq.tail\`.`,
  OverflowCqe: ({ word }) =>
    `The completion queue is full: the CQE with user_data ${word(1)} waits in a list of the kernel's own, ${count(word(3), 'CQE')} long.`,
  CommitCqring: ({ word }) =>
    `The kernel publishes \`cq.tail\`: **${word(1)} → ${word(2)}**. ${more(word, 'CQE')} now visible to the program.`,
  CommitSqring: ({ word }) =>
    `The kernel publishes \`sq.head\`: **${word(1)} → ${word(2)}**. ${more(word, 'SQE')} taken: their places are free again.`,
  FlushOverflow: ({ word }) => `${count(word(1), 'CQE')} that had no room move into the queue; ${word(2)} still wait.`,
  CqringWait: ({ word }) =>
    `The program goes to sleep until ${count(word(1), 'more CQE')} ${word(1) === 1n ? 'is' : 'are'} in the queue.`,
  CqringWake: ({ word }) =>
    word(1) === 0n
      ? 'Who sleeps in `io_uring_enter` waits for more than that: nobody is woken.'
      : `${count(word(1), 'waiter')} of \`io_uring_enter\` ${word(1) === 1n ? 'is' : 'are'} woken.`,
};
