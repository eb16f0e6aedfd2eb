import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readAddress } from "../../server/js/page/address.js";
import { inLanguage, readTours, stateOf } from "../../server/js/tours/tours.js";

const STEP = { state: "?taxon=Papilio", text: "Here." };

test("a text is that of the visitor's language, else English, else the first there is", () => {
  assert.equal(inLanguage("Wings", "de"), "Wings");
  assert.equal(inLanguage({ en: "Wings", de: "Flügel" }, "de"), "Flügel");
  assert.equal(inLanguage({ en: "Wings", de: "Flügel" }, "fr"), "Wings");
  assert.equal(inLanguage({ it: "Ali" }, "de"), "Ali");
  for (const nonsense of [undefined, null, 7, [], {}, { en: 7 }]) assert.equal(inLanguage(nonsense, "en"), "");
});

test("a state is what an address says, however much of it was copied", () => {
  const whole = { search: "?taxon=Papilio&box=1,2,3,4", hash: "#3/0.1/-0.2/096b" };
  for (const before of ["", "index.html", "https://museum.example/map/index.html"])
    assert.deepEqual(stateOf(`${before}${whole.search}${whole.hash}`), whole);
  assert.deepEqual(stateOf("#3/0/0"), { search: "", hash: "#3/0/0" });
  assert.deepEqual(stateOf(undefined), { search: "", hash: "" });
  assert.deepEqual(readAddress(stateOf(`https://a.example/${whole.search}${whole.hash}`)).view, { zoom: 3, x: 0.1, y: -0.2, map: "096b" });
});

test("what a curator left out has a default, and what makes no sense is left out", () => {
  const { idle, tours } = readTours({
    tours: [
      { name: "a", title: { de: "Erste" }, steps: [STEP, { ...STEP, seconds: 0 }, { ...STEP, seconds: 0.1 }, null, 7, {}] },
      { name: "b", steps: [] },
      { name: "", steps: [STEP] },
      { steps: [STEP] },
      { name: "c", steps: "many" },
      null,
      { name: "d", steps: [{ text: { en: "Only words" }, seconds: "long" }] },
    ],
  }, "de");
  assert.equal(idle, 60);
  assert.deepEqual(tours.map(({ name, title }) => [name, title]), [["a", "Erste"], ["d", "d"]]);
  assert.deepEqual(tours[0].stops.map(({ seconds }) => seconds), [12, 0, 2]);
  assert.equal(tours[1].stops[0].text, "Only words");
  for (const nonsense of [null, [], 7, "x", {}, { tours: {} }, { idle: -1, tours: null }])
    assert.deepEqual(readTours(nonsense, "en"), { idle: 60, tours: [] });
});

test("the example of the instructions is a tour", () => {
  const page = readFileSync(new URL("../../docs/how-to/make-a-tour.md", import.meta.url), "utf8");
  const [, example] = /```json\n([\s\S]+?)```/.exec(page) ?? [];
  const { idle, tours } = readTours(JSON.parse(example), "de");
  assert.equal(idle, 90);
  assert.equal(tours[0].stops.length, 4);
  for (const { text, title } of tours[0].stops) assert.ok(text && title);
});
