import { useFramePicture } from '../../frame/use-frame-value.ts';
import { showInMemory } from '../../store/memory-view.ts';
import { type PointerEnd, type RingPages, type RingSize, ringSize, type SizeCell } from '../../store/ring-size.ts';
import { text as texts } from '../../text/index.ts';
import { sizes as text } from '../../text/sizes.ts';
import { InMemory } from '../memory/InMemory.tsx';
import { Region } from '../region/Region.tsx';
import { factStop, stopAt } from '../spotlight/bytes-at.ts';
import { CauseCard } from './CauseCard.tsx';
import { HeaderLabels } from './HeaderLabels.tsx';
import './ring-size.css';

/** One number in three places: the kernel's own, the shared page's, the application's. */
export default function RingSizePanel() {
  const size = useFramePicture(ringSize);
  return (
    <Region name={text.name} className="ring-size">
      {!size || size.kind === 'none' ? <p className="empty">{text.none}</p> : <Places size={size} />}
      <CauseCard />
    </Region>
  );
}

type Known = Exclude<RingSize, { kind: 'none' }>;

function Places({ size }: { readonly size: Known }) {
  const { kernel, shared, application, pointer, formula, empty, believesFull, labels, pages } = size;
  return (
    <>
      <div className="places">
        <Place name={text.kernel} note={text.kernelNote} cells={kernel} className="kernel-place" />
        <Place name={text.shared} note={text.sharedNote} cells={shared} className="shared-place" pages={pages} />
        <Place name={text.application} note={text.applicationNote} cells={application} className="own-place" />
      </div>
      {pointer && (
        <p className={pointer.to === 'right' ? 'ring-pointer' : 'ring-pointer astray'}>
          <span>{text.pointerName}</span> <i aria-hidden="true" /> <span className="mono">{endText(pointer)}</span>
        </p>
      )}
      {formula && (
        <p className="formula">
          <span>{text.formulaName}</span>{' '}
          <span className="mono">
            {formula.kind === 'full'
              ? text.full(formula.tail, formula.head, formula.size)
              : text.wrap(formula.head, formula.size)}
          </span>
        </p>
      )}
      {formula?.kind === 'full' && (
        <p className={empty && believesFull ? 'badge wrong' : 'badge'}>
          {empty ? text.empty : text.notEmpty} / {believesFull ? text.believesFull : text.believesRoom}
        </p>
      )}
      {labels.length > 0 && <HeaderLabels labels={labels} />}
    </>
  );
}

function endText(end: PointerEnd): string {
  switch (end.to) {
    case 'right':
      return text.pointer.right(end.value);
    case 'word':
      return text.pointer.word(end.name, end.value);
    case 'sqes':
      return text.pointer.sqes(end.offset);
    default:
      return text.pointer[end.to];
  }
}

function shows({ at, fact }: SizeCell) {
  if (fact !== undefined) return factStop(fact);
  return at === undefined ? {} : stopAt(at, 4);
}

interface PlaceProps {
  readonly name: string;
  readonly note: string;
  readonly cells: readonly SizeCell[];
  readonly className: string;
  readonly pages?: readonly RingPages[];
}

function Place({ name, note, cells, className, pages = [] }: PlaceProps) {
  return (
    <section className={`place ${className}`} aria-label={name}>
      <h3>{name}</h3>
      <p className="note">{note}</p>
      {cells.length === 0 && <p className="empty">{text.nothing}</p>}
      <dl className="mono">
        {cells.map((cell) => (
          <div key={cell.name} className={cell.wrong ? 'wrong' : ''} {...shows(cell)}>
            <dt>{cell.name}</dt>
            <dd>
              {cell.value}
              {cell.wrong && <span className="visually-hidden"> {text.wrong}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {pages.map(({ name: what, address, size }) => (
        <p key={address} className="ring-pages">
          <InMemory label={texts.memory.showNamed(what)} show={() => showInMemory(address, size)}>
            {text.pages(what)}
          </InMemory>
        </p>
      ))}
    </section>
  );
}
