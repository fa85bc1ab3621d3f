import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { Deframer, framed } from '../wire/framing.ts';
import { LinkError } from '../wire/link-error.ts';
import { MAX_FRAME } from '../wire/messages.ts';
import type { Transport, TransportListener } from '../wire/transport.ts';
import { FIRST_OWN_FD, LINK_FD, WINDOW_TAKEN } from './call.ts';
import { Output } from './output.ts';
import { refusalIn, Turn } from './turn.ts';

export interface SessionOptions {
  /** The built session-child.ts. */
  readonly childFile: string;
  /** Where sessions have their working directories: on a file system with O_DIRECT. */
  readonly root: string;
  /** No file may become longer (RLIMIT_FSIZE). */
  readonly mostFileBytes?: number;
  /** nr_events of all contexts together: fs.aio-max-nr is the whole machine's. */
  readonly mostEvents?: number;
}

/** What the child is told when it starts. */
export interface ChildOptions {
  readonly parent: number;
  readonly mostFileBytes: number;
  readonly mostEvents: number;
}

/** Working directories are called so, with the pid of the host behind it: that is how one that was left behind is known. */
export const DIRECTORY_PREFIX = 'kring-session-';

const GIGABYTE = 2 ** 30;
const MOST_WORDS = 1000;
/** Children, one after the other, until one has the window free. */
const TRIES = 4;

/**
 * The process that makes the system calls of one program, and its working directory. This side loads nothing native: when
 * the child crashes, that is a sentence and no more.
 */
export class Session implements Transport {
  /** When the child is gone, and its directory too. */
  readonly over: Promise<void>;
  private child!: ChildProcess;
  private link!: Socket;
  private tries = TRIES;
  /** What a child has not heard that never began. */
  private hello: Uint8Array | undefined;
  private readonly frames = new Deframer();
  private readonly turn = new Turn();
  private readonly output: Output;
  /** In which pipes the output stands that belongs before the next frame; undefined between two messages of the child. */
  private waiting: number | undefined;
  private listener: TransportListener | undefined;
  private readonly early: Uint8Array[] = [];
  private ended: LinkError | undefined;
  private words = '';

  private constructor(
    private readonly start: () => ChildProcess,
    /** The program's working directory. */
    readonly directory: string,
  ) {
    this.output = new Output((frame) => this.deliver(frame));
    this.over = new Promise((resolve, reject) => {
      const gone = (why: LinkError) => {
        this.end(why);
        this.output.close();
        rm(directory, { recursive: true, force: true }).then(resolve, reject);
      };
      this.begin(gone);
    });
  }

  /** @param gone is told once there is no child any more, and will be none */
  private begin(gone: (why: LinkError) => void): void {
    this.tries--;
    this.child = this.start();
    this.child.once('error', (error) => gone(new LinkError('NO_SESSION', error.message)));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.words = (this.words + text).slice(-MOST_WORDS);
    });
    this.link = (this.child.stdio as readonly unknown[])[LINK_FD] as Socket;
    this.link.on('data', (piece: Buffer) => this.receive(piece));
    // That the other end is gone is told by the end of the child.
    this.link.on('error', () => {});
    if (this.hello !== undefined) this.link.write(framed([this.hello]));
    this.child.once('close', (status, signal) => {
      if (status === WINDOW_TAKEN && this.tries > 0 && this.ended === undefined) this.begin(gone);
      else gone(new LinkError('HOST_DIED', `${signal ?? `exit status ${status}`} ${this.words}`.trim()));
    });
  }

  /** Of the child. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** @throws {LinkError} when no process can be started */
  static open({ childFile, root, mostFileBytes = GIGABYTE, mostEvents = 2 ** 31 }: SessionOptions): Session {
    const directory = mkdtempSync(join(root, `${DIRECTORY_PREFIX}${process.pid}-`));
    const options: ChildOptions = { parent: process.pid, mostFileBytes, mostEvents };
    const start = () => spawnChild(childFile, options, directory);
    try {
      return new Session(start, directory);
    } catch (error) {
      rmSync(directory, { recursive: true });
      throw new LinkError('NO_SESSION', String(error));
    }
  }

  send(frame: Uint8Array): void {
    if (this.ended !== undefined) return;
    if (!this.turn.mayTake(frame)) {
      this.end(new LinkError('BAD_MESSAGE', 'a message before the last question was answered'));
      return;
    }
    this.hello ??= frame;
    this.link.write(framed([frame]));
  }

  /** Whether a question is being answered. */
  get busy(): boolean {
    return this.turn.asked;
  }

  /** Bytes that the child has not taken yet. */
  get pending(): number {
    return this.link.writableLength;
  }

  /** Calls back, once, when it has taken all. */
  onceTaken(then: () => void): void {
    if (this.link.writableLength === 0) then();
    else this.link.once('drain', then);
  }

  listen(listener: TransportListener): void {
    this.listener = listener;
    for (const frame of this.early.splice(0)) listener.frame(frame);
    if (this.ended !== undefined) listener.closed(this.ended);
  }

  close(): void {
    this.end(new LinkError('LINK_CLOSED', 'closed from this side'));
  }

  /** Ends a run, also one that waits in a system call. */
  stop(): void {
    this.end(new LinkError('STOPPED', 'the session was stopped'));
  }

  /** Leaves what the program writes in its pipes, so that it waits when they are full, or goes on taking it. */
  holdOutput(hold: boolean): void {
    this.output.hold(hold);
  }

  /** A byte that tells of waiting output, then the message. */
  private receive(piece: Buffer): void {
    if (this.ended !== undefined) return;
    try {
      for (const frame of this.frames.push(piece)) {
        if (this.waiting === undefined) {
          this.waiting = frame[0] ?? 0;
          continue;
        }
        if (this.waiting !== 0) this.output.take();
        this.waiting = undefined;
        // A child that can answer has its pipes.
        if (this.turn.answered(frame) && this.child.pid !== undefined) this.output.open(this.child.pid);
        this.deliver(frame);
        // The child has said its last word, and waits for this.
        const refusal = refusalIn(frame);
        if (refusal !== undefined) this.end(refusal);
      }
    } catch (error) {
      this.end(error instanceof LinkError ? error : new LinkError('NO_SESSION', String(error)));
    }
  }

  private deliver(frame: Uint8Array): void {
    if (this.ended !== undefined) return;
    if (this.listener !== undefined) this.listener.frame(frame);
    else if (this.early.length * MAX_FRAME < GIGABYTE) this.early.push(frame);
  }

  private end(why: LinkError): void {
    if (this.ended !== undefined) return;
    this.ended = why;
    // Its contexts, descriptors and requests go with it.
    this.child.kill('SIGKILL');
    this.listener?.closed(why);
  }
}

function spawnChild(childFile: string, options: ChildOptions, directory: string): ChildProcess {
  // Every descriptor below 1024 is taken when Node begins there, so it opens its own above.
  const filler = openSync('/dev/null', 'r');
  try {
    return spawn(process.execPath, [childFile, JSON.stringify(options)], {
      cwd: directory,
      stdio: ['ignore', 'ignore', 'pipe', ...new Array<number>(FIRST_OWN_FD - 3).fill(filler), 'pipe'],
      env: {},
    });
  } finally {
    closeSync(filler);
  }
}
