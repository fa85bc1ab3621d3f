/** What `kring bench` prints beside its numbers. */
export const bench = {
  statements: 'Statements of C in the VM, millions a second (wanted: 20)',
  io: {
    title: 'One 512-byte O_DIRECT read through submit, device, completion and reaping, 64 in flight, ns',
    model: 'kring',
    c: 'the same in C, gcc -O2',
    typescript: 'the same in TypeScript',
    kernel: "this kernel's zero-byte read",
    noCompiler: 'no gcc here: nothing native to compare with',
    toC: 'kring / C',
    toTypescript: 'kring / TypeScript',
    toKernel: 'kring / kernel',
    drift: 'after a million I/Os / at first',
    atMost: (ratio: number, wanted: number) => `${ratio.toFixed(2)} (wanted: at most ${wanted})`,
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
} as const;
