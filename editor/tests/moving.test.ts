import assert from "node:assert/strict";
import { test } from "node:test";
import { renamed } from "../src/moving";

test("a renamed document is opened on the same page", () => {
  assert.equal(renamed("/d/old/write", { base: "/d/old", name: "old" }, "new name"), "/d/new%20name/write");
  assert.equal(renamed("/d/2026/old/write", { base: "/d/2026/old", name: "2026/old" }, "2027/new"), "/d/2027/new/write");
  assert.equal(renamed("/d/old", { base: "/d/old", name: "old" }, "new"), "/d/new");
});
