import assert from "node:assert/strict";
import { test } from "node:test";
import { byName, nameOrder } from "../../server/js/panels/list_sources.js";

test("specimens come by the names of their taxa, those of none last, of one taxon by number", () => {
  const names = ["Lepidoptera", "Zus", "Aus", "Aus niger", "Aus albus"];
  const taxon = [3, 5, 0, 4, 1, 3, 2, 5, 3];
  const bits = [0, 0, 0, 0, 0, 2, 0, 0, 0];
  const numbers = byName(taxon, nameOrder(names), bits);
  assert.deepEqual([...numbers], [6, 3, 0, 8, 2, 4, 1, 7]);
});

test("taxa of one name keep their order, and nobody is lost among many", () => {
  const names = Array.from({ length: 500 }, (_, at) => `T${(at * 37) % 250}`);
  const places = nameOrder(names);
  assert.equal(new Set(places).size, 501);
  const taxon = Uint32Array.from({ length: 10_000 }, (_, at) => (at * 7919) % 501);
  const bits = Uint16Array.from(taxon, (_, at) => (at % 3 ? 0 : 4));
  const numbers = byName(taxon, places, bits);
  assert.equal(new Set(numbers).size, [...bits].filter((bit) => !bit).length);
  const shown = [...numbers].map((number) => names[taxon[number]] ?? "\uffff");
  assert.deepEqual(shown, [...shown].sort());
});

test("716,000 specimens are put in order in a moment", () => {
  const names = Array.from({ length: 30_000 }, (_, at) => `T${(at * 7919) % 30_000}`);
  const taxon = Uint32Array.from({ length: 716_000 }, (_, at) => (at * 31) % 30_001);
  const start = performance.now();
  byName(taxon, nameOrder(names), new Uint16Array(taxon.length));
  assert.ok(performance.now() - start < 3000, "some 60 ms on a quiet machine");
});
