// Owns completion of what the document knows already: ids inside of `addresses:` and its like, people behind `owner:`.

import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { element } from "./dom";
import { idsOf } from "./lines";
import { seen } from "./reading_state";
import { slashMenu } from "./slash";

const IDS = /[(;]\s*(?:addresses|for|also):\s*(?:\^?[\w.-]+,\s*)*(\^?[\w.-]*)$/;
const PEOPLE = /[(;]\s*(?:owner|responsible):\s*([^;)(,]*)$/;
const SHOWN = 60;

function ids(context: CompletionContext): CompletionResult | null {
  const typed = before(context, IDS);
  if (typed === null) return null;
  const options: Completion[] = [...idsOf(context.state.sliceDoc())].map(([id, text]) => ({
    label: id,
    detail: text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text,
    type: "id",
  }));
  return { from: context.pos - typed.length, options, filter: !typed.startsWith("^"), validFor: /^[\w.-]*$/ };
}

function people(context: CompletionContext): CompletionResult | null {
  const typed = before(context, PEOPLE);
  if (typed === null) return null;
  const options = context.state.field(seen).people.map((label) => ({ label, type: "person" }));
  return options.length ? { from: context.pos - typed.length, options, validFor: /^[^;)(,]*$/ } : null;
}

function before(context: CompletionContext, pattern: RegExp): string | null {
  const line = context.state.doc.lineAt(context.pos);
  return pattern.exec(context.state.sliceDoc(line.from, context.pos))?.[1] ?? null;
}

export const completing: Extension = autocompletion({
  override: [slashMenu, ids, people],
  icons: false,
  activateOnTypingDelay: 60,
  interactionDelay: 30,
  maxRenderedOptions: 60,
  optionClass: (completion) => `hc-option hc-option-${completion.type ?? "plain"}`,
  tooltipClass: () => "hc-menu",
  addToOptions: [
    {
      position: 80,
      render: (completion) => (completion.type === "put" ? element("span", { class: "hc-typed" }, completion.label) : null),
    },
  ],
});
