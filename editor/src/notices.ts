// Owns short messages to the person: they are read out, stay long enough, and can be closed. Refuses to block anything.

import { button, element } from "./dom";

export type Tone = "info" | "problem";
export type Tell = (words: string, tone?: Tone) => void;

const STAY_MS = 8_000;
const AT_ONCE = 4;

export class Notices {
  readonly #region = element("div", { id: "notices", role: "status", "aria-live": "polite", "aria-atomic": "false" });

  constructor(parent: HTMLElement) {
    parent.append(this.#region);
  }

  /** Shows words. Problems stay until they are closed. */
  readonly tell: Tell = (words, tone = "info") => {
    for (const shown of this.#region.children) if (shown.firstChild?.textContent === words) shown.remove();
    const line = element("div", { class: `hc-notice hc-${tone}` }, element("span", {}, words));
    const close = button("×", "hc-close", () => line.remove());
    close.setAttribute("aria-label", "Close this message");
    line.append(close);
    this.#region.append(line);
    while (this.#region.children.length > AT_ONCE) this.#region.firstElementChild?.remove();
    if (tone === "info") this.#leaveLater(line);
  };

  /** A line that the caller changes and removes, such as one for progress. */
  open(...children: Node[]): HTMLElement {
    const line = element("div", { class: "hc-notice" }, ...children);
    this.#region.append(line);
    return line;
  }

  #leaveLater(line: HTMLElement): void {
    setTimeout(() => {
      if (line.matches(":hover, :focus-within")) this.#leaveLater(line);
      else line.remove();
    }, STAY_MS);
  }
}
