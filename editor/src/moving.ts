// Owns what happens when the text goes on elsewhere: another branch, another name, a room made anew. Changes that the
// server lacks are handed over first; nothing stored here is deleted before the server has it.

import type { EditorView } from "@codemirror/view";
import * as Y from "yjs";
import type { Ask } from "./asking";
import { toBase64 } from "./bytes";
import { forget, noteUnkept, stored, unkeptEpochs } from "./device";
import type { Tell } from "./notices";
import type { Page } from "./page";
import type { Notice, Room } from "./room";

type Place = { line: number; top: number; words: string; epoch: string };

const placeName = (name: string): string => `howcome:place:${name}`;

/** Hands over what is not kept, then loads the page anew, at the same line. */
export async function move(page: Page, room: Room, ask: Ask, tell: Tell, notice: Notice, view: EditorView | null): Promise<void> {
  const unkept = !page.readOnly && !room.kept;
  const why = notice.words || "The document was made anew.";
  room.stop(why);
  let words = why;
  if (unkept) {
    const answer = await ask("/fork", { epoch: page.epoch, update: toBase64(Y.encodeStateAsUpdate(room.doc)) });
    if (!answer.ok) {
      noteUnkept(page.name, page.epoch, true);
      tell(`${why} Your last changes could not be handed over: ${answer.words} They stay on this device.`, "problem");
      return;
    }
    if (typeof answer.said["words"] === "string") words = `${why} ${answer.said["words"]}`;
  }
  if (notice.reason === "deleted") {
    tell(words, "problem");
    return;
  }
  noteUnkept(page.name, page.epoch, false);
  await room.persistence?.destroy();
  await forget(page.name, page.epoch);
  const name = notice.to || page.name;
  if (lastEpoch === page.epoch) {
    // Loading the page anew has brought the same old one: once more would do the same for ever.
    tell(`${words} Reload the page.`, "problem");
    return;
  }
  remember(name, page.epoch, view, words);
  if (name === page.name) location.reload();
  else location.assign(renamed(location.pathname, page, name));
}

/** Hands over changes that earlier visits left behind, if this document has another epoch since. */
export async function rescue(page: Page, ask: Ask, tell: Tell): Promise<void> {
  if (page.readOnly) return;
  for (const epoch of unkeptEpochs(page.name)) if (epoch !== page.epoch) await rescueOne(page, epoch, ask, tell);
}

async function rescueOne(page: Page, epoch: string, ask: Ask, tell: Tell): Promise<void> {
  const update = await stored(page.name, epoch).catch(() => null);
  if (update) {
    const answer = await ask("/fork", { epoch, update: toBase64(update) });
    if (!answer.ok) {
      tell(`Changes from your last visit wait on this device: ${answer.words}`, "problem");
      return;
    }
    const words = answer.said["words"];
    tell(typeof words === "string" && words ? words : "Changes from your last visit were handed over.");
  }
  await forget(page.name, epoch);
  noteUnkept(page.name, epoch, false);
}

/** The same page of the document under its new name. */
export function renamed(path: string, page: Pick<Page, "base" | "name">, name: string): string {
  const address = (plain: string): string => plain.split("/").map(encodeURIComponent).join("/");
  const old = address(page.name);
  const folder = page.base.endsWith(old) ? page.base.slice(0, -old.length) : page.base.replace(/[^/]*$/, "");
  const rest = path.startsWith(`${page.base}/`) ? path.slice(page.base.length) : "";
  return folder + address(name) + rest;
}

function remember(name: string, epoch: string, view: EditorView | null, words: string): void {
  const line = view ? view.state.doc.lineAt(view.state.selection.main.head).number : 1;
  try {
    sessionStorage.setItem(placeName(name), JSON.stringify({ line, top: window.scrollY, words, epoch }));
  } catch {
    // Without a session's storage the page opens at its top.
  }
}

let lastEpoch = "";

/** Where the person was before the page was loaded anew; asked once. */
export function remembered(name: string): Place | null {
  try {
    const raw: unknown = JSON.parse(sessionStorage.getItem(placeName(name)) ?? "null");
    sessionStorage.removeItem(placeName(name));
    if (typeof raw !== "object" || raw === null) return null;
    const { line, top, words, epoch } = raw as Partial<Record<keyof Place, unknown>>;
    if (typeof line !== "number" || typeof top !== "number") return null;
    lastEpoch = String(epoch ?? "");
    return { line, top, words: String(words ?? ""), epoch: lastEpoch };
  } catch {
    return null;
  }
}
