// Owns how findings stand in the text: an underline, a sign at the edge, and which of them are open as cards. Refuses to
// judge: what a finding is, the server says.

import { RangeSet, StateEffect, StateField, type EditorState, type Extension, type Range } from "@codemirror/state";
import {
  closeHoverTooltips, Decoration, EditorView, gutter, GutterMarker, hoverTooltip, keymap, showTooltip,
  type Command, type DecorationSet, type Tooltip,
} from "@codemirror/view";
import { findingCards } from "./finding_card";
import { severityWords, sign } from "./signs";
import { SEVERITIES, type Finding, type Severity } from "./reading";
import { seen } from "./reading_state";

/** Opens the cards of these findings; an empty list closes them. */
export const openCards = StateEffect.define<readonly string[]>();

const underlines: Record<Severity, Decoration> = {
  error: Decoration.mark({ class: "hc-finding hc-error" }),
  warning: Decoration.mark({ class: "hc-finding hc-warning" }),
  info: Decoration.mark({ class: "hc-finding hc-info" }),
};

class Sign extends GutterMarker {
  readonly #worst: Severity;
  readonly #count: number;

  constructor(worst: Severity, count: number) {
    super();
    this.#worst = worst;
    this.#count = count;
  }

  override eq(other: Sign): boolean {
    return other.#worst === this.#worst && other.#count === this.#count;
  }

