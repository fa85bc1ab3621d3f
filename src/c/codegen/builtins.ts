import { Op } from '../../../assembly/uapi/bytecode.ts';
import type { Builtin } from '../ast.ts';
import type { Generator } from './generator.ts';
import { operand, value } from './values.ts';

/** r(dest) = what the builtin yields */
export function builtin(g: Generator, { name, operands }: Builtin, dest: number): void {
  const { code } = g;
  switch (name) {
    case 'syscall': {
      const window = g.allocate(operands.length);
      for (const [i, each] of operands.entries()) value(g, each, window + i);
      code.emit(Op.SYSCALL, window);
      code.emit(Op.MOV, dest, window);
      break;
    }
    case 'memmove':
    case 'memset': {
      const [to, from, count] = operands;
      const target = operand(g, to!);
      if (name === 'memmove' && count!.op === 'constant' && count!.value <= 0x7fff_ffffn) {
        code.emit(Op.COPY_IMM, target, operand(g, from!), 0, count!.value);
      } else {
        // the instruction uses up its operands
        const used = g.allocate(3);
        code.emit(Op.MOV, used, target);
        value(g, from!, used + 1);
        value(g, count!, used + 2);
        code.emit(name === 'memset' ? Op.FILL : Op.COPY, used, used + 1, used + 2);
      }
      if (dest !== target) code.emit(Op.MOV, dest, target);
      break;
    }
    case 'thread_pointer':
      code.emit(Op.THREAD, dest);
      break;
    case 'trap':
      code.emit(Op.TRAP);
      break;
    case 'va_start':
      code.emit(Op.MOV, dest, g.variableSlot);
      break;
  }
}
