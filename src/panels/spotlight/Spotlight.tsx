import { type ReactNode, useEffect, useRef } from 'react';
import { widen } from '../../store/field-picture.ts';
import { sessionStore } from '../../store/session.ts';
import { hold, letGo, lit, point, spotlightStore, type Target } from '../../store/spotlight.ts';
import { light, shownAround, targetOf } from './lights.ts';
import './spotlight.css';

/** What has a use of its own for a press. */
const PRESSABLE = 'button, a, input, select, summary, [role="slider"], [role="separator"], .cm-editor';

/**
 * The one highlight: point at anything that says which bytes it shows (bytes-at.ts), and all that shows some of the
 * same lights up. A press keeps it lit.
 */
export function Spotlight({ children }: { readonly children: ReactNode }) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const root = ref.current;
    if (!root) return;
    return lightUp(root);
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are commands, see panels/transport/commands.ts
    <main
      ref={ref}
      className="main"
      onPointerOver={(event) => {
        if (event.pointerType !== 'touch') point(targetAt(event.target));
      }}
      onPointerLeave={() => point(undefined)}
      onClick={(event) => {
        const { target } = event;
        if (target instanceof Element && target.closest(PRESSABLE) === null && String(getSelection()) === '') {
          press(targetAt(target));
        }
      }}
    >
      {children}
    </main>
  );
}

function press(target: Target | undefined): void {
  if (target) hold(target);
  else letGo();
}

function targetAt(place: EventTarget): Target | undefined {
  const { session } = sessionStore.getState();
  const shown = place instanceof Element ? shownAround(place) : null;
  return session && shown ? widen(session, targetOf(shown)) : undefined;
}

/** Keeps the lights right while the target or what is shown changes. */
function lightUp(root: Element): () => void {
  const draw = () => light(root, lit(spotlightStore.getState()));
  const shown = new MutationObserver(draw);
  const follow = () => {
    shown.disconnect();
    draw();
    if (lit(spotlightStore.getState()) === undefined) return;
    shown.observe(root, { subtree: true, childList: true, attributeFilter: ['data-at', 'data-size', 'data-fact'] });
  };
  const off = spotlightStore.subscribe(follow);
  return () => {
    off();
    shown.disconnect();
  };
}
