import { describe, expect, it } from 'vitest';
import { Machine, Stop } from '../../assembly/uapi/machine-state.ts';
import { MACHINE } from '../../assembly/uapi/memory-map.ts';
import { WaitReason } from '../../assembly/uapi/records.ts';
import { Signal } from '../../assembly/uapi/signals.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { ModelMachine } from '../machine/model-machine.ts';
import { decodeRecords, type Record } from '../recording/record.ts';
import { compileOrThrow } from './model.ts';

const module = await loadModule(process.env.KRING_WASM);
const PLENTY = 0xffff_ffff;

const HEAD = `
#define _GNU_SOURCE
#include <fcntl.h>
#include <libaio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
`;

/** Runs the body of a main(). */
function run(body: string): { machine: ModelMachine; stop: Stop; records: readonly Record[]; status: number } {
  const machine = ModelMachine.create(module, { cpus: 2, version: 618, seed: 1 });
  const text = `${HEAD}int main(void) { ${body} }`;
  machine.load(compileOrThrow({ name: 'ending.c', text }), [{ name: 'data.bin', size: 65_536, seed: 1 }]);
  const records: Record[] = [];
  let stop: Stop;
  do {
    stop = machine.run(PLENTY, PLENTY);
    records.push(...decodeRecords(machine.drain()));
  } while (stop === Stop.TraceFull);
  return { machine, stop, records, status: machine.view.getInt32(MACHINE + Machine.exit_status, true) };
}

describe('how a run ends', () => {
  it('stuck: who waits for what, said once', () => {
    const { machine, stop, records } = run('int fds[2]; char c; pipe(fds); read(fds[0], &c, 1); return 0;');
    expect(stop).toBe(Stop.Stuck);
    expect(records.at(-1)).toMatchObject({ kind: 'stuck' });
    expect(records.at(-2)).toMatchObject({ kind: 'block', reason: WaitReason.PipeReadable });
    expect(machine.run(PLENTY, PLENTY)).toBe(Stop.Stuck);
    expect(machine.drain()).toHaveLength(0);
  });

  it('not modelled: the number and what in it', () => {
    const { machine, stop, records } = run('syscall(SYS_mremap, 0, 0, 0, 4, 0, 0); return 0;');
    expect(stop).toBe(Stop.Unmodelled);
    expect(records.at(-1)).toMatchObject({ kind: 'unmodelled', syscall: Sys.mremap, detail: 4n });
    expect(machine.run(PLENTY, PLENTY)).toBe(Stop.Unmodelled);
  });

  it('a bad store while the disk works: the requests are waited for, then 128 + SIGSEGV', () => {
    const { stop, status, records } = run(`
      io_context_t ctx = 0; struct iocb iocb, *list[1] = { &iocb }; void *memory;
      int fd = open("data.bin", O_RDONLY | O_DIRECT);
      posix_memalign(&memory, 4096, 4096);
      io_setup(1, &ctx);
      io_prep_pread(&iocb, fd, memory, 4096, 0);
      io_submit(ctx, 1, list);
      *(volatile int *)8 = 1;
      return 0;`);
    expect(stop).toBe(Stop.Exited);
    expect(status).toBe(128 + Signal.SIGSEGV);
    const kinds = records.map((record) => record.kind);
    const signal = kinds.indexOf('signal');
    expect(records[signal]).toMatchObject({ signal: Signal.SIGSEGV });
    expect(kinds.indexOf('block')).toBeGreaterThan(signal);
    expect(kinds.at(-1)).toBe('exit');
  });

  it.each([
    ['exit(259)', 3],
    ['abort()', 128 + Signal.SIGABRT],
    ['kill(getpid(), SIGTERM)', 128 + Signal.SIGTERM],
    ['kill(getpid(), SIGCHLD); kill(getpid(), 0)', 0],
  ])('%s', (body, expected) => {
    const { stop, status } = run(`${body}; return 0;`);
    expect([stop, status]).toEqual([Stop.Exited, expected]);
  });

  it('output of any length comes out whole, a moment for each 64 KiB', () => {
    const { records, status } = run(`
      char *text = malloc(300000);
      for (int i = 0; i < 300000; i++) text[i] = 'a' + i % 26;
      return write(1, text, 300000) == 300000 ? 0 : 1;`);
    expect(status).toBe(0);
    const parts = records.flatMap((record) => (record.kind === 'output' ? [Buffer.from(record.bytes)] : []));
    const text = Buffer.concat(parts).toString();
    expect(text).toBe([...Array(300_000).keys()].map((i) => String.fromCharCode(97 + (i % 26))).join(''));
  });
});
