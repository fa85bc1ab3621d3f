import { useLayoutEffect, useRef } from 'react';
import { useFramePicture } from '../../frame/use-frame-value.ts';
import { type Chunk, consoleText } from '../../store/console-text.ts';
import { endingMessages } from '../../store/ending.ts';
import { text } from '../../text/index.ts';
import { Region } from '../region/Region.tsx';
import { Scroll } from '../region/Scroll.tsx';
import './console.css';

const NOTHING: readonly Chunk[] = [];

/** What the program printed up to the cursor, and apart from it what kring has to say about the run. */
export function ConsolePanel() {
  const output = useFramePicture(consoleText);
  const messages = useFramePicture(endingMessages);
  const scroller = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // With nothing in it there is nowhere to scroll to, and asking would make the browser lay out the page.
    if (scroller.current && (output?.chunks.length || messages?.length))
      scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [output, messages]);
  return (
    <Region name={text.console.name} className="console">
      <Scroll ref={scroller} label={text.console.output}>
        {output?.cut && <p className="note">{text.console.cut}</p>}
        {output?.chunks.length === 0 && <p className="note">{text.console.empty}</p>}
        <pre>
          {(output?.chunks ?? NOTHING).map((chunk, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: output only grows at its end
            <span key={index} className={chunk.fd === 2 ? 'stderr' : undefined}>
              {chunk.text}
            </span>
          ))}
        </pre>
        {messages && messages.length > 0 && (
          <ul className="messages" aria-label={text.console.messages}>
            {messages.map(({ tone, sentence }) => (
              <li key={sentence} className={tone}>
                {sentence}
              </li>
            ))}
          </ul>
        )}
      </Scroll>
    </Region>
  );
}
