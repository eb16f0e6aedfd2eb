import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf, fromPlanes, spelled } from "../../server/js/data/columns.js";

test("numbers come back from byte planes", () => {
  assert.deepEqual([...fromPlanes(new Uint8Array([1, 2, 3, 0, 1, 255]), "u16")], [1, 258, 65283]);
  assert.deepEqual([...fromPlanes(new Uint8Array([0, 255, 128, 255]), "i16")], [-32768, -1]);
  assert.deepEqual([...fromPlanes(new Uint8Array([7, 8]), "u8")], [7, 8]);
  assert.deepEqual([...fromPlanes(new Uint8Array([1, 0, 0, 128]), "u32")], [0x80000001]);
});

test("columns of one file follow each other", () => {
  const two = columnsOf(new Uint8Array([1, 2, 0, 0, 3, 4, 0, 1]), "u16", 2);
  assert.deepEqual(two.map((column) => [...column]), [[1, 2], [3, 260]]);
});

test("ids are spelled from their shape and digits", () => {
  assert.deepEqual(spelled({ shape: "A-??", digits: "1027" }), ["A-10", "A-27"]);
  assert.deepEqual(spelled({ shape: "??-x?", digits: "ab10f2" }), ["ab-x1", "0f-x2"]);
  assert.deepEqual(spelled({ shape: "?", digits: "" }), []);
});
