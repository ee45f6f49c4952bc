// Owns how the data of a line looks: ids, marks, times, fields and boxes. The text below stays the text; only a box is
// drawn in the place of its three characters.

import { RangeSetBuilder, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import { BoxWidget } from "./boxes";
import type { Chip } from "./reading";
import { takeReading, seen } from "./reading_state";

const BOX = /^\[[ xX]\]$/;

const drawn = StateField.define<{ marks: DecorationSet; boxes: DecorationSet }>({
  create: () => ({ marks: Decoration.none, boxes: Decoration.none }),
  update(before, transaction) {
    if (transaction.effects.some((effect) => effect.is(takeReading))) {
      const doc = transaction.state.doc;
      const chips = transaction.state.field(seen).chips;
      return {
        marks: marks(chips),
        boxes: boxes(chips.filter((one) => one.kind === "box" && BOX.test(doc.sliceString(one.from, one.to)))),
      };
    }
    if (!transaction.docChanged) return before;
    const doc = transaction.state.doc;
    return {
      marks: before.marks.map(transaction.changes),
      boxes: before.boxes.map(transaction.changes).update({ filter: (from, to) => BOX.test(doc.sliceString(from, to)) }),
    };
  },
  provide: (field) => [
    EditorView.decorations.from(field, (now) => now.marks),
    EditorView.decorations.from(field, (now) => now.boxes),
    EditorView.atomicRanges.of((view) => view.state.field(field).boxes),
  ],
});

function marks(chips: readonly Chip[]): DecorationSet {
  const ranges = chips
    .filter((one) => one.kind !== "box")
    .map((one) => mark(one).range(one.from, one.to));
  return Decoration.set(ranges, true);
}

const made = new Map<string, Decoration>();

function mark(chip: Chip): Decoration {
  const value = chip.kind === "status" || chip.kind === "severity" ? ` hc-is-${word(chip.value)}` : "";
  const name = `hc-chip hc-${chip.kind}${value}`;
  const known = made.get(name) ?? Decoration.mark({ class: name });
  made.set(name, known);
  return known;
}

const word = (value: string): string => value.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 24);

function boxes(chips: readonly Chip[]): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let end = -1;
  for (const one of [...chips].sort((a, b) => a.from - b.from)) {
    if (one.from < end) continue;
    builder.add(one.from, one.to, Decoration.replace({ widget: new BoxWidget(one.ref, one.value.toLowerCase() === "x") }));
    end = one.to;
  }
  return builder.finish();
}

export const chips: Extension = drawn;
