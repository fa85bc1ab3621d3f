import { StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { Diagnostic } from '../../c/program.ts';
import { text } from '../../text/index.ts';

/** What the compiler said about the text as it stands now. */
export const setDiagnostics = StateEffect.define<readonly Diagnostic[]>();

/** Underlines the place of every diagnostic and puts its sentence under the line; edits move them along. */
export const diagnosticMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setDiagnostics)) return decorate(effect.value, transaction.state.doc);
    }
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorate(diagnostics: readonly Diagnostic[], doc: Text): DecorationSet {
  const ranges = diagnostics
    .filter(({ line }) => line >= 1 && line <= doc.lines)
    .flatMap((diagnostic) => {
      const line = doc.line(diagnostic.line);
      const from = Math.min(line.from + diagnostic.column - 1, line.to);
      const to = Math.min(from + diagnostic.length, line.to);
      const sentence = Decoration.widget({ widget: new SentenceWidget(diagnostic), block: true, side: 1 }).range(
        line.to,
      );
      const mark = Decoration.mark({ class: `underlined ${diagnostic.severity}` });
      return to > from ? [mark.range(from, to), sentence] : [sentence];
    });
  return Decoration.set(ranges, true);
}

class SentenceWidget extends WidgetType {
  constructor(private readonly diagnostic: Diagnostic) {
    super();
  }

  override eq(other: SentenceWidget): boolean {
    return other.diagnostic === this.diagnostic;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('div');
    element.className = `inline-diagnostic ${this.diagnostic.severity}`;
    element.textContent = `${text.program.severity[this.diagnostic.severity]}: ${this.diagnostic.message}`;
    return element;
  }
}
