import type { FaultKind, WaitReason } from '../../../assembly/uapi/records.ts';
import { count } from './steps.ts';

/** Top bar, transport, and what is said about a whole run. */
export const page = {
  title: 'kring',
  tagline: 'Linux kernel AIO, one moment at a time',
  scenario: 'Scenario',
  machine: 'Machine',
  machines: {
    model: 'Model',
    host: (release: string | undefined) => (release === undefined ? 'Linux host' : `Linux host ${release}`),
  },
  hostNotLoaded: 'What is needed for a Linux host could not be loaded. Check the connection and choose it again.',
  scenarioGroups: {
    basics: 'Basics',
    ring: 'The ring',
    waiting: 'Waiting',
    errors: 'Errors',
    'kring-entries': 'The kring_entries bug',
  },
  transport: 'Transport',
  reset: 'Reset',
  stepBack: 'Step back',
  step: 'Step',
  run: 'Run',
  pause: 'Pause',
  previousStatement: 'Previous statement',
  nextStatement: 'Next statement',
  position: 'Position',
  speed: 'Speed',
  speedOf: (perSecond: number) => `${perSecond.toLocaleString('en')}/s`,
  speedName: (perSecond: number) => `${count(perSecond, 'moment')} a second`,
  storyStop: (position: number, note: string) => `moment ${position}: ${note}`,
  keys: {
    reset: 'Back to the beginning (Home)',
    previousStatement: 'Previous statement: back over the kernel (Shift+Left)',
    stepBack: 'One moment back (Left)',
    run: 'Run and pause (Space)',
    step: 'One moment: a statement, or a step of the kernel (Right)',
    nextStatement: 'Next statement: over the kernel (Shift+Right)',
  },
  stopRecording: 'Stop recording',
  resumeRecording: 'Record on',
  recordedSoFar: (moments: string) => `${moments} so far`,
  atMark: (position: number, mark: string) => `moment ${position}: ${mark}`,
  atLine: (position: number, line: number) => `moment ${position}: line ${line}`,
  atMoment: (position: number) => `moment ${position}`,
  narration: 'What has just happened',
  panes: {
    program: 'Width of the program',
    side: 'Width of the requests and the kernel',
    tray: 'Height of the console',
    timeline: 'Height of the timeline',
    events: 'Height of the iocb',
    kernel: 'Height of the kernel state',
  },
  loading: 'The machine is loading …',
  loadFailed: (reason: string) => `The machine could not be loaded: ${reason}. Reload the page to try again.`,
  notFetched: 'The program could not be loaded. Check the connection and reload the page, or choose another scenario.',
  scenarioNotFetched: (title: string) => `“${title}” could not be loaded. Check the connection and choose it again.`,
  crashed: (what: string) => `kring itself failed here, not the program: ${what}`,
};

/** The sentence above the panels, where it is not a step of the kernel. */
export const narration = {
  start: (line: number) => `Nothing has run yet: line ${line} is first.`,
  startEmpty: 'Nothing has run yet.',
  nextLine: (line: number, source: string) => `Line ${line} is next: \`${source}\``,
  nextLineShort: (line: number) => `Line ${line} is next.`,
  enters: (call: string) => `The program enters the kernel: \`${call}\`.`,
  /** After the sentence that a system call of io_uring is entered. */
  setsUp: (entries: bigint) => `A ring for ${count(entries, 'SQE')} is asked for.`,
  entersRing: (submit: bigint, wait: bigint | undefined) =>
    `The kernel is asked to take ${submit === 0n ? 'no SQE' : count(submit, 'SQE')}${wait === undefined ? '' : `, and to wait for ${count(wait, 'CQE')}`}.`,
  mapped: (name: string) => `${name} now lie there: pages that program and kernel share.`,
  returned: (call: string, result: string) => `\`${call}\` returns **${result}**.`,
  wrote: (bytes: number, fd: number) => `The program writes ${count(bytes, 'byte')} to fd ${fd}.`,
  reaped: (before: number, after: number) =>
    `The program reaps ${count((after - before) >>> 0, 'CQE')}: it moves \`cq.head\`, **${before} → ${after}**.`,
  wakes: 'The sleeping program can go on.',
  exited: (status: number) => `The program is over: exit status **${status}**.`,
  childExited: (pid: number, status: number) => `Process ${pid} is over: exit status **${status}**.`,
  killed: (signal: string, what: string, line: number | undefined) =>
    `**${signal}** ends the program${line === undefined ? '' : ` at line ${line}`}: ${what}.`,
  blocked: (what: string) => `The program sleeps: it waits for ${what}.`,
  stuck: (tasks: number) =>
    `Nothing can happen any more: ${count(tasks, 'task')} ${tasks === 1 ? 'waits' : 'wait'}, and no event is pending.`,
  unmodelled: (call: string) => `kring does not model this use of \`${call}\`: the run ends here.`,
};

/** How a run ended, as kring says it in the console. */
export const endings = {
  exited: (status: number) => `exit status ${status}`,
  signal: (signal: string, what: string) => `${signal}: ${what}`,
  signalAt: (signal: string, what: string, place: string) => `${place}: ${signal}: ${what}`,
  stuck: 'stuck: every task waits, and no device or timer event is pending that could wake one',
  waiter: (task: number, call: string, what: string) => `task ${task} waits in ${call} for ${what}`,
  livelock: (since: number, period: number) =>
    `stuck: since moment ${since} the same ${count(period, 'moment')} come again and again, and no event is pending that could change that`,
  unmodelled: (call: string, detail: string) =>
    `kring does not model this use of ${call} (${detail}); the run ends here`,
  bounded: {
    records: (moments: number) =>
      `The run goes on, but no more of it is recorded: it has as many records as kring keeps, at moment ${moments}.`,
    moments: (moments: number) => `The run goes on, but no more of it is recorded than ${moments} moments.`,
  },
  thinned: (times: number) => `The run is long: going to a moment far away may take ${times} times as long as usual.`,
  bug: (code: number, detail: string) =>
    `a defect of kring, not of the program: ${code} (${detail}); the run ends here`,
};

/** Why a signal came. */
export const faults: Readonly<Record<keyof typeof FaultKind, (address: string) => string>> = {
  None: () => 'the program or the kernel sent it',
  Unmapped: (address: string) => `nothing is mapped at ${address}`,
  Protected: (address: string) => `the page at ${address} does not allow it`,
  Divide: () => 'a division by zero, or of the most negative number by -1',
  StackOverflow: () => 'the stack is used up',
  BadJump: (address: string) => `${address} is no function`,
  BadInstruction: () => 'an instruction that does not exist',
};

/** What a task waits for. */
export const waitsFor: Readonly<Record<keyof typeof WaitReason, string>> = {
  AioEvents: 'events',
  AioRequests: 'requests in flight',
  PipeReadable: 'data in a pipe',
  PipeWritable: 'room in a pipe',
  Sleep: 'its time to be over',
  EventfdReadable: 'an eventfd to count',
  EventfdWritable: 'an eventfd to be read',
  Device: 'the device',
  TimerfdReadable: 'a timerfd to go off',
  Epoll: 'what an epoll watches',
  Poll: 'one of its descriptors',
  Signal: 'a signal',
  Stopped: 'SIGCONT',
  Child: 'a child process to end',
  Futex: 'a futex to be woken',
  PageCache: 'pages of a file',
  DirectIo: 'O_DIRECT in flight',
  DeviceQueue: 'room in the queue of the device',
  CqringEvents: 'CQEs',
  UringRequests: 'requests in flight',
  SocketReadable: 'data in a socket',
  TerminalReadable: 'input of a terminal',
};
