import assert from "node:assert/strict";
import { test } from "node:test";
import { idsOf, lineFeeds, listLine, onlyTail, slashAt } from "../src/lines";

test("all line ends become line feeds", () => {
  assert.equal(lineFeeds("a\r\nb\rc\nd\r\n"), "a\nb\nc\nd\n");
  assert.equal(lineFeeds("\u2028 stays"), "\u2028 stays");
});

test("a line of a list is known with its marker and box", () => {
  assert.deepEqual(listLine("  - [x] done"), { indent: 2, boxed: true, text: 8 });
  assert.deepEqual(listLine("1. first"), { indent: 0, boxed: false, text: 3 });
  assert.equal(listLine("-no space"), null);
  assert.equal(listLine("plain"), null);
});

test("only an id and fields are a tail", () => {
  assert.ok(onlyTail(" ^a7kq2 (owner: Dana)"));
  assert.ok(onlyTail(" ^a7kq2"));
  assert.ok(onlyTail(' (reason: "a (b) c")'));
  assert.ok(!onlyTail(" and more ^a7kq2"));
  assert.ok(!onlyTail("  "));
});

test("the menu opens alone on a line or on an empty line of a list", () => {
  assert.equal(slashAt("/"), 0);
  assert.equal(slashAt("  /tim"), 2);
  assert.equal(slashAt("- /act"), 2);
  assert.equal(slashAt("- [ ] /act"), 6);
  assert.equal(slashAt("see /etc"), null);
  assert.equal(slashAt("- text /act"), null);
});

test("ids are found with what their line says", () => {
  const text = "- One ^a1 (owner: Dana)\nprose ^no\n  - Two ^b2\n- Again ^a1\n- x^2 is no id";
  assert.deepEqual([...idsOf(text)], [["a1", "One"], ["b2", "Two"]]);
});
