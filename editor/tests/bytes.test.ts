import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64, toBase64 } from "../src/bytes";

test("bytes survive as text", () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256);
  assert.equal(toBase64(bytes), Buffer.from(bytes).toString("base64"));
  assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
  assert.equal(toBase64(new Uint8Array()), "");
});
