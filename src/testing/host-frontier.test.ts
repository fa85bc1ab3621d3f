/** What is known of a run on a host while it goes on. */
import { expect, test } from 'vitest';
import { PAGE_SIZE } from '../../assembly/uapi/memory-map.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { recordHost } from '../recording/host-recording.ts';
import { fromHost } from '../wire/codec.ts';
import { callOf, FakeHost, machineWith, RING } from './fake-host.ts';

const module = await loadModule();

test('a recording grows no further than a statement whose page is still on its way', async () => {
  const host = new FakeHost();
  const machine = await machineWith(module, host, [
    ...callOf(Sys.dup),
    ['STMT', 0],
    ['LI', 10, RING],
    ['LOAD_U32', 11, 10, 0],
  ]);
  let answerLater = () => {};
  host.onFetch = ({ id, ranges }) => {
    const [page] = ranges;
    const patches = [{ address: page!.address, bytes: new Uint8Array(PAGE_SIZE) }];
    answerLater = () => host.listener.frame(fromHost.encode({ type: 'fetched', id, began: 0n, ended: 0n, patches }));
    return [{ type: 'memory', patches: [] }];
  };
  const { recording, run } = recordHost(module, machine);
  const over = run();
  // Longer than a call may take before it is said to wait.
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(recording.host).toBe('running');
  recording.seek(recording.length);
  answerLater();
  await over;
  recording.seek(recording.length);
  expect(recording.length).toBeGreaterThan(2);
});
