// Owns adding an item: the typed command goes, the server writes the line, and the cursor lands in its text.

import { EditorView } from "@codemirror/view";
import { deskOf, type Desk } from "./desk";
import { listLine } from "./lines";
import { seen } from "./reading_state";

const PATIENCE_MS = 5_000;

export type Values = Readonly<Record<string, string | readonly string[]>>;

/** Stands in `under` for the cause that the cursor is in or below. */
export const HERE = "";

/** Asks for a new item of this kind, with first values for its fields. */
export async function addItem(view: EditorView, from: number, to: number, kind: string, values: Values): Promise<void> {
  const { ask, tell, room } = deskOf(view.state);
  const { under, ...plain } = values;
  const cause = under === HERE ? causeHere(view, from) : null;
  removeCommand(view, from, to);
  if (!room.synced) {
    tell("New items need a connection. You can write the line yourself meanwhile: it gets its id later.", "problem");
    return;
  }
  const answer = await ask("/items", { kind, text: "", values: cause === null ? plain : { ...plain, under: cause } });
  if (!answer.ok) return tell(answer.words, "problem");
  const { ref, from: start, to: end } = answer.said;
  if (typeof ref === "string") await select(view, room, ref, start, end);
}

// A command that stood alone on a line of a list leaves no empty bullet behind.
function removeCommand(view: EditorView, from: number, to: number): void {
  const line = view.state.doc.lineAt(from);
  const alone = line.text.slice(to - line.from).trim() === "" && listLine(line.text.slice(0, from - line.from)) !== null;
  const start = alone ? line.from : from;
  view.dispatch({ changes: { from: start, to }, selection: { anchor: start }, userEvent: "delete.complete" });
}

// The cause on the line of the cursor, or on the nearest line above it in the same list.
function causeHere(view: EditorView, at: number): string | null {
  const { doc } = view.state;
  const { kinds } = view.state.field(seen);
  for (let number = doc.lineAt(at).number; number > 0; number--) {
    const { text } = doc.line(number);
    const id = /\s\^([A-Za-z0-9][\w.-]*)/.exec(text)?.[1];
    if (id) return kinds.get(id) === "cause" ? id : null;
    if (text.trim() === "" || text.startsWith("#")) return null;
  }
  return null;
}

// What stands in front of an item's words and is right already: its time, its labels.
const LEAD = /^(?:~?\d{4}-\d\d-\d\d[ T])?~?\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?\s+(?:\[[^\]\n]*\]\s+)*/;

async function select(view: EditorView, room: Desk["room"], ref: string, from: unknown, to: unknown): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  let at = -1;
  while ((at = placeOf(view, ref)) < 0 && Date.now() < end) {
    await new Promise<void>((resolve) => {
      const heard = (): void => {
        clearTimeout(late);
        room.doc.off("update", heard);
        resolve();
      };
      const late = setTimeout(heard, 250);
      room.doc.on("update", heard);
    });
  }
  if (at < 0) return;
  const line = view.state.doc.lineAt(at);
  const exact = typeof from === "number" && typeof to === "number" && from >= line.from && to <= line.to && from <= to;
  const lead = exact ? (LEAD.exec(view.state.sliceDoc(from, to))?.[0].length ?? 0) : 0;
  const anchor = exact ? from + lead : Math.max(line.from, at - 1);
  view.dispatch({
    selection: { anchor, head: exact ? to : anchor },
    effects: EditorView.scrollIntoView(anchor, { y: "center" }),
    userEvent: "select",
  });
  view.focus();
}

function placeOf(view: EditorView, ref: string): number {
  const text = view.state.sliceDoc();
  const mark = `^${ref}`;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
    if (!/[\w.-]/.test(text.charAt(at + mark.length))) return at;
  }
  return -1;
}
