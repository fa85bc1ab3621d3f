import { Iovec } from '../../../assembly/uapi/aio_abi.ts';
import type { BufferText, IocbPicture } from '../../store/iocb-picture.ts';
import { showInMemory } from '../../store/memory-view.ts';
import { text } from '../../text/index.ts';
import { InMemory } from '../memory/InMemory.tsx';
import { stopAt } from '../spotlight/bytes-at.ts';

type Mapped = IocbPicture & { readonly state: 'mapped' };

/** What aio_buf points to: a buffer, or an iovec array and the buffers behind it. */
export function Buffers({ buffer, vector }: Pick<Mapped, 'buffer' | 'vector'>) {
  if (vector === 'unreadable') return <p className="empty">{text.iocb.iovecUnreadable}</p>;
  if (vector) {
    const segments = vector.segments.length + vector.more;
    return (
      <div className="buffers">
        <h3>
          <InMemory show={() => showInMemory(Number(vector.address), segments * Iovec.SIZEOF)}>
            {text.iocb.iovec(segments)}
          </InMemory>
        </h3>
        <ol start={0}>
          {vector.segments.map((segment, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a segment is its place in the array
            <li key={i}>
              <Buffer buffer={segment} label={text.iocb.segment(i)} />
            </li>
          ))}
        </ol>
        {vector.more > 0 && <p className="note">{text.iocb.moreSegments(vector.more)}</p>}
      </div>
    );
  }
  if (!buffer) return null;
  return (
    <div className="buffers">
      <Buffer buffer={buffer} label={text.iocb.buffer} />
    </div>
  );
}

function Buffer({ buffer, label }: { readonly buffer: BufferText; readonly label: string }) {
  return (
    <div className="buffer" {...stopAt(buffer.base, buffer.size)}>
      <p>
        <span className="label">{label}</span>
        <InMemory className="mono" show={() => showInMemory(Number(buffer.address), Number(buffer.length))}>
          {buffer.name ?? buffer.address}
        </InMemory>
        <span className="note">{text.iocb.bufferBytes(buffer.length)}</span>
      </p>
      {buffer.bytes ? (
        <p className="dump mono">
          {buffer.bytes.join(' ')}
          {buffer.more !== undefined && <span className="note"> {text.iocb.moreBytes(buffer.more)}</span>}
        </p>
      ) : (
        <p className="note">{text.iocb.bufferUnreadable}</p>
      )}
    </div>
  );
}
