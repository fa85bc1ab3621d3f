/** Runs in a page of its own, without anybody attached: what a system call on the host costs from there. */

import { Stop } from '../../assembly/uapi/machine-state.ts';
import { compile } from '../../src/c/index.ts';
import source from '../../src/cli/bench/submit-and-get.c?raw';
import { LinuxMachine } from '../../src/machine/linux-machine.ts';
import { protocolsOf, type SocketLike, SocketTransport } from '../../src/machine/socket-transport.ts';
import { SESSION_PATH } from '../../src/wire/control.ts';
import type { Transport, TransportListener } from '../../src/wire/transport.ts';

/** Notes when a question went out and when its answer came. */
class Timed implements Transport {
  readonly times: number[] = [];
  private asked = 0;

  constructor(private readonly transport: Transport) {}

  send(frame: Uint8Array): void {
    this.asked = performance.now();
    this.transport.send(frame);
  }

  listen(listener: TransportListener): void {
    this.transport.listen({
      frame: (frame) => {
        this.times.push(performance.now() - this.asked);
        listener.frame(frame);
      },
      closed: (why) => listener.closed(why),
    });
  }

  close(): void {
    this.transport.close();
  }
}

async function measure(): Promise<{ readonly pairs: readonly number[]; readonly ms: number }> {
  const module = await WebAssembly.compile(await (await fetch('/kring.wasm')).arrayBuffer());
  const compiled = compile({ name: 'submit-and-get.c', text: source });
  if (!compiled.ok) throw new Error('submit-and-get.c does not compile');
  const token = location.hash.slice('#t='.length);
  const socket = new WebSocket(`ws://${location.host}${SESSION_PATH}`, protocolsOf(token));
  const timed = new Timed(new SocketTransport(socket as unknown as SocketLike));
  const machine = await LinuxMachine.connect(module, timed);
  await machine.load(compiled.program, []);
  timed.times.length = 0;
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
  return { pairs, ms };
}

measure()
  .catch((error: unknown) => ({ error: String(error) }))
  .then((result) => fetch('/result', { method: 'POST', body: JSON.stringify(result) }));
