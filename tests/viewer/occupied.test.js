import assert from "node:assert/strict";
import { test } from "node:test";
import { Occupied } from "../../server/js/data/occupied.js";

/** A random quadtree: its tiles as "z/x/y" and its bytes. */
function tree(depth, seed) {
  let state = seed;
  const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  const tiles = new Set(["0/0/0"]);
  const bytes = [];
  let level = [[0, 0]];
  for (let z = 0; z < depth; z++) {
    const next = [];
    for (const [x, y] of level) {
      const mask = 1 + Math.floor(random() * 15);
      bytes.push(mask);
      for (let q = 0; q < 4; q++) {
        if ((mask >> q) & 1) next.push([2 * x + (q & 1), 2 * y + (q >> 1)]);
      }
    }
    for (const [x, y] of next) tiles.add(`${z + 1}/${x}/${y}`);
    level = next;
  }
  return { tiles, bytes: new Uint8Array(bytes) };
}

test("exactly the listed tiles exist", () => {
  for (const seed of [1, 2, 3]) {
    const { tiles, bytes } = tree(5, seed);
    const occupied = new Occupied(bytes, 5);
    for (let z = 0; z <= 5; z++) {
      for (let x = 0; x < 2 ** z; x++) {
        for (let y = 0; y < 2 ** z; y++) {
          assert.equal(occupied.has(z, x, y), tiles.has(`${z}/${x}/${y}`), `${seed}: ${z}/${x}/${y}`);
        }
      }
    }
  }
});

test("nothing exists outside the world or below the deepest zoom", () => {
  const occupied = new Occupied(new Uint8Array([15]), 1);
  assert.equal(occupied.has(1, 1, 1), true);
  for (const tile of [[1, 2, 0], [1, -1, 0], [2, 0, 0], [-1, 0, 0], [0, 0, 1]]) {
    assert.equal(occupied.has(...tile), false, String(tile));
  }
});

test("a map of one tile has no bytes", () => {
  assert.equal(new Occupied(new Uint8Array(), 0).has(0, 0, 0), true);
});
