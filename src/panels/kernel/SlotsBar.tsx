import type { SlotCounts } from '../../store/kernel-picture.ts';
import { text } from '../../text/index.ts';

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
        <span className="flight">{text.kernel.legend.flight(flight)}</span>
        <span className="held">{text.kernel.legend.held(held)}</span>
        <span className="cpus">{text.kernel.legend.cpus(cpus)}</span>
        <span className="free">{text.kernel.legend.free(free)}</span>
      </p>
    </div>
  );
}
