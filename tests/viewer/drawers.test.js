import assert from "node:assert/strict";
import { test } from "node:test";
import { DrawerTable, morton, unmorton } from "../../server/js/data/drawer_table.js";
import { Drawers, keyOf, record, unpack, value } from "../../server/js/data/drawers.js";

const COLUMNS = {
  image: ["a", "b", "c"],
  x: [4096, 8192, 8300],
  y: [0, 0, 8],
  full: { same: 4 },
  taxon: [1, 2, -1],
  sex: { values: ["male", ""], index: [0, 1, 0] },
};
const INFO = {
  maxzoom: 6,
  tile_size: 256,
  thumbnail_size: 128,
  min_full_zoom: 3,
  drawer_span: 8,
  drawers: "data/v1/drawers/{z}/{x}/{y}.json.gz",
  drawers_at: [1, 0, 0, 1, 2, 0, 1],
  defaults: { occurrenceID: { template: "urn:cabinet:{image}" }, license: { same: "CC0" } },
};
/** Morton codes and counts of the five drawers, as byte planes. */
const SQUARES = [[0, 0], [0, 0], [0, 1], [1, 1], [4, 4]];

function planes(columns) {
  return new Uint8Array(
    columns.flatMap((column) => [0, 8, 16, 24].flatMap((shift) => column.map((value) => (value >>> shift) & 255))),
  );
}

const TABLE = new DrawerTable(INFO, planes([SQUARES.map(([x, y]) => morton(x, y)), [3, 3, 3, 3, 3]]));
const drawersOf = (load) => new Drawers(INFO, TABLE, load);
const where = (name) => ({ first: Number(name[0]), start: TABLE.start(name), square: TABLE.square(name) });

test("Morton codes come back", () => {
  for (const [x, y] of [[0, 0], [1, 0], [5, 3], [65535, 65535], [40000, 2]])
    assert.deepEqual(unmorton(morton(x, y)), { x, y });
});

test("every number lies in its drawer", () => {
  assert.equal(TABLE.holding(0), "0/0/0");
  assert.equal(TABLE.holding(3), "3/0/0");
  assert.equal(TABLE.holding(8), "4/0/1");
  assert.equal(TABLE.holding(14), "6/4/4");
  assert.equal(TABLE.holding(15), undefined);
  assert.equal(TABLE.holding(-1), undefined);
  assert.equal(TABLE.start("4/1/1"), 9);
});

test("ids that share a shape are read like others, and templates over them", () => {
  const shaped = { shape: "N-????", digits: "00120a3b00ff" };
  const [, second] = unpack({ ...COLUMNS, image: shaped, occurrenceID: { template: "urn:{image}" } }, where("3/0/0"), INFO);
  assert.equal(second.image, "N-0a3b");
  assert.equal(value(second, "occurrenceID"), "urn:N-0a3b");
});

test("columns are read in each of their other forms, defaults included", () => {
  const [first, second] = unpack({ ...INFO.defaults, ...COLUMNS }, where("3/0/0"), INFO);
  assert.deepEqual([first.x, first.full, first.first, first.taxon, first.number], [-0.5, 4, 3, 1, 3]);
  assert.equal(value(second, "occurrenceID"), "urn:cabinet:b");
  assert.equal(value(second, "locality"), undefined);
  assert.equal(record(first).sex, "male");
  assert.equal(record(first).license, "CC0");
  assert.ok(!("sex" in record(second)), "an empty text is no field");
  assert.equal(keyOf(second), "urn:cabinet:b");
});

test("places are counted from the corner of the drawer's square", () => {
  const [first] = unpack({ ...COLUMNS, x: [16], y: [32] }, where("6/4/4"), INFO);
  assert.equal(first.x, 4 * (2 / 8) - 1 + (16 * 2) / 16384);
  assert.equal(first.y, 4 * (2 / 8) - 1 + (32 * 2) / 16384);
});

test("a drawer without columns holds nothing", () => {
  assert.deepEqual(unpack({}, where("0/0/0"), INFO), []);
});

test("only drawers that exist, of zooms up to the view's, are asked for, once", async () => {
  const asked = [];
  const drawers = drawersOf(async (path) => (asked.push(path), COLUMNS));
  const box = { x0: -1, y0: -1, x1: 1, y1: 1 };
  assert.deepEqual(drawers.names(box, 2), ["0/0/0"]);
  assert.deepEqual(drawers.names(box, 4), ["0/0/0", "3/0/0", "4/0/1", "4/1/1"]);
  assert.deepEqual(drawers.names({ x0: -0.9, y0: -0.9, x1: -0.8, y1: -0.8 }, 6), ["0/0/0", "3/0/0"]);
  await drawers.load(["3/0/0"]);
  await drawers.load(["3/0/0"]);
  assert.deepEqual(asked, ["data/v1/drawers/3/0/0.json.gz"]);
});

test("the view holds those specimens whose squares reach into it", async () => {
  const drawers = drawersOf(async () => ({ ...COLUMNS, x: [4096, 12288, 12370], y: [8192, 8192, 8192] }));
  await drawers.load(["0/0/0"]);
  const images = (x0, x1, zoom) =>
    drawers.within({ x0, y0: -0.01, x1, y1: 0.01 }, zoom).map(({ image }) => image);
  assert.deepEqual(images(-1, 0, 4), ["a"]);
  assert.deepEqual(images(0.55, 1, 4), []);
  assert.deepEqual(images(0.535, 1, 4), ["c"], "half of 1/16 reaches to 0.541");
  assert.deepEqual(images(0.535, 1, 6), [], "at zoom 6 it is a quarter as wide");
});

test("specimens are found by number, by record and by photograph", async () => {
  const drawers = drawersOf(async () => COLUMNS);
  assert.deepEqual((await drawers.specimens([14, 0, 99])).map(({ image, number }) => [image, number]), [["c", 14], ["a", 0]]);
  assert.equal((await drawers.find("urn:cabinet:c", [5]))?.image, "c");
  assert.equal((await drawers.find("a", [1, 3]))?.number, 3, "a number of the same hash is passed over");
  assert.equal(await drawers.find("nobody", [0]), null);
});

test("a drawer that cannot be had counts as empty and is asked for again", async () => {
  let answers = 0;
  const drawers = drawersOf(async () => {
    if (answers++ === 0) throw new Error("gone");
    return COLUMNS;
  });
  await drawers.load(["0/0/0"]);
  assert.equal(drawers.within({ x0: -1, y0: -1, x1: 1, y1: 1 }, 0).length, 0);
  await drawers.load(["0/0/0"]);
  assert.equal(drawers.within({ x0: -1, y0: -1, x1: 1, y1: 1 }, 0).length, 3);
});
