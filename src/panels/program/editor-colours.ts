import { RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { highlight } from './highlight.ts';

/** Longer texts are not coloured while they are edited: the lexer goes through all of them at every key. */
const MAX_COLOURED = 200_000;

/** The compiler's lexer colours the text in the editor, as it does in the view. */
export const colours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }

    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const { doc } = view.state;
  if (doc.length > MAX_COLOURED) return builder.finish();
  const spans = highlight(doc.toString());
  for (const { from, to } of view.visibleRanges) {
    const last = doc.lineAt(to).number;
    for (let number = doc.lineAt(from).number; number <= last; number++) {
      const line = doc.line(number);
      for (const span of spans[number - 1] ?? []) {
        builder.add(line.from + span.from, Math.min(line.from + span.to, line.to), marks[span.kind]);
      }
    }
  }
  return builder.finish();
}

const marks = {
  keyword: Decoration.mark({ class: 'c-keyword' }),
  function: Decoration.mark({ class: 'c-function' }),
  string: Decoration.mark({ class: 'c-string' }),
  number: Decoration.mark({ class: 'c-number' }),
  comment: Decoration.mark({ class: 'c-comment' }),
  directive: Decoration.mark({ class: 'c-directive' }),
};
