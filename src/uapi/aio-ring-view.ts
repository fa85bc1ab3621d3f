import { AIO_RING_MAGIC, AioRing, IoEvent } from '../../assembly/uapi/aio_abi.ts';
import { type Field, readField } from './field.ts';

export type AioRingFieldName = Exclude<keyof typeof AioRing, 'io_events' | 'SIZEOF'>;

/** The eight words before the events (UAPI-03). */
export const AIO_RING_FIELDS: readonly Field<AioRingFieldName>[] = [
  { name: 'id', offset: AioRing.id, size: 4 },
  { name: 'nr', offset: AioRing.nr, size: 4 },
  { name: 'head', offset: AioRing.head, size: 4 },
  { name: 'tail', offset: AioRing.tail, size: 4 },
  { name: 'magic', offset: AioRing.magic, size: 4 },
  { name: 'compat_features', offset: AioRing.compat_features, size: 4 },
  { name: 'incompat_features', offset: AioRing.incompat_features, size: 4 },
  { name: 'header_length', offset: AioRing.header_length, size: 4 },
];

/** Byte offset of a slot in the mapping: page 0 holds 127 events after the header, every other page 128. */
export function slotOffset(slot: number): number {
  return AioRing.io_events + slot * IoEvent.SIZEOF;
}

/** The header of struct aio_ring, as user space sees it: any of it may have been overwritten by the program. */
export class AioRingView {
  constructor(
    readonly bytes: DataView,
    readonly base = 0,
  ) {}

  field(field: Field<AioRingFieldName>): number {
    return Number(readField(this.bytes, this.base, field));
  }

  get id(): number {
    return this.bytes.getUint32(this.base + AioRing.id, true);
  }
  get nr(): number {
    return this.bytes.getUint32(this.base + AioRing.nr, true);
  }
  get head(): number {
    return this.bytes.getUint32(this.base + AioRing.head, true);
  }
  get tail(): number {
    return this.bytes.getUint32(this.base + AioRing.tail, true);
  }
  get magic(): number {
    return this.bytes.getUint32(this.base + AioRing.magic, true);
  }
  get isRing(): boolean {
    return this.magic === AIO_RING_MAGIC;
  }
}

/** Events between head and tail as the kernel counts them (RNG-06): both taken mod nr first. 0 when nr is 0. */
export function unreaped(head: number, tail: number, nr: number): number {
  if (nr === 0) return 0;
  return ((tail % nr) - (head % nr) + nr) % nr;
}
