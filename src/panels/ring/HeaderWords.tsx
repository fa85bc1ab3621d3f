import { useCallback } from 'react';
import { LiveText } from '../../frame/LiveText.tsx';
import { ringPicture } from '../../store/ring.ts';
import type { Session } from '../../store/session.ts';
import { text } from '../../text/index.ts';
import { AIO_RING_FIELDS, type AioRingFieldName } from '../../uapi/aio-ring-view.ts';
import { stopAt } from '../spotlight/bytes-at.ts';

/** The eight words before the events, as they stand in shared memory. */
export function HeaderWords({ handle }: { readonly handle: number }) {
  return (
    <dl className="words" aria-label={text.ring.header}>
      {AIO_RING_FIELDS.map((field, index) => (
        <Word key={field.name} name={field.name} handle={handle} offset={field.offset} index={index} />
      ))}
    </dl>
  );
}

interface WordProps {
  readonly name: AioRingFieldName;
  readonly handle: number;
  readonly offset: number;
  readonly index: number;
}

function Word({ name, handle, offset, index }: WordProps) {
  const read = useCallback(
    (session: Session) => {
      const ring = ringPicture(session);
      const value = ring.state === 'mapped' ? (ring.words[index] ?? 0) : 0;
      return name === 'magic' ? value.toString(16) : `${value}`;
    },
    [name, index],
  );
  return (
    <div className={`word word-${name}`} {...stopAt(handle + offset, 4)}>
      <dt>
        <span className="offset mono">{text.ring.offset(offset)}</span> <span className="name">{breakable(name)}</span>
      </dt>
      <dd className="mono">
        <LiveText read={read} />
      </dd>
    </div>
  );
}

/** The name may break behind an underscore. */
function breakable(name: string) {
  const [first, ...rest] = name.split('_');
  if (rest.length === 0) return name;
  return (
    <>
      {first}_<wbr />
      {rest.join('_')}
    </>
  );
}
