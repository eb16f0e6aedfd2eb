import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress, writeAddress } from "../../server/js/page/address.js";

const read = (text) => {
  const url = new URL(text, "http://localhost/index.html");
  return readAddress(url);
};

test("what is written is read again", () => {
  const specimens = ["", "NHMUK010900001", "urn:a:b/c?d=e&f#g %41+é", "01fb0a-…"];
  for (const specimen of specimens) {
    for (const zoom of [-0.5, 0, 3.25, 11]) {
      const place = { view: { zoom, x: -0.123456, y: 0.7 }, specimen, taxon: "Papilio machaon" };
      const again = read(writeAddress(place));
      assert.equal(again.specimen, specimen);
      assert.equal(again.taxon, "Papilio machaon");
      assert.equal(again.view?.zoom, zoom);
      const pixels = Math.abs((again.view?.x ?? 9) - place.view.x) * 128 * 2 ** zoom;
      assert.ok(pixels < 0.5, `${pixels} px off at zoom ${zoom}`);
    }
  }
});

test("other keys of the query stay, and old ones go", () => {
  const empty = { view: null, specimen: "", taxon: "" };
  assert.equal(writeAddress(empty, "?lang=de&specimen=x"), "?lang=de");
  assert.equal(writeAddress(empty), "");
});

test("addresses that make no sense are no view", () => {
  for (const hash of ["", "#", "#3", "#3/0", "#a/b/c", "#3/0/", "#99/0/0", "#3/9/0", "#3/0/0/0", "#NaN/0/0"]) {
    assert.equal(read(hash).view, null, hash);
  }
  assert.deepEqual(read("#3/0.5/-0.25").view, { zoom: 3, x: 0.5, y: -0.25 });
});
