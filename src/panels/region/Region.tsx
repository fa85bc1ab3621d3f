import { type ReactNode, useId } from 'react';
import './region.css';

interface Props {
  /** The accessible name, and the heading. */
  readonly name: string;
  /** At the right of the heading: what is shown, in few words. */
  readonly note?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** One of the page's named regions. */
export function Region({ name, note, className = '', children }: Props) {
  const id = useId();
  return (
    <section className={`region ${className}`} aria-labelledby={id}>
      <header className="region-head">
        <h2 id={id}>{name}</h2>
        {note !== undefined && <div className="region-note">{note}</div>}
      </header>
      {children}
    </section>
  );
}
