import { beforeAll, describe, expect, test } from 'vitest';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { compile } from '../c/index.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { Recording } from '../recording/recording.ts';
import { momentOf } from './moment.ts';
import { openSession, type Session } from './session.ts';
import { readUser } from './user-reader.ts';

const TEXT = `
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int value = 1;

int main(void)
{
	if (fork() == 0) {
		value = 2;
		printf("child\\n");
		return 5;
	}
	value = 3;
	wait(NULL);
	value = 4;
	printf("parent\\n");
	return 0;
}
`;

describe('two processes', () => {
  let session: Session;

  beforeAll(async () => {
    const result = compile({ name: 'two.c', text: TEXT });
    if (!result.ok) throw new Error(result.diagnostics[0]?.message);
    const module = await loadModule(process.env.KRING_WASM);
    const recording = Recording.create(module, { cpus: 2, version: 618, seed: 1 }, result.program, []);
    while (recording.ending === undefined) recording.extend(10);
    session = openSession(result.program, recording);
  });

  /** The task shown, and the global as it is in that task's memory. */
  function shown(): string {
    const { task, memory } = momentOf(session);
    const { address } = session.program.globals.find(({ name }) => name === 'value')!;
    return `${task.tid}: ${readUser(memory, address, 4)?.getInt32(0, true)}`;
  }

  function atRecord(kind: string, task: number, activity?: Sys): void {
    const { recording } = session;
    for (let i = 0; i < recording.records.length; i++) {
      const record = recording.records.at(i);
      if (record.kind !== kind || record.task !== task) continue;
      if (activity === undefined || record.activity === activity) return void recording.seek(record.position);
    }
    throw new Error(`no ${kind} of task ${task}`);
  }

  test('the memory is that of the process shown', () => {
    session.recording.seek(0);
    expect(shown()).toBe('1000: 1');
    atRecord('enter', 1, Sys.wait4);
    expect(shown()).toBe('1000: 3');
    // The parent sleeps, so the child is the next to run.
    atRecord('block', 1);
    expect(shown()).toBe('1001: 1');
    atRecord('output', 2);
    expect(shown()).toBe('1001: 2');
    atRecord('output', 1);
    expect(shown()).toBe('1000: 4');
  });

  test('behind the end of a child stands who goes on, and at the end the first process', () => {
    atRecord('exit', 2);
    expect(momentOf(session).over).toBe(false);
    expect(shown()).toBe('1000: 3');
    session.recording.seek(session.recording.length);
    expect(momentOf(session).over).toBe(true);
    expect(shown()).toBe('1000: 4');
    expect(session.recording.ending).toEqual({ kind: 'exited', status: 0 });
  });
});
