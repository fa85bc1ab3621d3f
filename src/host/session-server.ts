import { release } from 'node:os';
import { inBatches } from '../wire/batches.ts';
import { toHost } from '../wire/codec.ts';
import { LinkError } from '../wire/link-error.ts';
import { type FromHostMessage, type Patch, type ToHost, WIRE_VERSION } from '../wire/messages.ts';
import type { Calls } from './calls.ts';
import type { Contexts } from './contexts.ts';
import { possibleCpus } from './facts.ts';
import type { InputFiles } from './input-files.ts';
import type { Rings } from './uring-rings.ts';
import type { Window } from './window.ts';

/** Bytes that may be asked for at once: far more than pages of a ring. */
const MOST_FETCHED = 1 << 24;

/** Obeys the messages of the program's side, one after the other: while a call waits, so does everything else. */
export class SessionServer {
  private greeted = false;
  private readonly start = process.hrtime.bigint();

  constructor(
    private readonly calls: Calls,
    /** What the kernel writes to by itself. */
    private readonly shared: { readonly contexts: Contexts; readonly rings: Rings },
    private readonly window: Window,
    private readonly files: InputFiles,
    /** 0 where the program can have an io_uring, else -errno. */
    private readonly uring: bigint,
    private readonly send: (message: FromHostMessage) => void,
  ) {}

  /** @throws {LinkError} the session is over */
  receive(frame: Uint8Array): void {
    const message = toHost.decode(frame);
    if (message.type !== 'hello' && !this.greeted) throw new LinkError('BAD_MESSAGE', `${message.type} before hello`);
    switch (message.type) {
      case 'hello':
        this.greet(message.version);
        break;
      case 'file':
        this.files.add(message.name, message.bytes);
        break;
      case 'memory':
        this.change(message.patches);
        break;
      case 'fetch':
        this.fetch(message);
        break;
      case 'call':
        this.call(message);
    }
  }

  private greet(version: number): void {
    if (version !== WIRE_VERSION) throw new LinkError('WIRE_VERSION', `${version} there, ${WIRE_VERSION} here`);
    this.greeted = true;
    const { uring } = this;
    this.send({ type: 'welcome', version: WIRE_VERSION, release: release(), cpus: possibleCpus(), uring });
  }

  private change(patches: readonly Patch[]): void {
    this.shared.contexts.patched(patches);
    this.shared.rings.patched(patches);
    if (!this.window.write(patches)) throw new LinkError('BAD_MESSAGE', 'bytes for a page that is not there');
  }

  private fetch({ id, patches, ranges }: ToHost['fetch']): void {
    const length = ranges.reduce((sum, range) => sum + range.length, 0);
    if (length > MOST_FETCHED) throw new LinkError('BAD_MESSAGE', `${length} bytes wanted`);
    this.change(patches);
    const began = this.now();
    const wanted = this.window.patches(ranges);
    const ended = this.now();
    this.send({ type: 'fetched', id, began, ended, patches: this.sendAllButLast([...wanted, ...this.news()]) });
  }

  private call({ id, nr, args, room, patches }: ToHost['call']): void {
    this.change(patches);
    const began = this.now();
    const outcome = this.calls.make({ nr, args, room });
    const ended = this.now();
    if ('unmodelled' in outcome) {
      this.send({ type: 'unmodelled', id, detail: outcome.unmodelled });
      return;
    }
    const { result, written = [], maySignal = false } = outcome;
    const signal = this.calls.signalAfter(result, maySignal);
    const changed = [...this.window.patches(written), ...this.news()];
    const regions = this.calls.remaps(nr) ? this.window.regions() : undefined;
    this.send({ type: 'returned', id, result, signal, began, ended, regions, patches: this.sendAllButLast(changed) });
  }

  /** The rings as they lie in shared memory, then, since whoever sees a tail must find them, the data its events speak of. */
  private news(): readonly Patch[] {
    const { contexts, rings } = this.shared;
    const news = [...contexts.news(), ...rings.news()];
    return [...news, ...this.window.patches([...contexts.finished(), ...rings.finished()])];
  }

  private now(): bigint {
    return process.hrtime.bigint() - this.start;
  }

  /** What does not fit the answer goes before it. */
  private sendAllButLast(patches: readonly Patch[]): readonly Patch[] {
    const batches = inBatches(patches);
    for (const batch of batches.slice(0, -1)) this.send({ type: 'memory', patches: batch });
    return batches.at(-1)!;
  }
}
