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
    source: 'the C files, each a unit of its own, linked by name; - reads one from standard input',
    include: 'headers for the C file FILE are looked for in DIR first; may be repeated',
    headers: 'the release of liburing whose headers the C files are compiled with; without it, that of --liburing',
    liburing: 'link with liburing of this release, 2.0 to 2.15; without it, a program that includes it gets 2.15',
    matrix:
      'Compiles a program with the headers of every liburing release, links it with every release, runs it, and prints ' +
      'what comes of each pair.',
    matrixJson: 'print a JSON record for each pair',
    doctor:
      'Looks at a process or a program of this Linux machine: which liburing it loads, what /proc says of its rings, ' +
      'limits, and whether it shows the fingerprint of a size that is not set. Reads only.',
    doctorTarget: 'a pid, or the path of a program or of a liburing',
    doctorJson: 'print the report as JSON',
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

  doctor: {
    notLinux: (platform: string) => `doctor looks at a Linux machine, and this is ${platform}`,
    noProcess: (pid: number) => `there is no process ${pid}`,
    notOurs: (pid: number, code: string) => `process ${pid} is not ours to look at (${code})`,
    notElf: (path: string) => `${path}: no program or library of 64 bits`,
    notLiburing: (path: string) => `${path}: a library, but not liburing: it has no symbol of a LIBURING_ version`,
    target: (path: string, state: string | undefined) => `${path}${state === undefined ? '' : `: ${state}`}`,
    library: (path: string, release: string | undefined) => `liburing ${release ?? 'of unknown release'}: ${path}`,
    builtWith: (release: string) => `built for liburing ${release} or later`,
    ring: (fd: number, entries: number, head: number, tail: number, cqTail: number) =>
      `io_uring, fd ${fd}: ${entries} SQEs, sq head ${head}, tail ${tail}, cq tail ${cqTail}`,
    contexts: (count: number) => `AIO contexts: ${count}`,
    limits: (disabled: number | undefined, nr: number | undefined, max: number | undefined) =>
      `kernel.io_uring_disabled ${disabled ?? 'not there'}, fs.aio-nr ${nr ?? 'not there'} of fs.aio-max-nr ${max ?? 'not there'}`,
    holder: (pid: number, contexts: number) =>
      `process ${pid} holds ${contexts} AIO context${contexts === 1 ? '' : 's'}`,
    hidden: (count: number) => `processes of others, not looked at: ${count}`,
    healthy: 'nothing here looks like a size that is not set',
    findings: {
      fingerprint: (release: string) =>
        `=> this process shows the fingerprint of header-vs-so: its ring was never touched, and liburing ${release} sets no cached ring_entries. ` +
        'Remove the old liburing.so.2, run ldconfig and build again (kring run --scenario header-vs-so)',
      built: (release: string) =>
        `=> header-vs-so: built with headers from 2.3 on, which read a cached ring_entries that liburing ${release} does not set`,
      oldLibrary: (release: string) =>
        `=> liburing ${release} sets no cached ring_entries: a program built with headers from 2.3 on would get NULL from every io_uring_get_sqe()`,
      untouched: (fd: number) =>
        `=> the ring of fd ${fd} was never touched: either nothing was submitted yet, or io_uring_get_sqe() never gave an SQE`,
      full: (fd: number, entries: number) =>
        `=> the submission queue of fd ${fd} is full: ${entries} SQEs wait for a submit`,
      disabled: (value: number) =>
        `=> kernel.io_uring_disabled is ${value}: io_uring_queue_init() fails, and who does not look at its result crashes later (kring run --scenario init-ignored)`,
      aioLimit: (nr: number, max: number) =>
        `=> fs.aio-nr ${nr} has reached fs.aio-max-nr ${max}: io_setup answers EAGAIN`,
      noLiburing: '=> no liburing.so is loaded: it is linked statically, or not used',
    },
  },

  matrix: {
    title: 'compiled with (rows), runs with (columns)',
    ok: 'OK',
    null: 'NULL',
    crash: 'crash',
    wrong: 'wrong',
    open: '',
    total: (pairs: number, programs: number, ok: number, empty: number, others: number) =>
      `${pairs} pairs, ${programs} different programs: ${ok} OK, ${empty} NULL at the first io_uring_get_sqe(), ${others} others`,
  },

  wants: {
    fileAndDirectory: 'FILE=DIR, where FILE is one of the C files',
    oneOf: (choices: readonly string[]) => `one of ${choices.join(', ')}`,
    wholeNumber: (least: number, most: number) => `a whole number from ${least} to ${most}`,
    origin: 'an origin like https://example.org',
    nameAndPath: 'NAME=PATH, where NAME has no slash and at most 255 bytes',
  },
  badOption: (option: string, value: string, wanted: string) => `${option} takes ${wanted}, not '${value}'`,
  noProgram: 'nothing to run: name a C file, - for standard input, or --scenario NAME',
  twoPrograms: (source: string, scenario: string) => `run either ${source} or --scenario ${scenario}, not both`,
  noScenario: (name: string, known: readonly string[]) => `no scenario '${name}'; there are ${known.join(', ')}`,
  includeOfNothing: (name: string) => `--include: '${name}' is none of the C files`,
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
    [WaitReason.CqringEvents]: () => 'CQEs of an io_uring',
    [WaitReason.UringRequests]: () => 'the requests in flight of an io_uring',
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
  loops: (since: number, period: number) =>
    `never ends: since moment ${since} the same ${period === 1 ? 'moment comes' : `${period} moments come`} again and again, and nothing is pending that could change that`,
  bug: (name: string, detail: bigint) =>
    `a defect of kring, not of the program: ${name} (${hex(detail)}); please report it with the program`,
  defect: (message: string) => `a defect of kring, not of the program: ${message}; please report it with the program`,
};
