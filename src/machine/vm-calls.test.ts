import { describe, expect, test } from 'vitest';
import { Stop, Task } from '../../assembly/uapi/machine-state.ts';
import { STACK_BASE, STACK_SIZE, TASK_SIZE, TASKS, TEXT_BASE } from '../../assembly/uapi/memory-map.ts';
import { FaultKind } from '../../assembly/uapi/records.ts';
import { Signal } from '../../assembly/uapi/signals.ts';
import type { Routine } from './assemble.ts';
import { DATA_BASE } from './assemble.ts';
import { VmUnderTest } from './vm-under-test.ts';

const FAULT = (vm: VmUnderTest) => ({ signal: vm.task.signal, fault: vm.task.fault, pc: vm.task.pc });

/** main calls f(20, 22) through a window at slot 6 and keeps what it returns in slot 0. */
function calling(f: Routine['body'], frame = 64): Routine[] {
  return [
    {
      name: 'main',
      frame: 128,
      body: [['STMT', 0], ['LI', 6, 20], ['LI', 7, 22], ['CALL', 6, 'f'], ['MOV', 0, 6], ['STMT', 1], ['TRAP']],
    },
    { name: 'f', frame, body: f },
  ];
}

test('the thread pointer is what the task was begun with, 0 in the first one', () => {
  for (const pointer of [0n, 0x10_0000_2000n]) {
    const vm = VmUnderTest.load([
      { name: 'main', frame: 64, body: [['LI', 3, 7], ['THREAD', 3], ['STMT', 0], ['TRAP']] },
    ]);
    if (pointer !== 0n) vm.machine.view.setBigUint64(TASKS + TASK_SIZE + Task.tls, pointer, true);
    vm.run(0);
    expect(vm.slot(3)).toBe(pointer);
  }
});

describe('calls', () => {
  test('arguments are the slots of the callee, its slot 0 is the result', () => {
    const vm = VmUnderTest.load(calling([['STMT', 2], ['ADD_I32', 0, 0, 1], ['RET']]));
    vm.run(2);
    expect(vm.slot(0)).toBe(42n);
    expect(vm.frameSize).toBe(128);
  });

  test('return address and frame are in user memory, just below the callee', () => {
    const vm = VmUnderTest.load(calling([['STMT', 2], ['RET']]));
    const main = vm.task.fp;
    vm.run(1);
    expect(vm.task.fp).toBe(main + 48);
    expect([vm.u64(main + 32), vm.u64(main + 40)]).toEqual([BigInt(TEXT_BASE + 5 * 16), BigInt(main)]);
  });

  test('after a return the statement is the one that called', () => {
    const vm = VmUnderTest.load([
      {
        name: 'main',
        frame: 128,
        body: [['STMT', 7], ['CALL', 6, 'f'], ['LI', 1, 0], ['DIV_S', 0, 0, 1], ['TRAP']],
      },
      { name: 'f', frame: 64, body: [['STMT', 8], ['RET']] },
    ]);
    vm.run(2);
    expect(vm.task.signal).toBe(Signal.SIGFPE);
    expect(vm.task.statement).toBe(7);
  });

  test('through a pointer into the middle of a function is SIGSEGV there', () => {
    const vm = VmUnderTest.load([
      {
        name: 'main',
        frame: 128,
        body: [
          ['STMT', 0],
          ['LI', 1, TEXT_BASE + 5 * 16],
          ['CALL_REGISTER', 6, 1],
          ['MOV', 0, 6],
          ['JUMP', 'end'],
          'end:',
          ['STMT', 1],
          ['TRAP'],
        ],
      },
      { name: 'f', frame: 64, body: [['LI', 0, 5], ['RET']] },
    ]);
    expect(vm.run(10)).toBe(Stop.Exited);
    expect(FAULT(vm)).toEqual({ signal: Signal.SIGSEGV, fault: FaultKind.BadJump, pc: 3 });
  });

  test.each([
    0n,
    1n,
    BigInt(TEXT_BASE + 1),
    BigInt(TEXT_BASE - 16),
    BigInt(TEXT_BASE + 16 * 100_000),
    BigInt(DATA_BASE),
  ])('a call through a pointer to no function (%d) is SIGSEGV there', (pointer) => {
    const vm = VmUnderTest.afterStatement([
      ['LI', 1, pointer],
      ['CALL_REGISTER', 6, 1],
    ]);
    expect(FAULT(vm)).toEqual({ signal: Signal.SIGSEGV, fault: FaultKind.BadJump, pc: 3 });
    expect(vm.task.faultAddress).toBe(pointer);
  });

  test('a call through a pointer to a function calls it', () => {
    const vm = VmUnderTest.load([
      {
        name: 'main',
        frame: 128,
        body: [
          ['STMT', 0],
          ['LI', 1, TEXT_BASE + 7 * 16],
          ['CALL_REGISTER', 6, 1],
          ['MOV', 0, 6],
          ['STMT', 1],
          ['TRAP'],
        ],
      },
      { name: 'f', frame: 64, body: [['LI', 0, 5], ['RET']] },
    ]);
    vm.run(1);
    expect(vm.slot(0)).toBe(5n);
  });

  test('endless recursion is SIGSEGV at the end of the stack', () => {
    const vm = VmUnderTest.load([{ name: 'main', frame: 128, body: [['STMT', 0], ['CALL', 6, 'main'], ['TRAP']] }]);
    expect(vm.run(10_000_000)).toBe(Stop.Exited);
    expect(FAULT(vm)).toEqual({ signal: Signal.SIGSEGV, fault: FaultKind.StackOverflow, pc: 0 });
    expect(vm.task.faultAddress).toBe(BigInt(STACK_BASE + STACK_SIZE));
  });

  test('a large frame is refused just the same', () => {
    const frame = 500_000;
    const vm = VmUnderTest.load([{ name: 'main', frame, body: [['STMT', 0], ['CALL', 62_500, 'main'], ['TRAP']] }]);
    vm.run(100);
    expect(FAULT(vm)).toEqual({ signal: Signal.SIGSEGV, fault: FaultKind.StackOverflow, pc: 0 });
    expect(vm.task.faultAddress).toBe(BigInt(STACK_BASE + STACK_SIZE));
  });
});

