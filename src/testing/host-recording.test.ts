/** A run on this machine's kernel, and the same run again without it. */
import { describe, expect, test } from 'vitest';
import { AioRing } from '../../assembly/uapi/aio_abi.ts';
import { Step } from '../../assembly/uapi/records.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { recordHost } from '../recording/host-recording.ts';
import type { Recording } from '../recording/recording.ts';
import { contentOf } from '../scenarios/file-content.ts';
import { HOST_TEST_MS, HostUnderTest } from './host-under-test.ts';
import { compileOrThrow } from './model.ts';
import { Oracle } from './oracle.ts';

const module = await loadModule();
const found = await HostUnderTest.find(module, Oracle.find());
if (typeof found === 'string') console.warn(found);
const host = found as HostUnderTest;

const SPINS = {
  name: 'spins.c',
  text: `
    #define _GNU_SOURCE
    #include <fcntl.h>
    #include <libaio.h>
    #include <poll.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/timerfd.h>
    struct aio_ring { unsigned id, nr, head, tail, magic, compat, incompat, header_length; struct io_event events[]; };
    int main(void) {
      io_context_t ctx = 0;
      struct iocb poll, read, *list[2] = { &poll, &read };
      struct io_event events[2];
      struct itimerspec when = { .it_value = { .tv_nsec = 3000000 } };
      int timer = timerfd_create(CLOCK_MONOTONIC, 0);
      int fd = open("data", O_RDONLY);
      char *buffer = malloc(4096);
      memset(buffer, 0, 4096);
      io_setup(4, &ctx);
      io_prep_poll(&poll, timer, POLLIN);
      io_prep_pread(&read, fd, buffer, 4096, 0);
      timerfd_settime(timer, 0, &when, NULL);
      printf("%d\\n", io_submit(ctx, 2, list));
      volatile struct aio_ring *ring = (struct aio_ring *)ctx;
      while (ring->tail != 2)
        ;
      printf("%d %d\\n", io_getevents(ctx, 2, 2, events, NULL), events[0].obj == &read);
      io_destroy(ctx);
      return 7;
    }`,
  files: [{ name: 'data', size: 4096, seed: 3 }],
};

async function recorded(use: (recording: Recording) => Promise<void> | void): Promise<void> {
  await host.withSession(async (machine) => {
    await machine.load(
      compileOrThrow(SPINS),
      SPINS.files.map((file) => ({ name: file.name, bytes: contentOf(file) })),
    );
    const { recording, run } = recordHost(module, machine);
    await run();
    await use(recording);
  });
}

function stepsOf(recording: Recording): string[] {
  const names: string[] = [];
  for (let i = 0; i < recording.records.length; i++) {
    const record = recording.records.at(i);
    if (record.kind === 'step' && record.step !== Step.Call) names.push(Step[record.step]!);
  }
  return names;
}

describe.skipIf(typeof found === 'string')('a recorded run on a Linux host', { timeout: HOST_TEST_MS }, () => {
  test('ends as the program ends, and is the same in both directions without the host', () =>
    recorded((recording) => {
      expect(recording.ending).toEqual({ kind: 'exited', status: 7 });
      const hashes: number[] = [];
      // The spinning takes many moments, all of them alike.
      const stride = Math.max(1, Math.floor(recording.length / 300));
      for (let at = 0; at <= recording.length; at += stride) {
        recording.seek(at);
        hashes.push(recording.stateHash());
      }
      for (let i = hashes.length - 1; i >= 0; i--) {
        recording.seek(i * stride);
        expect(recording.stateHash()).toBe(hashes[i]);
      }
    }));

  test('says what the kernel did, from what it left in the ring', () =>
    recorded((recording) => {
      const steps = stepsOf(recording);
      expect(steps.slice(0, 4)).toEqual(['AllocateRing', 'MapRing', 'AddTable', 'StoreHandle']);
      expect(steps.filter((step) => step === 'FillSlot')).toHaveLength(2);
      expect(steps.slice(-3)).toEqual(['ReadEvents', 'StoreHead', 'UnmapRing']);
    }));

  test('shows the ring as it lay in shared memory before anybody reaped', () =>
    recorded((recording) => {
      const handle = Number(stepPayload(recording, Step.MapRing)[0]);
      const position = recording.positionOf('io_getevents#1');
      recording.seek(position!);
      const header = new Uint8Array(AioRing.SIZEOF);
      expect(recording.machine.memory.read(handle, header.length, header)).toBe(header.length);
      const view = new DataView(header.buffer);
      expect(view.getUint32(AioRing.head, true)).toBe(0);
      expect(view.getUint32(AioRing.tail, true)).toBe(2);
      expect(view.getUint32(AioRing.magic, true)).toBe(0xa10a10a1);
    }));

  test('that is stopped while a call waits ends there, and can still be looked at', async () => {
    await host.withSession(async (machine, session) => {
      const waits = compileOrThrow({
        name: 'waits.c',
        text: '#include <unistd.h>\nint main(void) { int fds[2]; char c; pipe(fds); return read(fds[0], &c, 1); }',
      });
      await machine.load(waits, []);
      const { recording, run } = recordHost(module, machine);
      const over = run();
      while (recording.host !== 'waiting') await new Promise((resolve) => setTimeout(resolve, 5));
      recording.seek(recording.length);
      expect(recording.markAt(recording.length)).toBe('read#1');
      session.stop();
      await over;
      expect(recording.ending).toMatchObject({ kind: 'lost', code: 'STOPPED', syscall: 0 });
      recording.seek(0);
      recording.seek(recording.length);
    });
  });
});

function stepPayload(recording: Recording, step: Step): readonly bigint[] {
  for (let i = 0; i < recording.records.length; i++) {
    const record = recording.records.at(i);
    if (record.kind === 'step' && record.step === step) return record.payload;
  }
  throw new Error(`no ${Step[step]}`);
}
