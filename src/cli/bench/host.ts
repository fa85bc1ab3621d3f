import { tmpdir } from 'node:os';
import { Stop } from '../../../assembly/uapi/machine-state.ts';
import { compile } from '../../c/index.ts';
import { Session } from '../../host/session.ts';
import { assertTrue } from '../../lib/assert.ts';
import { LinuxMachine } from '../../machine/linux-machine.ts';
import { RecordLog } from '../../recording/record-log.ts';
import { host as text } from '../../text/en/host.ts';
import { LinkError } from '../../wire/link-error.ts';
import source from './calls.c?raw';
import { Native } from './native.ts';

const MOMENTS = 1_000_000;
const WORK = 4_000_000;

/** ns of what calls.c measures. */
export interface Costs {
  readonly call: number;
  readonly submitAndGet: number;
  readonly look: number;
}

export interface HostResult {
  readonly host: Costs;
  /** By gcc -O2 on the same kernel; undefined where there is no gcc. */
  readonly native: Costs | undefined;
}

/** @returns the reason as a string where this machine cannot be a host */
export async function measureHost(module: WebAssembly.Module, childFile: string): Promise<HostResult | string> {
  const native = Native.open();
  const session = Session.open({ childFile, root: tmpdir() });
  try {
    const machine = await LinuxMachine.connect(module, session);
    const host = costsOf(await outputOf(machine));
    return { host, native: native && costsOf(native.runCalls()) };
  } catch (error) {
    if (error instanceof LinkError) return text.because(text.errors[error.code], error.detail);
    throw error;
  } finally {
    native?.close();
    session.close();
    await session.over;
  }
}

async function outputOf(machine: LinuxMachine): Promise<string> {
  const compiled = compile({ name: 'calls.c', text: source });
  assertTrue(compiled.ok, 'calls.c compiles');
  await machine.load(compiled.program, []);
  const log = new RecordLog();
  let stop: Stop;
  do {
    stop = await machine.run(MOMENTS, WORK);
    log.append(machine.drain());
  } while (stop === Stop.Budget || stop === Stop.Work || stop === Stop.TraceFull);
  assertTrue(stop === Stop.Exited, `calls.c ends with ${Stop[stop]}`);
  let text = '';
  for (let i = 0; i < log.length; i++) {
    const record = log.at(i);
    if (record.kind === 'output') text += Buffer.from(record.bytes).toString();
  }
  return text;
}

function costsOf(lines: string): Costs {
  const [call = Number.NaN, submitAndGet = Number.NaN, look = Number.NaN] = lines.trim().split('\n').map(Number);
  return { call, submitAndGet, look };
}