describe('a program that overwrites its own stack', () => {
  /** f stores `value` at `offset` from its own frame, then returns. */
  const smashing = (offset: number, value: number | bigint) =>
    calling([['STMT', 2], ['LEA', 2, 0], ['LI', 3, value], ['STORE_64', 2, 3, offset], ['RET']]);

  test.each([
    ['nothing', 0],
    ['data', DATA_BASE],
    ['the middle of an instruction', TEXT_BASE + 5 * 16 + 4],
    ['an instruction that no call precedes', TEXT_BASE + 3 * 16],
    ['before the text', TEXT_BASE],
    ['past the text', TEXT_BASE + 16 * 100_000],
  ])('returning to %s is SIGSEGV at the return', (_, target) => {
    const vm = VmUnderTest.load(smashing(-16, target));
    expect(vm.run(10)).toBe(Stop.Exited);
    expect(FAULT(vm)).toEqual({ signal: Signal.SIGSEGV, fault: FaultKind.BadJump, pc: 13 });
    expect(vm.task.faultAddress).toBe(BigInt(target));
  });

  test.each([
    ['null', 0],
    ['the bottom of the stack', STACK_BASE],
    ['past the stack', STACK_BASE + STACK_SIZE],
    ['data', DATA_BASE],
  ])('a saved frame of %s is SIGSEGV at the return', (_, frame) => {
    const vm = VmUnderTest.load(smashing(-8, frame));
    expect(vm.run(10)).toBe(Stop.Exited);
    expect(FAULT(vm)).toEqual({ signal: Signal.SIGSEGV, fault: FaultKind.BadJump, pc: 13 });
  });

  test('returning from the first function finds no caller', () => {
    const vm = VmUnderTest.load([{ name: 'main', frame: 64, body: [['STMT', 0], ['RET']] }]);
    expect(vm.run(10)).toBe(Stop.Exited);
    expect(FAULT(vm)).toEqual({ signal: Signal.SIGSEGV, fault: FaultKind.BadJump, pc: 2 });
  });
});

describe('stops', () => {
  const counting = (): Routine[] => [
    {
      name: 'main',
      frame: 64,
      body: [['LI', 0, 0], 'again:', ['STMT', 3], ['ADD_IMM', 0, 0, 1], ['STMT', 4], ['JUMP', 'again']],
    },
  ];

  test('a statement is a moment, and the machine stands before the next one', () => {
    const vm = VmUnderTest.load(counting());
    vm.run(5);
    expect(vm.machine.position).toBe(5);
    expect(vm.machine.now).toBe(100);
    expect(vm.task.statement).toBe(4);
    expect(vm.slot(0)).toBe(3n);
  });

  test('one by one or all at once is the same', () => {
    const once = VmUnderTest.load(counting());
    once.run(1000);
    const often = VmUnderTest.load(counting());
    for (let i = 0; i < 1000; i++) often.run(1);
    expect([often.machine.position, often.task.pc, often.slot(0)]).toEqual([1000, once.task.pc, once.slot(0)]);
  });

  test('library loops cost work, not moments', () => {
    const vm = VmUnderTest.load([
      {
        name: 'main',
        frame: 64,
        body: [
          ['STMT', 0],
          ['LI', 0, 0],
          'again:',
          ['TICK'],
          ['ADD_IMM', 0, 0, 1],
          ['JUMP_LT_S_IMM', 0, 100, 'again'],
          ['STMT', 1],
          ['TRAP'],
        ],
      },
    ]);
    expect(vm.machine.run(1, 60)).toBe(Stop.Work);
    expect(vm.slot(0)).toBe(60n);
    expect(vm.machine.run(0, 60)).toBe(Stop.Budget);
    expect(vm.slot(0)).toBe(100n);
    expect(vm.machine.position).toBe(1);
  });

  test('a trap is SIGILL', () => {
    const vm = VmUnderTest.afterStatement([['TRAP']]);
    expect(FAULT(vm)).toEqual({ signal: Signal.SIGILL, fault: FaultKind.BadInstruction, pc: 2 });
  });
});

test('the thread pointer of the first task is 0', () => {
  const vm = VmUnderTest.afterStatement([
    ['LI', 0, 5],
    ['THREAD', 0],
  ]);
  expect(vm.slot(0)).toBe(0n);
});
