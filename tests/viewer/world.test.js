import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Area, boxOf, boxText, moved, readBox, widthOf } from "../../server/js/filter/area.js";
import { dragged, grip } from "../../server/js/filter/box_drag.js";
import { ringsOf } from "../../server/js/filter/coast.js";
import { Filter } from "../../server/js/filter/filter.js";
import { CELL, dotRadius, extentOfPlaces, Halftone } from "../../server/js/filter/halftone.js";
import { extentOf, framed, normal, project, unproject, WORLD } from "../../server/js/filter/projection.js";
import { Taxa } from "../../server/js/data/taxa.js";

const FRAME = framed(WORLD, 300);
const near = (a, b, far = 1e-6) => assert.ok(Math.abs(a - b) <= far, `${a} is not ${b}`);

/** Columns of places [lon, lat], or null for none. */
const columns = (places) => ({
  lon: Int16Array.from(places, (place) => (place ? Math.round(place[0] * 182) : -32768)),
  lat: Int16Array.from(places, (place) => (place ? Math.round(place[1] * 364) : -32768)),
});

/** Places drawn by a seed, a tenth of them none. */
function places(count, seed) {
  let state = seed;
  const lot = (size) => (state = (state * 48271) % 2147483647) % size;
  return Array.from({ length: count }, () => (lot(10) ? [lot(36001) / 100 - 180, lot(18001) / 100 - 90] : null));
}

test("a place comes back from where it is drawn, in the world and in a region over the date line", () => {
  for (const frame of [FRAME, framed({ west: 150, east: 210, south: -40, north: 10 }, 300)]) {
    for (const [lon, lat] of [[151, -9], [179.5, 2], [-179, -33], [-160, 0]]) {
      const { x, y } = project(frame, lon, lat);
      assert.ok(x >= 0 && x <= frame.width && y >= 0 && y <= frame.height);
      const back = unproject(frame, x, y);
      near(back.lon, lon);
      near(back.lat, lat);
    }
  }
  near(project(FRAME, 11, 0).x, 150);
  assert.ok(project(FRAME, 0, 60).y < project(FRAME, 0, 0).y, "north is up");
});

test("longitudes go round the globe", () => {
  assert.equal(normal(190), -170);
  assert.equal(normal(-190), 170);
  assert.equal(normal(180), 180);
  assert.equal(normal(-540), -180);
});

test("the map shows a region with ground about it, and the world when specimens come from all over", () => {
  const meridians = (...degrees) => Uint8Array.from({ length: 360 }, (_, at) => +degrees.includes(at));
  const britain = extentOf(meridians(354, 355, 0, 1), 50, 58);
  assert.ok(britain.west < -6 && britain.east > 2 && britain.south < 50 && britain.north > 58);
  assert.ok(britain.east - britain.west < 60);
  const fiji = extentOf(meridians(177, 178, 181), -19, -16);
  assert.ok(fiji.west < 177 && fiji.east > 182, "over the date line");
  assert.deepEqual(extentOf(meridians(0, 100, 200, 300), -30, 50), WORLD);
  assert.equal(extentOf(meridians(0, 100, 200, 300), -78, 50).south, -80);
  assert.deepEqual(extentOf(meridians(), Infinity, -Infinity), WORLD);
  const { lon, lat } = columns([[-5.2, 50], null, [1.5, 58]]);
  assert.deepEqual(extentOfPlaces(lon, lat), extentOf(meridians(354, 1), 50, 58));
});

test("a box is read as it was written, and nonsense is no box", () => {
  for (const text of ["110,-50,-150,30", "-180,-90,180,90", "0.25,1,0.5,2"]) assert.equal(boxText(readBox(text)), text);
  for (const text of ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "0,0,200,10", "0,20,10,-20", ",,,", "0,0,Infinity,1", "NaN,0,1,1"])
    assert.equal(readBox(text), null, text);
  assert.equal(boxOf({ west: NaN, south: 0, east: 1, north: 1 }), null);
  assert.deepEqual(boxOf({ west: 170, south: 20, east: 200, north: -100 }), { west: 170, south: -90, east: -160, north: 20 });
});

test("a moved box keeps its size, over the date line and at the poles", () => {
  const box = moved(readBox("160,-20,175,10"), 20, 100);
  assert.deepEqual(box, { west: 180, south: 60, east: -165, north: 90 });
  assert.equal(widthOf(box), 15);
});

test("a box holds what a plain search finds, over the date line too", () => {
  const all = places(3000, 11);
  const { lon, lat } = columns(all);
  for (const text of ["-20,30,40,60", "150,-50,-120,20", "-180,-90,180,90", "179.99,-90,-179.99,90"]) {
    const area = new Area(lon, lat);
    assert.ok(area.read(text));
    const bits = new Uint16Array(all.length);
    area.mark(bits, 4);
    const [west, south, east, north] = text.split(",").map(Number);
    all.forEach((place, at) => {
      const isIn = place && place[1] >= south && place[1] <= north && (west <= east ? place[0] >= west && place[0] <= east : place[0] >= west || place[0] <= east);
      assert.equal(bits[at], isIn ? 0 : 4, `${place} in ${text}`);
    });
    assert.equal(area.unknown(bits, 4), all.filter((place) => !place).length);
    area.clear();
    area.mark(bits, 4);
    assert.ok(bits.every((bit) => bit === 0));
  }
});

