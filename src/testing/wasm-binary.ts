/**
 * Reads a wasm module far enough to say what state it could have outside its memory: its imports, its globals, and
 * every instruction of its functions. Knows the instructions of WebAssembly 2.0 without vectors; anything else throws.
 */
export interface WasmFacts {
  readonly imports: readonly string[];
  readonly mutableGlobals: number;
  /** How often each opcode occurs; 0xfc00 + n for the prefixed ones. */
  readonly opcodes: ReadonlyMap<number, number>;
}

export const MEMORY_GROW = 0x40;

const SECTION = { import: 2, global: 6, code: 10 };
const MUTABLE = 1;

/** Immediates of each opcode, as letters: u a LEB number, t a block type, 4 and 8 bytes, v a vector of LEB numbers and one more. */
const IMMEDIATES: Record<number, string> = {
  2: 't',
  3: 't',
  4: 't',
  12: 'u',
  13: 'u',
  14: 'v',
  16: 'u',
  17: 'uu',
  28: 's',
  32: 'u',
  33: 'u',
  34: 'u',
  35: 'u',
  36: 'u',
  37: 'u',
  38: 'u',
  63: 'u',
  64: 'u',
  65: 'u',
  66: 'u',
  67: '4',
  68: '8',
  208: 'u',
  210: 'u',
  64520: 'uu',
  64521: 'u',
  64522: 'uu',
  64523: 'u',
  64524: 'uu',
  64525: 'u',
  64526: 'uu',
  64527: 'u',
  64528: 'u',
  64529: 'u',
};

class Reader {
  at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Error('the module is cut off');
    return byte;
  }

  /** An unsigned LEB128 number that fits 32 bits; of a signed one only the length is right. */
  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  slice(length: number): Reader {
    const part = new Reader(this.bytes.subarray(this.at, this.at + length));
    this.at += length;
    return part;
  }

  name(): string {
    const length = this.number();
    this.at += length;
    return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
  }

  limits(): void {
    const flags = this.byte();
    this.number();
    if (flags & 1) this.number();
  }
}

export function readWasm(bytes: Uint8Array): WasmFacts {
  const module = new Reader(bytes);
  if (String.fromCharCode(...bytes.subarray(1, 4)) !== 'asm') throw new Error('not a wasm module');
  module.at = 8;
  const imports: string[] = [];
  const opcodes = new Map<number, number>();
  let mutableGlobals = 0;
  while (!module.done) {
    const id = module.byte();
    const section = module.slice(module.number());
    if (id === SECTION.import) for (let n = section.number(); n > 0; n--) imports.push(readImport(section));
    if (id === SECTION.global) {
      for (let n = section.number(); n > 0; n--) {
        section.byte();
        if (section.byte() === MUTABLE) mutableGlobals++;
        readExpression(section, new Map());
      }
    }
    if (id === SECTION.code)
      for (let n = section.number(); n > 0; n--) readFunction(section.slice(section.number()), opcodes);
  }
  return { imports, mutableGlobals, opcodes };
}

function readImport(section: Reader): string {
  const name = `${section.name()}.${section.name()}`;
  const kind = section.byte();
  if (kind === 0) section.number();
  else if (kind === 2) section.limits();
  else if (kind === 3) section.at += 2;
  else {
    section.byte();
    section.limits();
  }
  return name;
}

function readFunction(code: Reader, opcodes: Map<number, number>): void {
  for (let n = code.number(); n > 0; n--) {
    code.number();
    code.byte();
  }
  while (!code.done) readExpression(code, opcodes);
}

/** Up to the `end` that closes it. */
function readExpression(code: Reader, opcodes: Map<number, number>): void {
  for (let depth = 1; depth > 0; ) {
    let opcode = code.byte();
    if (opcode === 0xfc) opcode = 0xfc00 + code.number();
    if (opcode >= 0xd3 && opcode < 0xfc00) throw new Error(`instruction 0x${opcode.toString(16)} is not known`);
    opcodes.set(opcode, (opcodes.get(opcode) ?? 0) + 1);
    if (opcode === 2 || opcode === 3 || opcode === 4) depth++;
    if (opcode === 11) depth--;
    // Loads and stores: alignment and offset.
    const immediates = opcode >= 0x28 && opcode <= 0x3e ? 'uu' : (IMMEDIATES[opcode] ?? '');
    for (const kind of immediates) {
      if (kind === '4') code.at += 4;
      else if (kind === '8') code.at += 8;
      else if (kind === 'v') for (let n = code.number() + 1; n > 0; n--) code.number();
      else if (kind === 's') for (let n = code.number(); n > 0; n--) code.byte();
      else code.number();
    }
  }
}
