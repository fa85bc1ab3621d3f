import { Stop, Task } from '../../assembly/uapi/machine-state.ts';
import { TASK_SIZE, TASKS } from '../../assembly/uapi/memory-map.ts';
import { MachineView } from '../uapi/machine-view.ts';
import { TaskView } from '../uapi/task-view.ts';
import { assemble, type Line, type Routine, type Segments } from './assemble.ts';
import { loadModule } from './load-wasm.ts';
import { ModelMachine } from './model-machine.ts';

/** Work enough for every moment of a test. */
export const PLENTY = 1_000_000;

const module = await loadModule();

/** A machine that stands before the first statement of a program written in bytecode. */
export class VmUnderTest {
  private constructor(readonly machine: ModelMachine) {}

  static load(routines: readonly Routine[], segments: Segments = {}): VmUnderTest {
    const machine = ModelMachine.create(module, { cpus: 2, version: 618, seed: 1 });
    machine.load(assemble(routines, segments), []);
    return new VmUnderTest(machine);
  }

  /** Runs `body` as one statement of a routine with a frame of `frame` bytes, and stands behind it. */
  static afterStatement(
    body: readonly Line[],
    { frame = 512, ...segments }: Segments & { frame?: number } = {},
  ): VmUnderTest {
    const vm = VmUnderTest.load(
      [{ name: 'main', frame, body: [['STMT', 0], ...body, ['STMT', 1], ['TRAP']] }],
      segments,
    );
    vm.run(1);
    return vm;
  }

  run(moments: number): Stop {
    for (;;) {
      const target = this.machine.position + moments;
      const stop = this.machine.run(moments, PLENTY);
      this.machine.drain();
      if (stop !== Stop.Work && stop !== Stop.TraceFull) return stop;
      moments = target - this.machine.position;
    }
  }

  get task(): TaskView {
    return TaskView.at(this.machine.view, new MachineView(this.machine.view).currentTask);
  }

  get frameSize(): number {
    const { currentTask } = new MachineView(this.machine.view);
    return this.machine.view.getUint32(TASKS + currentTask * TASK_SIZE + Task.frame_size, true);
  }

  /** A register of the current frame. */
  slot(index: number): bigint {
    return this.u64(this.task.fp + index * 8);
  }

  u64(address: number): bigint {
    const into = new Uint8Array(8);
    this.machine.memory.read(address, 8, into);
    return new DataView(into.buffer).getBigUint64(0, true);
  }

  bytesAt(address: number, length: number): Uint8Array {
    const into = new Uint8Array(length);
    return into.subarray(0, this.machine.memory.read(address, length, into));
  }
}
