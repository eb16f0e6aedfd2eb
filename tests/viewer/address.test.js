import assert from "node:assert/strict";
import { test } from "node:test";
import { NOWHERE, readAddress, writeAddress } from "../../server/js/page/address.js";

const read = (text) => {
  const url = new URL(text, "http://localhost/index.html");
  return readAddress(url);
};

/** Any text that a museum may call a thing by, by a seed. */
function lots(seed) {
  let state = seed;
  const lot = (size) => (state = (state * 48271) % 2147483647) % size;
  const letters = [..."abcXYZ019 &=?#/:+%|.,;é…<>\"'\\\u{1F98B}"];
  const text = () => Array.from({ length: 1 + lot(12) }, () => letters[lot(letters.length)]).join("");
  return { lot, text };
}

test("whatever is written is read again", () => {
  const { lot, text } = lots(11);
  for (let turn = 0; turn < 300; turn++) {
    const filters = {};
    for (const key of ["family", "genus", "species", "sex", "country", "typeStatus", "quality", "source"])
      if (lot(3) === 0) filters[key] = text();
    if (lot(3) === 0) filters.years = "1880..1910";
    if (lot(3) === 0) filters.box = "110,-50.25,-150,30";
    const place = {
      view: { zoom: lot(1400) / 100 - 1, x: lot(2000) / 1000 - 1, y: lot(2000) / 1000 - 1 },
      specimen: lot(2) ? text() : "", taxon: lot(2) ? text() : "", colour: lot(2) ? "family" : "", filters,
      selected: Array.from({ length: lot(4) }, () => text()),
    };
    const again = read(writeAddress(place));
    assert.deepEqual({ ...again, view: null }, { ...place, view: null });
    assert.equal(again.view?.zoom, Number(place.view.zoom.toFixed(2)));
    const pixels = Math.abs((again.view?.x ?? 9) - place.view.x) * 128 * 2 ** place.view.zoom;
    assert.ok(pixels < 0.5, `${pixels} px off at zoom ${place.view.zoom}`);
  }
});

test("other keys of the query stay, and old ones go", () => {
  assert.equal(writeAddress(NOWHERE, "?lang=de&specimen=x&sex=male&colour=sex"), "?lang=de");
  assert.equal(writeAddress(NOWHERE), "");
});

test("a view says of which map it is, and an old one need not", () => {
  const view = { zoom: 3, x: 0.5, y: -0.25, map: "a0f9" };
  assert.deepEqual(read(writeAddress({ ...NOWHERE, view })).view, view);
  assert.equal(read("#3/0.5/-0.25/xyz").view, null);
});

test("addresses that make no sense are no view", () => {
  for (const hash of ["", "#", "#3", "#3/0", "#a/b/c", "#3/0/", "#99/0/0", "#3/9/0", "#3/0/0/0", "#NaN/0/0"]) {
    assert.equal(read(hash).view, null, hash);
  }
  assert.deepEqual(read("#3/0.5/-0.25").view, { zoom: 3, x: 0.5, y: -0.25 });
});
