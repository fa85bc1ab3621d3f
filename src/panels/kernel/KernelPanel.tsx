import { useFramePicture, useFrameValue } from '../../frame/use-frame-value.ts';
import { kernelPicture } from '../../store/kernel-picture.ts';
import { usesUring } from '../../store/uring/part.ts';
import { text } from '../../text/index.ts';
import { Region } from '../region/Region.tsx';
import { Scroll } from '../region/Scroll.tsx';
import { usePart } from '../region/use-part.ts';
import { factStop } from '../spotlight/bytes-at.ts';
import { SlotsBar } from './SlotsBar.tsx';
import { Tasks } from './Tasks.tsx';
import './kernel.css';

/** Parts that come when a run is a host's, and when a program has an io_uring. */
const loadHost = () => import('./HostKernel.tsx');
const loadUring = () => import('./UringKernel.tsx');

/** What only the kernel knows: its own numbers, beside those in the shared ring. */
export function KernelPanel() {
  const kernel = useFramePicture(kernelPicture);
  const unseen = kernel?.state === 'unseen';
  const HostKernel = usePart(unseen, loadHost);
  const uring = useFrameValue(usesUring) === true;
  const UringKernel = usePart(uring, loadUring);
  return (
    <Region name={text.kernel.name} className="kernel" note={unseen ? text.kernel.hostNote : text.kernel.note}>
      <Scroll label={text.kernel.numbers}>
        {!kernel ? null : kernel.state === 'unseen' ? (
          HostKernel && <HostKernel />
        ) : (
          <>
            {uring && UringKernel && <UringKernel />}
            {kernel.slots && <SlotsBar slots={kernel.slots} />}
            <dl className="facts mono">
              {kernel.facts.map(({ id, name, value }) => (
                <div key={name} {...factStop(id)}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            <Tasks tasks={kernel.tasks} />
          </>
        )}
      </Scroll>
    </Region>
  );
}
