import { FaultKind, WaitReason } from '../../../assembly/uapi/records.ts';

/** `0x1000400000` */
const hex = (value: bigint) => `0x${value.toString(16)}`;

/** What the command line says. Sentences about something that went wrong are printed behind `kring: `. */
export const cli = {
  help: {
    kring: 'Runs C programs on a byte-exact model of Linux kernel AIO.',
    run:
      "Runs a C program on the model. Its stdout, stderr and exit status become kring's (128 + the signal that ends " +
      'it). Its working directory is empty but for --file; no file of this machine is touched but by --out.',
    source: 'the C file; - reads it from standard input',
    scenario: 'run a built-in scenario instead, with its files (kring scenarios lists them)',
    json: 'print what happens, one record a line (docs/json.md), instead of what the program prints',
    file: 'give the program a copy of the file PATH under NAME; may be repeated',
    out: 'when the program is over, copy the files of its working directory to DIR',
    machine:
      "the model, or linux: this machine's own kernel makes the program's system calls, in a directory and a process of their own",
    cpus: 'possible CPUs of the modelled machine: they decide how many slots a ring has',
    kernel: 'modelled kernel: 6.1, 6.12, 6.18 or 7.2',
    seed: 'seed of the modelled device: which request takes how long',
    disk: 'modelled disk: usual, slow (50 requests a second), queue (slow, 4 requests at a time) or small (256 KiB free)',
    fs: 'which O_DIRECT writes the file system waits for: ext4, xfs, btrfs or ext2',
    maxMoments: 'give up after N moments (executed statements and kernel steps)',
    scenarios: 'Lists the built-in scenarios.',
    blocking: 'Prints which requests io_submit waits for, by file system, on a disk of 50 requests a second.',
    host:
      "Serves the page, and this machine's kernel behind it: on this machine only, at the address that it prints, which has " +
      'the token that lets the page in. npm start does the same.',
    port: 'listen at this port of 127.0.0.1; 0 takes any',
    root: 'where programs have their working directories, one each, removed at their end; without it one with O_DIRECT is looked for',
    sessions: 'programs at the same time',
    allowOrigin: 'let a page of this origin in as well (https://example.org); may be repeated',
    compare:
      "Runs programs on this machine's kernel, then on the model with its CPUs, its version and the order in which its requests " +
      'were done; compares every system call and, after each, all of memory. The status is 1 where they differ.',
    compared: 'C files, or names of scenarios; without any, all scenarios',
    compareRules: 'compare the programs of src/rules that this machine can run as well, which takes minutes',
    report: 'write a C file that shows the difference, with what was seen in a comment',
    compareJson: 'print one line of JSON a program',
    bench: 'Measures kring beside gcc and TypeScript on this machine.',
    version: 'print the version',
    helpOption: 'print this',
  },

  blocking: {
    title:
      'What io_submit does on a disk that lets 50 requests a second pass: virtual ms inside it / until all events are there',
    waits: 'blocking',
    returns: 'async',
  },

  wants: {
    oneOf: (choices: readonly string[]) => `one of ${choices.join(', ')}`,
    wholeNumber: (least: number, most: number) => `a whole number from ${least} to ${most}`,
    origin: 'an origin like https://example.org',
    nameAndPath: 'NAME=PATH, where NAME has no slash and at most 255 bytes',
  },
  badOption: (option: string, value: string, wanted: string) => `${option} takes ${wanted}, not '${value}'`,
  noProgram: 'nothing to run: name a C file, - for standard input, or --scenario NAME',
  twoPrograms: (source: string, scenario: string) => `run either ${source} or --scenario ${scenario}, not both`,
  noScenario: (name: string, known: readonly string[]) => `no scenario '${name}'; there are ${known.join(', ')}`,
  fileTwice: (name: string) => `two files of the name '${name}'`,
  noRoom: (file: string | undefined, errno: string) =>
    file === undefined
      ? `the program and its files do not fit into the modelled machine (${errno})`
      : `the file '${file}' does not fit into the modelled machine (${errno})`,
  missing: (path: string) => `${path}: no such file`,
  unreadable: (path: string, code: string) => `${path}: cannot be read (${code})`,
  directory: (path: string) => `${path}: is a directory`,
  unwritable: (path: string, code: string) => `${path}: cannot be written (${code})`,
  notUtf8: (path: string, line: number, column: number) =>
    `${path}:${line}:${column}: this byte is not UTF-8; a C source is UTF-8 text`,
  outName: (name: string) => `--out: a file of the program is called '${name}', which no directory can hold`,

  waits: (call: string, reason: string, task?: number) =>
    `${task === undefined ? '' : `task ${task} `}waits in ${call} for ${reason}`,
  stuck: (waits: readonly string[]) => `stuck: ${waits.join(', ')}, and nothing is pending that could bring it`,
  waitsFor: {
    [WaitReason.AioEvents]: (object) => `events of the aio context ${hex(object)}`,
    [WaitReason.AioRequests]: (object) => `the requests in flight of the aio context ${hex(object)}`,
    [WaitReason.PipeReadable]: () => 'bytes in an empty pipe',
    [WaitReason.PipeWritable]: () => 'room in a full pipe',
    [WaitReason.Sleep]: () => 'the end of a sleep',
    [WaitReason.EventfdReadable]: () => 'an eventfd to count above 0',
    [WaitReason.EventfdWritable]: () => 'room in the count of an eventfd',
    [WaitReason.Device]: () => 'the device',
    [WaitReason.TimerfdReadable]: () => 'a timerfd to go off',
    [WaitReason.Epoll]: () => 'what an epoll watches',
    [WaitReason.Poll]: (object) => `one of ${object} polled descriptors`,
    [WaitReason.Signal]: () => 'a signal',
    [WaitReason.Stopped]: () => 'SIGCONT',
    [WaitReason.Child]: () => 'a child process to end',
    [WaitReason.Futex]: (object) => `a wake-up of the futex at ${hex(object)}`,
    [WaitReason.PageCache]: () => 'pages of a file on their way to or from the disk',
    [WaitReason.DirectIo]: () => 'O_DIRECT in flight on the file',
    [WaitReason.DeviceQueue]: () => 'room in the queue of the device',
    [WaitReason.SocketReadable]: () => 'bytes in an empty socket',
    [WaitReason.TerminalReadable]: () => 'input of a terminal',
  } satisfies Record<WaitReason, (object: bigint) => string>,

  /** Why a signal ended the program; nothing to add where the program asked for it. */
  faults: {
    [FaultKind.None]: () => undefined,
    [FaultKind.Unmapped]: (address) => `nothing is mapped at ${hex(address)}`,
    [FaultKind.Protected]: (address) => `the page at ${hex(address)} does not allow this access`,
    [FaultKind.Divide]: () => 'integer division by zero, or its result does not fit',
    [FaultKind.StackOverflow]: (address) => `the stack is used up at ${hex(address)}`,
    [FaultKind.BadJump]: (address) => `no function is at ${hex(address)}`,
    [FaultKind.BadInstruction]: () => 'an instruction that does not exist',
  } satisfies Record<FaultKind, (address: bigint) => string | undefined>,

  hostAt: (address: string) => `kring: ${address}  (Ctrl-C ends it)`,
  hostFor: (address: string) => `kring: for the page there: ${address}`,
  portTaken: (port: number) => `port ${port} is taken; --port 0 takes any that is free`,

  unmodelled: (call: string, detail: bigint) => `${call}: not modelled${detail === 0n ? '' : ` (${hex(detail)})`}`,
  bounded: (moments: number) => `not over after ${moments} moments (--max-moments)`,
  bug: (name: string, detail: bigint) =>
    `a defect of kring, not of the program: ${name} (${hex(detail)}); please report it with the program`,
  defect: (message: string) => `a defect of kring, not of the program: ${message}; please report it with the program`,
};
