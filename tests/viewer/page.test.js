import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { firstTiles } from "../../server/js/first.js";

const server = new URL("../../server/", import.meta.url);

/** Addresses of all modules that a module imports before it runs, and those that they import. */
function needed(address, found = new Set()) {
  const text = readFileSync(new URL(address, server), "utf8");
  for (const [, name] of text.matchAll(/^(?:import|export|}) .*?"(\.[^"]+)";$|^import "(\.[^"]+)";$/gm)) {
    const next = new URL(name, new URL(address, server)).href.slice(server.href.length);
    if (!found.has(next)) needed(next, found.add(next));
  }
  return found;
}

test("the page announces every module that the first picture waits for, so that none waits for another", () => {
  const page = readFileSync(new URL("index.html", server), "utf8");
  const announced = [...page.matchAll(/modulepreload" href="([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(announced.sort(), [...needed("js/main.js", needed("js/first.js"))].sort());
});

test("the first picture waits for little: what comes later stands in the template", () => {
  const page = readFileSync(new URL("index.html", server), "utf8");
  const [before] = page.split('<template id="later">');
  const asked = [...before.matchAll(/(?:href|src)="((?:js|css|vendor)\/[^"]+)"/g)].map(([, name]) => name);
  const bytes = asked.reduce((sum, name) => sum + readFileSync(new URL(name, server)).length, page.length);
  assert.ok(bytes < 48_000, `${bytes} bytes before the first picture`);
  assert.deepEqual([...needed("js/first.js")].filter((name) => !asked.includes(name)), []);
});

test("the first picture is of few tiles, none finer than the map", () => {
  const whole = { bounds: [-0.9, -0.9, 0.9, 0.9], maxzoom: 5 };
  assert.deepEqual(firstTiles(whole, 0.3), [{ z: 0, x: 0, y: 0 }]);
  assert.equal(firstTiles(whole, 1.8).length, 4);
  assert.deepEqual(firstTiles({ ...whole, maxzoom: 0 }, 1.8), [{ z: 0, x: 0, y: 0 }]);
  const flat = { bounds: [-0.9, -0.2, 0.9, -0.1], maxzoom: 5 };
  assert.deepEqual(firstTiles(flat, 2), [0, 1, 2, 3].map((x) => ({ z: 2, x, y: 1 })));
});

test("the page about the map says the same in both languages", () => {
  const shape = (name) =>
    [...readFileSync(new URL(name, server), "utf8").split("<main>")[1].matchAll(/<(\w+)|id="([^"]+)"/g)].map(([, tag, id]) => tag ?? id);
  assert.deepEqual(shape("about.de.html"), shape("about.html"));
});
