/** A host that says what a test likes, and a machine in front of it. */
import { PAGE_SIZE, RODATA_BASE, STACK_BASE } from '../../assembly/uapi/memory-map.ts';
import type { Sys } from '../../assembly/uapi/syscalls.ts';
import { assemble, DATA_BASE, type Line } from '../machine/assemble.ts';
import { LinuxMachine } from '../machine/linux-machine.ts';
import { fromHost, toHost } from '../wire/codec.ts';
import { type FromHostMessage, type Region, RegionKind, type ToHostMessage, WIRE_VERSION } from '../wire/messages.ts';
import type { Transport, TransportListener } from '../wire/transport.ts';

/** Where the tests have a ring. */
export const RING = DATA_BASE + 0x10_0000;

export type Call = Extract<ToHostMessage, { type: 'call' }>;
export type Fetch = Extract<ToHostMessage, { type: 'fetch' }>;

export const MAPPED: readonly Region[] = [
  { address: RODATA_BASE, length: PAGE_SIZE, protection: 1, kind: RegionKind.Anonymous },
  { address: DATA_BASE, length: PAGE_SIZE, protection: 3, kind: RegionKind.Anonymous },
  { address: RING, length: PAGE_SIZE, protection: 3, kind: RegionKind.Ring },
  { address: STACK_BASE, length: 0x80_0000, protection: 3, kind: RegionKind.Anonymous },
];

/** Answers 0 to every call and zeroes to every fetch, unless a test has something else to say. */
export class FakeHost implements Transport {
  listener!: TransportListener;
  readonly asked: ToHostMessage[] = [];
  onHello: FromHostMessage = { type: 'welcome', version: WIRE_VERSION, release: '6.18.0', cpus: 2, uring: 0n };
  onCall: (call: Call) => readonly FromHostMessage[] = () => [];
  onFetch: (fetch: Fetch) => readonly FromHostMessage[] = () => [];
  closed = false;

  listen(listener: TransportListener): void {
    this.listener = listener;
  }

  send(frame: Uint8Array): void {
    const message = toHost.decode(frame);
    this.asked.push(message);
    for (const answer of this.answers(message)) this.listener.frame(fromHost.encode(answer));
  }

  close(): void {
    this.closed = true;
  }

  private answers(message: ToHostMessage): readonly FromHostMessage[] {
    if (message.type === 'hello') return [this.onHello];
    if (message.type === 'call') {
      const said = this.onCall(message);
      return said.length > 0 ? said : [returned(message.id, 0n)];
    }
    if (message.type === 'fetch') {
      const said = this.onFetch(message);
      const { id, ranges } = message;
      if (said.length > 0) return said;
      return [
        {
          type: 'fetched',
          id,
          began: 0n,
          ended: 0n,
          patches: ranges.map((r) => ({ address: r.address, bytes: new Uint8Array(r.length) })),
        },
      ];
    }
    return [];
  }
}

export function returned(id: number, result: bigint, more: object = {}): FromHostMessage {
  return {
    type: 'returned',
    id,
    result,
    signal: 0,
    began: 0n,
    ended: 0n,
    regions: MAPPED,
    patches: [],
    ...more,
  } as FromHostMessage;
}

/** A machine that stands before `body`, one statement; slots 0 to 6 are for a system call. */
export async function machineWith(
  module: WebAssembly.Module,
  host: FakeHost,
  body: readonly Line[],
): Promise<LinuxMachine> {
  const machine = await LinuxMachine.connect(module, host);
  const image = assemble([{ name: 'main', frame: 256, body: [['STMT', 0], ...body, ['STMT', 1], ['TRAP']] }], {
    dataSize: PAGE_SIZE,
    rodata: Uint8Array.of(1, 2, 3),
  });
  await machine.load(image, []);
  host.asked.length = 0;
  return machine;
}

/** A system call with one argument, in slots 0 to 6. */
export const callOf = (nr: Sys, a = 0): readonly Line[] => [
  ['LI', 0, nr],
  ['LI', 1, a],
  ['LI', 2, 0],
  ['LI', 3, 0],
  ['LI', 4, 0],
  ['LI', 5, 0],
  ['LI', 6, 0],
  ['SYSCALL', 0],
];
