// Owns the menu behind `/`: what can be put in, and what each choice does. Items are made by the server, which mints their
// ids and knows their place; only dates, times and tables are written here.

import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { addItem, HERE, type Values } from "./adding";
import { slashAt } from "./lines";
import { day, minute } from "./times";
import { chooseFile } from "./uploads";

type Put = (view: EditorView, from: number, to: number) => void;
type Choice = { label: string; title: string; about: string; put: Put };

const item = (label: string, title: string, about: string, kind: string, values: () => Values = () => ({})): Choice => ({
  label,
  title,
  about,
  put: (view, from, to) => void addItem(view, from, to, kind, values()),
});

const words = (label: string, title: string, about: string, text: () => string): Choice => ({
  label,
  title,
  about,
  put: (view, from, to) => {
    const insert = text();
    view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: "input.complete" });
  },
});

const TABLE = "| When | What |\n| --- | --- |\n|  |  |";

const CHOICES: readonly Choice[] = [
  item("/timeline", "Timeline entry", "what happened, at this time", "timeline", () => ({ time: minute(new Date()) })),
  item("/why", "Why?", "a question at the root of the causes", "cause", () => ({ root: "began" })),
  item("/because", "Because", "a cause of the cause at hand", "cause", () => ({ under: HERE })),
  item("/contributing factor", "Contributing factor", "a condition that made it possible", "cause", () => ({ labels: ["contributing"], under: HERE })),
  item("/impact", "Impact", "a number: who was affected, how much", "impact"),
  item("/lesson went well", "Lesson: went well", "what helped", "lesson", () => ({ group: "went-well" })),
  item("/lesson to change", "Lesson: to change", "what would help next time", "lesson", () => ({ group: "to-change" })),
  item("/lesson lucky", "Lesson: lucky", "what could have made it worse", "lesson", () => ({ group: "lucky" })),
  item("/action", "Action", "one deliverable with an owner and a date", "action"),
  item("/measure", "Measure", "the outcome of an action, and its proof", "measure"),
  item("/communication", "Communication", "who hears of it, where, by when", "communication"),
  item("/risk", "Accepted risk", "with a reason and an end", "risk"),
  item("/question", "Open question", "what is not known yet, and who finds out", "question"),
  item("/option", "Option considered", "an idea that is no commitment", "option"),
  item("/evidence", "Evidence", "a source that can be cited", "attachment"),
  { label: "/picture or file", title: "Picture or file", about: "choose one from this device", put: chooseFile },
  words("/date", "Date", "today, in UTC", () => day(new Date())),
  words("/time now", "Time now", "date and time, in UTC", () => minute(new Date())),
  words("/table", "Table", "two columns", () => TABLE),
];

const options: readonly Completion[] = CHOICES.map((choice, at) => ({
  label: choice.label,
  displayLabel: choice.title,
  detail: choice.about,
  type: "put",
  sortText: String(at).padStart(2, "0"),
  boost: -at,
  apply: (view, _completion, from, to) => choice.put(view, from, to),
}));

export function slashMenu(context: CompletionContext): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const at = slashAt(context.state.sliceDoc(line.from, context.pos));
  if (at === null || context.state.readOnly) return null;
  return { from: line.from + at, options, validFor: /^\/[\w\- ]{0,30}$/ };
}
