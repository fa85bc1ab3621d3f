import type { CType } from '../c/program.ts';

/** Bytes of a value; 0 for what has no size. */
export function sizeOf(type: CType): number {
  switch (type.kind) {
    case 'pointer':
      return 8;
    case 'void':
    case 'function':
      return 0;
    default:
      return type.size;
  }
}

/** `struct iocb *[8]`: the type as a C programmer writes it, without the name. */
export function typeName(type: CType): string {
  switch (type.kind) {
    case 'void':
      return 'void';
    case 'integer':
      return type.name;
    case 'enum':
    case 'struct':
    case 'union':
      return type.name === '' ? type.kind : `${type.kind} ${type.name}`;
    case 'pointer':
      if (type.to.kind === 'function') return `${typeName(type.to.result)} (*)()`;
      return `${typeName(type.to)}${type.to.kind === 'pointer' ? '*' : ' *'}`;
    case 'array': {
      const lengths: number[] = [];
      let of: CType = type;
      while (of.kind === 'array') {
        lengths.push(of.length);
        of = of.of;
      }
      return `${typeName(of)}${lengths.map((length) => `[${length}]`).join('')}`;
    }
    case 'function':
      return `${typeName(type.result)} ()`;
  }
}

/** Whether this is struct iocb (of libaio.h or of linux/aio_abi.h). */
export function isStruct(type: CType, name: string): boolean {
  return type.kind === 'struct' && type.name === name;
}

/** Whether values of this type are characters; unsigned char is what C calls bytes. */
export function isChar(type: CType): boolean {
  return type.kind === 'integer' && type.size === 1 && type.signed;
}

/** Whether arrays of this type are bytes, shown in hex. */
export function isByte(type: CType): boolean {
  return type.kind === 'integer' && type.size === 1 && !type.signed;
}
