import type { ReactNode } from 'react';
import { text } from '../../text/index.ts';
import './in-memory.css';

interface Props {
  /** Calls showInMemory() with what is meant when it is pressed. */
  readonly show: () => void;
  /** The accessible name, where the text alone does not say what a press does. */
  readonly label?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A text that names bytes of memory: a press shows them. */
export function InMemory({ show, label, className = '', children }: Props) {
  return (
    <button
      type="button"
      className={`in-memory ${className}`}
      title={text.memory.show}
      aria-label={label}
      onClick={show}
    >
      {children}
    </button>
  );
}
