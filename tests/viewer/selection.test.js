import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { archive, crc32 } from "../../server/js/selection/archive.js";
import { inside, within } from "../../server/js/selection/inside.js";
import { credits, grid } from "../../server/js/selection/plate.js";
import { cell, table } from "../../server/js/selection/table.js";

test("a lasso holds what it is drawn round, hollows left out", () => {
  const horseshoe = [[0, 0], [10, 0], [10, 10], [7, 10], [7, 3], [3, 3], [3, 10], [0, 10]].map(([x, y]) => ({ x, y }));
  assert.ok(inside(horseshoe, 1, 9));
  assert.ok(inside(horseshoe, 5, 1));
  assert.ok(!inside(horseshoe, 5, 8));
  assert.ok(!inside(horseshoe, 11, 5));
});

test("a lasso finds specimens by number, of those that are meant", () => {
  const square = [[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]].map(([x, y]) => ({ x, y }));
  const places = { x: [32768, 0, 40000, 60000], y: [32768, 0, 30000, 32768] };
  assert.deepEqual(within(square, places, () => true), [0, 2]);
  assert.deepEqual(within(square, places, (number) => number !== 0), [2]);
});

test("a table is read by a spreadsheet program and runs nothing in it", () => {
  assert.equal(cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
  assert.equal(cell('say "a", b'), '"say ""a"", b"');
  assert.equal(cell(-10.25), "-10.25");
  assert.equal(cell(undefined), "");
  const text = table([{ scientificName: "Papilio machaon", date: "1899-12", lat: -3.5, locality: "Kew,\nSurrey" }]);
  assert.equal(text.charCodeAt(0), 0xfeff);
  const python = "import csv,io,sys,json;print(json.dumps(list(csv.DictReader(io.StringIO(sys.stdin.buffer.read().decode('utf-8-sig'))))))";
  const { stdout } = spawnSync("python3", ["-c", python], { input: text, encoding: "utf8" });
  const [row] = JSON.parse(stdout);
  assert.deepEqual([row.scientificName, row.eventDate, row.decimalLatitude, row.locality], ["Papilio machaon", "1899-12", "-3.5", "Kew,\nSurrey"]);
});

test("an archive is opened by another program, every byte in its place", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  const bytes = Uint8Array.from({ length: 5000 }, (_, at) => (at * 7) % 256);
  const path = join(mkdtempSync(join(tmpdir(), "zip-")), "a.zip");
  writeFileSync(path, archive([{ name: "bilder/ä.png", bytes }, { name: "empty.txt", bytes: new Uint8Array() }]));
  const python = "import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);print(z.testzip(),z.namelist(),sum(z.read('bilder/ä.png')))";
  const { stdout } = spawnSync("python3", ["-c", python, path], { encoding: "utf8", env: { ...process.env, PYTHONUTF8: "1" } });
  assert.equal(stdout.trim(), `None ['bilder/ä.png', 'empty.txt'] ${bytes.reduce((sum, byte) => sum + byte, 0)}`);
});

test("a plate is a little wider than high and names every holder once", () => {
  assert.deepEqual(grid(1), { columns: 1, rows: 1 });
  assert.deepEqual(grid(12), { columns: 4, rows: 3 });
  const one = { rightsHolder: "A", license: "https://creativecommons.org/licenses/by/4.0/" };
  assert.deepEqual(credits([{ rightsHolder: "B" }, one, one, {}]), ["© A, CC BY 4.0", "© B"]);
});
