// Owns the editor's view: which parts it is made of, in which order. Each part is its own file.

import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, Prec, type Extension } from "@codemirror/state";
import { dropCursor, EditorView, highlightActiveLine, highlightSpecialChars, keymap, placeholder, tooltips } from "@codemirror/view";
import { yCollab, yUndoManagerKeymap } from "y-codemirror.next";
import * as Y from "yjs";
import { boxKeys } from "./boxes";
import { chips } from "./chips";
import { completing } from "./completing";
import { cursors } from "./cursors";
import { desk, type Desk } from "./desk";
import { findings } from "./findings";
import { folding } from "./folded_head";
import { headHeight } from "./head";
import { lineFeeds } from "./lines";
import { writing } from "./markdown";
import { questions } from "./questions";
import { seen } from "./reading_state";
import { typing } from "./typing";
import { uploads } from "./uploads";

export type Keys = { help(): void; save(): void };

/** The view on the room's text, not yet in the page. */
export function textView(parts: Desk, keys: Keys, hint: string, changed: () => void): EditorView {
  const { page, room } = parts;
  const extensions: Extension[] = [
    desk(parts),
    EditorView.cspNonce.of(page.nonce),
    // A stray carriage return stays one unit of the text, so that all offsets hold; none is ever put in.
    EditorState.lineSeparator.of("\n"),
    EditorView.clipboardInputFilter.of(lineFeeds),
    EditorState.tabSize.of(2),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      "aria-label": `Text of ${page.name}`,
      "aria-describedby": hint,
      spellcheck: "true",
      autocapitalize: "off",
      ...(page.readOnly ? { tabindex: "0" } : {}),
    }),
    EditorState.readOnly.of(page.readOnly),
    EditorView.editable.of(!page.readOnly),
    EditorView.scrollMargins.of(() => ({ top: topMargin(), bottom: 72 })),
    tooltips({
      tooltipSpace: () => ({
        top: topMargin(),
        left: 8,
        bottom: window.innerHeight - 8,
        right: document.documentElement.clientWidth - 8,
      }),
    }),
    seen,
    writing,
    chips,
    questions,
    findings,
    cursors,
    folding,
    highlightActiveLine(),
    highlightSpecialChars(),
    search({ top: true }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged || update.selectionSet || update.transactions.some((one) => one.effects.length)) changed();
    }),
    Prec.highest(
      keymap.of([
        { key: "Mod-s", run: () => (keys.save(), true), preventDefault: true },
        { key: "Mod-/", run: () => (keys.help(), true), preventDefault: true },
      ]),
    ),
    page.readOnly ? [] : changing,
    keymap.of([...searchKeymap, ...defaultKeymap]),
    yCollab(room.text, null, { undoManager: page.readOnly ? false : undoing(room.text) }),
  ];
  return new EditorView({ state: EditorState.create({ doc: room.text.toString(), extensions }) });
}

const changing: Extension = [
    typing,
    completing,
    closeBrackets(),
    bracketMatching(),
    dropCursor(),
    uploads,
    boxKeys,
    placeholder("Write here, or type / for what can be put in"),
    keymap.of([...closeBracketsKeymap, ...yUndoManagerKeymap, ...completionKeymap]),
];

const undoing = (text: Y.Text): Y.UndoManager => new Y.UndoManager(text, { captureTimeout: 500 });

// What sticks to the top of the window must not cover the place that was asked for.
const topMargin = (): number => 16 + headHeight();
