import assert from "node:assert/strict";
import { test } from "node:test";
import { Filter } from "../../server/js/filter/filter.js";
import { coloured, NONE, OTHERS, pixel, ranked } from "../../server/js/filter/colouring.js";
import { dotWidth, scatter } from "../../server/js/filter/dots.js";
import { Taxa } from "../../server/js/data/taxa.js";

const TAXA = new Taxa({
  name: ["Aidae", "Bidae", "Aus", "Bus", "Aus albus", "Aus niger", "Bus ruber"],
  rank: ["family", "family", "genus", "genus", "species", "species", "species"],
  parent: [-1, -1, 0, 1, 2, 2, 3],
  count: [], x: [], y: [], zoom: [],
});
const FACETS = [
  { name: "sex", values: ["", "female", "male"], counts: [] },
  { name: "country", values: ["", "Peru", "Chile"], counts: [] },
];

/** A collection of specimens drawn by a seed, and what each of them is. */
function collection(count, seed) {
  let state = seed;
  const lot = (size) => (state = (state * 48271) % 2147483647) % size;
  const rows = Array.from({ length: count }, () => ({
    taxon: [0, 2, 4, 5, 6, 65535][lot(6)], sex: lot(3), country: lot(3), year: lot(5) ? 1880 + lot(60) : -32768,
  }));
  const column = (name, kind) => kind.from(rows, (row) => row[name]);
  const columns = {
    taxon: column("taxon", Uint16Array), sex: column("sex", Uint8Array),
    country: column("country", Uint8Array), year: column("year", Int16Array),
  };
  const source = { count, facets: async () => FACETS, column: async (name) => columns[name] };
  return { rows, filter: new Filter(source, TAXA) };
}

const within = (taxon, other) => taxon !== 65535 && TAXA.isWithin(taxon, other);

test("counts are those of a plain search, whatever is chosen", async () => {
  const { rows, filter } = collection(500, 7);
  await filter.load();
  filter.choose("sex", [1]);
  filter.choose("genus", [2]);
  filter.choose("years", [1890, 1920]);
  const passes = {
    sex: (row) => row.sex === 1,
    genus: (row) => within(row.taxon, 2),
    years: (row) => row.year >= 1890 && row.year <= 1920,
  };
  const left = (without) =>
    rows.filter((row) => Object.entries(passes).every(([name, pass]) => name === without || pass(row)));
  assert.equal(filter.count, left("").length);
  rows.forEach((row, number) => assert.equal(filter.has(number), left("").includes(row)));
  for (const [name, term] of [["sex", "sex"], ["country", "country"]])
    FACETS[0].values.forEach((_, value) =>
      assert.equal(filter.counts(name)[value], left(name).filter((row) => row[term] === value).length));
  for (const taxon of [0, 1, 2, 3, 4, 5, 6])
    assert.equal(filter.counts("genus")[taxon], left("genus").filter((row) => within(row.taxon, taxon)).length);
  const nameless = left("genus").filter((row) => [65535, 0, 1].includes(row.taxon));
  assert.equal(filter.counts("genus")[TAXA.size], nameless.length, "those known to a family alone have no genus");
  const { from, counts, unknown } = filter.years(10);
  const dated = left("years").filter((row) => row.year !== -32768);
  assert.equal(unknown, left("years").length - dated.length);
  counts.forEach((count, at) =>
    assert.equal(count, dated.filter((row) => Math.floor(row.year / 10) * 10 === from + 10 * at).length));
  filter.clear();
  assert.equal(filter.count, 500);
  assert.ok(!filter.isActive);
});

test("a state comes back from its words, and what nobody knows is told", async () => {
  const { filter } = collection(100, 3);
  const unknown = await filter.restore({ sex: "male|", species: "Aus albus|Cus", years: "1890..1900", hue: "red" });
  assert.deepEqual(unknown, ["Cus", "hue"]);
  assert.deepEqual(filter.state(), { sex: "male|", species: "Aus albus", years: "1890..1900" });
  const { filter: other } = collection(100, 3);
  await other.restore(filter.state());
  assert.equal(other.count, filter.count);
  await other.restore({});
  assert.equal(other.count, 100);
});

test("the chosen taxon is a dimension of its own and not part of the filter's words", async () => {
  const { rows, filter } = collection(200, 9);
  await filter.load(["taxon"]);
  filter.choose("taxon", [0]);
  assert.equal(filter.count, rows.filter((row) => within(row.taxon, 0)).length);
  assert.deepEqual(filter.state(), {});
});

test("716,000 specimens are counted while a key is down", async () => {
  const { filter } = collection(716_000, 5);
  await filter.load();
  const start = performance.now();
  filter.choose("sex", [1]);
  for (const name of ["family", "genus", "species", "sex", "country"]) filter.counts(name);
  filter.years(10);
  assert.ok(performance.now() - start < 5000, "some 50 ms on a quiet machine");
});

test("the frequent values have colours of their own, the rest and the unstated have none", () => {
  const counts = [90, 5, 50, 0, 20, 1, 1, 1, 1, 1, 1, 1];
  const values = ranked(counts, 0);
  assert.deepEqual(values, [2, 4, 1, 5, 6, 7, 8, 9]);
  const colours = coloured(counts.length, values, 0, false);
  assert.equal(colours[0], NONE[0]);
  assert.equal(colours[10], OTHERS[0]);
  assert.equal(new Set(colours).size, 10);
  assert.equal(pixel("#0a0b0c"), 0xff0c0b0a);
});

test("dots lie where specimens lie, in their colours, and only of those that are meant", () => {
  const pixels = new Uint32Array(20 * 10);
  const specimens = { x: [0, 65535, 32768, 32768], y: [0, 65535, 32768, 0], from: 1, to: 4, bits: [0, 0, 0, 1] };
  const set = scatter(pixels, { width: 20, height: 10 }, specimens, { left: 1, top: 1, world: 8, dot: 1 }, (number) => number);
  assert.equal(set, 2);
  assert.equal(pixels[9 * 20 + 9], 1);
  assert.equal(pixels[5 * 20 + 5], 2);
  assert.equal(pixels.filter(Boolean).length, 2);
  assert.ok(dotWidth(100, 1) > dotWidth(716_000, 1));
});

test("decades are values with counts, and those without a name can be chosen and addressed", async () => {
  const { rows, filter } = collection(400, 11);
  await filter.load();
  const decade = filter.facets.find(({ name }) => name === "decade");
  const dated = rows.filter(({ year }) => year !== -32768);
  assert.equal(decade.counts[0], rows.length - dated.length);
  decade.values.slice(1).forEach((text, at) =>
    assert.equal(filter.counts("decade")[at + 1], dated.filter(({ year }) => `${Math.floor(year / 10)}0s` === text).length));
  await filter.load();
  assert.equal(filter.facets.filter(({ name }) => name === "decade").length, 1);
  assert.deepEqual(await filter.restore({ decade: "1890s|", family: "" }), []);
  const meant = rows.filter(({ year, taxon }) => taxon === 65535 && (year === -32768 || Math.floor(year / 10) === 189));
  assert.equal(filter.count, meant.length);
  assert.ok(meant.length > 5);
  assert.deepEqual(filter.state(), { family: "", decade: "1890s|" });
});
