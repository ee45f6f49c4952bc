// Owns who else is in the document, as their browsers say it. Nothing of it is trusted further than to be shown as text.

import * as Y from "yjs";
import { colourOf } from "./page";
import type { Room } from "./room";

export type Person = { client: number; name: string; colour: number; anchor: number | null; head: number | null };

const LONGEST_NAME = 40;

type Loose = Readonly<Record<string, unknown>>;

/** Everybody but this browser, in a steady order. */
export function others(room: Room): Person[] {
  const found: Person[] = [];
  for (const [client, state] of room.awareness.getStates()) {
    if (client === room.doc.clientID) continue;
    const user = loose(state["user"]);
    if (!user) continue;
    const cursor = loose(state["cursor"]);
    found.push({
      client,
      name: typeof user["name"] === "string" && user["name"] ? user["name"].slice(0, LONGEST_NAME) : "Somebody",
      colour: colourOf(user["colour"] ?? (client % 8) + 1),
      anchor: cursor ? place(room, cursor["anchor"]) : null,
      head: cursor ? place(room, cursor["head"]) : null,
    });
  }
  return found.sort((a, b) => a.name.localeCompare(b.name) || a.client - b.client);
}

function place(room: Room, raw: unknown): number | null {
  try {
    const at = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(raw), room.doc);
    return at && at.type === room.text ? at.index : null;
  } catch {
    return null;
  }
}

const loose = (raw: unknown): Loose | null => (typeof raw === "object" && raw !== null ? (raw as Loose) : null);
