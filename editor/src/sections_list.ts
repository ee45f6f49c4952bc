// Owns the list of the ten sections: which are written, which are empty, what each still needs. Replaces the list that
// the server drew once the first reading is there.

import { EditorView } from "@codemirror/view";
import { arrange, button, element, say } from "./dom";
import type { Section, SectionState } from "./reading";
import { seen } from "./reading_state";

const WORDS: Record<SectionState, string> = {
  present: "written",
  empty: "empty",
  "not-applicable": "not applicable",
  absent: "not in this document",
};
const NEEDS_SHOWN = 2;

type Row = { row: HTMLLIElement; press: HTMLButtonElement; title: HTMLElement; state: HTMLElement; needs: HTMLUListElement };

export class SectionsList {
  readonly #title = element("h2", {}, "Sections");
  readonly #list = element("ol", {});
  readonly #rows = new Map<string, Row>();
  readonly #place: HTMLElement;
  readonly #view: EditorView;
  #shown: readonly Section[] | null = null;

  constructor(place: HTMLElement, view: EditorView) {
    this.#place = place;
    this.#view = view;
  }

  update(): void {
    const { sections, number } = this.#view.state.field(seen);
    if (number === 0) return;
    if (sections !== this.#shown) {
      this.#shown = sections;
      arrange(this.#list, sections.map((one) => this.#row(one)));
      arrange(this.#place, [this.#title, this.#list]);
    }
    this.#showCurrent(sections);
  }

  #row(section: Section): HTMLLIElement {
    const row = this.#rows.get(section.key) ?? this.#make(section.key);
    say(row.title, section.title);
    say(row.state, ` (${WORDS[section.state]})`);
    row.row.dataset["state"] = section.state;
    row.row.classList.toggle("hc-wanting", section.needs.length > 0);
    row.press.disabled = section.from === null;
    const needs = shortened(section.needs);
    if (needs.join("\n") !== [...row.needs.children].map((one) => one.textContent).join("\n")) {
      row.needs.replaceChildren(...needs.map((words) => element("li", {}, words)));
    }
    row.needs.hidden = needs.length === 0;
    return row.row;
  }

  #make(key: string): Row {
    const title = element("span", { class: "hc-title" });
    const state = element("span", { class: "hc-sr" });
    const needs = element("ul", { class: "hc-needs" });
    const press = button("", "hc-row", () => this.#go(key));
    press.append(element("span", { class: "hc-dot", "aria-hidden": "true" }), title, state);
    const made = { row: element("li", {}, press, needs), press, title, state, needs };
    this.#rows.set(key, made);
    return made;
  }

  #go(key: string): void {
    const from = this.#view.state.field(seen).sections.find((one) => one.key === key)?.from;
    if (from === null || from === undefined) return;
    const line = this.#view.state.doc.lineAt(from);
    const below = line.to < this.#view.state.doc.length ? line.to + 1 : line.to;
    this.#view.dispatch({
      selection: { anchor: below },
      effects: EditorView.scrollIntoView(line.from, { y: "start", yMargin: 24 }),
    });
    this.#view.focus();
  }

  #showCurrent(sections: readonly Section[]): void {
    const head = this.#view.state.selection.main.head;
    let current = "";
    let start = -1;
    for (const one of sections) {
      if (one.from !== null && one.from <= head && one.from > start) {
        current = one.key;
        start = one.from;
      }
    }
    for (const [key, { press }] of this.#rows) {
      if (key === current) press.setAttribute("aria-current", "location");
      else press.removeAttribute("aria-current");
    }
  }
}

/** The first needs; the others as a number, together with those that the server has left out already. */
export function shortened(needs: readonly string[]): string[] {
  const last = /^and (\d+) more$/.exec(needs.at(-1) ?? "");
  const named = last ? needs.slice(0, -1) : needs;
  const more = Math.max(0, named.length - NEEDS_SHOWN) + Number(last?.[1] ?? 0);
  return more > 0 ? [...named.slice(0, NEEDS_SHOWN), `and ${more} more`] : [...named];
}
