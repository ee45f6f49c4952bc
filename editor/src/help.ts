// Owns the list of keys, in a dialog of the browser's own.

import { button, element } from "./dom";

const mac = /Mac|iPhone|iPad/.test(navigator.platform);
const mod = mac ? "⌘" : "Ctrl";

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ["/", "on an empty line: put in an entry, a cause, an action, a date …"],
  ["F8, Shift F8", "go to the next or the previous finding"],
  [`${mod} Enter or ${mod} .`, "open the findings at the cursor"],
  ["Escape", "close a card, a menu or the search"],
  ["Alt Enter", "tick the box of this line"],
  ["Enter", "in a list: begin the next item"],
  ["Tab, Shift Tab", "in a list: move the item in or out"],
  ["Escape, then Tab", "leave the editor with the keyboard"],
  [`${mod} Z, ${mod} Shift Z`, "take back or repeat what you wrote yourself"],
  [`${mod} F`, "search and replace"],
  [`${mod} Space`, "complete an id or a name inside of the parentheses"],
  [`${mod} S`, "say whether everything is kept; it always is, by itself"],
  [`${mod} /`, "show these keys"],
];

export class Help {
  readonly #dialog: HTMLDialogElement;

  constructor(parent: HTMLElement) {
    const keys = element("dl", { class: "hc-keys" });
    for (const [combination, does] of KEYS) {
      keys.append(element("div", {}, element("dt", {}, ...pressed(combination)), element("dd", {}, does)));
    }
    const close = button("Close", "hc-button hc-first", () => this.#dialog.close());
    this.#dialog = element(
      "dialog",
      { class: "hc-help", "aria-labelledby": "hc-help-title" },
      element("h2", { id: "hc-help-title" }, "Keys"),
      keys,
      close,
    );
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
    parent.append(this.#dialog);
  }

  open(): void {
    if (!this.#dialog.open) this.#dialog.showModal();
  }
}

function pressed(combination: string): (Node | string)[] {
  return combination.split(/( or |, then |, | )/).map((part, at) => {
    if (at % 2 === 0) return element("kbd", {}, part);
    return part === " " ? " " : part;
  });
}
