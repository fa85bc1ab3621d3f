import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Iocb, IocbCmd } from '../../assembly/uapi/aio_abi.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { assemble } from '../machine/assemble.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { ModelMachine } from '../machine/model-machine.ts';
import { Oracle } from './oracle.ts';
import {
  asC,
  CONTEXTS,
  HANDLES,
  NOWHERE,
  type Operation,
  prepare,
  READ_ONLY,
  REGION,
  runOnModel,
  type Value,
} from './syscall-script.ts';

const O_WRONLY = 1;
const O_RDWR = 2;
const O_APPEND = 0o2000;
const O_DIRECT = 0o40000;
const O_PATH = 0o10000000;
const FILES = [
  { name: 'data.bin', size: 10_000, seed: 42 },
  { name: 'still.bin', size: 30_001, seed: 43 },
];
/** fds 3 to 9; then a pipe 10, 11 and an eventfd 12, none of which ever blocks. */
const PATHS = [
  ['data.bin', O_RDWR],
  ['data.bin', 0],
  ['data.bin', O_WRONLY],
  ['data.bin', O_RDWR | O_APPEND],
  ['data.bin', O_PATH],
  ['still.bin', O_DIRECT],
  ['.', 0],
] as const;
const O_NONBLOCK = 2048n;
const OPENING: Operation[] = [
  { kind: 'call', nr: Sys.pipe2, arguments: [REGION, O_NONBLOCK] },
  { kind: 'call', nr: Sys.eventfd2, arguments: [3n, O_NONBLOCK] },
];

const IOCBS = REGION + 0x1000n;
const LIST = REGION + 0x2000n;
const VECTOR = REGION + 0x2800n;
const EVENTS = REGION + 0x3000n;
const TIMEOUT = REGION + 0x2c00n;
const DATA = REGION + 0x6000n;

const fd = fc.constantFrom(3n, 3n, 3n, 4n, 5n, 6n, 7n, 9n, 10n, 11n, 12n, 13n, -1n);
const buffer = fc.oneof(
  { weight: 6, arbitrary: fc.bigInt(0n, 0x6000n).map((offset) => DATA + offset) },
  fc.constantFrom(0n, READ_ONLY, READ_ONLY - 100n, NOWHERE, NOWHERE - 50n, 0x7fff_ffff_f000n, -1n),
);
const length = fc.oneof(
  { weight: 6, arbitrary: fc.bigInt(0n, 9000n) },
  fc.constantFrom(0n, 1n, 8n, 512n, 4096n, 70_000n, 0x1_0000_0000n, -1n, 0x7fff_ffff_ffff_ffffn),
);
const offset = fc.oneof(
  { weight: 6, arbitrary: fc.bigInt(0n, 12_000n) },
  fc.constantFrom(0n, 10_000n, 20_000n, -1n, 0x7fff_ffff_ffff_f000n),
);
const context = fc.integer({ min: 0, max: CONTEXTS - 1 });
const handle: fc.Arbitrary<Value> = fc.oneof(
  { weight: 9, arbitrary: context.map((k) => ({ handle: k, offset: 0n })) },
  fc.constantFrom<Value>(0n, -1n, REGION, { handle: 0, offset: 4n }),
);
const call = (nr: number, ...args: Value[]): Operation => ({ kind: 'call', nr, arguments: args });
const store = (size: 4 | 8, address: Value, value: bigint): Operation => ({ kind: 'store', size, address, value });

