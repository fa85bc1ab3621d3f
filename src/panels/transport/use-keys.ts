import { useEffect } from 'react';
import { nextStatement, previousStatement, reset, step, stepBack, toggleRun } from '../../store/transport.ts';

/** Elements that have a use of their own for these keys. */
const OWN_KEYS = 'input, textarea, select, [contenteditable], [role="tab"], [role="separator"], .cm-editor';
const OWN_SPACE = 'button, summary, a[href]';

/** Right and Left step, with Shift by statements; `.` and `,` too; Space runs and pauses; Home resets. */
export function useKeys(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target instanceof Element ? event.target : undefined;
  if (target?.closest(OWN_KEYS)) return;
  if (event.key === ' ' && target?.closest(OWN_SPACE)) return;
  const act = actionOf(event);
  if (!act) return;
  event.preventDefault();
  act();
}

function actionOf({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
  switch (key) {
    case 'ArrowRight':
      return shiftKey ? nextStatement : step;
    case 'ArrowLeft':
      return shiftKey ? previousStatement : stepBack;
    case '.':
      return step;
    case ',':
      return stepBack;
    case ' ':
      return toggleRun;
    case 'Home':
      return reset;
    default:
      return undefined;
  }
}
