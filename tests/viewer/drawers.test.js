import assert from "node:assert/strict";
import { test } from "node:test";
import { Drawers, keyOf, record, unpack, value } from "../../server/js/data/drawers.js";

const COLUMNS = {
  image: ["a", "b", "c"],
  x: [-0.5, 0.5, 0.51],
  y: [0, 0, 0],
  full: { same: 4 },
  taxon: [1, 2, -1],
  sex: { values: ["male", ""], index: [0, 1, 0] },
  occurrenceID: { template: "urn:cabinet:{image}" },
};
const INFO = {
  maxzoom: 6,
  tile_size: 256,
  thumbnail_size: 128,
  min_full_zoom: 3,
  drawer_span: 4,
  drawers: "data/v1/drawers/{z}/{x}/{y}.json",
  drawer_list: { 0: "0/0", 3: "0/1 1/1", 6: "8/8" },
};

test("columns are read in each of their four forms", () => {
  const [first, second] = unpack(COLUMNS, 3);
  assert.deepEqual([first.x, first.full, first.first, first.taxon], [-0.5, 4, 3, 1]);
  assert.equal(value(second, "occurrenceID"), "urn:cabinet:b");
  assert.equal(value(second, "locality"), undefined);
  assert.equal(record(first).sex, "male");
  assert.ok(!("sex" in record(second)), "an empty text is no field");
  assert.equal(keyOf(second), "urn:cabinet:b");
});

test("a drawer without columns holds nothing", () => {
  assert.deepEqual(unpack({}, 0), []);
});

test("only drawers that exist, of zooms up to the view's, are asked for, once", async () => {
  const asked = [];
  const drawers = new Drawers(INFO, async (path) => (asked.push(path), COLUMNS));
  const box = { x0: -1, y0: -1, x1: 1, y1: 1 };
  assert.deepEqual(drawers.names(box, 2), ["0/0/0"]);
  assert.deepEqual(drawers.names(box, 4), ["0/0/0", "3/0/1", "3/1/1"]);
  assert.deepEqual(drawers.names({ x0: -1, y0: 0.4, x1: -0.4, y1: 0.6 }, 6), ["0/0/0", "3/0/1"]);
  await drawers.load(["3/0/1"]);
  await drawers.load(["3/0/1"]);
  assert.deepEqual(asked, ["data/v1/drawers/3/0/1.json"]);
});

test("the view holds those specimens whose squares reach into it", async () => {
  const drawers = new Drawers({ ...INFO, drawer_list: { 0: "0/0" } }, async () => COLUMNS);
  await drawers.load(["0/0/0"]);
  const images = (x0, x1, zoom) =>
    drawers.within({ x0, y0: -0.01, x1, y1: 0.01 }, zoom).map(({ image }) => image);
  assert.deepEqual(images(-1, 0, 4), ["a"]);
  assert.deepEqual(images(0.55, 1, 4), []);
  assert.deepEqual(images(0.535, 1, 4), ["c"], "half of 1/16 reaches to 0.541");
  assert.deepEqual(images(0.535, 1, 6), [], "at zoom 6 it is a quarter as wide");
});

test("a specimen is found by its record or its photograph", async () => {
  const drawers = new Drawers(INFO, async () => COLUMNS);
  assert.equal((await drawers.find("urn:cabinet:c", [0.51, 0, 3]))?.image, "c");
  assert.equal((await drawers.find("a", [-0.5, 0, 3]))?.image, "a");
  assert.equal(await drawers.find("nobody", [0, 0, 3]), null);
});

test("a drawer that cannot be had counts as empty and is asked for again", async () => {
  let answers = 0;
  const drawers = new Drawers(INFO, async () => {
    if (answers++ === 0) throw new Error("gone");
    return COLUMNS;
  });
  await drawers.load(["0/0/0"]);
  assert.equal(drawers.within({ x0: -1, y0: -1, x1: 1, y1: 1 }, 0).length, 0);
  await drawers.load(["0/0/0"]);
  assert.equal(drawers.within({ x0: -1, y0: -1, x1: 1, y1: 1 }, 0).length, 3);
});
