/** struct aio_kiocb rows: slabs of 32 in frames of the kernel. A frame once taken for requests stays. */
import { MACHINE, PAGE_SIZE } from '../uapi/memory-map';
import { FrameOwner, Kiocb, KiocbState, Sim } from '../uapi/kernel-state';
import { allocFrame, markDirty } from './frames';

/** A zeroed request. @returns its physical address, 0 when there is no memory */
export function allocRequest(): usize {
  let request: usize = load<u32>(MACHINE + Sim.kiocb_free);
  if (request == 0) {
    request = newSlab();
    if (request == 0) return 0;
  }
  markDirty(request);
  store<u32>(MACHINE + Sim.kiocb_free, load<u32>(request, Kiocb.next_free));
  const serial = load<u32>(MACHINE + Sim.kiocb_serial) + 1;
  store<u32>(MACHINE + Sim.kiocb_serial, serial);
  for (let at: usize = 0; at < <usize>Kiocb.SIZEOF; at += 8) store<u64>(request + at, 0);
  store<u32>(request, serial, Kiocb.serial);
  store<u8>(request, KiocbState.Submitted, Kiocb.state);
  return request;
}

export function freeRequest(request: usize): void {
  markDirty(request);
  store<u8>(request, KiocbState.Free, Kiocb.state);
  store<u32>(request, load<u32>(MACHINE + Sim.kiocb_free), Kiocb.next_free);
  store<u32>(MACHINE + Sim.kiocb_free, <u32>request);
}

/** All requests of a fresh frame go to the free list. @returns the first of them */
function newSlab(): usize {
  const frame = allocFrame(FrameOwner.Kernel, 0);
  if (frame == 0) return 0;
  for (let at: usize = 0; at < <usize>PAGE_SIZE; at += Kiocb.SIZEOF) {
    store<u32>(
      frame + at,
      at + Kiocb.SIZEOF < <usize>PAGE_SIZE ? <u32>(frame + at + Kiocb.SIZEOF) : 0,
      Kiocb.next_free,
    );
  }
  return frame;
}
