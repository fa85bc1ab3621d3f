import type { TaskFact } from '../../store/kernel-picture.ts';

/** What every task is about. */
export function Tasks({ tasks }: { readonly tasks: readonly TaskFact[] }) {
  return tasks.map(({ name, value }) => (
    <p key={name} className="task">
      <span className="mono">{name}</span> {value}
    </p>
  ));
}
