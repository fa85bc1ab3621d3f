import { Op } from '../../../assembly/uapi/bytecode.ts';
import type { CaseLabel, FunctionSymbol, LabelSymbol, Local, Mark, OldValue, StaticObject } from '../ast.ts';
import type { Token } from '../token.ts';
import { isScalar, type Type, VOLATILE } from '../types.ts';
import { Emitter, type Label } from './emitter.ts';

/** Where a variable lives. */
export type Storage =
  /** Its canonical value is in a slot. */
  | { readonly kind: 'register'; readonly slot: number }
  /** Its bytes are in the frame. */
  | { readonly kind: 'frame'; readonly offset: number }
  /** Its bytes are in the frame at an aligned address, which is in a slot. */
  | { readonly kind: 'indirect'; readonly slot: number };

/** A variable for the views: instructions [from, to) of the function. */
export interface LocalScope {
  readonly local: Local;
  readonly storage: Storage;
  readonly from: number;
  readonly to: number;
}

const slotsOf = (size: number): number => Math.ceil(size / 8);

/**
 * The state of generating one function: code, slots, and where variables are. Slots are a stack: `mark` and `release`
 * bracket temporaries, blocks bracket their variables.
 */
export class Generator {
  readonly code = new Emitter();
  readonly scopes: LocalScope[] = [];
  /** Slots of the old values of compound assignments that are being computed. */
  readonly old = new Map<OldValue, number>();
  readonly labels = new Map<LabelSymbol | CaseLabel, Label>();
  /** Where break and continue go, innermost last. */
  readonly exits: { readonly breaks: Label; readonly continues: Label | undefined }[] = [];
  /** The slot of the address that a struct result goes to. */
  resultSlot = 0;
  /** The slot of the address of the variable arguments. */
  variableSlot = 0;
  /** Read-only data made for initialisers. */
  readonly templates: StaticObject[] = [];
  private readonly storage = new Map<Local, Storage>();
  private open: { local: Local; from: number }[] = [];
  private top = 0;
  private highest = 0;

  constructor(
    readonly symbol: FunctionSymbol,
    /** Library code has no statements, so that its loops must count as work. */
    readonly library: boolean,
  ) {}

  /** Frame size in bytes. */
  get frameSize(): number {
    return this.highest * 8;
  }

  /** Consecutive new slots; the first one. */
  allocate(count = 1): number {
    const slot = this.top;
    this.top += count;
    this.highest = Math.max(this.highest, this.top);
    return slot;
  }

  mark(): number {
    return this.top;
  }

  release(mark: number): void {
    this.top = mark;
  }

  /** Runs `generate` and gives back the slots it took. */
  temporarily<T>(generate: () => T): T {
    const mark = this.top;
    const result = generate();
    this.top = mark;
    return result;
  }

  /** A register window for a call with `count` argument slots: the slot of the first. */
  window(count: number): number {
    this.allocate(2);
    return this.allocate(Math.max(1, count));
  }

  /** Gives a variable its place; one that has it already (FunctionBody.temporaries) only comes into scope. */
  declare(local: Local): Storage {
    const known = this.storage.get(local);
    const storage = known ?? this.place(local);
    this.storage.set(local, storage);
    if (local.name !== '') this.open.push({ local, from: this.code.length });
    return storage;
  }

  /** A place for the whole call, before the function's code begins. */
  reserve(local: Local): void {
    const storage = this.place(local);
    this.storage.set(local, storage);
    if (storage.kind !== 'indirect') return;
    // frames are aligned to 8 bytes
    const offset = (storage.slot + 1) * 8;
    this.code.emit(Op.LEA, storage.slot, 0, 0, offset);
    this.code.emit(Op.ADD_IMM, storage.slot, storage.slot, 0, local.align - 8);
    this.code.emit(Op.AND_IMM, storage.slot, storage.slot, 0, -local.align);
  }

  private place(local: Local): Storage {
    const { type, align } = local;
    if (align > 8) {
      const slot = this.allocate(1);
      this.allocate(slotsOf(type.size + align - 8));
      return { kind: 'indirect', slot };
    }
    const slot = this.allocate(slotsOf(type.size));
    return inRegister(local) ? { kind: 'register', slot } : { kind: 'frame', offset: slot * 8 };
  }

  storageOf(local: Local): Storage {
    return this.storage.get(local)!;
  }

  /** Generates a block: its variables end with it. */
  block(generate: () => void): void {
    const { open, top } = this;
    this.open = [];
    generate();
    for (const { local, from } of this.open) {
      this.scopes.push({ local, storage: this.storageOf(local), from, to: this.code.length });
    }
    this.open = open;
    this.top = top;
  }

  /** The label of a goto's target or a case. */
  labelOf(symbol: LabelSymbol | CaseLabel): Label {
    let label = this.labels.get(symbol);
    if (!label) {
      label = this.code.newLabel();
      this.labels.set(symbol, label);
    }
    return label;
  }

  /** A statement of the program begins; in library code nothing does. */
  statement(mark: Mark | undefined): void {
    if (mark) this.code.mark(mark);
  }

  /** A loop comes round: a statement of the program, or work of the library. */
  round(mark: Mark | undefined): void {
    if (mark) this.code.mark(mark);
    else this.code.emit(Op.TICK);
  }

  /** A read-only object with these bytes. */
  template(type: Type, at: Token, data: StaticObject['data']): StaticObject {
    const common = { kind: 'static', name: '', type, align: type.align, at } as const;
    const object: StaticObject = { ...common, external: false, data, defined: true, readOnly: true };
    this.templates.push(object);
    return object;
  }
}

/** Scalars whose address nobody takes; volatile ones are memory by definition. */
function inRegister({ type, addressTaken }: Local): boolean {
  return isScalar(type) && !addressTaken && (type.qualifiers & VOLATILE) === 0;
}
