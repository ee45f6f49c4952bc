// Owns what keys do to lines of lists. Everything else about keys is CodeMirror's.

import { deleteMarkupBackward, insertNewlineContinueMarkup } from "@codemirror/lang-markdown";
import { EditorSelection, Prec, type ChangeSpec, type Extension, type StateCommand } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { listLine, onlyTail } from "./lines";

const STEP = "  ";

/** Enter between an item's text and its id begins a new item: the id stays with its own. */
const enterAfterTail: StateCommand = ({ state, dispatch }) => {
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  const item = listLine(line.text);
  if (!main.empty || state.readOnly || !item || main.head - line.from < item.text) return false;
  if (!onlyTail(line.text.slice(main.head - line.from))) return false;
  const end = state.update({ selection: { anchor: line.to } });
  return insertNewlineContinueMarkup({
    state: end.state,
    dispatch: (transaction) => {
      const { changes, selection } = transaction;
      dispatch(state.update({ changes, ...(selection ? { selection } : {}), scrollIntoView: true, userEvent: "input" }));
    },
  });
};

/** Moves the chosen items in or out by one step. Anywhere else Tab is the browser's, so that it leads out of the editor. */
const shift = (out: boolean): StateCommand => ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const lines = new Map<number, { from: number; text: string }>();
  for (const range of state.selection.ranges) {
    for (let at = range.from; at <= range.to; ) {
      const line = state.doc.lineAt(at);
      lines.set(line.number, line);
      at = line.to + 1;
    }
  }
  const items = [...lines.values()].filter((line) => listLine(line.text));
  if (!items.length) return false;
  const changes = items.flatMap((line): ChangeSpec[] => {
    if (!out) return [{ from: line.from, insert: STEP }];
    const space = /^ {1,2}|^\t/.exec(line.text)?.[0].length ?? 0;
    return space ? [{ from: line.from, to: line.from + space }] : [];
  });
  if (!changes.length) return false;
  const made = state.changes(changes);
  const selection = EditorSelection.create(
    state.selection.ranges.map((range) => EditorSelection.range(made.mapPos(range.anchor, 1), made.mapPos(range.head, 1))),
    state.selection.mainIndex,
  );
  dispatch(state.update({ changes: made, selection, userEvent: out ? "delete.dedent" : "input.indent" }));
  return true;
};

export const typing: Extension = Prec.high(
  keymap.of([
    { key: "Enter", run: enterAfterTail },
    { key: "Enter", run: insertNewlineContinueMarkup },
    { key: "Backspace", run: deleteMarkupBackward },
    { key: "Tab", run: shift(false), shift: shift(true) },
  ]),
);
