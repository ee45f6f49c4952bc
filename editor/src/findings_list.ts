// Owns the list of all findings beside the text. What it says, the reading says; a press leads to the place.

import type { EditorView } from "@codemirror/view";
import { arrange, button, element, say } from "./dom";
import { showFinding } from "./findings";
import { SEVERITIES, type Finding, type Severity } from "./reading";
import { seen } from "./reading_state";
import { sign } from "./signs";

const TITLES: Record<Severity, string> = { error: "Errors", warning: "Warnings", info: "Hints" };
const READ_OUT_AFTER_MS = 1_500;

type Row = { row: HTMLLIElement; message: HTMLElement; place: HTMLElement };

export class FindingsList {
  readonly #title = element("h2", {}, "Findings");
  readonly #count = element("p", { class: "hc-sr", role: "status", "aria-live": "polite" });
  readonly #empty = element("p", { class: "hc-empty" }, "Nothing to add");
  readonly #groups = new Map<Severity, { title: HTMLElement; list: HTMLUListElement }>();
  readonly #rows = new Map<string, Row>();
  readonly #place: HTMLElement;
  readonly #view: EditorView;
  #shown: readonly Finding[] | null = null;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(place: HTMLElement, view: EditorView) {
    this.#place = place;
    this.#view = view;
    for (const severity of SEVERITIES) {
      this.#groups.set(severity, { title: element("h3", {}), list: element("ul", {}) });
    }
  }

  update(): void {
    const { findings, number } = this.#view.state.field(seen);
    if (number === 0 || findings === this.#shown) return;
    this.#shown = findings;
    const doc = this.#view.state.doc;
    const children: Element[] = [this.#title, this.#count];
    for (const [severity, { title, list }] of this.#groups) {
      const here = findings.filter((one) => one.severity === severity);
      if (!here.length) continue;
      say(title, `${TITLES[severity]} (${here.length})`);
      arrange(list, here.map((one) => this.#row(one, doc.lineAt(Math.min(one.from, doc.length)).number)));
      children.push(title, list);
    }
    if (!findings.length) children.push(this.#empty);
    arrange(this.#place, children);
    const keys = new Set(findings.map((one) => one.key));
    for (const key of this.#rows.keys()) if (!keys.has(key)) this.#rows.delete(key);
    clearTimeout(this.#later);
    this.#later = setTimeout(() => say(this.#count, countWords(findings.length)), READ_OUT_AFTER_MS);
  }

  #row(finding: Finding, line: number): HTMLLIElement {
    const known = this.#rows.get(finding.key) ?? this.#make(finding);
    say(known.message, finding.message);
    say(known.place, `line ${line} · ${finding.code}`);
    return known.row;
  }

  #make(finding: Finding): Row {
    const message = element("span", { class: "hc-message" });
    const place = element("span", { class: "hc-where" });
    const press = button("", "hc-row", () => {
      const now = this.#view.state.field(seen).findings.find((one) => one.key === finding.key);
      if (now) showFinding(this.#view, now, false);
    });
    press.append(sign(finding.severity), message, place);
    const made = { row: element("li", {}, press), message, place };
    this.#rows.set(finding.key, made);
    return made;
  }
}

export function countWords(count: number): string {
  return count === 0 ? "Nothing to add" : count === 1 ? "1 finding" : `${count} findings`;
}
