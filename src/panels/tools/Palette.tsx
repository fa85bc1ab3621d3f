import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { closeOverlay } from '../../store/overlay.ts';
import { text } from '../../text/index.ts';
import { Keys } from './Keys.tsx';
import { allEntries, type Entry, matching } from './palette-entries.ts';
import './dialog.css';

/** Commands, scenarios and moments, found by typing. */
export default function Palette() {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const all = useMemo(allEntries, []);
  const sought = useDeferredValue(query);
  const entries = useMemo(() => matching(all, sought), [all, sought]);
  const current = Math.min(active, entries.length - 1);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const chosen = useRef<Entry>(undefined);

  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const choose = (entry: Entry) => {
    chosen.current = entry;
    closeOverlay();
    entry.act();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    // Who types fast and presses Enter means what is typed, not the list that is still on the screen.
    const entry = sought === query ? entries[current] : matching(all, query)[active];
    if (move !== undefined) setActive(Math.max(0, Math.min(entries.length - 1, current + move)));
    else if (event.key === 'Enter' && entry) choose(entry);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog.Root open onOpenChange={closeOverlay}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-ground" />
        <Dialog.Content className="dialog palette" aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">{text.palette.title}</Dialog.Title>
          <input
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={entries.length > 0 ? `${id}-${current}` : undefined}
            aria-label={text.palette.title}
            placeholder={text.palette.placeholder}
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
          />
          <div ref={list} id={`${id}-list`} className="entries" role="listbox" aria-label={text.palette.results}>
            {entries.map((entry, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the combobox's
              <div
                key={entry.id}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === current}
                className="entry"
                onClick={() => choose(entry)}
                onPointerMove={() => setActive(index)}
              >
                <span className="entry-kind">{text.palette.groups[entry.group]}</span>
                <span className={entry.group === 'moment' || entry.group === 'stop' ? 'mono' : ''}>{entry.label}</span>
                <span className="entry-detail">{entry.detail}</span>
                <span>
                  <Keys keys={entry.keys} />
                </span>
              </div>
            ))}
          </div>
          <p className="empty" role="status">
            {entries.length === 0 ? text.palette.none : ''}
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
