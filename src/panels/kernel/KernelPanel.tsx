import { lazy, Suspense } from 'react';
import { useFramePicture, useFrameValue } from '../../frame/use-frame-value.ts';
import { importPart } from '../../lib/import-part.ts';
import { kernelPicture } from '../../store/kernel-picture.ts';
import { track } from '../../store/requests.ts';
import { usesUring } from '../../store/uring/part.ts';
import { text } from '../../text/index.ts';
import { Region } from '../region/Region.tsx';
import { Scroll } from '../region/Scroll.tsx';
import { factStop } from '../spotlight/bytes-at.ts';
import { SlotsBar } from './SlotsBar.tsx';
import { Tasks } from './Tasks.tsx';
import './kernel.css';

/** A part of the page about a Linux host: it has come before, with the region that runs programs there. */
const HostKernel = lazy(() => importPart(() => import('./HostKernel.tsx')));

/** A part that comes when a program has an io_uring. */
const UringKernel = lazy(() => track(importPart(() => import('./UringKernel.tsx'))));

/** What only the kernel knows: its own numbers, beside those in the shared ring. */
export function KernelPanel() {
  const kernel = useFramePicture(kernelPicture);
  const uring = useFrameValue(usesUring);
  return (
    <Region
      name={text.kernel.name}
      className="kernel"
      note={kernel?.state === 'unseen' ? text.kernel.hostNote : text.kernel.note}
    >
      <Scroll label={text.kernel.numbers}>
        {!kernel ? null : kernel.state === 'unseen' ? (
          <Suspense fallback={<p className="empty">{text.kernel.unseen}</p>}>
            <HostKernel />
          </Suspense>
        ) : (
          <>
            {uring && (
              <Suspense>
                <UringKernel />
              </Suspense>
            )}
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
