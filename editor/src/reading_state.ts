// Owns the latest reading inside of the editor, and moves it with the text until a newer one comes. Refuses a reading
// that was made from another text.

import { StateEffect, StateField, type EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { isHashOf } from "./hash";
import type { Chip, Finding, Reading, Section } from "./reading";
import { inside, mapSpans } from "./spans";

export type Seen = {
  /** Counts the readings, so that others see at once whether there is a new one. */
  number: number;
  sections: readonly Section[];
  findings: readonly Finding[];
  chips: readonly Chip[];
  people: readonly string[];
  /** What kind of item each id names. */
  kinds: ReadonlyMap<string, string>;
  words: number;
};

const NOTHING: Seen = { number: 0, sections: [], findings: [], chips: [], people: [], kinds: new Map(), words: 0 };

export const takeReading = StateEffect.define<Reading>();

export const seen = StateField.define<Seen>({
  create: () => NOTHING,
  update(before, transaction) {
    let now = before;
    if (transaction.docChanged && before !== NOTHING) {
      const changes = transaction.changes;
      now = {
        ...now,
        findings: mapSpans(now.findings, changes),
        sections: now.sections.map((one) => (one.from === null ? one : { ...one, from: changes.mapPos(one.from, 1) })),
      };
    }
    for (const effect of transaction.effects) {
      if (effect.is(takeReading)) now = read(effect.value, now.number + 1, transaction.state);
    }
    return now;
  },
});

function read(reading: Reading, number: number, state: EditorState): Seen {
  const length = state.doc.length;
  const chips = inside(reading.chips, length);
  const people = new Set(chips.filter((one) => one.kind === "person").map((one) => one.value || state.sliceDoc(one.from, one.to)));
  return {
    number,
    chips,
    findings: inside(reading.findings, length),
    sections: reading.sections.map((one) => (one.from !== null && one.from > length ? { ...one, from: null } : one)),
    people: [...people].sort(),
    kinds: new Map(chips.filter((one) => one.kind === "id").map((one) => [one.ref.replace(/^\^/, ""), one.value])),
    words: reading.words,
  };
}

/** Hands readings to the editor as soon as its text is the one that they were made from. */
export class Readings {
  #waiting: Reading | null = null;

  offer(view: EditorView | null, reading: Reading): void {
    this.#waiting = reading;
    this.retry(view);
  }

  /** Looks again at a reading that came before its text did. */
  retry(view: EditorView | null): void {
    const reading = this.#waiting;
    if (!view || !reading || !isHashOf(reading.hash, view.state.sliceDoc())) return;
    this.#waiting = null;
    view.dispatch({ effects: takeReading.of(reading) });
  }
}
