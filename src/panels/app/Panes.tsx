import { Children, Fragment, type ReactElement, type ReactNode, useState } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { rememberedLayout, rememberLayout } from '../../store/layout.ts';

interface PaneProps {
  readonly id: string;
  /** Pixels at first; the pane that has none takes what is left, and all of what a larger window gives. */
  readonly size?: number;
  readonly min: number;
  /** Name of the separator before this pane; the first pane of a group has none. */
  readonly handle?: string;
  readonly children: ReactNode;
}

/** One of the panes of a Panes; they render it. */
export function Pane({ children }: PaneProps) {
  return children;
}

interface PanesProps {
  /** Under this name the sizes are remembered. */
  readonly id: string;
  readonly direction: 'horizontal' | 'vertical';
  readonly children: ReactElement<PaneProps>[];
}

/** Panes side by side or one over the other, with separators to drag, or to move by arrow keys; a double press resets. */
export function Panes({ id, direction, children }: PanesProps) {
  const panes = Children.map(children, ({ props }) => props);
  const [remembered] = useState(() =>
    rememberedLayout(
      id,
      panes.map((pane) => pane.id),
    ),
  );
  return (
    <Group
      id={id}
      orientation={direction}
      defaultLayout={remembered}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        if (isUserInteraction) rememberLayout(id, layout);
      }}
    >
      {panes.map((pane) => (
        <Fragment key={pane.id}>
          {pane.handle !== undefined && <Separator className={`separator ${direction}`} aria-label={pane.handle} />}
          <Panel
            id={pane.id}
            className="pane"
            defaultSize={pane.size}
            minSize={pane.min}
            groupResizeBehavior={pane.size === undefined ? 'preserve-relative-size' : 'preserve-pixel-size'}
          >
            {pane.children}
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}
