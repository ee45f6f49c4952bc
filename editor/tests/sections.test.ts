import assert from "node:assert/strict";
import { test } from "node:test";
import { shortened } from "../src/sections_list";

test("two needs are named and the others counted", () => {
  assert.deepEqual(shortened(["a", "b"]), ["a", "b"]);
  assert.deepEqual(shortened(["a", "b", "c", "d", "and 3 more"]), ["a", "b", "and 5 more"]);
  assert.deepEqual(shortened(["a", "and 3 more"]), ["a", "and 3 more"]);
});