test("the filter takes a box with what else is chosen, and its words bring it back", async () => {
  const all = places(400, 5);
  const source = {
    count: all.length,
    facets: async () => [{ name: "sex", values: ["", "female"], counts: [] }],
    column: async (name) => columns(all)[name] ?? Uint8Array.from(all, (_, at) => at % 2),
  };
  const filter = new Filter(source, new Taxa());
  assert.deepEqual(await filter.restore({ sex: "female", box: "0,0,90,90" }), []);
  const count = all.filter((place, at) => at % 2 && place && place[0] >= 0 && place[0] <= 90 && place[1] >= 0).length;
  assert.equal(filter.count, count);
  assert.deepEqual(filter.state(), { sex: "female", box: "0,0,90,90" });
  assert.deepEqual(await filter.restore({ sex: "female", box: "1,2,3" }), ["1,2,3"]);
  filter.choose("sex", null);
  assert.equal(filter.count, 400);
});

test("every place is counted once in the halftone, and dimensions turn places away", () => {
  const all = places(2000, 3).map((place) => place && [place[0], Math.max(-56, Math.min(79, place[1]))]);
  const { lon, lat } = columns(all);
  const dots = new Halftone(lon, lat, FRAME);
  const sum = (counts) => counts.reduce((before, count) => before + count, 0);
  assert.equal(sum(dots.every), all.filter(Boolean).length);
  const bits = Uint16Array.from(all, (_, at) => [0, 1, 2, 3][at % 4]);
  assert.equal(sum(dots.counted(bits, 2)), all.filter((place, at) => place && at % 2 === 0).length);
  const one = new Halftone(...Object.values(columns([[11, 0]])), FRAME);
  const cell = one.every.findIndex(Boolean);
  near((cell % one.columns) * CELL, 150, CELL);
  assert.ok(dotRadius(1, 1) < dotRadius(500, 1000) && dotRadius(500, 1000) < dotRadius(1000, 1000));
});

test("716,000 places are counted while a box is drawn", () => {
  const few = places(1000, 9);
  const { lon, lat } = columns(Array.from({ length: 716_000 }, (_, at) => few[at % 1000]));
  const start = performance.now();
  const area = new Area(lon, lat);
  area.read("0,0,90,60");
  const bits = new Uint16Array(lon.length);
  area.mark(bits, 1);
  new Halftone(lon, lat, FRAME).counted(bits, 2);
  assert.ok(performance.now() - start < 3000, "some 40 ms on a quiet machine");
});

test("a drag draws a box, moves it, and sizes it", () => {
  const at = (lon, lat) => project(FRAME, lon, lat);
  const drawn = dragged(null, null, FRAME, at(150, 10), at(-175, -30));
  assert.deepEqual(drawn, readBox("150,-30,-175,10"));
  const inside = grip(drawn, FRAME, at(170, -10), 6);
  assert.deepEqual(inside, { west: 1, east: 1, north: 1, south: 1 });
  assert.equal(grip(drawn, FRAME, at(100, 0), 6), null);
  assert.equal(grip(null, FRAME, at(100, 0), 6), null);
  const corner = grip(drawn, FRAME, at(150, 10), 6);
  assert.deepEqual(corner, { west: 1, east: 0, north: 1, south: 0 });
  assert.deepEqual(dragged(drawn, corner, FRAME, at(150, 10), at(140, 20)), readBox("140,-30,-175,20"));
  const further = dragged(drawn, inside, FRAME, at(170, 0), at(180, 0));
  assert.deepEqual(further, readBox("160,-30,-165,10"));
  const beyond = dragged(null, null, FRAME, at(180, 0), { x: FRAME.width + 10, y: at(0, 20).y });
  assert.equal(beyond.west, 180);
  near(beyond.east, -157, 1);
  assert.ok(grip(beyond, FRAME, { x: 5, y: at(0, 10).y }, 1), "the part at the other edge is the same box");
});

test("the coasts: Berlin and Fiji are land, the middle of the Atlantic is not", () => {
  const rings = ringsOf(JSON.parse(readFileSync(new URL("../../server/coast.json", import.meta.url), "utf8")));
  const isLand = (lon, lat) =>
    rings.some((ring) => {
      let isIn = false;
      for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
        const [x, y, x2, y2] = [ring[at], ring[at + 1], ring[before], ring[before + 1]];
        if (y > lat !== y2 > lat && lon < ((x2 - x) * (lat - y)) / (y2 - y) + x) isIn = !isIn;
      }
      return isIn;
    });
  for (const [lon, lat] of [[13.4, 52.5], [178, -17.8], [-74, 4.6], [135, -25], [185, 66.5]]) assert.ok(isLand(lon, lat), `${lon} ${lat}`);
  for (const [lon, lat] of [[-35, 30], [80, -20], [-140, 20]]) assert.ok(!isLand(lon, lat), `${lon} ${lat}`);
  for (const ring of rings) {
    near(ring[0], ring[ring.length - 2], 1e-3);
    for (let at = 2; at < ring.length; at += 2) assert.ok(Math.abs(ring[at] - ring[at - 2]) < 90, "no line across the map");
  }
});
