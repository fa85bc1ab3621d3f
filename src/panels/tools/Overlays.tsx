import { type ComponentType, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { importPart } from '../../lib/import-part.ts';
import { complain } from '../../store/notice.ts';
import { closeOverlay, type Overlay, overlayStore } from '../../store/overlay.ts';
import { text } from '../../text/index.ts';

const LOAD: Readonly<Record<Overlay, () => Promise<{ default: ComponentType }>>> = {
  keys: () => import('./KeySheet.tsx'),
  palette: () => import('./Palette.tsx'),
  diagnosis: () => import('../diagnosis/Diagnosis.tsx'),
  matrix: () => import('../diagnosis/MatrixDialog.tsx'),
};

/** What lies over the page when it is asked for; its code comes when it is asked for first. */
export function Overlays() {
  const overlay = useStore(overlayStore, (state) => state.overlay);
  const [loaded, setLoaded] = useState<{ overlay: Overlay; Content: ComponentType }>();
  useEffect(() => {
    if (overlay === undefined) return;
    let wanted = true;
    importPart<{ default: ComponentType }>(LOAD[overlay]).then(
      (module) => {
        if (wanted) setLoaded({ overlay, Content: module.default });
      },
      () => {
        closeOverlay();
        complain(text.overlayFailed);
      },
    );
    return () => {
      wanted = false;
    };
  }, [overlay]);
  return overlay !== undefined && loaded?.overlay === overlay ? <loaded.Content /> : null;
}
