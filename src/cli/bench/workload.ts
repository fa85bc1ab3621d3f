import { Iocb, IocbCmd } from '../../../assembly/uapi/aio_abi.ts';

/**
 * What the model and its twins do, so that nothing but the language differs: O_DIRECT reads of one sector, 64 in
 * flight. A round submits 32 and then waits for at least 32 events.
 */
export const WORKLOAD = { batch: 32, inFlight: 64, nrEvents: 128, bytes: 512, fileSize: 1 << 20 } as const;

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
export function dataSegment(address: number, fd: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(LAYOUT.size);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < WORKLOAD.inFlight; i++) {
    const iocb = LAYOUT.iocbs + i * Iocb.SIZEOF;
    view.setBigUint64(LAYOUT.list + i * 8, BigInt(address + iocb), true);
    view.setBigUint64(iocb + Iocb.aio_data, BigInt(i), true);
    view.setUint16(iocb + Iocb.aio_lio_opcode, IocbCmd.PREAD, true);
    view.setUint32(iocb + Iocb.aio_fildes, fd, true);
    view.setBigUint64(iocb + Iocb.aio_buf, BigInt(address + LAYOUT.buffers + i * WORKLOAD.bytes), true);
    view.setBigUint64(iocb + Iocb.aio_nbytes, BigInt(WORKLOAD.bytes), true);
    view.setBigUint64(iocb + Iocb.aio_offset, BigInt((i * 7919 * WORKLOAD.bytes) % WORKLOAD.fileSize), true);
  }
  return bytes;
}
