import { type ComponentType, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { importPart } from '../../lib/import-part.ts';
import { complain } from '../../store/notice.ts';
import { toggleWhy, whyStore } from '../../store/why-open.ts';
import { text } from '../../text/index.ts';

/** Whether the rule behind the sentence is unfolded. */
export function WhyButton() {
  const open = useStore(whyStore, (state) => state.open);
  return (
    <button
      type="button"
      className="plain why-button"
      aria-expanded={open}
      aria-controls={open ? WHY_ID : undefined}
      aria-keyshortcuts="W"
      title={text.commands.why}
      onClick={toggleWhy}
    >
      {text.why.ask}
    </button>
  );
}

const WHY_ID = 'why';

/** The rule behind the sentence, unfolded. */
export function Why() {
  const open = useStore(whyStore, (state) => state.open);
  const [Content, setContent] = useState<ComponentType>();
  useEffect(() => {
    if (!open) return;
    importPart(() => import('./WhyText.tsx')).then(
      (module) => setContent(() => module.default),
      () => {
        toggleWhy();
        complain(text.overlayFailed);
      },
    );
  }, [open]);
  if (!open) return null;
  return (
    <div id={WHY_ID} className="why">
      {Content && <Content />}
    </div>
  );
}
