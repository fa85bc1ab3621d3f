import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { importPart } from '../../lib/import-part.ts';
import { machineReady } from '../../store/machine-module.ts';
import { openPair } from '../../store/open-pair.ts';
import { closeOverlay } from '../../store/overlay.ts';
import { matrix as text } from '../../text/sizes.ts';
import '../tools/dialog.css';
import './diagnosis.css';

type Tools = typeof import('../../matrix/matrix.ts');
type Matrix = import('../../matrix/matrix.ts').Matrix;
type Cell = import('../../matrix/matrix.ts').Cell;

/** The picture of all pairs, drawn as they are run. */
export default function MatrixDialog() {
  const { matrix, all, failed } = useMatrix();
  const cells = matrix?.cells ?? [];
  const releases = [...new Set(cells.map(({ headers }) => headers))];
  const count = (verdict: Cell['verdict']) => cells.filter((cell) => cell.verdict === verdict).length;
  return (
    <Dialog.Root open onOpenChange={closeOverlay}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-ground" />
        <Dialog.Content className="dialog key-sheet matrix">
          <Dialog.Title>{text.title}</Dialog.Title>
          <Dialog.Description className="note">{text.intro}</Dialog.Description>
          <table className="mono">
            <thead>
              <tr>
                <td />
                <th scope="colgroup" colSpan={releases.length} className="axis">
                  {text.library} →
                </th>
              </tr>
              <tr>
                <th scope="col" className="axis">
                  {text.headers} ↓
                </th>
                {releases.map((library) => (
                  <th key={library} scope="col">
                    {library}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {releases.map((headers) => (
                <tr key={headers}>
                  <th scope="row">{headers}</th>
                  {cells
                    .filter((cell) => cell.headers === headers)
                    .map((cell) => (
                      <PairCell key={cell.library} cell={cell} />
                    ))}
                </tr>
              ))}
            </tbody>
          </table>
          <p role="status">
            {failed
              ? text.failed
              : matrix && matrix.programs === all
                ? text.done(count('ok'), count('null'))
                : text.running(matrix?.programs ?? 0, all)}
          </p>
          <Dialog.Close className="dialog-close">{text.close}</Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PairCell({ cell: { headers, library, verdict } }: { readonly cell: Cell }) {
  return (
    <td>
      <button
        type="button"
        className={`pair ${verdict}`}
        aria-label={text.cell(headers, library, text.verdicts[verdict])}
        title={text.cell(headers, library, text.verdicts[verdict])}
        onClick={() => {
          closeOverlay();
          openPair(headers, library);
        }}
      />
    </td>
  );
}

/** Runs a program, lets the page breathe, and goes on, until all have run. */
function useMatrix(): { matrix: Matrix | undefined; all: number; failed: boolean } {
  const [matrix, setMatrix] = useState<Matrix>();
  const [all, setAll] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let wanted = true;
    const go = async ({ matrixSteps }: Tools, module: WebAssembly.Module) => {
      const steps = matrixSteps(module);
      for (let next = steps.next(); wanted && !next.done; next = steps.next()) {
        setAll(next.value.all);
        setMatrix(next.value.matrix);
        await new Promise((resolve) => setTimeout(resolve));
      }
    };
    Promise.all([importPart(() => import('../../matrix/matrix.ts')), machineReady()]).then(
      ([tools, module]) => module && go(tools, module),
      () => setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, []);
  return { matrix, all, failed };
}
