import assert from "node:assert/strict";
import { test } from "node:test";
import { fnv1a, whereIs } from "../../server/js/data/ids.js";
import { fold, prefixSlips, Taxa } from "../../server/js/data/taxa.js";

const ROWS = [
  ["Lepidoptera", "order", -1, 100],
  ["Papilionidae", "family", 0, 80],
  ["Papilio", "genus", 1, 50],
  ["Papilio machaon", "species", 2, 20],
  ["Papilio hippolyte", "species", 2, 5],
  ["Parnassius", "genus", 1, 30],
  ["Parnassius apollo", "species", 5, 30],
  ["Pieridae", "family", 0, 20],
  ["Aporia crataegí", "species", 7, 20],
];
const taxa = new Taxa({
  name: ROWS.map((row) => row[0]),
  rank: ROWS.map((row) => row[1]),
  parent: ROWS.map((row) => row[2]),
  count: ROWS.map((row) => row[3]),
  x: ROWS.map(() => 0),
  y: ROWS.map(() => 0),
  zoom: ROWS.map(() => 0),
});
const names = (typed) => taxa.search(typed).map((taxon) => taxa.columns.name[taxon]);

test("beginnings come first, higher ranks before lower, then the more frequent", () => {
  assert.deepEqual(names("papil"), ["Papilionidae", "Papilio", "Papilio machaon", "Papilio hippolyte"]);
  assert.equal(names("papilio")[0], "Papilio", "a whole name before a longer one");
});

test("case, accents, later words and abbreviated genera do not matter", () => {
  assert.deepEqual(names("CRATAEGI"), ["Aporia crataegí"]);
  assert.deepEqual(names("machaon"), ["Papilio machaon"]);
  assert.deepEqual(names("p. mach"), ["Papilio machaon"]);
  assert.equal(fold(" Hyppólite "), "hyppolite");
});

test("slips of typing are forgiven", () => {
  assert.equal(names("paplio machaon")[0], "Papilio machaon");
  assert.ok(names("machoan").includes("Papilio machaon"));
  assert.ok(names("hipolite").includes("Papilio hippolyte"));
  assert.ok(names("Parnasius").includes("Parnassius"));
  assert.deepEqual(names("zzzzzz"), []);
  assert.deepEqual(names("  "), []);
});

test("slips are counted as letters wrong, missing, extra or swapped", () => {
  assert.equal(prefixSlips("papilio", "papilio", 2), 0);
  assert.equal(prefixSlips("papilio machaon", "papilio", 2), 0);
  assert.equal(prefixSlips("papilio", "paplio", 2), 1);
  assert.equal(prefixSlips("papilio", "paiplio", 2), 1);
  assert.equal(prefixSlips("papilio", "morpho", 2), Infinity);
});

test("the tree knows its lines", () => {
  assert.deepEqual(taxa.lineage(3), [0, 1, 2, 3]);
  assert.deepEqual(taxa.children(1), [2, 5]);
  assert.ok(taxa.isWithin(3, 1) && taxa.isWithin(3, 3) && !taxa.isWithin(3, 5));
  assert.equal(taxa.named("papilio MACHAON"), 3);
  assert.equal(taxa.named("Nobody"), -1);
});

test("50,000 names are searched within a key press, slips included", () => {
  const count = 50_000;
  const letters = (number) => [...String(number)].map((digit) => "aeioulmnrs"[Number(digit)]).join("");
  const many = new Taxa({
    name: Array.from({ length: count }, (_, at) => `Genus${letters(at % 900)} species${letters(at)}`),
    rank: Array(count).fill("species"),
    parent: Array(count).fill(-1),
    count: Array(count).fill(1),
    x: [], y: [], zoom: [],
  });
  const start = performance.now();
  many.search("gemusaei speciesllm");
  assert.ok(performance.now() - start < 5000, "some 50 ms on a quiet machine");
});

test("a name is found by its hash in its shard", async () => {
  assert.equal(fnv1a(""), 0x811c9dc5);
  assert.equal(fnv1a("a"), 0xe40c292c);
  assert.equal(fnv1a("foobar"), 0xbf9cf968);
  const info = { ids: "data/v/ids/{shard}.bin.gz", id_shards: 4 };
  const key = "urn:é";
  const hashes = [1, fnv1a(key), fnv1a(key), 0xffffffff];
  const columns = [hashes, [9, 8, 700000, 6]];
  const bytes = columns.flatMap((column) => [0, 8, 16, 24].flatMap((shift) => column.map((value) => (value >>> shift) & 255)));
  const read = async (path) => {
    assert.equal(path, `data/v/ids/${fnv1a(key) % 4}.bin.gz`);
    return new Uint8Array(bytes);
  };
  assert.deepEqual(await whereIs(key, info, read), [8, 700000]);
  assert.deepEqual(await whereIs("nobody", { ...info, id_shards: 1 }, async () => new Uint8Array(bytes)), []);
  assert.deepEqual(await whereIs("", info, read), []);
});

test("a whole word comes before a longer word that begins so, however many that has", () => {
  const rows = [["Papilio machaonides", 40], ["Papilio machaon", 2], ["Papilio machaon gorganus", 9]];
  const some = new Taxa({
    name: rows.map(([name]) => name), count: rows.map(([, count]) => count), rank: ["species", "species", "subspecies"],
    parent: [-1, -1, 1], x: [0, 0, 0], y: [0, 0, 0], zoom: [0, 0, 0],
  });
  assert.deepEqual(some.search("machaon").map((taxon) => some.columns.name[taxon]).slice(-1), ["Papilio machaonides"]);
  assert.equal(some.search("machaon").length, 3);
});
