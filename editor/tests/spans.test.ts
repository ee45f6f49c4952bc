import assert from "node:assert/strict";
import { ChangeSet } from "@codemirror/state";
import { test } from "node:test";
import { inside, mapSpans } from "../src/spans";

const change = (from: number, to: number, insert: string): ChangeSet => ChangeSet.of({ from, to, insert }, 20);

test("a span moves with the text before it", () => {
  assert.deepEqual(mapSpans([{ from: 5, to: 8 }], change(0, 0, "abc")), [{ from: 8, to: 11 }]);
});

test("what is written at an edge stays outside", () => {
  assert.deepEqual(mapSpans([{ from: 5, to: 8 }], change(5, 5, "x")), [{ from: 6, to: 9 }]);
  assert.deepEqual(mapSpans([{ from: 5, to: 8 }], change(8, 8, "x")), [{ from: 5, to: 8 }]);
});

test("what is written inside belongs to it", () => {
  assert.deepEqual(mapSpans([{ from: 5, to: 8 }], change(6, 6, "xy")), [{ from: 5, to: 10 }]);
});

test("a span whose text is deleted is gone, a place stays", () => {
  assert.deepEqual(mapSpans([{ from: 5, to: 8 }], change(4, 9, "")), []);
  assert.deepEqual(mapSpans([{ from: 6, to: 6 }], change(4, 9, "")), [{ from: 4, to: 4 }]);
});

test("spans outside of the text are left out", () => {
  assert.deepEqual(inside([{ from: 1, to: 5 }, { from: 4, to: 6 }], 5), [{ from: 1, to: 5 }]);
});
