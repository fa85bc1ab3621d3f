/**
 * The bytecode: what src/c writes and assembly/vm runs. Literals only.
 *
 * An instruction is 16 bytes:   0 op u16 | 2 a u16 | 4 b u16 | 6 c u16 | 8 imm i64
 *
 * A register is an 8-byte slot of the current frame, in the user's own stack: slot i is at fp + 8*i.
 * A value in a slot is canonical: extended to 64 bits from its type, by sign or by zero; so one set of
 * 64-bit compares serves all types, and the slot's first bytes are the variable as C sees it.
 *
 * A call window. The caller puts arguments in slots a, a+1, ...; CALL stores the return address (a text
 * address) in slot a-2 and its own fp (a user address) in slot a-1, and the callee's fp is the caller's
 * fp + 8*a. So argument i is the callee's slot i, and what RET finds in the callee's slot 0 is the
 * caller's slot a. The stack grows upwards. A struct argument takes ceil(size/8) slots; a struct result
 * goes through a hidden first argument. Variable arguments are consecutive slots of the caller below the
 * window, and their address is a hidden last argument: va_list is the user address of the next one.
 *
 * "r(a)" below is slot a. I32 operations wrap to 32 bits and sign-extend, U32 wrap and zero-extend.
 */
export enum Op {
  /** The next statement begins: imm is its id. The only op that is a moment. */
  STMT,
  /** A loop of library code comes round: costs work, is not a moment. */
  TICK,
  /** Function entry: imm is the frame's size in bytes; SIGSEGV when the stack is full. */
  ENTER,
  /**
   * r(a) window, imm: instruction index of the callee. What RET needs is filled in when the program is loaded
   * (src/machine/prepare-code.ts), here and in CALL_REGISTER: in c the caller's frame in slots, in the high half of
   * imm its statement, ~0 for none.
   */
  CALL,
  /** r(a) window, r(b): text address of the callee; SIGSEGV if it is no function's. */
  CALL_REGISTER,
  RET,
  /** r(a) = system call r(a), arguments r(a+1)..r(a+6); the result is the raw value or -errno. */
  SYSCALL,
  /** SIGILL, e.g. __builtin_trap(). */
  TRAP,

  /** r(a) = imm */
  LI,
  /** r(a) = r(b) */
  MOV,
  /** r(a) = user address of byte imm of this frame */
  LEA,

  /** Conversions: r(a) = r(b) narrowed and extended. */
  SEXT8,
  SEXT16,
  SEXT32,
  ZEXT8,
  ZEXT16,
  ZEXT32,

  /** r(a) = r(b) op r(c) */
  ADD,
  SUB,
  MUL,
  DIV_S,
  DIV_U,
  REM_S,
  REM_U,
  AND,
  OR,
  XOR,
  SHL,
  SHR_U,
  SHR_S,
  ADD_I32,
  SUB_I32,
  MUL_I32,
  DIV_I32,
  REM_I32,
  SHL_I32,
  ADD_U32,
  SUB_U32,
  MUL_U32,
  SHL_U32,

  /** r(a) = r(b) op imm */
  ADD_IMM,
  ADD_I32_IMM,
  ADD_U32_IMM,
  MUL_IMM,
  MUL_I32_IMM,
  AND_IMM,
  OR_IMM,
  XOR_IMM,
  SHL_IMM,
  SHR_U_IMM,
  SHR_S_IMM,
  SHL_I32_IMM,
  SHL_U32_IMM,

  /** r(a) = r(b) op r(c), 0 or 1 */
  EQ,
  NE,
  LT_S,
  LE_S,
  LT_U,
  LE_U,
  /** r(a) = r(b) == imm ... */
  EQ_IMM,
  NE_IMM,
  LT_S_IMM,
  LE_S_IMM,
  GT_S_IMM,
  GE_S_IMM,
  LT_U_IMM,
  GT_U_IMM,

  /** imm: instruction index */
  JUMP,
  /** if r(a) is 0 / not 0, go to imm */
  JUMP_ZERO,
  JUMP_NOT_ZERO,
  /** if r(a) op r(b), go to imm */
  JUMP_EQ,
  JUMP_NE,
  JUMP_LT_S,
  JUMP_LE_S,
  JUMP_LT_U,
  JUMP_LE_U,
  /** if r(a) op (i32) high half of imm, go to the low half of imm */
  JUMP_EQ_IMM,
  JUMP_NE_IMM,
  JUMP_LT_S_IMM,
  JUMP_LE_S_IMM,
  JUMP_GT_S_IMM,
  JUMP_GE_S_IMM,

  /** r(a) = *(T *)(r(b) + imm); SIGSEGV if the page cannot be read */
  LOAD_I8,
  LOAD_U8,
  LOAD_I16,
  LOAD_U16,
  LOAD_I32,
  LOAD_U32,
  LOAD_64,
  /** *(T *)(r(a) + imm) = r(b); SIGSEGV if the page cannot be written */
  STORE_8,
  STORE_16,
  STORE_32,
  STORE_64,
  /** r(a) = *(T *)(r(b) + r(c) * imm) */
  INDEX_LOAD_I8,
  INDEX_LOAD_U8,
  INDEX_LOAD_I32,
  INDEX_LOAD_U32,
  INDEX_LOAD_64,
  /** r(a) = *(T *)(fp + imm): variables of this frame whose address is taken, and fields of its structs */
  FRAME_LOAD_I8,
  FRAME_LOAD_U8,
  FRAME_LOAD_I16,
  FRAME_LOAD_U16,
  FRAME_LOAD_I32,
  FRAME_LOAD_U32,
  FRAME_LOAD_64,
  /** *(T *)(fp + imm) = r(a) */
  FRAME_STORE_8,
  FRAME_STORE_16,
  FRAME_STORE_32,
  FRAME_STORE_64,

  /** memmove(r(a), r(b), r(c)): interruptible, works like rep movs: r(a), r(b), r(c) advance, so all three are destroyed */
  COPY,
  /** memset(r(a), r(b), r(c)): likewise, r(a) and r(c) are destroyed */
  FILL,
  /** struct assignment: memmove(r(a), r(b), imm); a and b keep their values */
  COPY_IMM,
  /** r(a) = the thread pointer: what clone was told, 0 in the first thread */
  THREAD,

  /** Number of opcodes; anything from here on is SIGILL. */
  COUNT,
}

/** Byte offsets inside an instruction. */
export const enum Instruction {
  op = 0,
  a = 2,
  b = 4,
  c = 6,
  imm = 8,
  SIZEOF = 16,
}

/** No frame may be larger, so a slot number always fits 16 bits (arrays larger than this go through LEA). */
export const MAX_SLOTS = 65_535;
