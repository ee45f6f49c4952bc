// Owns the card of a finding: what was found, the question it asks, why, and what can be done. Changes go to the server.

import type { EditorView } from "@codemirror/view";
import { deskOf } from "./desk";
import { button, element } from "./dom";
import type { Finding } from "./reading";
import { severityWords, sign } from "./signs";

/** The cards of findings that stand at one place. */
export function findingCards(view: EditorView, findings: readonly Finding[], close: () => void): HTMLElement {
  const cards = element("div", { class: "hc-cards" }, ...findings.map((one) => card(view, one, close)));
  cards.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  return cards;
}

function card(view: EditorView, finding: Finding, close: () => void): HTMLElement {
  const words = severityWords[finding.severity];
  const closing = button("×", "hc-close", close);
  closing.setAttribute("aria-label", "Close this card");
  const head = element(
    "p",
    { class: "hc-card-head" },
    sign(finding.severity),
    element("span", {}, words),
    element("a", { href: `/rules/${encodeURIComponent(finding.code)}`, target: "_blank", rel: "noopener" }, finding.code),
    closing,
  );
  const made = element(
    "section",
    { class: `hc-card hc-${finding.severity}`, role: "dialog", "aria-label": `${words} ${finding.code}`, tabindex: "-1" },
    head,
    element("p", { class: "hc-card-message" }, capital(finding.message)),
  );
  if (finding.suggestion) made.append(element("p", { class: "hc-card-question" }, finding.suggestion));
  if (finding.about) made.append(element("p", { class: "hc-card-why" }, element("b", {}, "Why "), finding.about));
  if (!view.state.readOnly) made.append(choices(view, finding, close));
  return made;
}

function choices(view: EditorView, finding: Finding, close: () => void): HTMLElement {
  const { ask, tell } = deskOf(view.state);
  const row = element("div", { class: "hc-card-choices" });
  const attempt = async (path: string, body: unknown): Promise<void> => {
    const controls = [...row.querySelectorAll<HTMLButtonElement | HTMLInputElement>("button, input")];
    for (const one of controls) one.disabled = true;
    const answer = await ask(path, body);
    if (answer.ok) return close();
    for (const one of controls) one.disabled = false;
    tell(answer.words, "problem");
  };
  const actions = finding.fixes.map((fix) =>
    button(`Take over: ${fix.title}`, fix.safe ? "hc-button hc-first" : "hc-button", () => {
      void attempt("/fixes", { key: finding.key, index: fix.index });
    }),
  );
  const dismiss = button("Dismiss…", "hc-button hc-plain", () => {
    row.replaceChildren(reason);
    input.focus();
  });
  const back = button("Back", "hc-button hc-plain", () => {
    row.replaceChildren(...actions, dismiss);
    dismiss.focus();
  });
  const input = element("input", { type: "text", name: "reason", required: true, autocomplete: "off", maxlength: "300" });
  const reason = element(
    "form",
    { class: "hc-card-reason" },
    element("label", {}, element("span", {}, "Why is it fine as it is? This stands in the text."), input),
    element("div", {}, element("button", { type: "submit", class: "hc-button hc-first" }, "Dismiss"), back),
  );
  reason.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = input.value.trim();
    if (words) {
      void attempt("/dismissals", { key: finding.key, reason: words });
    } else {
      input.setCustomValidity("Say why in a few words.");
      input.reportValidity();
    }
  });
  input.addEventListener("input", () => input.setCustomValidity(""));
  row.append(...actions, dismiss);
  return row;
}

const capital = (words: string): string => words.replace(/^\p{Ll}/u, (first) => first.toUpperCase());
