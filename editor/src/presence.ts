// Owns the list of people here. A press leads to where somebody writes.

import { EditorView } from "@codemirror/view";
import { arrange, button, element, say } from "./dom";
import { others } from "./people";
import type { Page } from "./page";
import type { Room } from "./room";

export class Presence {
  readonly #page: Page;
  readonly #room: Room;
  readonly #view: EditorView;
  readonly #me: HTMLLIElement;
  readonly #rows = new Map<number, { row: HTMLLIElement; press: HTMLButtonElement; name: HTMLElement }>();

  constructor(page: Page, room: Room, view: EditorView) {
    this.#page = page;
    this.#room = room;
    this.#view = view;
    this.#me = element(
      "li",
      { class: `hc-here hc-person-${page.colour}` },
      element(
        "span",
        { class: "hc-face" },
        element("span", { class: "hc-initials", "aria-hidden": "true" }, initials(page.person)),
        element("span", { class: "hc-name" }, `${page.person} (you)`),
      ),
    );
    room.awareness.on("change", () => this.update());
    this.update();
  }

  update(): void {
    const people = others(this.#room);
    const rows = people.map((person) => {
      const known = this.#rows.get(person.client) ?? this.#make(person.client);
      say(known.name, person.name);
      const short = known.press.querySelector(".hc-initials");
      if (short) say(short, initials(person.name));
      known.row.className = `hc-here hc-person-${person.colour}`;
      known.press.title = person.head === null ? `${person.name} reads` : `Go to ${person.name}`;
      return known.row;
    });
    arrange(this.#page.present, [this.#me, ...rows]);
    const here = new Set(people.map((person) => person.client));
    for (const client of this.#rows.keys()) if (!here.has(client)) this.#rows.delete(client);
  }

  #make(client: number): { row: HTMLLIElement; press: HTMLButtonElement; name: HTMLElement } {
    const name = element("span", { class: "hc-name" });
    const press = button("", "hc-face", () => this.#follow(client));
    press.append(element("span", { class: "hc-initials", "aria-hidden": "true" }), name);
    const made = { row: element("li", {}, press), press, name };
    this.#rows.set(client, made);
    return made;
  }

  #follow(client: number): void {
    const head = others(this.#room).find((person) => person.client === client)?.head;
    if (head === null || head === undefined) return;
    const at = Math.min(head, this.#view.state.doc.length);
    this.#view.dispatch({ effects: EditorView.scrollIntoView(at, { y: "center" }) });
  }
}

export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  const first = [...(parts[0] ?? "")][0] ?? "?";
  const last = parts.length > 1 ? ([...(parts.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}
