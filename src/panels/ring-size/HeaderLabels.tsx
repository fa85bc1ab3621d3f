import type { WordLabel } from '../../store/header-labels.ts';
import { sizes } from '../../text/sizes.ts';
import { bytesAt } from '../spotlight/bytes-at.ts';

const text = sizes.labels;

/** The words behind ring_ptr, as the header of each side calls them. */
export function HeaderLabels({ labels }: { readonly labels: readonly WordLabel[] }) {
  return (
    <table className="header-labels mono">
      <caption>{text.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{text.byte}</th>
          <th scope="col">{text.value}</th>
          <th scope="col">{text.program}</th>
          <th scope="col">{text.library}</th>
        </tr>
      </thead>
      <tbody>
        {labels.map(({ offset, at, value, program, library }) => (
          <tr key={offset} className={isPadding(program) === isPadding(library) ? '' : 'wrong'} {...bytesAt(at, 4)}>
            <td>{offset}</td>
            <td>{value}</td>
            <td>{program}</td>
            <td>{library}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What one side takes for padding, nobody on that side writes. */
const isPadding = (name: string): boolean => /\bpad\b/.test(name);
