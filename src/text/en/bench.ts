/** What `kring bench` prints beside its numbers. */
export const bench = {
  statements: 'Statements of C in the VM, millions a second (wanted: 20)',
  io: {
    title: 'One 512-byte O_DIRECT read through submit, device, completion and reaping, 64 in flight, ns',
    model: 'kring',
    c: 'the same in C, gcc -O2',
    typescript: 'the same in TypeScript',
    noCompiler: 'no gcc here: nothing native to compare with',
    toC: 'kring / C',
    toTypescript: 'kring / TypeScript',
    atMost: (ratio: number, wanted: number) => `${ratio.toFixed(2)} (wanted: at most ${wanted})`,
  },
  beside: {
    title: "Reads that are done inside io_submit, beside this machine's kernel, ns",
    model: (bytes: number) => (bytes === 0 ? 'kring, zero bytes' : `kring, ${bytes} bytes of the page cache`),
    kernel: '  this kernel',
    noKernel: 'has no AIO, or there is no gcc',
    ratio: '  kring / kernel',
  },
  flat: {
    title: 'The O_DIRECT read again, ns: on the way to so many, and in rings of so many slots',
    count: (count: number) => `up to 10^${Math.round(Math.log10(count))}`,
    ring: (slots: number) => `ring of ${slots} slots`,
  },
  host: {
    title: "This machine's kernel through a session child, beside the same C under gcc -O2, ns",
    call: 'lseek',
    submitAndGet: 'io_submit + io_getevents',
    look: 'a statement that reads the ring',
    beside: (host: number, native: number | undefined) =>
      native === undefined ? `${host}` : `${host}, gcc ${native}: ${host - native} more`,
    none: (reason: string) => `not here: ${reason}`,
  },
  hostLink: {
    title: 'A read of 0 bytes on a Linux host, from a page in Chromium over the WebSocket: ms, median / p99',
    completion: 'from io_submit until its event is in the page’s ring (wanted: 1)',
    pair: 'io_submit and then io_getevents',
    rate: 'system calls a second',
    both: (median: number, p99: number) => `${median.toFixed(2)} / ${p99.toFixed(2)}`,
    none: (reason: string) => `  not here: ${reason}`,
  },
  hostQueue: {
    title:
      'The page while a program on a Linux host keeps 64 reads in flight: ms, p50 / p95 (wanted: 60 frames a second)',
    frames: 'from one frame to the next',
    drawn: 'frames a second that show something new',
    lag: 'from what comes from the host to its moment on the page',
    messages: 'messages of the host a second',
    times: (p50: number, p95: number) => `${p50.toFixed(1)} / ${p95.toFixed(1)}`,
    none: (reason: string) => `  not here: ${reason}`,
  },
  seek: {
    title: 'Seek to 200 random moments: 64 requests in flight, 10 million statements between two events',
    p50: 'p50',
    p99: 'p99 (wanted: 16 ms)',
    recorded: 'recorded',
    recording: (moments: number, records: number, ms: number) =>
      `${moments} moments, ${records} records in ${ms.toFixed(0)} ms`,
    memory: 'memory (wanted: 100 MB)',
  },
  page: {
    title: 'First screen over the wire, gzip (wanted: 250 KB)',
    notBuilt: 'the page is not built',
    total: 'total',
  },
  firstScreen: {
    title: 'First screen in a browser that has never seen it: all it fetches, gzip, fonts apart (wanted: 250 KB)',
    total: 'total',
    interactive: 'interactive (wanted: 1000 ms)',
    edited: '100 edited lines to their first moment: the first time, later (wanted: 50 ms)',
    throttledInteractive: 'interactive, CPU 4 times slower',
    throttledEdited: '100 edited lines, CPU 4 times slower',
    kilobytes: (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`,
    ms: (ms: number) => `${ms.toFixed(0)} ms`,
    edits: ({ first, later }: { first: number; later: number }) => `${first.toFixed(0)} ms, ${later.toFixed(0)} ms`,
  },
  frames: {
    title:
      '\nFrames of the page while it plays: ms from one to the next, p50 / p95 (wanted: 16.7 / 16.7), and how many of them it computes',
    normal: 'this CPU',
    slower: 'four times slower',
    ring: (slots: number, speed: number) => `ring of ${slots.toLocaleString('en')}, ${speed.toLocaleString('en')}/s`,
    timeline: (speed: number) => `a million records, ${speed.toLocaleString('en')}/s`,
    zoom: 'zooming its timeline',
    scrub: 'dragging the cursor over it',
    frame: ({ p50, p95, busy }: { p50: number; p95: number; busy: number }) =>
      `${p50.toFixed(1)} / ${p95.toFixed(1)}, ${busy.toFixed(1)}`,
    step: {
      title:
        'One press on Step in the run of a million records, its frame included: ms, p50 / p95 (wanted: 16.7 / 16.7)',
      name: 'Step',
      time: ({ p50, p95 }: { p50: number; p95: number }) => `${p50.toFixed(1)} / ${p95.toFixed(1)}`,
    },
  },
} as const;
