/**
 * The process that makes the system calls of one program. session.ts starts it, in the program's working directory, and
 * carries its messages; nothing in a message is believed. It does one thing after the other and has no event loop: it reads a
 * message, makes the call, writes the answer. Descriptors 3 to 1023 are taken when it begins, so that Node's own lie above,
 * and freed then: from there on the program's descriptors are the kernel's, without any translation.
 */
import { readSync, writeSync } from 'node:fs';
import { fromHost } from '../wire/codec.ts';
import { Deframer, framed } from '../wire/framing.ts';
import { LinkError } from '../wire/link-error.ts';
import type { FromHostMessage } from '../wire/messages.ts';
import { LINK_FD } from './call.ts';
import { Calls } from './calls.ts';
import { Console } from './console.ts';
import { Contexts } from './contexts.ts';
import { InputFiles } from './input-files.ts';
import { dieWithParent, freeDescriptors, limit, requireAio, stayOnOneCpu } from './own-process.ts';
import type { ChildOptions } from './session.ts';
import { SessionServer } from './session-server.ts';
import { Syscalls } from './syscalls.ts';
import { probeUring } from './uring-calls.ts';
import { Rings } from './uring-rings.ts';
import { Window } from './window.ts';

const PIECE = 1 << 16;

/** @param waiting in which of the program's pipes there is output that belongs before the message */
function send(message: FromHostMessage, waiting = 0): void {
  const bytes = framed([Uint8Array.of(waiting), fromHost.encode(message)]);
  for (let done = 0; done < bytes.length; ) done += writeSync(LINK_FD, bytes, done);
}

/** Without what a normal exit would still do. */
function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('dead');
}

function refuse(error: unknown): never {
  const { code, detail } = error instanceof LinkError ? error : new LinkError('NO_SESSION', String(error));
  send({ type: 'refusal', code, detail });
  // To end with something unread would take the refusal away from the other side.
  const rest = Buffer.allocUnsafeSlow(PIECE);
  while (readSync(LINK_FD, rest, 0, PIECE, null) > 0);
  die();
}

async function begin(options: ChildOptions): Promise<SessionServer> {
  const sys = await Syscalls.load();
  dieWithParent(sys, options.parent);
  requireAio(sys);
  const console = new Console(sys);
  const window = new Window(sys);
  freeDescriptors(sys);
  const uring = BigInt(probeUring(sys));
  limit(sys, options.mostFileBytes);
  stayOnOneCpu(sys);
  const contexts = new Contexts(window);
  const rings = new Rings();
  const calls = new Calls({ sys, window }, contexts, rings, options.mostEvents);
  calls.holdSignals();
  return new SessionServer(calls, { contexts, rings }, window, new InputFiles(), uring, (message) =>
    send(message, console.waiting),
  );
}

/** Message after message, until the other side is gone. */
function serve(server: SessionServer): never {
  const frames = new Deframer();
  const piece = Buffer.allocUnsafeSlow(PIECE);
  for (;;) {
    const length = readSync(LINK_FD, piece, 0, PIECE, null);
    if (length === 0) die();
    for (const frame of frames.push(new Uint8Array(piece.subarray(0, length)))) server.receive(frame);
  }
}

begin(JSON.parse(process.argv[2] ?? '{}') as ChildOptions)
  .then(serve)
  .catch(refuse);
