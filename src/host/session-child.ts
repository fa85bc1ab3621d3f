/**
 * The process that makes the system calls of one program. session.ts forks it, in the program's working directory, and
 * carries its messages; nothing in a message is believed. Descriptors 3 to 1023 are taken when it begins, so that Node's own
 * lie above, and freed then: from there on the program's descriptors are the kernel's, without any translation.
 */
import { fromHost } from '../wire/codec.ts';
import { LinkError } from '../wire/link-error.ts';
import type { FromHostMessage } from '../wire/messages.ts';
import { Calls } from './calls.ts';
import { Console } from './console.ts';
import { Contexts } from './contexts.ts';
import { InputFiles } from './input-files.ts';
import { dieWithParent, freeDescriptors, limit, requireAio, stayOnOneCpu } from './own-process.ts';
import type { ChildOptions } from './session.ts';
import { SessionServer } from './session-server.ts';
import { Syscalls } from './syscalls.ts';
import { Window } from './window.ts';

/** @param sent is told when it is on its way */
function send(message: FromHostMessage, sent: () => void = () => {}): void {
  process.send?.(fromHost.encode(message), sent);
}

/** A thread that waits in a system call would wait for ever at a normal exit. */
function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

function refuse(error: unknown): void {
  const { code, detail } = error instanceof LinkError ? error : new LinkError('NO_SESSION', String(error));
  send({ type: 'refusal', code, detail }, die);
}

async function begin(options: ChildOptions): Promise<SessionServer> {
  const sys = await Syscalls.load();
  dieWithParent(sys, options.parent);
  requireAio(sys);
  const console = new Console(sys, (fd, bytes) => send({ type: 'output', fd, bytes: Uint8Array.from(bytes) }));
  const window = new Window(sys);
  freeDescriptors(sys);
  limit(sys, options.mostFileBytes);
  const contexts = new Contexts(window);
  const calls = new Calls({ sys, window }, contexts, options.mostEvents);
  await calls.holdSignals();
  // The thread that makes the calls exists by now.
  stayOnOneCpu(sys);
  return new SessionServer(calls, contexts, window, console, new InputFiles(), send);
}

process.on('disconnect', die);
const ready = begin(JSON.parse(process.argv[2] ?? '{}') as ChildOptions);
process.on('message', (frame) => {
  ready.then((server) => server.receive(frame)).catch(refuse);
});
