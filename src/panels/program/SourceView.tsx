import { type ComponentType, useEffect, useMemo, useRef, useState } from 'react';
import { useFramePicture, useFrameValue } from '../../frame/use-frame-value.ts';
import { currentLine, executedLines, fatalLine } from '../../store/current-line.ts';
import { complain } from '../../store/notice.ts';
import { track } from '../../store/requests.ts';
import { text } from '../../text/index.ts';
import { Scroll } from '../region/Scroll.tsx';
import { highlight, type Span } from './highlight.ts';
import type { LinesProps } from './LinesInSight.tsx';

interface Props {
  readonly source: string;
  readonly name: string;
  /** A press on a line, or Enter, wants the editor. */
  readonly onEdit: () => void;
}

const LINE_HEIGHT = 20;
/** Texts of up to so many lines are drawn whole. */
const WHOLE = 500;

/** The program as it runs, with numbers and the current line. */
export function SourceView({ source, name, onEdit }: Props) {
  const lines = useMemo(() => source.split('\n'), [source]);
  const colours = useMemo(() => highlight(source), [source]);
  const running = useFrameValue(currentLine);
  const fatal = useFrameValue(fatalLine);
  const current = running ?? fatal;
  const executed = useFramePicture(executedLines);
  const ran = useMemo(() => new Set(executed), [executed]);
  const scroller = useRef<HTMLDivElement>(null);
  const Lines = useLines(lines.length);
  useEffect(() => {
    if (current === undefined || !scroller.current) return;
    const { scrollTop, clientHeight } = scroller.current;
    const top = (current - 1) * LINE_HEIGHT;
    const visible = top >= scrollTop + LINE_HEIGHT && top + 2 * LINE_HEIGHT <= scrollTop + clientHeight;
    if (!visible) scroller.current.scrollTop = Math.max(0, top - clientHeight / 3);
  }, [current]);
  const digits = `${lines.length}`.length;
  return (
    <Scroll ref={scroller} className="source mono" label={text.program.source(name)} onDoubleClick={onEdit}>
      <Lines
        count={lines.length}
        lineHeight={LINE_HEIGHT}
        minWidth={`${longest(lines) + digits + 6}ch`}
        scroller={scroller}
        line={(index, top) => (
          <div
            key={index}
            className={ran.has(index + 1) ? 'line ran' : 'line'}
            data-fatal={index + 1 === fatal || undefined}
            aria-current={index + 1 === current ? 'step' : undefined}
            style={{ transform: `translateY(${top}px)` }}
          >
            <span className="number" style={{ width: `${digits + 4}ch` }}>
              <span className="visually-hidden">
                {lineState(index + 1 === running, index + 1 === fatal, ran.has(index + 1))}{' '}
              </span>
              {index + 1}
            </span>
            <Line line={lines[index] ?? ''} spans={colours[index] ?? []} />
          </div>
        )}
      />
    </Scroll>
  );
}

/** For those who do not see the marks at the number. */
function lineState(running: boolean, fatal: boolean, ran: boolean): string {
  if (running) return text.program.currentLine;
  if (fatal) return text.program.fatalLine;
  return ran ? text.program.hasRun : '';
}

/** What draws so many lines. */
function useLines(count: number): ComponentType<LinesProps> {
  const [Lines, setLines] = useState<ComponentType<LinesProps>>();
  const long = count > WHOLE;
  useEffect(() => {
    if (!long) return;
    track(import('./LinesInSight.tsx')).then(
      (module) => setLines(() => module.default),
      () => complain(text.program.longFailed),
    );
  }, [long]);
  return (long && Lines) || FirstLines;
}

/** All of a text that is not long; of one that is, its beginning. */
function FirstLines({ count, lineHeight, minWidth, line }: LinesProps) {
  const shown = Math.min(count, WHOLE);
  return (
    <div className="lines" style={{ height: count * lineHeight, minWidth }}>
      {Array.from({ length: shown }, (_, index) => line(index, index * lineHeight))}
    </div>
  );
}

const TAB_WIDTH = 4;

/** Columns of the longest line, so that the marker of the current one reaches as far as the text scrolls. */
function longest(lines: readonly string[]): number {
  let columns = 0;
  for (const line of lines) {
    const tabs = line.length - line.replaceAll('\t', '').length;
    columns = Math.max(columns, line.length + tabs * (TAB_WIDTH - 1));
  }
  return columns;
}

function Line({ line, spans }: { readonly line: string; readonly spans: readonly Span[] }) {
  const parts = [];
  let at = 0;
  for (const { from, to, kind } of spans) {
    if (from > at) parts.push(line.slice(at, from));
    parts.push(
      <span key={from} className={`c-${kind}`}>
        {line.slice(from, to)}
      </span>,
    );
    at = to;
  }
  parts.push(line.slice(at));
  return <span className="code">{parts}</span>;
}
