import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { importPart } from '../../lib/import-part.ts';
import {
  compileAndLoad,
  discardEdits,
  edit,
  editAt,
  isEdited,
  programStore,
  startEditing,
} from '../../store/program-text.ts';

import { text } from '../../text/index.ts';
import { Region } from '../region/Region.tsx';
import { Diagnostics } from './Diagnostics.tsx';
import { EditorBoundary } from './EditorBoundary.tsx';
import { SourceView } from './SourceView.tsx';
import { Variables } from './Variables.tsx';
import './program.css';

const Editor = lazy(() => importPart(() => import('./Editor.tsx')));

/** The program: its text with the current line, or the editor; what the compiler says; the variables. */
export function ProgramPanel() {
  const { scenario, text: source, editing, diagnostics, goTo } = useStore(programStore);
  const edited = useStore(programStore, isEdited);
  const { name } = scenario.program;
  const shown = <SourceView source={source} name={name} onEdit={startEditing} />;
  return (
    <Region
      name={text.program.name}
      className="program"
      note={
        <span className="program-tools">
          {editing ? (
            <>
              <button type="button" onClick={discardEdits}>
                {edited ? text.program.discard : text.program.close}
              </button>
              <button type="button" className="primary" onClick={compileAndLoad}>
                {text.program.runEdited}
              </button>
            </>
          ) : (
            <>
              <span className="mono">{name}</span>
              <button type="button" onClick={startEditing}>
                {text.program.edit}
              </button>
            </>
          )}
        </span>
      }
    >
      {editing ? (
        <EditorBoundary fallback={shown}>
          <Suspense fallback={shown}>
            <Editor
              key={scenario.id}
              name={name}
              source={source}
              diagnostics={diagnostics}
              goTo={goTo}
              onEdit={edit}
              onRun={compileAndLoad}
            />
          </Suspense>
        </EditorBoundary>
      ) : (
        shown
      )}
      <Diagnostics onGo={editAt} />
      <Variables />
    </Region>
  );
}
