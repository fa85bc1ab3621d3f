import type { FunctionSymbol, StaticObject, TranslationUnit } from '../ast.ts';
import type { SourceFile } from '../program.ts';
import { type FunctionCode, generate } from './function.ts';

/** A translation unit on its way to the linker. Functions are generated when something reaches them, and once. */
export class Unit {
  private readonly generated = new Map<FunctionSymbol, FunctionCode>();

  constructor(
    readonly tree: TranslationUnit,
    readonly files: readonly SourceFile[],
  ) {}

  code(symbol: FunctionSymbol): FunctionCode {
    let code = this.generated.get(symbol);
    if (!code) {
      code = generate(symbol, this.isLibrary(symbol));
      this.generated.set(symbol, code);
    }
    return code;
  }

  /** What it defines, tentatively too. */
  *definitions(): Generator<FunctionSymbol | StaticObject> {
    for (const symbol of this.tree.functions) if (symbol.body) yield symbol;
    for (const object of this.tree.objects) if (object.defined) yield object;
  }

  /** Does it come from a `<header>` or from the C library? */
  isLibrary({ at }: FunctionSymbol | StaticObject): boolean {
    return this.files[at.file]!.library;
  }
}
