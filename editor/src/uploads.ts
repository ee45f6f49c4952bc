// Owns pictures and files that are pasted, dropped or chosen: they go to the server, and their Markdown into the text.
// Pasted text is none of its business.

import { EditorView } from "@codemirror/view";
import * as Y from "yjs";
import { answer, type Answer } from "./asking";
import { deskOf } from "./desk";
import { element, say } from "./dom";
import { lineFeeds } from "./lines";

export const uploads = EditorView.domEventHandlers({
  paste(event, view) {
    const data = event.clipboardData;
    // Tables and documents bring a picture of themselves along; their text is what is meant.
    if (!data?.files.length || data.types.includes("text/plain")) return false;
    return take(event, view, [...data.files], view.state.selection.main.from);
  },
  drop(event, view) {
    if (!event.dataTransfer?.files.length) return false;
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.selection.main.from;
    return take(event, view, [...event.dataTransfer.files], at);
  },
});

/** Lets the person choose a file; what was typed from `from` to `to` goes. */
export function chooseFile(view: EditorView, from: number, to: number): void {
  view.dispatch({ changes: { from, to }, selection: { anchor: from }, userEvent: "delete.complete" });
  const input = element("input", { type: "file", multiple: true });
  input.addEventListener("change", () => void uploadAll(view, [...(input.files ?? [])], view.state.selection.main.from));
  input.click();
}

function take(event: Event, view: EditorView, files: readonly File[], at: number): boolean {
  event.preventDefault();
  if (!view.state.readOnly) void uploadAll(view, files, at);
  return true;
}

async function uploadAll(view: EditorView, files: readonly File[], at: number): Promise<void> {
  const { room, tell } = deskOf(view.state);
  // Others go on writing meanwhile: the place is kept relative to the text, not as a number.
  const place = Y.createRelativePositionFromTypeIndex(room.text, at);
  for (const file of files) {
    const said = await upload(view, file);
    if (!said.ok) {
      tell(`${file.name}: ${said.words}`, "problem");
      continue;
    }
    const markdown = said.said["markdown"];
    if (typeof markdown !== "string") continue;
    const now = Y.createAbsolutePositionFromRelativePosition(place, room.doc)?.index ?? view.state.selection.main.from;
    const insert = lineFeeds(markdown);
    view.dispatch({ changes: { from: now, insert }, selection: { anchor: now + insert.length }, userEvent: "input.paste" });
  }
}

async function upload(view: EditorView, file: File): Promise<Answer> {
  const { page, notices } = deskOf(view.state);
  const words = element("span", {}, `Sending ${file.name}…`);
  const progress = element("progress", { max: "1", "aria-label": `Sending ${file.name}` });
  const line = notices.open(words, progress);
  const again = await send(page.base, page.csrf, file, progress);
  const said = again ?? (say(words, `Sending ${file.name} again…`), await send(page.base, page.csrf, file, progress));
  line.remove();
  return said ?? { ok: false, reached: false, words: "the server cannot be reached." };
}

/** The server's answer, or null when it was not reached. */
function send(base: string, csrf: string, file: File, progress: HTMLProgressElement): Promise<Answer | null> {
  return new Promise((resolve) => {
    const form = new FormData();
    form.append("file", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", `${base}/attachments`);
    request.setRequestHeader("X-CSRF-Token", csrf);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => resolve(answer(request.status, request.responseText)));
    request.addEventListener("error", () => resolve(null));
    request.addEventListener("abort", () => resolve(null));
    request.send(form);
  });
}