const iocb = fc
  .record({
    at: fc.bigInt(0n, 15n),
    opcode: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(IocbCmd.PREAD, IocbCmd.PWRITE) },
      fc.constantFrom(IocbCmd.PREADV, IocbCmd.PWRITEV, IocbCmd.NOOP, 4, 9, 0xffff),
    ),
    fd,
    buffer,
    length,
    offset,
    data: fc.bigInt(0n, 0xffff_ffff_ffff_ffffn),
    flags: fc.constantFrom(0, 0, 0, 1, 2, 0x80),
    resfd: fc.constantFrom(12, 12, 3, 13),
    rwFlags: fc.oneof(
      { weight: 8, arbitrary: fc.constant(0) },
      fc.constantFrom(1, 2, 4, 0x10, 0x20, 0x30, 0x40, 0x200),
    ),
    reserved: fc.oneof({ weight: 20, arbitrary: fc.constant(0n) }, fc.constant(1n)),
    reqprio: fc.constantFrom(0, 1, 0x2000, 0x4007, 0x6000, 0x8000),
    segments: fc.bigInt(0n, 4n),
  })
  .map((r): Operation[] => {
    const at = IOCBS + r.at * 64n;
    const vectored = r.opcode === IocbCmd.PREADV || r.opcode === IocbCmd.PWRITEV;
    return [
      store(8, at + BigInt(Iocb.aio_data), r.data),
      store(4, at + BigInt(Iocb.aio_key), 7n),
      store(4, at + BigInt(Iocb.aio_rw_flags), BigInt(r.rwFlags)),
      store(4, at + BigInt(Iocb.aio_lio_opcode), BigInt(r.opcode) | (BigInt(r.reqprio) << 16n)),
      store(4, at + BigInt(Iocb.aio_fildes), r.fd & 0xffff_ffffn),
      store(8, at + BigInt(Iocb.aio_buf), vectored ? VECTOR : r.buffer),
      store(8, at + BigInt(Iocb.aio_nbytes), vectored ? r.segments : r.length),
      store(8, at + BigInt(Iocb.aio_offset), r.offset),
      store(8, at + BigInt(Iocb.aio_reserved2), r.reserved),
      store(4, at + BigInt(Iocb.aio_flags), BigInt(r.flags)),
      store(4, at + BigInt(Iocb.aio_resfd), BigInt(r.resfd)),
    ];
  });

const segment = fc
  .tuple(fc.bigInt(0n, 3n), buffer, length)
  .map(([at, base, bytes]): Operation[] => [
    store(8, VECTOR + at * 16n, base),
    store(8, VECTOR + at * 16n + 8n, bytes),
  ]);

const submit = fc
  .record({
    handle,
    list: fc.array(fc.bigInt(0n, 15n), { minLength: 1, maxLength: 40 }),
    extra: fc.oneof({ weight: 9, arbitrary: fc.constant(0n) }, fc.constantFrom(-1n, -100n, 0x8000_0000_0000_0000n)),
    bad: fc.oneof({ weight: 6, arbitrary: fc.constant(-1) }, fc.integer({ min: 0, max: 4 })),
    badIocb: fc.constantFrom(0n, NOWHERE - 32n, READ_ONLY),
    listAddress: fc.oneof({ weight: 9, arbitrary: fc.constant(LIST) }, fc.constantFrom(0n, NOWHERE - 8n)),
  })
  .map((r): Operation[] => [
    ...r.list.map((at, i) => store(8, LIST + BigInt(i) * 8n, i === r.bad ? r.badIocb : IOCBS + at * 64n)),
    call(Sys.io_submit, r.handle, r.extra === 0n ? BigInt(r.list.length) : r.extra, r.listAddress),
  ]);

const getevents = fc
  .record({
    handle,
    min: fc.constantFrom(0n, 0n, 0n, 1n, 2n, -1n),
    nr: fc.constantFrom(0n, 1n, 3n, 20n, 200n, -1n),
    events: fc.oneof({ weight: 9, arbitrary: fc.constant(EVENTS) }, fc.constantFrom(NOWHERE - 48n, READ_ONLY)),
    timeout: fc.constantFrom(TIMEOUT, TIMEOUT, TIMEOUT, NOWHERE - 8n),
  })
  .map((r): Operation[] => [call(Sys.io_getevents, r.handle, r.min, r.nr, r.events, r.timeout)]);

const setup = fc
  .record({
    k: context,
    nr: fc.constantFrom(1n, 1n, 1n, 8n, 64n, 200n, 0n, 70_000n, 5_000_000n, 0x8000_0001n, -1n),
    where: fc.oneof({ weight: 9, arbitrary: fc.constant(0n) }, fc.constantFrom(1n, READ_ONLY, NOWHERE)),
  })
  .map((r): Operation[] => [call(Sys.io_setup, r.nr, r.where === 0n ? HANDLES + BigInt(r.k) * 8n : r.where)]);

/** io_destroy, then the handle is forgotten: its ring is no longer mapped. */
const destroy = context.map((k): Operation[] => [
  call(Sys.io_getevents, { handle: k, offset: 0n }, 0n, 0n, 0n, TIMEOUT),
  { kind: 'forget', context: k },
]);

/** User space moves head, or spoils what the kernel never reads (COR). */
const spoil = fc
  .record({ k: context, field: fc.constantFrom(4n, 8n, 8n, 8n, 12n, 16n), value: fc.bigInt(0n, 300n) })
  .map((r): Operation[] => [{ kind: 'spoil', context: r.k, field: r.field, value: r.value }]);

