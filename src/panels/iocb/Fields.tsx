import { memo } from 'react';
import type { FieldText } from '../../store/iocb-picture.ts';
import { text } from '../../text/index.ts';

/** The fields by the kernel's names, with libaio's, and what their values mean. */
export function Fields({ fields }: { readonly fields: readonly FieldText[] }) {
  return (
    <table className="fields" aria-label={text.iocb.fields}>
      <tbody>
        {fields.map((field, index) => (
          <Row key={field.name} {...field} index={index} />
        ))}
      </tbody>
    </table>
  );
}

const Row = memo(function Row({ name, libaio, value, note, index }: FieldText & { readonly index: number }) {
  return (
    <tr>
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
