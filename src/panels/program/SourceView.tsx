import { type ComponentType, memo, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useFramePicture, useFrameValue } from '../../frame/use-frame-value.ts';
import { importPart } from '../../lib/import-part.ts';
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
  const sight = useSight(scroller);
  useEffect(() => {
    if (current === undefined || !scroller.current) return;
    const height = sight.current.height || scroller.current.clientHeight;
    const from = sight.current.top;
    const top = (current - 1) * LINE_HEIGHT;
    const visible = top >= from + LINE_HEIGHT && top + 2 * LINE_HEIGHT <= from + height;
    if (!visible) scroller.current.scrollTop = Math.max(0, top - height / 3);
  }, [current, sight]);
  const columns = useMemo(() => longest(lines), [lines]);
  const digits = `${lines.length}`.length;
  return (
    <Scroll ref={scroller} className="source mono" label={text.program.source(name)} onDoubleClick={onEdit}>
      <Lines
        count={lines.length}
        lineHeight={LINE_HEIGHT}
        minWidth={`${columns + digits + 6}ch`}
        scroller={scroller}
        line={(index, top) => (
          <Line
            key={index}
            number={index + 1}
            state={
              index + 1 === running ? 'running' : index + 1 === fatal ? 'fatal' : ran.has(index + 1) ? 'ran' : 'new'
            }
            top={top}
            digits={digits}
            line={lines[index] ?? ''}
            spans={colours[index] ?? NO_SPANS}
          />
        )}
      />
    </Scroll>
  );
}

/**
 * What of the scroller is in sight, in pixels: kept up to date by what the browser reports, so that asking costs
 * nothing. To ask the element itself would make the browser lay out the page.
 */
function useSight(scroller: RefObject<HTMLElement | null>) {
  const sight = useRef({ top: 0, height: 0 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const scrolled = () => {
      sight.current.top = element.scrollTop;
      element.toggleAttribute('data-sideways', element.scrollLeft > 0);
    };
    const resized = new ResizeObserver(([entry]) => {
      sight.current.height = entry?.contentRect.height ?? 0;
    });
    element.addEventListener('scroll', scrolled, { passive: true });
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', scrolled);
      resized.disconnect();
    };
  }, [scroller]);
  return sight;
}

/** What draws so many lines. */
function useLines(count: number): ComponentType<LinesProps> {
  const [Lines, setLines] = useState<ComponentType<LinesProps>>();
  const long = count > WHOLE;
  useEffect(() => {
    if (!long) return;
    track(importPart(() => import('./LinesInSight.tsx'))).then(
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

const NO_SPANS: readonly Span[] = [];

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

interface LineProps {
  readonly number: number;
  readonly state: 'running' | 'fatal' | 'ran' | 'new';
  /** Pixels from the top of the text. */
  readonly top: number;
  /** Of the highest number. */
  readonly digits: number;
  readonly line: string;
  readonly spans: readonly Span[];
}

/** For those who do not see the marks at the number. */
const SAID = {
  running: text.program.currentLine,
  fatal: text.program.fatalLine,
  ran: text.program.hasRun,
  new: '',
};

/** Rendered again only when it becomes the current line, or was it, or has run for the first time. */
const Line = memo(function Line({ number, state, top, digits, line, spans }: LineProps) {
  return (
    <div
      className={`line ${state}`}
      aria-current={state === 'running' || state === 'fatal' ? 'step' : undefined}
      style={{ top }}
    >
      <span className="number" style={{ width: `${digits + 4}ch` }}>
        <span className="visually-hidden">{SAID[state]} </span>
        {number}
      </span>
      <Code line={line} spans={spans} />
    </div>
  );
});

function Code({ line, spans }: Pick<LineProps, 'line' | 'spans'>) {
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
