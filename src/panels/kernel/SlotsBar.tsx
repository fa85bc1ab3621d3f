import type { SlotCounts } from '../../store/kernel-picture.ts';
import { text } from '../../text/index.ts';
import { factAt } from '../spotlight/bytes-at.ts';

/** Where all slots of the context are, as one bar; the numbers are in its name and in the list below. */
export function SlotsBar({ slots }: { readonly slots: SlotCounts }) {
  const { free, cpus, flight, held } = slots;
  return (
    <div className="bar-row">
      <div className="slots-bar" role="img" aria-label={text.kernel.slotsPicture(free, cpus, flight, held)}>
        <i className="flight" style={{ flexGrow: flight }} />
        <i className="held" style={{ flexGrow: held }} />
        <i className="cpus" style={{ flexGrow: cpus }} />
        <i className="free" style={{ flexGrow: free }} />
      </div>
      <p className="legend">
        <span className="flight" {...factAt('in_flight')}>
          {text.kernel.legend.flight(flight)}
        </span>
        <span className="held" {...factAt('completed_events')}>
          {text.kernel.legend.held(held)}
        </span>
        <span className="cpus" {...factAt('cpu_reqs_available')}>
          {text.kernel.legend.cpus(cpus)}
        </span>
        <span className="free" {...factAt('reqs_available')}>
          {text.kernel.legend.free(free)}
        </span>
      </p>
    </div>
  );
}
