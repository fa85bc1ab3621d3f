import { Errno } from '../../assembly/uapi/errno.ts';
import { fromHost, toHost } from '../wire/codec.ts';
import { LinkError } from '../wire/link-error.ts';
import { WIRE_VERSION } from '../wire/messages.ts';
import { Session, type SessionOptions } from './session.ts';
import { refusalIn } from './turn.ts';

/**
 * Begins a session and ends it: whether this machine can be a host.
 * @returns the errno with which it refuses an io_uring, 0: it has them
 * @throws {LinkError} what is missing
 */
export async function probe(options: SessionOptions): Promise<number> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new LinkError('NO_LINUX', `${process.platform} ${process.arch}`);
  const session = Session.open(options);
  try {
    const first = new Promise<Uint8Array>((resolve, reject) => session.listen({ frame: resolve, closed: reject }));
    session.send(toHost.encode({ type: 'hello', version: WIRE_VERSION }));
    const answer = await first;
    const refusal = refusalIn(answer);
    if (refusal !== undefined) throw refusal;
    const welcome = fromHost.decode(answer);
    return welcome.type === 'welcome' ? -Number(welcome.uring) : Errno.ENOSYS;
  } finally {
    session.close();
    await session.over;
  }
}
