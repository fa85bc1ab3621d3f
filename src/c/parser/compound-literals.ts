import type { Expression, StaticObject } from '../ast.ts';
import type { Token } from '../token.ts';
import { CONST, type Type } from '../types.ts';
import type { Context } from './context.ts';
import { initialiser } from './initialisers.ts';
import { staticData } from './static-data.ts';

/** `(type){ ... }`, from the `{`: an unnamed object, static outside functions, else of the enclosing block. */
export function compoundLiteral(p: Context, at: Token, declared: Type): Expression {
  const { type, value } = initialiser(p, declared, at);
  const local = p.temporary(type, at);
  if (!local) {
    const readOnly = (type.qualifiers & CONST) !== 0;
    const object: StaticObject = p.addObject('', type, at, staticData(p, type, value), readOnly);
    return { op: 'static', type, at, object };
  }
  return { op: 'compound-literal', type, at, local, initialiser: value };
}
