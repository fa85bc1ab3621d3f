import { Iocb, IocbCmd } from '../../../assembly/uapi/aio_abi.ts';

/**
 * What the model and its twins do, so that nothing but the language differs: O_DIRECT reads of one sector, 64 in
 * flight. A round submits 32 and then waits for at least 32 events.
 */
export const WORKLOAD = { batch: 32, inFlight: 64, nrEvents: 128, bytes: 512, fileSize: 1 << 20 } as const;

/** What else one I/O may be: nothing at all, or a page that is in the cache; both are done inside io_submit. */
export interface Kind {
  /** The usual one goes to the device. */
  readonly direct: boolean;
  readonly bytes: number;
}
export const DIRECT: Kind = { direct: true, bytes: WORKLOAD.bytes };
export const NOTHING: Kind = { direct: false, bytes: 0 };
export const CACHED: Kind = { direct: false, bytes: 4096 };

/** Offsets in the program's data segment. */
export const LAYOUT = {
  ctx: 0,
  list: 64,
  events: 1024,
  iocbs: 4096,
  buffers: 8192,
  size: 8192 + WORKLOAD.inFlight * WORKLOAD.bytes,
} as const;

/** The program's data: a list of iocbs ready to be submitted as they are, and room for what comes back. */
export function dataSegment(address: number, fd: number, kind: Kind = DIRECT): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(LAYOUT.size);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < WORKLOAD.inFlight; i++) {
    const iocb = LAYOUT.iocbs + i * Iocb.SIZEOF;
    view.setBigUint64(LAYOUT.list + i * 8, BigInt(address + iocb), true);
    view.setBigUint64(iocb + Iocb.aio_data, BigInt(i), true);
    view.setUint16(iocb + Iocb.aio_lio_opcode, IocbCmd.PREAD, true);
    view.setUint32(iocb + Iocb.aio_fildes, fd, true);
    // Pages of the cache all go to one buffer: there is no room for each to have its own.
    const buffer = LAYOUT.buffers + (kind.bytes === WORKLOAD.bytes ? i * WORKLOAD.bytes : 0);
    view.setBigUint64(iocb + Iocb.aio_buf, BigInt(address + buffer), true);
    view.setBigUint64(iocb + Iocb.aio_nbytes, BigInt(kind.bytes), true);
    view.setBigUint64(iocb + Iocb.aio_offset, BigInt((i * 7919 * kind.bytes) % WORKLOAD.fileSize), true);
  }
  return bytes;
}
