// Owns what the parts of the editor need from outside of it: the page, requests, messages. Refuses to hold any state.

import { Facet, type EditorState, type Extension } from "@codemirror/state";
import type { Ask } from "./asking";
import type { Notices, Tell } from "./notices";
import type { Page } from "./page";
import type { Room } from "./room";

export type Desk = { page: Page; room: Room; ask: Ask; tell: Tell; notices: Notices };

const desks = Facet.define<Desk>();

export const desk = (parts: Desk): Extension => desks.of(parts);

/** What the editor of this state stands on. */
export function deskOf(state: EditorState): Desk {
  const [parts] = state.facet(desks);
  if (!parts) throw new Error("the editor has no desk");
  return parts;
}
