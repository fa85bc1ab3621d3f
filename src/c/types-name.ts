import type { CType } from './program.ts';
import { CONST, type Type, VOLATILE } from './types.ts';

function qualifierNames(qualifiers: number): string[] {
  const names: string[] = [];
  if (qualifiers & CONST) names.push('const');
  if (qualifiers & VOLATILE) names.push('volatile');
  return names;
}

/** How many levels of a type a sentence spells out. */
const MAX_LEVELS = 12;

/** The type as gcc writes it in a sentence: `const char *`, `int (*)(void)`, `char[16]`. */
export function typeName(type: Type): string {
  return spell(type, '', MAX_LEVELS);
}

function spell(type: Type, inner: string, levels: number): string {
  if (levels === 0) return '...';
  const prefix = qualifierNames(type.qualifiers);
  switch (type.kind) {
    case 'pointer': {
      const pointer = `*${prefix.length > 0 ? ` ${prefix.join(' ')}` : ''}`;
      const star =
        inner === '' || prefix.length === 0 || inner.startsWith('*') ? pointer + inner : `${pointer} ${inner}`;
      const wrapped = type.to.kind === 'array' || type.to.kind === 'function' ? `(${star})` : star;
      return spell(type.to, wrapped, levels - 1);
    }
    case 'array':
      return spell(type.of, `${inner}[${type.complete ? type.length : ''}]`, levels - 1);
    case 'function': {
      const parameters = type.parameters.map((parameter) => spell(parameter, '', levels - 1));
      if (type.variadic) parameters.push('...');
      const list = parameters.length > 0 ? parameters.join(', ') : type.prototyped ? 'void' : '';
      return spell(type.result, `${inner}(${list})`, levels - 1);
    }
    default:
      break;
  }
  const name =
    type.kind === 'void'
      ? 'void'
      : type.kind === 'integer'
        ? type.name
        : `${type.kind} ${type.name === '' ? '<anonymous>' : type.name}`;
  const base = [...prefix, name].join(' ');
  if (inner === '') return base;
  return inner.startsWith('[') ? base + inner : `${base} ${inner}`;
}

/**
 * The types views see, one object for each of the compiler's, without its private fields. A struct that refers to
 * itself stays one object.
 */
export class TypeViews {
  private readonly known = new Map<Type, CType>();

  of(type: Type): CType {
    const key = type.kind === 'struct' || type.kind === 'union' ? type.base : type;
    const known = this.known.get(key);
    if (known) return known;
    const view = this.make(key);
    this.known.set(key, view);
    return view;
  }

  private make(type: Type): CType {
    switch (type.kind) {
      case 'void':
        return { kind: 'void' };
      case 'integer':
        return { kind: 'integer', name: type.name, size: type.size, signed: type.signed };
      case 'enum':
        return { kind: 'enum', name: type.name, size: 4, values: type.values };
      case 'pointer':
        return this.pointer(type.to);
      case 'array':
        return { kind: 'array', of: this.of(type.of), length: type.length, size: type.size };
      case 'function':
        return {
          kind: 'function',
          result: this.of(type.result),
          parameters: type.parameters.map((parameter) => this.of(parameter)),
          variadic: type.variadic,
        };
      default: {
        const members: { name: string; type: CType; offset: number }[] = [];
        const view: CType = { kind: type.kind, name: type.name, size: type.size, align: type.align, members };
        this.known.set(type, view);
        for (const { name, type: member, offset } of type.members)
          members.push({ name, type: this.of(member), offset });
        return view;
      }
    }
  }

  private pointer(to: Type): CType {
    return { kind: 'pointer', to: this.of(to) };
  }
}
