import type { LinkErrorCode } from '../../wire/link-error.ts';

/** The page's region about a Linux host; a chunk that comes with it. */
export const hostPanel = {
  name: 'Linux host',
  light: { none: 'not connected', connecting: 'connecting …', connected: 'connected', lost: 'no connection' },
  run: (host: string) => `Run on Linux host ${host}`,
  runUnnamed: 'Run on Linux host',
  stop: 'Stop',
  retry: 'Try again',
  details: 'This host',
  starting: 'The program is on its way to the host …',
  running:
    'The program runs on the host, and the page with it. Pause, or go to any moment, and only the program goes on.',
  waits: (call: string) => `The program waits in ${call} on the host; the page does not.`,
  shown: 'On the page: the recorded run on the host. It steps both ways, also without the host.',
  shownModel: 'On the page: the run on the model. Run it on the host to see what that kernel does.',
  edited: 'Edits begin a new run on the model.',
  retryIn: (seconds: number) => `Next try in ${seconds} s.`,
  /** What the person can do about it. */
  remedies: {
    NO_TOKEN:
      'This page was not opened by a host’s address. On Linux (x86-64, Node 20.19 or later): npm start, then open the ' +
      'address that it prints, all of it. Another machine’s kernel: ssh -L 4173:127.0.0.1:4173 that-machine, and npm start there.',
    NO_HOST: 'Is it still running? npm start prints an address; open that one, all of it.',
    BAD_TOKEN: 'A host has a new token each time it starts: open the address that it printed last.',
  } satisfies Partial<Record<LinkErrorCode | 'NO_TOKEN', string>>,
  noToken: 'No Linux host is known to this tab',
  facts: {
    kernel: 'Kernel',
    machine: 'Machine',
    cpus: 'Possible CPUs',
    pageSize: 'Page size',
    aioNr: 'fs.aio-nr',
    aioMaxNr: 'fs.aio-max-nr',
    directory: 'Working directory',
    oDirect: 'O_DIRECT there',
    ioUring: 'io_uring',
    sessions: 'Programs now',
    events: 'Events of a program',
    sandbox: 'Sandbox',
  },
  /** In place of the kernel's own numbers, which a host does not show. */
  kernel: {
    hidden:
      'A real kernel keeps its own nr and tail, the slots in use and who waits to itself. The model shows them, for the same program.',
    runOnModel: 'Run on the model',
    submitted: 'requests submitted',
    inFlight: 'without an event yet',
    seen: 'events seen',
    unreaped: 'unreaped of them',
    aioNr: 'fs.aio-nr, now',
    aioMaxNr: 'aio-max-nr, now',
    clock: 'host’s clock',
  },
  bytes: (count: number) => `${count} bytes`,
  of: (some: number, most: number) => `${some} of ${most}`,
  atMost: (count: number) => `at most ${count}`,
  opens: 'opens',
  opensNot: 'does not open',
  ioUring: {
    none: 'not offered: the kernel has none',
    disabled: (value: number) => `not offered: kernel.io_uring_disabled is ${value}`,
    refused: 'not offered: io_uring_setup is refused with EPERM, as by the seccomp profile of a container',
    old: 'not offered: rings in memory of the host’s choice need Linux 6.5',
    failed: (errno: string) => `not offered: io_uring_setup answers ${errno}`,
    offered: 'offered',
    /** Under a program that asks for one. */
    missing: (why: string) =>
      `This program asks for an io_uring, and on this host it is ${why}. So set-up fails, as “A set-up that failed, and nobody looked” shows.`,
  },
  sandbox: (root: boolean) =>
    'a process and a directory of its own for each program, a list of allowed system calls, limits on files and events, one CPU' +
    (root ? '; it runs as root' : ''),
};
