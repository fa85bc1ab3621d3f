import { useCallback } from 'react';
import { LiveText } from '../../frame/LiveText.tsx';
import { ringPicture } from '../../store/ring.ts';
import type { Session } from '../../store/session.ts';
import { text } from '../../text/index.ts';
import { AIO_RING_FIELDS, type AioRingFieldName } from '../../uapi/aio-ring-view.ts';

/** The eight words before the events, as they stand in shared memory. */
export function HeaderWords() {
  return (
    <dl className="words" aria-label={text.ring.header}>
      {AIO_RING_FIELDS.map((field, index) => (
        <Word key={field.name} name={field.name} offset={field.offset} index={index} />
      ))}
    </dl>
  );
}

interface WordProps {
  readonly name: AioRingFieldName;
  readonly offset: number;
  readonly index: number;
}

function Word({ name, offset, index }: WordProps) {
  const read = useCallback(
    (session: Session) => {
      const ring = ringPicture(session);
      const value = ring.state === 'mapped' ? (ring.words[index] ?? 0) : 0;
      return name === 'magic' ? value.toString(16) : `${value}`;
    },
    [name, index],
  );
  return (
    <div className={`word word-${name}`}>
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
