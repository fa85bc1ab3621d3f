import { memo } from 'react';
import { UNREADABLE } from '../../store/memory-rows.ts';
import { hex } from '../../uapi/names.ts';

interface Props {
  readonly address: number;
  /** Two digits a byte. */
  readonly bytes: string;
  /** A bit for each byte that the last moment changed, and for each that is outlined. */
  readonly changed: number;
  readonly sought: number;
  readonly ascii: boolean;
  /** From 1, of all rows of the region. */
  readonly index: number;
}

/** A row of bytes; plain values, so that it renders only when they differ. */
export const Row = memo(function Row({ address, bytes, changed, sought, ascii, index }: Props) {
  const cells = (bytes.match(/../g) ?? []).map((pair, i) => ({
    at: address + i,
    pair,
    className: classOf(pair, i, changed, sought),
  }));
  return (
    <tr aria-rowindex={index}>
      <th scope="row">{hex(address)}</th>
      {cells.map(({ at, pair, className }) => (
        <td key={at} className={className} data-at={at} data-size={1}>
          {pair}
        </td>
      ))}
      {ascii && (
        <td className="ascii">
          {cells.map(({ at, pair }) => (
            <span key={at} data-at={at} data-size={1}>
              {character(pair)}
            </span>
          ))}
        </td>
      )}
    </tr>
  );
});

function classOf(pair: string, i: number, changed: number, sought: number): string {
  const names = [];
  if (pair === '00' || pair === UNREADABLE) names.push('zero');
  if (i === 8) names.push('group');
  if (has(changed, i)) names.push('changed');
  if (has(sought, i)) names.push('sought');
  if (has(sought, i) && !has(sought, i - 1)) names.push('first');
  if (has(sought, i) && !has(sought, i + 1)) names.push('last');
  return names.join(' ');
}

function has(mask: number, i: number): boolean {
  return i >= 0 && ((mask >> i) & 1) === 1;
}

function character(pair: string): string {
  const byte = Number.parseInt(pair, 16);
  if (Number.isNaN(byte)) return ' ';
  return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.';
}