  override toDOM(): HTMLElement {
    const made = sign(this.#worst);
    made.title = this.#count === 1 ? severityWords[this.#worst] : `${this.#count} findings`;
    return made;
  }
}

type Marks = { of: readonly Finding[]; underlined: DecorationSet; signs: RangeSet<GutterMarker> };

const marks = StateField.define<Marks>({
  create: () => ({ of: [], underlined: Decoration.none, signs: RangeSet.empty }),
  update(before, transaction) {
    const { findings } = transaction.state.field(seen);
    return findings === before.of ? before : draw(findings, transaction.state);
  },
  provide: (field) => [
    EditorView.decorations.from(field, (now) => now.underlined),
    gutter({
      class: "hc-signs",
      markers: (view) => view.state.field(field).signs,
      initialSpacer: () => new Sign("warning", 1),
      domEventHandlers: {
        click(view, line) {
          const here = findingsBetween(view.state, line.from, line.to);
          if (here.length) open(view, here, true);
          return here.length > 0;
        },
      },
    }),
  ],
});

function draw(findings: readonly Finding[], state: EditorState): Marks {
  const underlined: Range<Decoration>[] = [];
  const lines = new Map<number, Finding[]>();
  for (const one of findings) {
    if (one.from > state.doc.length) continue;
    if (one.to > one.from) underlined.push(underlines[one.severity].range(one.from, Math.min(one.to, state.doc.length)));
    const line = state.doc.lineAt(one.from).from;
    lines.set(line, [...(lines.get(line) ?? []), one]);
  }
  const signs = [...lines].map(([at, here]) => new Sign(worst(here), here.length).range(at));
  return { of: findings, underlined: Decoration.set(underlined, true), signs: RangeSet.of(signs, true) };
}

const worst = (findings: readonly Finding[]): Severity =>
  SEVERITIES.find((severity) => findings.some((one) => one.severity === severity)) ?? "info";

const opened = StateField.define<readonly string[]>({
  create: () => [],
  update(before, transaction) {
    let now = before;
    if (now.length && transaction.selection && !transaction.docChanged) now = [];
    for (const effect of transaction.effects) if (effect.is(openCards)) now = effect.value;
    return now;
  },
  provide: (field) =>
    showTooltip.compute([field, seen], (state) => {
      const keys = state.field(field);
      const shown = state.field(seen).findings.filter((one) => keys.includes(one.key));
      return shown.length ? cards(shown) : null;
    }),
});

// A tooltip is drawn anew only when its `create` is another function: typing elsewhere must not empty a form in a card.
const drawnCards = new Map<string, Tooltip["create"]>();

function cards(shown: readonly Finding[]): Tooltip {
  const mark = JSON.stringify(shown.map(({ from: _from, to: _to, ...rest }) => rest));
  const create = drawnCards.get(mark) ?? ((view: EditorView) => ({
    dom: findingCards(view, shown, () => {
      // An answer may come late: another card that was opened meanwhile stays.
      const open = view.state.field(opened);
      if (shown.some((one) => open.includes(one.key))) close(view, true);
    }),
    offset: { x: 0, y: 5 },
  }));
  drawnCards.clear();
  drawnCards.set(mark, create);
  return { pos: Math.min(...shown.map((one) => one.from)), create };
}

const hover = hoverTooltip(
  (view, at) => {
    const here = findingsBetween(view.state, at, at).filter((one) => one.to > one.from);
    if (!here.length || view.state.field(opened).length) return null;
    return {
      pos: Math.min(...here.map((one) => one.from)),
      end: Math.max(...here.map((one) => one.to)),
      create: () => ({
        dom: findingCards(view, here, () => {
          view.dispatch({ effects: closeHoverTooltips });
          view.focus();
        }),
      }),
    };
  },
  { hoverTime: 250, hideOnChange: true },
);

function findingsBetween(state: EditorState, from: number, to: number): Finding[] {
  return state.field(seen).findings.filter((one) => one.from <= to && one.to >= from);
}

/** Puts the cursor to the finding and opens its card; `enter` also puts the focus into the card. */
export function showFinding(view: EditorView, finding: Finding, enter: boolean): void {
  const at = Math.min(finding.from, view.state.doc.length);
  view.dispatch({
    selection: { anchor: at },
    effects: [EditorView.scrollIntoView(at, { y: "center" }), openCards.of([finding.key])],
    userEvent: "select",
  });
  if (enter) enterCard(view);
  else view.focus();
}

function open(view: EditorView, findings: readonly Finding[], enter: boolean): void {
  const from = Math.min(...findings.map((one) => one.from));
  // A card needs room below its line, on a phone above all.
  const room = EditorView.scrollIntoView(from, { y: "nearest", yMargin: Math.min(320, window.innerHeight / 3) });
  view.dispatch({ effects: [openCards.of(findings.map((one) => one.key)), room] });
  if (enter) enterCard(view);
}

function enterCard(view: EditorView): void {
  requestAnimationFrame(() => view.dom.querySelector<HTMLElement>(".hc-card")?.focus());
}

function close(view: EditorView, focus: boolean): boolean {
  const any = view.state.field(opened).length > 0;
  if (any) view.dispatch({ effects: [openCards.of([]), closeHoverTooltips] });
  if (focus) view.focus();
  return any;
}

const step = (by: 1 | -1): Command => (view) => {
  const { findings } = view.state.field(seen);
  const order = [...findings].sort((a, b) => a.from - b.from || a.to - b.to || a.key.localeCompare(b.key));
  if (!order.length) {
    view.dispatch({ effects: EditorView.announce.of("Nothing to add") });
    return true;
  }
  const [current] = view.state.field(opened);
  const at = order.findIndex((one) => one.key === current);
  const head = view.state.selection.main.head;
  const ahead = order.findIndex((one) => one.from > head);
  const behind = order.findLastIndex((one) => one.from < head);
  const to = at >= 0 ? at + by : by > 0 ? (ahead < 0 ? 0 : ahead) : behind;
  const index = (to + order.length) % order.length;
  const next = order[index];
  if (!next) return true;
  showFinding(view, next, false);
  view.dispatch({
    effects: EditorView.announce.of(
      `${severityWords[next.severity]}, ${index + 1} of ${order.length}: ${next.message}. Control and Enter opens it.`,
    ),
  });
  return true;
};

const openHere: Command = (view) => {
  const line = view.state.doc.lineAt(view.state.selection.main.head);
  const head = view.state.selection.main.head;
  const exact = findingsBetween(view.state, head, head);
  const here = exact.length ? exact : findingsBetween(view.state, line.from, line.to);
  if (here.length) open(view, here, true);
  else view.dispatch({ effects: EditorView.announce.of("No finding on this line") });
  return true;
};

export const findings: Extension = [
  marks,
  opened,
  hover,
  keymap.of([
    { key: "F8", run: step(1), shift: step(-1), preventDefault: true },
    { key: "Mod-.", run: openHere, preventDefault: true },
    { key: "Ctrl-Enter", mac: "Cmd-Enter", run: openHere, preventDefault: true },
    { key: "Escape", run: (view) => close(view, false) },
  ]),
];