const plain = fc
  .record({
    nr: fc.constantFrom(Sys.read, Sys.write, Sys.pread64, Sys.pwrite64),
    fd,
    buffer,
    length,
    offset,
  })
  .map((r): Operation[] => [call(r.nr, r.fd, r.buffer, r.length, r.offset)]);
/**
 * O_DIRECT, by calls that wait for the disk: when a request of AIO is done depends on the machine. The file is never
 * written: buffered writes beside direct I/O end in EIO here when the page cache cannot be emptied in time.
 */
const direct = fc
  .record({
    nr: fc.constant(Sys.pread64),
    // What a request that fails half-way leaves in the buffer is not modelled, so what fails fails at once.
    buffer: fc.oneof(
      { weight: 6, arbitrary: fc.bigInt(0n, 20n).map((n) => DATA + n * 512n) },
      { weight: 1, arbitrary: fc.constantFrom(READ_ONLY, NOWHERE, 8n) },
    ),
    length: fc.bigInt(0n, 24n).map((n) => n * 512n),
    offset: fc.oneof(
      { weight: 6, arbitrary: fc.bigInt(0n, 60n).map((n) => n * 512n) },
      fc.constantFrom(1n, 8193n, 9999n, 10_000n),
    ),
  })
  .map((r): Operation[] => [call(r.nr, 8n, r.buffer, r.length, r.offset)]);
const vectored = fc
  .record({
    nr: fc.constantFrom(Sys.readv, Sys.writev, Sys.preadv, Sys.pwritev),
    fd,
    vector: fc.constantFrom(VECTOR, VECTOR, VECTOR, 0n, NOWHERE - 16n),
    count: fc.constantFrom(0n, 1n, 2n, 4n, 1025n, -1n),
    offset,
  })
  .map((r): Operation[] => [call(r.nr, r.fd, r.vector, r.count, r.offset, 0n)]);
const seek = fc
  .record({ fd, offset, whence: fc.constantFrom(0n, 1n, 2n, 7n) })
  .map((r): Operation[] => [call(Sys.lseek, r.fd, r.offset, r.whence)]);
const size = fc
  .record({ fd, length: fc.constantFrom(0n, 100n, 4096n, 10_000n, 30_000n, -1n) })
  .map((r): Operation[] => [call(Sys.ftruncate, r.fd, r.length)]);

const script = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: iocb },
      { weight: 4, arbitrary: segment },
      { weight: 10, arbitrary: submit },
      { weight: 8, arbitrary: getevents },
      { weight: 3, arbitrary: setup },
      { weight: 1, arbitrary: destroy },
      { weight: 3, arbitrary: spoil },
      { weight: 5, arbitrary: plain },
      { weight: 3, arbitrary: vectored },
      { weight: 4, arbitrary: direct },
      { weight: 2, arbitrary: seek },
      { weight: 1, arbitrary: size },
    ),
    { minLength: 300, maxLength: 300 },
  )
  .map((operations) => [...OPENING, call(Sys.io_setup, 1n, HANDLES), ...operations.flat()]);

const oracle = Oracle.find();
const module = await loadModule(process.env.KRING_WASM);

describe.skipIf(typeof oracle === 'string')('random system calls, on the model and on this machine', () => {
  const linux = oracle as Oracle;
  it.each([...Array(Number(process.env.KRING_FUZZ ?? 3)).keys()])('script %i', async (n) => {
    const [operations] = fc.sample(script, { seed: 1000 + n, numRuns: 1 });
    const model = ModelMachine.create(module, { cpus: linux.cpus, version: linux.version, seed: 1 });
    model.load(assemble([{ name: 'main', frame: 64, body: [['TRAP']] }]), FILES);
    prepare(model, PATHS);
    const text = asC(operations!, PATHS);
    const { stdout, stderr, status } = await linux.run({ name: 'script.c', text, files: FILES });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const theirs = stdout.trimEnd().split('\n');
    const ours = runOnModel(model, operations!);
    const at = theirs.findIndex((line, i) => line !== ours[i]);
    expect(
      at < 0 ? undefined : `${describeCall(operations!, theirs[at]!)}\nlinux ${theirs[at]}\nmodel ${ours[at]}`,
    ).toBeUndefined();
  });
});

function describeCall(operations: readonly Operation[], line: string): string {
  const operation = operations[Number.parseInt(line, 10)]!;
  if (operation.kind !== 'call') return operation.kind;
  const value = (v: Value) =>
    typeof v === 'bigint' ? `0x${BigInt.asUintN(64, v).toString(16)}` : `ctx${v.handle}+${v.offset}`;
  return `${Sys[operation.nr]}(${operation.arguments.map(value).join(', ')})`;
}
