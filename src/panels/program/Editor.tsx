import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { indentUnit } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Diagnostic } from '../../c/program.ts';
import { text } from '../../text/index.ts';
import { colours } from './editor-colours.ts';
import { diagnosticMarks, setDiagnostics } from './editor-diagnostics.ts';
import './editor.css';

interface Props {
  readonly name: string;
  /** The text it begins with; later edits are its own, told by onEdit. */
  readonly source: string;
  readonly diagnostics: readonly Diagnostic[];
  /** A place the person asked for; a new object asks again. */
  readonly goTo: { readonly line: number; readonly column: number } | undefined;
  readonly onEdit: (text: string) => void;
  readonly onRun: () => void;
}

/** The program in CodeMirror, coloured by our own lexer. Loaded when somebody first edits. */
export default function Editor({ name, source, diagnostics, goTo, onEdit, onRun }: Props) {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ source, onEdit, onRun });
  latest.current = { source, onEdit, onRun };

  useEffect(() => {
    if (!parent.current) return;
    const runNow = () => {
      latest.current.onRun();
      return true;
    };
    const editor = new EditorView({
      parent: parent.current,
      state: EditorState.create({
        doc: latest.current.source,
        extensions: [
          lineNumbers(),
          highlightActiveLineGutter(),
          history(),
          drawSelection(),
          indentUnit.of('\t'),
          EditorState.tabSize.of(4),
          colours,
          diagnosticMarks,
          keymap.of([{ key: 'Mod-Enter', run: runNow }]),
          keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onEdit(update.state.doc.toString());
          }),
          EditorView.contentAttributes.of({
            'aria-label': text.program.editor(name),
            'aria-describedby': KEYS_ID,
            tabindex: '0',
          }),
        ],
      }),
    });
    view.current = editor;
    editor.focus();
    return () => editor.destroy();
  }, [name]);

  useEffect(() => {
    view.current?.dispatch({ effects: setDiagnostics.of(diagnostics) });
  }, [diagnostics]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || !goTo) return;
    const line = editor.state.doc.line(Math.min(goTo.line, editor.state.doc.lines));
    const at = Math.min(line.from + goTo.column - 1, line.to);
    editor.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
    editor.focus();
  }, [goTo]);

  return (
    <>
      <div ref={parent} className="editor" />
      <p id={KEYS_ID} className="editor-keys note">
        {text.program.editorKeys}
      </p>
    </>
  );
}

const KEYS_ID = 'editor-keys';
