import { useFramePicture } from '../../frame/use-frame-value.ts';
import { type CqCounts, type UringFact, uringKernel } from '../../store/uring/uring.ts';
import { uring } from '../../text/en/uring.ts';
import { factAt, factStop, stopAt } from '../spotlight/bytes-at.ts';

/** What the kernel keeps for itself about every io_uring: struct io_ring_ctx. */
export default function UringKernel() {
  const rings = useFramePicture(uringKernel);
  return rings?.map(({ row, name, cq, facts }) => (
    <section key={row} className="uring-kernel" aria-label={name}>
      <h3>{name}</h3>
      <CqBar cq={cq} />
      <dl className="facts mono">
        {facts.map((fact) => (
          <div key={fact.name} className={fact.value.length > LONG ? 'wide' : undefined} {...shows(fact)}>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

/** Characters that do not fit beside a name in half of the panel. */
const LONG = 8;

function shows({ id, at }: UringFact) {
  if (id !== undefined) return factStop(id);
  return at === undefined ? {} : stopAt(at, 4);
}

/** The places of the completion queue as one bar; the numbers are below it, and in its name. */
function CqBar({ cq }: { readonly cq: CqCounts }) {
  const { unreaped, filled, room, overflow } = cq;
  return (
    <div className="bar-row">
      <div className="slots-bar" role="img" aria-label={uring.cqPicture(unreaped, filled, room, overflow)}>
        <i className="held" style={{ flexGrow: unreaped }} />
        <i className="flight" style={{ flexGrow: filled }} />
        <i className="free" style={{ flexGrow: room }} />
      </div>
      <p className="legend">
        <span className="held">{uring.legend.unreaped(unreaped)}</span>
        {filled > 0 && (
          <span className="flight" {...factAt('uring_cached_cq_tail')}>
            {uring.legend.filled(filled)}
          </span>
        )}
        <span className="free">{uring.legend.room(room)}</span>
        {overflow > 0 && (
          <span className="overflowed" {...factAt('uring_overflow')}>
            {uring.legend.overflow(overflow)}
          </span>
        )}
      </p>
    </div>
  );
}
