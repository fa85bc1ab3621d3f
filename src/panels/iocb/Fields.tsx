import { memo } from 'react';
import type { FieldText } from '../../store/iocb-picture.ts';
import { text } from '../../text/index.ts';
import { IOCB_FIELDS } from '../../uapi/iocb-view.ts';
import { stopAt } from '../spotlight/bytes-at.ts';

/** The fields by the kernel's names, with libaio's, and what their values mean. */
export function Fields({ base, fields }: { readonly base: number; readonly fields: readonly FieldText[] }) {
  return (
    <table className="fields" aria-label={text.iocb.fields}>
      <tbody>
        {fields.map((field, index) => (
          <Row key={field.name} {...field} index={index} base={base} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends FieldText {
  /** In IOCB_FIELDS. */
  readonly index: number;
  readonly base: number;
}

const Row = memo(function Row({ name, libaio, value, note, index, base }: RowProps) {
  const { offset, size } = IOCB_FIELDS[index]!;
  return (
    <tr {...stopAt(base + offset, size)}>
      <th scope="row" className="mono">
        <i className={`f${index}`} />
        {name}
      </th>
      <td className="meaning">
        <b className="mono">{value}</b>
        {note}
      </td>
      <td className="libaio mono" title={libaio === undefined ? undefined : text.iocb.inLibaio(libaio)}>
        {libaio}
      </td>
    </tr>
  );
});
