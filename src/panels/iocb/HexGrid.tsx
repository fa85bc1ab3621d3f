import { memo } from 'react';
import { text } from '../../text/index.ts';
import { IOCB_FIELDS } from '../../uapi/iocb-view.ts';
import { bytesAt } from '../spotlight/bytes-at.ts';

const PER_ROW = 16;

interface Props {
  readonly base: number;
  readonly bytes: readonly string[];
  /** Offsets of the bytes that the last moment changed. */
  readonly changed: readonly number[];
}

/** The 64 bytes as they lie in memory, each in the colour of its field. */
export function HexGrid({ base, bytes, changed }: Props) {
  const rows = [];
  for (let at = 0; at < bytes.length; at += PER_ROW) rows.push(at);
  return (
    <table className="bytes mono" aria-label={text.iocb.bytes}>
      <tbody>
        {rows.map((row) => (
          <tr key={row}>
            <th scope="row">{text.ring.offset(row)}</th>
            {bytes.slice(row, row + PER_ROW).map((byte, i) => (
              <Byte
                // biome-ignore lint/suspicious/noArrayIndexKey: a byte is its place
                key={row + i}
                byte={byte}
                field={fieldAt(row + i)}
                base={base}
                changed={changed.includes(row + i)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ByteProps {
  readonly byte: string;
  /** Index in IOCB_FIELDS. */
  readonly field: number;
  readonly base: number;
  readonly changed: boolean;
}

/** Lights up as its whole field. */
const Byte = memo(function Byte({ byte, field, base, changed }: ByteProps) {
  const { offset, size } = IOCB_FIELDS[field]!;
  return (
    <td
      className={`f${field}${byte === '00' ? ' zero' : ''}${changed ? ' changed' : ''}`}
      title={changed ? text.iocb.changed : undefined}
      {...bytesAt(base + offset, size)}
    >
      {byte}
    </td>
  );
});

function fieldAt(offset: number): number {
  return IOCB_FIELDS.findIndex((field) => offset >= field.offset && offset < field.offset + field.size);
}
