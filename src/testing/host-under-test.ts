/**
 * A C program in the VM, its system calls on this machine's kernel through a session child: the third way beside the model
 * and gcc. For tests.
 */
import { Stop } from '../../assembly/uapi/machine-state.ts';
import { Signal } from '../../assembly/uapi/signals.ts';
import { SESSION_CHILD_FILE } from '../cli/paths.mjs';
import { Session } from '../host/session.ts';
import { LinuxMachine } from '../machine/linux-machine.ts';
import type { SocketTransport } from '../machine/socket-transport.ts';
import { RecordLog } from '../recording/record-log.ts';
import { contentOf } from '../scenarios/file-content.ts';
import { LinkError } from '../wire/link-error.ts';
import { withMachineLock } from './machine-lock.ts';
import { compileOrThrow, compileUnitsOrThrow, exitStatusOf, howItEnded, outputOf } from './model.ts';
import type { Oracle, OracleProgram, Outcome } from './oracle.ts';
import { WebSocketHost } from './websocket-host.ts';

const SLICE_WORK = 4_000_000;
const MOST_MOMENTS = 20_000_000;
/** What a test has for a run: every call wakes another process, and a busy machine takes its time for that. */
export const HOST_TEST_MS = 180_000;
/** A run that takes longer hangs: it is stopped, and says so, before the test is given up. */
const HANG_MS = 120_000;

export class HostUnderTest {
  private constructor(
    private readonly module: WebAssembly.Module,
    /** Where working directories are: on a file system with O_DIRECT. */
    private readonly root: string,
    private readonly server: WebSocketHost,
  ) {}

  /** The session child as it was built. */
  readonly childFile = SESSION_CHILD_FILE;

  /** This machine as a host, or the sentence that says what is missing. */
  static async find(module: WebAssembly.Module, oracle: Oracle | string): Promise<HostUnderTest | string> {
    if (typeof oracle === 'string') return oracle;
    const root = oracle.workDirectory;
    try {
      const childFile = SESSION_CHILD_FILE;
      // Who has the lock has all of fs.aio-max-nr.
      return new HostUnderTest(module, root, await WebSocketHost.open({ childFile, root, mostEvents: 2 ** 31 }));
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      return `no host: ${error.message}`;
    }
  }

  /** Whether this machine's kernel gives the program an io_uring. */
  get hasUring(): boolean {
    return this.server.hasUring;
  }

  /**
   * Runs a program to its end, or as long as it may, over a WebSocket; throws when the run ends in any other way than a
   * program may end.
   */
  async run(program: OracleProgram): Promise<Outcome> {
    const image = program.units ? compileUnitsOrThrow(program.units) : compileOrThrow(program);
    const files = program.files.map((file) => ({ name: file.name, bytes: contentOf(file) }));
    return this.withLink(async (machine, link) => {
      const limit = setTimeout(() => link.stop(), program.seconds === undefined ? HANG_MS : program.seconds * 1000);
      try {
        await machine.load(image, files);
        return await runToEnd(machine, program.seconds !== undefined);
      } finally {
        clearTimeout(limit);
      }
    });
  }

  open(childFile = SESSION_CHILD_FILE): Session {
    return Session.open({ childFile, root: this.root });
  }

  /** A machine at the other end of a WebSocket, the only one that uses AIO on this machine; all of it is gone when `use` is over. */
  withLink<T>(use: (machine: LinuxMachine, link: SocketTransport) => Promise<T>): Promise<T> {
    return withMachineLock(async () => {
      const link = this.server.connect();
      try {
        return await use(await LinuxMachine.connect(this.module, link), link);
      } finally {
        link.close();
        await this.server.idle();
      }
    });
  }

  /** A machine on a session of its own, the only one that uses AIO on this machine; all of it is gone when `use` is over. */
  withSession<T>(
    use: (machine: LinuxMachine, session: Session) => Promise<T>,
    childFile = SESSION_CHILD_FILE,
  ): Promise<T> {
    return withMachineLock(async () => {
      const session = this.open(childFile);
      try {
        return await use(await LinuxMachine.connect(this.module, session), session);
      } finally {
        session.close();
        await session.over;
      }
    });
  }
}

/** @param mayStop when it is stopped, it was killed */
async function runToEnd(machine: LinuxMachine, mayStop: boolean): Promise<Outcome> {
  const log = new RecordLog();
  let stop: Stop;
  try {
    do {
      stop = await machine.run(MOST_MOMENTS, SLICE_WORK);
      log.append(machine.drain());
    } while (stop === Stop.Work || stop === Stop.TraceFull);
  } catch (error) {
    if (!mayStop || !(error instanceof LinkError) || error.code !== 'STOPPED') throw error;
    log.append(machine.drain());
    return { stdout: outputOf(log, 1), stderr: outputOf(log, 2), status: 128 + Signal.SIGKILL };
  }
  if (stop !== Stop.Exited) throw new Error(howItEnded(stop, machine, log));
  return { stdout: outputOf(log, 1), stderr: outputOf(log, 2), status: exitStatusOf(machine) };
}
