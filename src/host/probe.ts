import { fromHost, toHost } from '../wire/codec.ts';
import { isLinkErrorCode, LinkError } from '../wire/link-error.ts';
import { WIRE_VERSION } from '../wire/messages.ts';
import { Session, type SessionOptions } from './session.ts';

/** Begins a session and ends it: whether this machine can be a host. @throws {LinkError} what is missing */
export async function probe(options: SessionOptions): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new LinkError('NO_LINUX', `${process.platform} ${process.arch}`);
  const session = Session.open(options);
  try {
    const first = new Promise<Uint8Array>((resolve, reject) => session.listen({ frame: resolve, closed: reject }));
    session.send(toHost.encode({ type: 'hello', version: WIRE_VERSION }));
    const answer = fromHost.decode(await first);
    if (answer.type !== 'refusal') return;
    throw new LinkError(isLinkErrorCode(answer.code) ? answer.code : 'NO_SESSION', answer.detail);
  } finally {
    session.close();
    await session.over;
  }
}
