import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "../../server/js/data/near.js";

const NONE = 0xffffffff;

/** Numbers as the files have them: columns one after another, each in byte planes. */
function planes(columns) {
  const bytes = [];
  for (const column of columns)
    for (let plane = 0; plane < 4; plane++)
      for (const number of column) bytes.push((number >>> (8 * plane)) & 255);
  return Uint8Array.from(bytes);
}

const info = { near: "near/{block}.bin.gz", near_block: 4, near_count: 2 };

test("the nearest of a specimen stand in the file of its block", async () => {
  const asked = [];
  const read = async (address) => {
    asked.push(address);
    return planes([[10, 70_000, 12, 13], [20, 21, NONE, 23]]);
  };
  assert.deepEqual(await nearest(5, info, read), [70_000, 21]);
  assert.deepEqual(await nearest(6, info, read), [12], "nobody is left out");
  assert.deepEqual(asked, ["near/1.bin.gz", "near/1.bin.gz"]);
});

test("a map without code space has no nearest", async () => {
  assert.deepEqual(await nearest(5, { ...info, near: undefined }), []);
});
