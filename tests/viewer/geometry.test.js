import assert from "node:assert/strict";
import { test } from "node:test";
import * as geometry from "../../server/js/map/geometry.js";

const { column, drawerZoom, nearestTo, nearestToward, side, specimenAt, squaresOver } = geometry;
const at = (x, y, first = 0, full = 3) => ({ x, y, first, full });

test("columns count from the left edge and stay on the map", () => {
  assert.equal(column(-1, 3), 0);
  assert.equal(column(0, 3), 4);
  assert.equal(column(0.999, 3), 7);
  assert.equal(column(1, 3), 7);
  assert.equal(column(-7, 3), 0);
});

test("a box is covered by exactly the squares that it touches", () => {
  const squares = squaresOver({ x0: -0.1, y0: 0.1, x1: 0.1, y1: 0.2 }, 2);
  assert.deepEqual(squares, [
    { z: 2, x: 1, y: 2 },
    { z: 2, x: 2, y: 2 },
  ]);
  assert.deepEqual(squaresOver({ x0: 1.1, y0: 0, x1: 2, y1: 1 }, 2), []);
  assert.equal(squaresOver({ x0: -9, y0: -9, x1: 9, y1: 9 }, 3).length, 64);
});

test("a specimen keeps its size in the world until it is full, and then on the screen", () => {
  const pixels = (full, zoom) => side(full, zoom, 1) * 128 * 2 ** zoom;
  assert.equal(pixels(5, 5), 128);
  assert.equal(pixels(5, 3), 32);
  assert.equal(pixels(5, 8), 128);
  assert.equal(side(5, 2, 1), side(5, 5, 1));
});

test("records are kept in squares of four by four tiles", () => {
  assert.deepEqual([0, 1, 2, 3, 9].map((first) => drawerZoom(first, 4)), [0, 0, 0, 1, 7]);
});

test("a place hits the specimen drawn there, and none that is not drawn yet", () => {
  const specimens = [at(0, 0, 2, 4), at(0.5, 0, 5, 5)];
  assert.equal(specimenAt(specimens, { x: 0.03, y: -0.03 }, 3, 1), specimens[0]);
  assert.equal(specimenAt(specimens, { x: 0.04, y: 0 }, 3, 1), null);
  assert.equal(specimenAt(specimens, { x: 0.03, y: 0 }, 5, 1), null);
  assert.equal(specimenAt(specimens, { x: 0.5, y: 0 }, 4, 1), null);
  assert.equal(specimenAt(specimens, { x: 0.5, y: 0 }, 5, 1), specimens[1]);
});

test("arrows go to the nearest specimen in their direction", () => {
  const here = at(0, 0);
  const [right, farRight, above, diagonal] = [at(0.2, 0.02), at(0.4, 0), at(0.01, -0.3), at(0.15, 0.14)];
  const all = [here, right, farRight, above, diagonal];
  assert.equal(nearestToward(all, here, { x: 1, y: 0 }), right);
  assert.equal(nearestToward(all, right, { x: 1, y: 0 }), farRight);
  assert.equal(nearestToward(all, here, { x: 0, y: -1 }), above);
  assert.equal(nearestToward(all, here, { x: -1, y: 0 }), null);
  assert.equal(nearestTo(all, { x: 0.39, y: 0 }), farRight);
  assert.equal(nearestTo([], { x: 0, y: 0 }), null);
});
