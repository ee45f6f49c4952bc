import assert from "node:assert/strict";
import { test } from "node:test";
import { answer } from "../src/asking";
import { closingWords, connectionWords, type Situation } from "../src/connection_words";
import { colourOf } from "../src/page";

const well: Situation = {
  socket: "open", arrived: true, synced: true, kept: true, saved: false, device: true, readOnly: false, stopped: null, trouble: null,
};
const words = (change: Partial<Situation>): string => connectionWords({ ...well, ...change }).words;

test("the words follow the changes", () => {
  assert.equal(words({}), "All changes kept");
  assert.equal(words({ kept: false }), "Keeping…");
  assert.equal(words({ saved: true }), "Saved to the file");
  assert.equal(words({ saved: true, kept: false }), "Keeping…");
  assert.match(words({ socket: "offline", synced: false }), /^Offline: your changes stay on this device/);
  assert.match(words({ socket: "offline", synced: false, device: false }), /keep this page open/);
  assert.equal(words({ trouble: "The file cannot be written: disk full" }), "The file cannot be written: disk full");
});

test("an ended connection says where unkept changes are", () => {
  assert.equal(words({ stopped: "Gone." }), "Gone.");
  assert.equal(words({ stopped: "Gone.", kept: false }), "Gone. Your last changes stay on this device.");
});

test("only codes that mean never again have words", () => {
  assert.equal(closingWords(1013), null);
  assert.equal(closingWords(1006), null);
  assert.match(closingWords(4401) ?? "", /may not edit/);
  assert.match(closingWords(4499) ?? "", /4499/);
});

test("an answer is what the server said, or words", () => {
  assert.deepEqual(answer(200, '{"ref":"t1"}'), { ok: true, said: { ref: "t1" } });
  assert.deepEqual(answer(409, '{"words":"Look again."}'), { ok: false, reached: true, words: "Look again." });
  assert.equal(answer(204, "").ok, true);
  assert.equal(answer(500, "<html>").ok, false);
});

test("any number is one of eight colours", () => {
  assert.deepEqual([1, 8, 9, 0, -1, Number.NaN, "3"].map(colourOf), [1, 8, 1, 8, 7, 1, 1]);
});
