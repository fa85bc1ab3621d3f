/** The program's side against a host that says what it likes. Against a real one: src/testing. */
import { describe, expect, test } from 'vitest';
import { Errno } from '../../assembly/uapi/errno.ts';
import { Stop } from '../../assembly/uapi/machine-state.ts';
import { PAGE_SIZE, STACK_BASE, WINDOW_BASE, WINDOW_SIZE } from '../../assembly/uapi/memory-map.ts';
import { RecordKind } from '../../assembly/uapi/records.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { type Call, callOf, FakeHost, type Fetch, MAPPED, machineWith, RING, returned } from '../testing/fake-host.ts';
import { decodeRecords } from '../testing/model.ts';
import { fromHost } from '../wire/codec.ts';
import { LinkError } from '../wire/link-error.ts';
import { type FromHostMessage, MAX_PATCHED, RegionKind, WIRE_VERSION } from '../wire/messages.ts';
import { DATA_BASE, type Line } from './assemble.ts';
import { LinuxMachine } from './linux-machine.ts';
import { loadModule } from './load-wasm.ts';

const module = await loadModule();
const PLENTY = 1_000_000;
const codeOf = async (run: Promise<unknown>): Promise<string> => {
  try {
    return String(await run);
  } catch (error) {
    if (error instanceof LinkError) return error.code;
    throw error;
  }
};

