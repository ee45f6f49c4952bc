// Owns the folding of the document's head: it is data, and who opens a postmortem wants to read. One press unfolds it.

import { codeFolding, foldEffect } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { element } from "./dom";

const LONGEST = 80;

/** Shows what is folded as a button with words. */
export const folding: Extension = codeFolding({
  placeholderDOM: (_view, unfold) => {
    const made = element("button", { type: "button", class: "hc-folded" }, "title, severity, owner and more: show");
    made.addEventListener("click", unfold);
    return made;
  },
});

/** Folds the head once, when the text is first shown; not under the cursor. */
export function foldHead(view: EditorView): void {
  const { doc, selection } = view.state;
  if (doc.line(1).text.trimEnd() !== "---") return;
  for (let number = 2; number <= Math.min(doc.lines, LONGEST); number++) {
    const line = doc.line(number);
    if (line.text.trimEnd() !== "---") continue;
    const from = doc.line(1).to;
    if (number > 3 && (selection.main.head <= from || selection.main.head > line.to)) {
      view.dispatch({ effects: foldEffect.of({ from, to: line.to }) });
    }
    return;
  }
}
