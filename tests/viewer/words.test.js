import assert from "node:assert/strict";
import { test } from "node:test";
import { fromSteps, shared, termsOf, Words } from "../../server/js/data/words.js";

const FILES = {
  "w/first": ["10563771", "kuranda"],
  "w/0": { terms: ["10563771", "coast", "kobe"], shown: ["NHMUK010563771", "Coast", "Köbe"], kind: ["number", "place", "place"], counts: [1, 3, 2], numbers: [[7], [1, 1, 3], [2, 3]] },
  "w/1": { terms: ["kuranda", "kuranga", "kurt"], shown: ["Kuranda", "Kuranga", "Kurt"], kind: ["place", "place", "collector"], counts: [4, 1, 3000], numbers: [[1, 1, 3, 4], [8], null] },
};
const INFO = { words: "w/{block}", word_numbers: "w/{block}/{place}" };
const asked = [];

async function read(address) {
  asked.push(address);
  if (address === "w/1/2") return new Uint8Array([2, 5, 0, 0, 0, 0, 0, 0]);
  return new TextEncoder().encode(JSON.stringify(FILES[address]));
}

const found = async (text) => (await new Words(INFO, read).find(text, 6)).map(({ text, kind, count }) => [text, kind, count]);

test("what is typed is folded as the index is", () => {
  assert.deepEqual(termsOf("Köbe, NHMUK010563771"), ["kobe", "10563771"]);
  assert.deepEqual(termsOf("a 010563771"), ["10563771"]);
  assert.deepEqual(termsOf("CAB-0042 Milne-Bay"), ["42", "milne", "bay"]);
  assert.deepEqual(termsOf("  "), []);
});

test("beginnings are found across blocks, the frequent first, accents or none", async () => {
  assert.deepEqual(await found("kur"), [["Kurt", "collector", 3000], ["Kuranda", "place", 4], ["Kuranga", "place", 1]]);
  assert.deepEqual(await found("ko"), [["Köbe", "place", 2]]);
  assert.deepEqual(await found("NHMUK010563771"), [["NHMUK010563771", "number", 1]]);
  assert.deepEqual(await found("zz"), []);
});

test("several words narrow one another", async () => {
  assert.deepEqual(await found("coast kuran"), [["coast Kuranda", "place", 3]]);
  assert.deepEqual(await found("kobe kuranga"), []);
  assert.deepEqual([...(await new Words(INFO, read).numbers("coast kuranda"))], [1, 2, 5]);
});

test("a frequent word's specimens come in a file of their own, and only when wanted", async () => {
  asked.length = 0;
  const [hit] = await new Words(INFO, read).find("kurt", 6);
  assert.ok(!asked.includes("w/1/2"));
  assert.deepEqual([...(await hit.numbers())], [2, 5]);
});

test("lists of numbers", () => {
  assert.deepEqual([...fromSteps([3, 1, 5])], [3, 4, 9]);
  assert.deepEqual([...shared(Uint32Array.of(1, 3, 5, 9), Uint32Array.of(2, 3, 9, 10))], [3, 9]);
});
