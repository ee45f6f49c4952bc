import assert from "node:assert/strict";
import { test } from "node:test";
import { parseReading } from "../src/reading";

test("a reading is taken as it is stated", () => {
  const reading = parseReading(JSON.stringify({
    hash: 7,
    words: 3,
    sections: [{ key: "impact", title: "Impact", state: "empty", from: 4, needs: ["a number"], questions: ["How many?"] }],
    findings: [{
      key: "k", code: "B04", severity: "warning", from: 1, to: 2, message: "m", suggestion: null, category: null, about: "a",
      fixes: [{ index: 0, title: "t", safe: true }], line: 1,
    }],
    chips: [{ from: 0, to: 3, kind: "box", ref: "a1", value: "x" }],
  }));
  assert.equal(reading?.hash, 7);
  assert.equal(reading?.sections[0]?.state, "empty");
  assert.equal(reading?.findings[0]?.fixes[0]?.title, "t");
  assert.deepEqual(reading?.chips[0], { from: 0, to: 3, kind: "box", ref: "a1", value: "x" });
});

test("what has not its shape is left out", () => {
  assert.equal(parseReading("{"), null);
  assert.equal(parseReading("[]"), null);
  const reading = parseReading('{"hash":1,"chips":[{"from":3,"to":1,"kind":"id"},{"from":0,"to":1,"kind":"new"},4],"findings":[{}]}');
  assert.deepEqual([reading?.chips, reading?.findings, reading?.sections, reading?.words], [[], [], [], 0]);
});
