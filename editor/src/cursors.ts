// Owns the cursors and selections of the others in the text, and tells the others about this one. Classes only: the page's
// policy forbids style attributes.

import { Annotation, type Extension, type Range } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, WidgetType, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import * as Y from "yjs";
import { deskOf } from "./desk";
import { element } from "./dom";
import { others, type Person } from "./people";
import type { Room } from "./room";

const peopleMoved = Annotation.define<boolean>();

class Caret extends WidgetType {
  readonly #person: Person;
  readonly #moved: number;

  constructor(person: Person, moved: number) {
    super();
    this.#person = person;
    this.#moved = moved;
  }

  override eq(other: Caret): boolean {
    return other.#person.client === this.#person.client && other.#moved === this.#moved && other.#person.name === this.#person.name;
  }

  override toDOM(): HTMLElement {
    const caret = element("span", { class: `hc-caret hc-person-${this.#person.colour}`, "aria-hidden": "true" });
    caret.append("\u2060", element("span", { class: "hc-caret-name" }, this.#person.name), "\u2060");
    return caret;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

class Cursors {
  decorations: DecorationSet = Decoration.none;
  readonly #view: EditorView;
  readonly #room: Room;
  readonly #heads = new Map<number, { head: string; moved: number }>();
  readonly #hear: (change: { added: number[]; updated: number[]; removed: number[] }) => void;
  #told = "";

  constructor(view: EditorView) {
    this.#view = view;
    this.#room = deskOf(view.state).room;
    this.#hear = ({ added, updated, removed }) => {
      if ([...added, ...updated, ...removed].some((client) => client !== this.#room.doc.clientID)) {
        view.dispatch({ annotations: peopleMoved.of(true) });
      }
    };
    this.#room.awareness.on("change", this.#hear);
    this.decorations = this.#draw();
  }

  update(update: ViewUpdate): void {
    if (update.selectionSet || update.docChanged || update.focusChanged) this.#tell(update.view);
    const moved = update.transactions.some((one) => one.annotation(peopleMoved));
    // While others write, the shared text is already ahead of this update; their places are read when it is in step.
    if (moved || update.docChanged) this.decorations = this.#draw();
  }

  destroy(): void {
    this.#room.awareness.off("change", this.#hear);
  }

  #tell(view: EditorView): void {
    if (view.state.readOnly || !view.hasFocus) return;
    const { anchor, head } = view.state.selection.main;
    queueMicrotask(() => {
      if (Math.max(anchor, head) > this.#room.text.length) return;
      const cursor = {
        anchor: Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(this.#room.text, anchor)),
        head: Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(this.#room.text, head)),
      };
      const words = JSON.stringify(cursor);
      if (words === this.#told) return;
      this.#told = words;
      this.#room.awareness.setLocalStateField("cursor", cursor);
    });
  }

  #draw(): DecorationSet {
    const length = this.#view.state.doc.length;
    const ranges: Range<Decoration>[] = [];
    for (const person of others(this.#room)) {
      if (person.head === null || person.anchor === null) continue;
      const head = Math.min(person.head, length);
      const anchor = Math.min(person.anchor, length);
      if (head !== anchor) {
        const selection = Decoration.mark({ class: `hc-selection hc-person-${person.colour}` });
        ranges.push(selection.range(Math.min(head, anchor), Math.max(head, anchor)));
      }
      const widget = new Caret(person, this.#moved(person));
      ranges.push(Decoration.widget({ widget, side: head > anchor ? -1 : 1 }).range(head));
    }
    return Decoration.set(ranges, true);
  }

  // A name is shown for a moment after its cursor has moved by itself, not when text above it has.
  #moved(person: Person): number {
    const state = this.#room.awareness.getStates().get(person.client);
    const head = JSON.stringify((state?.["cursor"] as { head?: unknown } | undefined)?.head ?? null);
    const known = this.#heads.get(person.client);
    if (known?.head === head) return known.moved;
    const moved = (known?.moved ?? 0) + 1;
    this.#heads.set(person.client, { head, moved });
    return moved;
  }
}

export const cursors: Extension = ViewPlugin.fromClass(Cursors, { decorations: (plugin) => plugin.decorations });
