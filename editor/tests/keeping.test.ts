import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { covers, Keeping } from "../src/keeping";

const clocks = (...pairs: [number, number][]): Map<number, number> => new Map(pairs);

test("a state vector covers what it reaches", () => {
  assert.ok(covers(clocks([1, 5], [2, 3]), clocks([1, 5])));
  assert.ok(!covers(clocks([1, 4]), clocks([1, 5])));
  assert.ok(!covers(clocks([2, 9]), clocks([1, 1])));
  assert.ok(covers(clocks(), clocks()));
});

test("the clocks of a real document are read as the server sends them", () => {
  const doc = new Y.Doc();
  doc.getText("content").insert(0, "abc");
  const vector = Y.decodeStateVector(Y.encodeStateVector(doc));
  assert.equal(vector.get(doc.clientID), 3);
  const keeping = new Keeping();
  assert.ok(!keeping.isKept(vector, 0));
  keeping.answered(vector);
  assert.ok(keeping.isKept(vector, 0));
});

test("a clock never goes back", () => {
  const keeping = new Keeping();
  keeping.learn(clocks([1, 5]));
  keeping.learn(clocks([1, 2]));
  assert.ok(keeping.isKept(clocks([1, 5]), 0));
});

test("a deletion is kept once the server answered after it", () => {
  const keeping = new Keeping();
  keeping.deleted(1_000);
  assert.ok(!keeping.isKept(clocks(), 1_400), "no answer yet");
  keeping.answered(clocks());
  assert.ok(!keeping.isKept(clocks(), 1_100), "the answer may be to what came before");
  assert.ok(keeping.isKept(clocks(), 1_400));
});

test("a deletion made offline waits for the connection", () => {
  const keeping = new Keeping();
  keeping.deleted(null);
  keeping.answered(clocks());
  assert.ok(!keeping.isKept(clocks(), 99_000));
  keeping.connected(100_000);
  keeping.answered(clocks());
  assert.ok(keeping.isKept(clocks(), 100_400));
});

test("a connection that breaks takes back what it had not answered", () => {
  const keeping = new Keeping();
  keeping.deleted(0);
  keeping.disconnected();
  assert.ok(!keeping.isKept(clocks(), 60_000));
});
