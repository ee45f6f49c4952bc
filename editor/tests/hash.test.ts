import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 } from "node:zlib";
import { crc, isHashOf } from "../src/hash";

test("the hash is zlib's over UTF-16", () => {
  for (const text of ["", "a", "Grüße 🚨\n", "x".repeat(1000)]) assert.equal(crc(text), crc32(Buffer.from(text, "utf16le")));
});

test("a reading's hash is known", () => {
  assert.ok(isHashOf(crc("a🚨"), "a🚨"));
  assert.ok(!isHashOf(crc("a"), "b"));
});
