import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LinkError } from '../wire/link-error.ts';
import type { Transport, TransportListener } from '../wire/transport.ts';
import { FIRST_OWN_FD } from './call.ts';

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

const GIGABYTE = 2 ** 30;
const MOST_WORDS = 1000;

/**
 * The process that makes the system calls of one program, and its working directory. This side loads nothing native: when
 * the child crashes, that is a sentence and no more.
 */
export class Session implements Transport {
  /** When the child is gone, and its directory too. */
  readonly over: Promise<void>;
  private listener: TransportListener | undefined;
  private readonly early: Uint8Array[] = [];
  private ended: LinkError | undefined;
  private words = '';

  private constructor(
    private readonly child: ChildProcess,
    /** The program's working directory. */
    readonly directory: string,
  ) {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.words = (this.words + text).slice(-MOST_WORDS);
    });
    child.on('message', (frame) => {
      if (!(frame instanceof Uint8Array)) this.end(new LinkError('BAD_MESSAGE', 'not a frame'));
      else if (this.listener !== undefined) this.listener.frame(frame);
      else this.early.push(frame);
    });
    this.over = new Promise((resolve, reject) => {
      const gone = (why: LinkError) => {
        this.end(why);
        rm(directory, { recursive: true, force: true }).then(resolve, reject);
      };
      child.once('error', (error) => gone(new LinkError('NO_SESSION', error.message)));
      child.once('close', (status, signal) => {
        gone(new LinkError('HOST_DIED', `${signal ?? `exit status ${status}`} ${this.words}`.trim()));
      });
    });
  }

  /** Of the child. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** @throws {LinkError} when no process can be started */
  static open({ childFile, root, mostFileBytes = GIGABYTE, mostEvents = 2 ** 31 }: SessionOptions): Session {
    const directory = mkdtempSync(join(root, 'kring-session-'));
    const options: ChildOptions = { parent: process.pid, mostFileBytes, mostEvents };
    // Every descriptor below 1024 is taken when Node begins there, so it opens its own above.
    const filler = openSync('/dev/null', 'r');
    try {
      const child = fork(childFile, [JSON.stringify(options)], {
        cwd: directory,
        stdio: ['ignore', 'ignore', 'pipe', ...new Array<number>(FIRST_OWN_FD - 3).fill(filler), 'ipc'],
        serialization: 'advanced',
        execArgv: [],
        // One thread makes the program's calls, one after the other.
        env: { UV_THREADPOOL_SIZE: '1' },
      });
      return new Session(child, directory);
    } catch (error) {
      rmSync(directory, { recursive: true });
      throw new LinkError('NO_SESSION', String(error));
    } finally {
      closeSync(filler);
    }
  }

  send(frame: Uint8Array): void {
    // That it did not arrive is told by the end of the child.
    if (this.ended === undefined) this.child.send(frame, () => {});
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

  private end(why: LinkError): void {
    if (this.ended !== undefined) return;
    this.ended = why;
    // Its contexts, descriptors and requests go with it.
    this.child.kill('SIGKILL');
    this.listener?.closed(why);
  }
}
