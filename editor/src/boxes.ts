// Owns the check box of an item. A tick is no typing: the server changes the one character, so that two people who tick at
// once do not write twice.

import type { Extension } from "@codemirror/state";
import { EditorView, keymap, WidgetType } from "@codemirror/view";
import { deskOf } from "./desk";
import { element } from "./dom";

export class BoxWidget extends WidgetType {
  readonly ref: string;
  readonly done: boolean;

  constructor(ref: string, done: boolean) {
    super();
    this.ref = ref;
    this.done = done;
  }

  override eq(other: BoxWidget): boolean {
    return other.ref === this.ref && other.done === this.done;
  }

  override toDOM(view: EditorView): HTMLElement {
    const box = element("input", { type: "checkbox" });
    const place = element("label", { class: "hc-box" }, box);
    box.addEventListener("change", () => void tick(view, place, box));
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") view.focus();
    });
    this.updateDOM(place, view);
    return place;
  }

  override updateDOM(place: HTMLElement, view: EditorView): boolean {
    const box = place.querySelector("input");
    if (!box) return false;
    box.checked = this.done;
    box.disabled = view.state.readOnly;
    box.dataset["ref"] = this.ref;
    box.setAttribute("aria-label", this.done ? "Done. Untick to open it again" : "Open. Tick when it is done");
    place.classList.remove("hc-waiting");
    return true;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

async function tick(view: EditorView, place: HTMLElement, box: HTMLInputElement): Promise<void> {
  const { ask, tell } = deskOf(view.state);
  const line = view.state.doc.lineAt(view.posAtDOM(place)).text;
  const now = box.checked ? "x" : "";
  const was = box.checked ? " " : "x";
  place.classList.add("hc-waiting");
  const answer = await ask("/fields", { ref: box.dataset["ref"] ?? "", field: "done", value: now, was, line });
  if (answer.ok) {
    // The change itself comes with the text; a lost one must not leave a false tick.
    setTimeout(() => place.classList.remove("hc-waiting"), 3_000);
    return;
  }
  box.checked = !box.checked;
  place.classList.remove("hc-waiting");
  tell(answer.words, "problem");
}

// A box inside of the text is reached by pointer; on the keyboard, this does the same for the line of the cursor.
function tickLine(view: EditorView): boolean {
  const line = view.state.doc.lineAt(view.state.selection.main.head);
  for (const box of view.contentDOM.querySelectorAll<HTMLInputElement>(".hc-box input")) {
    const at = view.posAtDOM(box);
    if (at >= line.from && at <= line.to && !box.disabled) {
      box.click();
      return true;
    }
  }
  return false;
}

export const boxKeys: Extension = keymap.of([{ key: "Alt-Enter", run: tickLine, preventDefault: true }]);
