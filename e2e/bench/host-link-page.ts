/** Runs in a page of its own, without anybody attached: what a system call on the host costs from there. */

import { AIO_RING_MAGIC, AioRing } from '../../assembly/uapi/aio_abi.ts';
import { Stop } from '../../assembly/uapi/machine-state.ts';
import { compile } from '../../src/c/index.ts';
import source from '../../src/cli/bench/submit-and-get.c?raw';
import { LinuxMachine } from '../../src/machine/linux-machine.ts';
import { protocolsOf, type SocketLike, SocketTransport } from '../../src/machine/socket-transport.ts';
import { fromHost } from '../../src/wire/codec.ts';
import { SESSION_PATH } from '../../src/wire/control.ts';
import type { Transport, TransportListener } from '../../src/wire/transport.ts';

export interface LinkTimes {
  /** ms from io_submit until what came from the host has the event in the ring, and the tail behind it. */
  readonly completions: number[];
  /** ms of io_submit and of io_getevents, together. */
  readonly pairs: number[];
  /** Of the whole program. */
  readonly ms: number;
  readonly error?: string;
}

/** Notes when a question went out and when its answer came; and, of answers with a new tail of the ring, the same. */
class Timed implements Transport {
  readonly times: number[] = [];
  readonly completions: number[] = [];
  private asked = 0;
  private tail = 0;

  constructor(private readonly transport: Transport) {}

  send(frame: Uint8Array): void {
    this.asked = performance.now();
    this.transport.send(frame);
  }

  listen(listener: TransportListener): void {
    this.transport.listen({
      frame: (frame) => {
        const took = performance.now() - this.asked;
        this.times.push(took);
        const tail = tailIn(frame);
        if (tail !== undefined && tail !== this.tail) {
          this.tail = tail;
          this.completions.push(took);
        }
        listener.frame(frame);
      },
      closed: (why) => listener.closed(why),
    });
  }

  close(): void {
    this.transport.close();
  }
}

/** The ring's tail, when its header came with this message. */
function tailIn(frame: Uint8Array): number | undefined {
  const message = fromHost.decode(frame);
  if (!('patches' in message)) return undefined;
  for (const { bytes } of message.patches) {
    if (bytes.length < AioRing.SIZEOF) continue;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    if (view.getUint32(AioRing.magic, true) === AIO_RING_MAGIC) return view.getUint32(AioRing.tail, true);
  }
  return undefined;
}

async function measure(): Promise<LinkTimes> {
  const module = await WebAssembly.compile(await (await fetch('/kring.wasm')).arrayBuffer());
  const compiled = compile({ name: 'submit-and-get.c', text: source });
  if (!compiled.ok) throw new Error('submit-and-get.c does not compile');
  const token = location.hash.slice('#t='.length);
  const socket = new WebSocket(`ws://${location.host}${SESSION_PATH}`, protocolsOf(token));
  const timed = new Timed(new SocketTransport(socket as unknown as SocketLike));
  const machine = await LinuxMachine.connect(module, timed);
  await machine.load(compiled.program, []);
  timed.times.length = timed.completions.length = 0;
  const begin = performance.now();
  let stop: Stop;
  do {
    stop = await machine.run(1_000_000, 4_000_000);
    machine.clearTrace();
  } while (stop === Stop.Budget || stop === Stop.Work || stop === Stop.TraceFull);
  const ms = performance.now() - begin;
  machine.close();
  if (stop !== Stop.Exited) throw new Error(`the program ends with ${Stop[stop]}`);
  // open and io_setup come first, exit is not the host's.
  const calls = timed.times.slice(2);
  const pairs: number[] = [];
  for (let i = 0; i + 1 < calls.length; i += 2) pairs.push((calls[i] ?? 0) + (calls[i + 1] ?? 0));
  return { completions: timed.completions, pairs, ms };
}

measure()
  .catch((error: unknown): LinkTimes => ({ completions: [], pairs: [], ms: 0, error: String(error) }))
  .then((result) => fetch('/result', { method: 'POST', body: JSON.stringify(result) }));