describe('a call', () => {
  test('carries what the program changed, and brings its result', async () => {
    const host = new FakeHost();
    const machine = await machineWith(module, host, [
      ['LI', 10, DATA_BASE],
      ['LI', 11, 0x1234],
      ['STORE_16', 10, 11, 6],
      ...callOf(Sys.dup, 1),
      ['STORE_64', 10, 0, 8],
    ]);
    host.onCall = ({ id }) => [returned(id, 3n)];
    expect(await machine.run(1, PLENTY)).toBe(Stop.Budget);
    expect(host.asked).toEqual([]);
    expect(await machine.run(1, PLENTY)).toBe(Stop.Budget);
    expect(machine.position).toBe(2);
    const [call] = host.asked as Call[];
    expect(call).toMatchObject({ type: 'call', nr: Sys.dup, args: [1n, 0n, 0n, 0n, 0n, 0n] });
    expect(call!.patches).toContainEqual({ address: DATA_BASE + 6, bytes: Uint8Array.of(0x34, 0x12) });
    const into = new Uint8Array(8);
    machine.memory.read(DATA_BASE + 8, 8, into);
    expect([...into]).toEqual([3, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('does not send again what the host has, nor what the host sent', async () => {
    const host = new FakeHost();
    const machine = await machineWith(module, host, [...callOf(Sys.dup), ...callOf(Sys.dup)]);
    host.onCall = ({ id }) => [returned(id, 0n, { patches: [{ address: DATA_BASE + 100, bytes: Uint8Array.of(5) }] })];
    await machine.run(3, PLENTY);
    const [, second] = host.asked as Call[];
    expect(second!.patches.filter(({ address }) => address < STACK_BASE)).toEqual([]);
  });

  test('that the host does not model ends the run by name', async () => {
    const host = new FakeHost();
    const machine = await machineWith(module, host, callOf(Sys.fcntl));
    machine.drain();
    host.onCall = ({ id }) => [{ type: 'unmodelled', id, detail: 8n }];
    expect(await machine.run(2, PLENTY)).toBe(Stop.Unmodelled);
    const last = decodeRecords(machine.drain()).at(-1);
    expect(last).toMatchObject({ kind: 'unmodelled', syscall: Sys.fcntl, detail: 8n });
  });

  test('comes with output, which is in the trace before its return', async () => {
    const host = new FakeHost();
    const machine = await machineWith(module, host, callOf(Sys.write));
    machine.drain();
    host.onCall = ({ id }) => [{ type: 'output', fd: 1, bytes: new Uint8Array(5000).fill(65) }, returned(id, 5000n)];
    await machine.run(2, PLENTY);
    const kinds = decodeRecords(machine.drain()).map(({ kind }) => kind);
    expect(kinds).toEqual(['enter', 'output', 'output', 'output', 'step', 'return']);
    expect(RecordKind.Output).toBe(4);
  });

  test('with a signal ends the program', async () => {
    const host = new FakeHost();
    const machine = await machineWith(module, host, callOf(Sys.write));
    host.onCall = ({ id }) => [returned(id, BigInt(-Errno.EPIPE), { signal: 13 })];
    expect(await machine.run(100, PLENTY)).toBe(Stop.Exited);
  });
});

describe('a page of a ring', () => {
  const loadTail: readonly Line[] = [
    ['LI', 10, RING],
    ['LOAD_U32', 11, 10, 12],
    ['LOAD_U32', 12, 10, 8],
  ];

  test('is fetched once for a statement, and again for the next', async () => {
    const host = new FakeHost();
    const machine = await machineWith(module, host, [...loadTail, ['STMT', 0], ...loadTail]);
    expect(await machine.run(1, PLENTY)).toBe(Stop.Budget);
    expect(host.asked.map(({ type }) => type)).toEqual(['fetch']);
    expect((host.asked[0] as Fetch).ranges).toEqual([{ address: RING, length: PAGE_SIZE }]);
    expect(await machine.run(1, PLENTY)).toBe(Stop.Budget);
    expect(host.asked.length).toBe(2);
  });

  test('goes back as the bytes that the program changed, not those that it did not', async () => {
    const host = new FakeHost();
    const ring = new Uint8Array(PAGE_SIZE).fill(7);
    host.onFetch = ({ id, ranges }) => [
      { type: 'fetched', id, began: 0n, ended: 0n, patches: ranges.map(({ address }) => ({ address, bytes: ring })) },
    ];
    const machine = await machineWith(module, host, [
      ['LI', 10, RING],
      ['LI', 11, 0x0707_0709],
      ['STORE_32', 10, 11, 8],
      ...callOf(Sys.dup),
    ]);
    await machine.run(2, PLENTY);
    const [, call] = host.asked as [Fetch, Call];
    expect(call.patches.filter(({ address }) => address < STACK_BASE)).toEqual([
      { address: RING + 8, bytes: Uint8Array.of(9) },
    ]);
  });

  test('that the host does not have is SIGBUS', async () => {
    const host = new FakeHost();
    host.onFetch = ({ id }) => [{ type: 'fetched', id, began: 0n, ended: 0n, patches: [] }];
    const machine = await machineWith(module, host, loadTail);
    machine.drain();
    expect(await machine.run(100, PLENTY)).toBe(Stop.Exited);
    expect(decodeRecords(machine.drain())).toContainEqual(
      expect.objectContaining({ kind: 'signal', signal: 7, address: BigInt(RING + 12) }),
    );
  });
});

describe('a host that lies ends the link, and says so', () => {
  const lies: readonly (readonly [string, (id: number) => readonly FromHostMessage[]])[] = [
    [
      'bytes where nothing is mapped',
      (id) => [returned(id, 0n, { patches: [{ address: WINDOW_BASE, bytes: Uint8Array.of(1) }] })],
    ],
    ['regions that overlap', (id) => [returned(id, 0n, { regions: [MAPPED[0], MAPPED[0]] })]],
    ['regions out of order', (id) => [returned(id, 0n, { regions: [MAPPED[1], MAPPED[0]] })]],
    ['a region of half a page', (id) => [returned(id, 0n, { regions: [{ ...MAPPED[0], length: 2048 }] })]],
    [
      'more than memory has room for',
      (id) => [
        returned(id, 0n, {
          regions: [{ address: WINDOW_BASE, length: WINDOW_SIZE, protection: 3, kind: RegionKind.Ring }],
        }),
      ],
    ],
    ['an answer to no question', (id) => [returned(id + 1, 0n)]],
    ['the answer to another question', (id) => [{ type: 'fetched', id, began: 0n, ended: 0n, patches: [] }]],
    ['a refusal', () => [{ type: 'refusal', code: 'anything', detail: '' }]],
  ];

  test.each(lies)('%s', async (_, lie) => {
    const host = new FakeHost();
    const machine = await machineWith(module, host, callOf(Sys.dup));
    host.onCall = ({ id }) => lie(id);
    expect(await codeOf(machine.run(2, PLENTY))).toBe('BAD_MESSAGE');
    expect(host.closed).toBe(true);
    expect(await codeOf(machine.run(2, PLENTY))).toBe('BAD_MESSAGE');
  });

  test('output without end', async () => {
    const host = new FakeHost();
    const machine = await machineWith(module, host, callOf(Sys.write));
    const frame = fromHost.encode({ type: 'output', fd: 1, bytes: new Uint8Array(MAX_PATCHED) });
    host.onCall = ({ id }) => {
      for (let sent = 0; sent <= WINDOW_SIZE; sent += MAX_PATCHED) host.listener.frame(frame);
      return [returned(id, 0n)];
    };
    expect(await codeOf(machine.run(2, PLENTY))).toBe('BAD_MESSAGE');
  });

  test('an mmap to where it was not asked for', async () => {
    const host = new FakeHost();
    const machine = await machineWith(module, host, [
      ['LI', 0, Sys.mmap],
      ['LI', 1, 0],
      ['LI', 2, PAGE_SIZE],
      ['LI', 3, 3],
      ['LI', 4, 0x22],
      ['LI', 5, -1],
      ['LI', 6, 0],
      ['SYSCALL', 0],
    ]);
    host.onCall = ({ id }) => [returned(id, 0x7fff_0000_0000n)];
    expect(await codeOf(machine.run(2, PLENTY))).toBe('BAD_MESSAGE');
  });

  test('another version, or a reason', async () => {
    const other = new FakeHost();
    other.onHello = { type: 'welcome', version: WIRE_VERSION + 1, release: '', cpus: 1, uring: 0n };
    expect(await codeOf(LinuxMachine.connect(module, other))).toBe('WIRE_VERSION');
    const refuses = new FakeHost();
    refuses.onHello = { type: 'refusal', code: 'NO_AIO', detail: 'errno 38' };
    expect(await codeOf(LinuxMachine.connect(module, refuses))).toBe('NO_AIO');
    expect(refuses.closed).toBe(true);
  });

  test('nothing that can be read', async () => {
    const host = new FakeHost();
    const machine = await machineWith(module, host, callOf(Sys.dup));
    host.onCall = () => {
      host.listener.frame(Uint8Array.of(200));
      return [];
    };
    expect(await codeOf(machine.run(2, PLENTY))).toBe('BAD_MESSAGE');
    expect(host.closed).toBe(true);
  });

  test('silence, until the transport says that it is over', async () => {
    const host = new FakeHost();
    const machine = await machineWith(module, host, callOf(Sys.dup));
    host.send = () => host.listener.closed(new LinkError('HOST_DIED', 'SIGSEGV'));
    expect(await codeOf(machine.run(2, PLENTY))).toBe('HOST_DIED');
    expect(await codeOf(machine.run(2, PLENTY))).toBe('HOST_DIED');
  });
});
