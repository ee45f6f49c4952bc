// Owns the guiding questions below the heading of an empty section. They are drawn, not written: nobody has to delete them.

import { StateField, type EditorState, type Extension, type Range } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view";
import { element } from "./dom";
import type { Section } from "./reading";
import { seen } from "./reading_state";

class Questions extends WidgetType {
  readonly #questions: readonly string[];

  constructor(questions: readonly string[]) {
    super();
    this.#questions = questions;
  }

  override eq(other: Questions): boolean {
    return other.#questions.join("\n") === this.#questions.join("\n");
  }

  override toDOM(view: EditorView): HTMLElement {
    const list = element("ul", {}, ...this.#questions.map((one) => element("li", {}, one)));
    const place = element(
      "div",
      { class: "hc-questions", contenteditable: "false", role: "note", "aria-label": "Guiding questions" },
      list,
    );
    place.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const line = view.state.doc.lineAt(view.posAtDOM(place));
      view.dispatch({ selection: { anchor: Math.min(line.to + 1, view.state.doc.length) } });
      view.focus();
    });
    return place;
  }

  override get estimatedHeight(): number {
    return 16 + this.#questions.length * 26;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

type Shown = { of: readonly Section[]; drawn: DecorationSet };

const field = StateField.define<Shown>({
  create: () => ({ of: [], drawn: Decoration.none }),
  update(before, transaction) {
    const { sections } = transaction.state.field(seen);
    if (sections === before.of) return before;
    return { of: sections, drawn: draw(sections, transaction.state) };
  },
  provide: (of) => EditorView.decorations.from(of, (now) => now.drawn),
});

function draw(sections: readonly Section[], state: EditorState): DecorationSet {
  const starts = sections.flatMap((one) => (one.from === null ? [] : [one.from])).sort((a, b) => a - b);
  const ranges: Range<Decoration>[] = [];
  for (const one of sections) {
    if (one.state !== "empty" || one.from === null || !one.questions.length) continue;
    const end = starts.find((start) => start > (one.from ?? 0)) ?? state.doc.length;
    const heading = state.doc.lineAt(one.from);
    // Who began to write needs no questions any more, and a text that asks in comments asks already.
    if (state.sliceDoc(heading.to, end).trim() !== "") continue;
    ranges.push(Decoration.widget({ widget: new Questions(one.questions), block: true, side: 1 }).range(heading.to));
  }
  return Decoration.set(ranges, true);
}

export const questions: Extension = field;
