import type { KeyboardEventHandler, ReactNode, Ref } from 'react';

interface Props {
  readonly label: string;
  readonly className?: string;
  readonly onDoubleClick?: () => void;
  readonly onScroll?: () => void;
  readonly onKeyDown?: KeyboardEventHandler;
  readonly ref?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}

/** A part of a region that scrolls by itself, and so can be focused and scrolled by keyboard. */
export function Scroll({ label, className = '', children, ...rest }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a part of a form
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div role="group" aria-label={label} tabIndex={0} className={`scroll ${className}`} {...rest}>
      {children}
    </div>
  );
}
