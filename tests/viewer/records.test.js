import assert from "node:assert/strict";
import { test } from "node:test";
import { citation } from "../../server/js/panels/citation.js";
import { spokenDate } from "../../server/js/data/dates.js";
import { webAddress } from "../../server/js/page/dom.js";
import { labelsAt, leastHiding, withoutCollisions } from "../../server/js/map/labels.js";
import * as records from "../../server/js/data/records.js";
import { say, TEXTS } from "../../server/js/page/strings.js";

test("partial dates are spoken as far as they go", () => {
  assert.equal(spokenDate("1899-12", "en"), "December 1899");
  assert.equal(spokenDate("1921-05-17", "en"), "17 May 1921");
  assert.equal(spokenDate("1903", "en"), "1903");
  assert.equal(spokenDate("1899-12", "de"), "Dezember 1899");
  assert.equal(spokenDate("1931/1935", "en"), "1931 – 1935");
  assert.equal(spokenDate("0099-01-02", "en"), "2 January 99");
  assert.equal(spokenDate("1921-02-31", "en"), "1921-02-31");
  assert.equal(spokenDate("spring 1900", "en"), "spring 1900");
});

test("licences have their usual names", () => {
  const by = "http://creativecommons.org/licenses/by/4.0/legalcode";
  assert.equal(records.licenceName(by), "CC BY 4.0");
  assert.equal(records.licenceName("https://creativecommons.org/licenses/by-nc-sa/3.0/"), "CC BY-NC-SA 3.0");
  assert.equal(records.licenceName("https://creativecommons.org/publicdomain/zero/1.0/"), "CC0 1.0");
  assert.equal(records.licenceName("CC_BY_NC_4_0".replace("4_0", "4.0")), "CC BY-NC 4.0");
  assert.equal(records.licenceName("all rights reserved"), "all rights reserved");
});

test("only web addresses become links", () => {
  for (const text of ["javascript:alert(1)", " data:text/html,x", "//x.org", "", null, 3, "http://"]) {
    assert.equal(webAddress(text), null, String(text));
  }
  assert.equal(webAddress("https://x.org/a b"), "https://x.org/a%20b");
});

test("a record's page is its own, or made from its id", () => {
  const links = [
    { institutionCode: "NHMUK", template: "https://nhm.example/{occurrenceID}" },
    { institutionCode: "", template: "https://gbif.example/?id={occurrenceID}" },
  ];
  const address = (fields) => records.recordAddress(fields, { links });
  assert.equal(address({ references: "https://own.example/1", occurrenceID: "x" }), "https://own.example/1");
  assert.equal(address({ institutionCode: "NHMUK", occurrenceID: "a/b&$&" }), "https://nhm.example/a%2Fb%26%24%26");
  assert.equal(address({ institutionCode: "YPM", occurrenceID: "7" }), "https://gbif.example/?id=7");
  assert.equal(address({ institutionCode: "YPM" }), null);
});

test("a place is linked only where both degrees are known", () => {
  assert.match(records.placeAddress({ lat: -5.5, lon: 143 }) ?? "", /mlat=-5.5&mlon=143/);
  assert.match(records.placeAddress({ lat: 0, lon: 0 }) ?? "", /mlat=0&mlon=0/);
  for (const fields of [{}, { lat: 5 }, { lat: null, lon: null }, { lat: 95, lon: 0 }, { lat: "x", lon: "y" }]) {
    assert.equal(records.placeAddress(fields), null);
  }
});

test("the author is told from the name", () => {
  const fields = { scientificName: "Papilio machaon Linnaeus, 1758", scientificNameAuthorship: "Linnaeus, 1758" };
  assert.deepEqual(records.splitName(fields), { name: "Papilio machaon", author: "Linnaeus, 1758" });
});

test("labels never touch, and the more important win", () => {
  const wishes = [
    { id: 1, x: 50, y: 50, width: 80, height: 20 },
    { id: 2, x: 90, y: 55, width: 80, height: 20 },
    { id: 3, x: 50, y: 90, width: 80, height: 20 },
  ];
  assert.deepEqual(withoutCollisions(wishes).map(({ id }) => id), [1, 3]);
});

test("labels step aside from pictures", () => {
  const label = { x: 100, y: 100, width: 60, height: 16 };
  assert.deepEqual(leastHiding(label, []), { step: 0, hidden: 0 });
  const { step, hidden } = leastHiding(label, [{ x: 76, y: 76, width: 48 }]);
  assert.ok(step !== 0 && hidden === 0);
});

test("labels appear by zoom, families first", () => {
  const label = (rank, count, zoom_from, zoom_to) => ({ name: rank, rank, count, zoom_from, zoom_to });
  const labels = [label("species", 9, 4, 9), label("genus", 5, 1, 6), label("family", 50, 0, 2)];
  assert.deepEqual(labelsAt(labels, 1).map(({ rank }) => rank), ["family", "genus"]);
  assert.deepEqual(labelsAt(labels, 5).map(({ rank }) => rank), ["genus", "species"]);
});

test("every language says everything", () => {
  const ranks = new Set(["order", "superfamily", "family", "subfamily", "tribe", "genus", "subgenus", "species", "subspecies"]);
  const keys = TEXTS.map((texts) => Object.keys(texts).filter((key) => !ranks.has(key)).sort());
  for (const others of keys.slice(1)) assert.deepEqual(others, keys[0]);
  const parts = (text) => [...text.matchAll(/\{\w+\}/g)].map(([part]) => part).sort();
  for (const key of keys[0]) assert.deepEqual(parts(TEXTS[1][key]), parts(TEXTS[0][key]), key);
});

test("a citation names the specimen, its number, its credit and its address", () => {
  const fields = {
    scientificName: "Papilio machaon",
    scientificNameAuthorship: "Linnaeus, 1758",
    institutionCode: "NHMUK",
    catalogNumber: "010",
    rightsHolder: "The Trustees",
    license: "https://creativecommons.org/licenses/by/4.0/",
  };
  assert.equal(
    citation(fields, "http://x/?specimen=1"),
    "Papilio machaon Linnaeus, 1758, NHMUK 010. © The Trustees, CC BY 4.0. http://x/?specimen=1",
  );
});

test("a word of a record is never taken for one of the page's own", () => {
  const said = (sex) => records.rows({ sex }, { language: "en", say })[0]?.[1];
  assert.equal(said("Female"), "female");
  for (const word of ["constructor", "toString", "__proto__", "theme", "card.close"]) {
    assert.equal(said(word), word);
    if (!word.includes(".") && word !== "theme") assert.equal(say(word), word);
  }
});
