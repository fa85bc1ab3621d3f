import { WINDOW_SIZE } from '../../assembly/uapi/memory-map.ts';
import { inBatches } from '../wire/batches.ts';
import { fromHost, toHost } from '../wire/codec.ts';
import { isLinkErrorCode, LinkError } from '../wire/link-error.ts';
import {
  type FromHostMessage,
  MAX_PATCHED,
  type Message,
  type Patch,
  type Range,
  type ToHost,
  type ToHostMessage,
  WIRE_VERSION,
} from '../wire/messages.ts';
import type { Transport, TransportListener } from '../wire/transport.ts';

type Answer<Type extends FromHostMessage['type']> = Extract<FromHostMessage, { type: Type }>;

/** Questions and answers over a transport. What a host says is checked here, as far as it can be without knowing memory. */
export class HostLink implements TransportListener {
  private readonly waiting = new Map<
    number,
    { resolve: (answer: FromHostMessage) => void; reject: (why: LinkError) => void }
  >();
  private lastId = 0;
  private lost: LinkError | undefined;
  /** Memory that came before the answer it belongs to. */
  private early: Patch[] = [];
  private earlyBytes = 0;
  private outputs: Answer<'output'>[] = [];
  private outputBytes = 0;

  constructor(private readonly transport: Transport) {
    transport.listen(this);
  }

  /** @throws {LinkError} when the host speaks another version, or refuses */
  async hello(): Promise<Answer<'welcome'>> {
    const answer = await this.ask('welcome', HELLO, { type: 'hello', version: WIRE_VERSION });
    if (answer.version !== WIRE_VERSION)
      throw new LinkError('WIRE_VERSION', `${answer.version} there, ${WIRE_VERSION} here`);
    return answer;
  }

  file(name: string, bytes: Uint8Array): void {
    // An empty file is one empty piece.
    for (let done = 0; done === 0 || done < bytes.length; done += MAX_PATCHED) {
      this.send({ type: 'file', name, bytes: bytes.subarray(done, done + MAX_PATCHED) });
    }
  }

  /** One system call, after these changes of memory. */
  async call(call: Omit<ToHost['call'], 'id'>): Promise<Answer<'returned'> | Answer<'unmodelled'>> {
    const id = ++this.lastId;
    return this.ask('returned', id, { ...call, type: 'call', id, patches: this.sendAllButLast(call.patches) });
  }

  /** What is in these ranges, after these changes; and in memory that requests have filled meanwhile. */
  async fetch(ranges: readonly Range[], patches: readonly Patch[]): Promise<Answer<'fetched'>> {
    const id = ++this.lastId;
    return this.ask('fetched', id, { type: 'fetch', id, ranges, patches: this.sendAllButLast(patches) });
  }

  /** What the program has written since the last time. */
  takeOutput(): readonly Answer<'output'>[] {
    const taken = this.outputs;
    this.outputs = [];
    this.outputBytes = 0;
    return taken;
  }

  close(): void {
    this.transport.close();
  }

  frame(frame: Uint8Array): void {
    try {
      this.receive(fromHost.decode(frame));
    } catch (error) {
      this.lose(error instanceof LinkError ? error : new LinkError('BAD_MESSAGE', String(error)));
    }
  }

  closed(why: LinkError): void {
    this.lose(why);
  }

  private receive(message: FromHostMessage): void {
    switch (message.type) {
      case 'refusal': {
        const { code, detail } = message;
        throw new LinkError(isLinkErrorCode(code) ? code : 'BAD_MESSAGE', detail);
      }
      case 'output':
        this.outputBytes = within(this.outputBytes + message.bytes.length, 'output');
        this.outputs.push(message);
        return;
      case 'memory':
        this.earlyBytes = within(this.earlyBytes + lengthOf(message.patches), 'memory');
        for (const patch of message.patches) this.early.push(patch);
        return;
      case 'welcome':
        this.answer(HELLO, message);
        return;
      default:
        this.answer(message.id, message);
    }
  }

  private answer(id: number, message: Answer<'welcome' | 'returned' | 'unmodelled' | 'fetched'>): void {
    const waiting = this.waiting.get(id);
    if (waiting === undefined) throw new LinkError('BAD_MESSAGE', `${message.type} without a question`);
    this.waiting.delete(id);
    const early = this.early;
    this.early = [];
    this.earlyBytes = 0;
    waiting.resolve('patches' in message ? { ...message, patches: [...early, ...message.patches] } : message);
  }

  private async ask<Type extends 'welcome' | 'returned' | 'fetched'>(
    type: Type,
    id: number,
    question: ToHostMessage,
  ): Promise<Type extends 'returned' ? Answer<'returned'> | Answer<'unmodelled'> : Answer<Type>> {
    if (this.lost !== undefined) throw this.lost;
    const answer = await new Promise<FromHostMessage>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.send(question);
    });
    if (answer.type !== type && !(type === 'returned' && answer.type === 'unmodelled')) {
      const why = new LinkError('BAD_MESSAGE', `${answer.type} in place of ${type}`);
      this.lose(why);
      throw why;
    }
    return answer as never;
  }

  private sendAllButLast(patches: readonly Patch[]): readonly Patch[] {
    const batches = inBatches(patches);
    for (const batch of batches.slice(0, -1)) this.send({ type: 'memory', patches: batch });
    return batches.at(-1)!;
  }

  private send(message: Message<ToHost>): void {
    this.transport.send(toHost.encode(message));
  }

  /** It is over, for this reason. */
  lose(why: LinkError): void {
    if (this.lost !== undefined) return;
    this.lost = why;
    for (const { reject } of this.waiting.values()) reject(why);
    this.waiting.clear();
    this.transport.close();
  }
}

const HELLO = 0;

function lengthOf(patches: readonly Patch[]): number {
  return patches.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** A system call cannot move more than the program has memory. */
function within(bytes: number, what: string): number {
  if (bytes > WINDOW_SIZE) throw new LinkError('BAD_MESSAGE', `${bytes} bytes of ${what}`);
  return bytes;
}
