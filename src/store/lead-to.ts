import { AioRing, Iocb } from '../../assembly/uapi/aio_abi.ts';
import { contextsAt } from './contexts.ts';
import { fieldAt } from './field-at.ts';
import { showInMemory } from './memory-view.ts';
import { selectContext, selectIocb } from './selection.ts';
import type { Session } from './session.ts';
import { holdAt } from './spotlight.ts';

/** Shows what a pointer leads to, in the panel that is about it: the ring, an iocb, else memory. */
export function leadTo(session: Session, address: number, size: number): void {
  if (contextsAt(session).some(({ handle, live }) => live && handle === address)) {
    selectContext(address);
    holdAt({ kind: 'bytes', address, size: AioRing.SIZEOF });
    return;
  }
  const target = fieldAt(session, address, Iocb.SIZEOF);
  if (target.type === 'struct iocb' && target.address === address) {
    selectIocb(address);
    holdAt({ kind: 'bytes', address, size: Iocb.SIZEOF });
    return;
  }
  showInMemory(address, size);
}
