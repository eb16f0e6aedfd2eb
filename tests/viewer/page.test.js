import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

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
  assert.deepEqual(announced.sort(), [...needed("js/main.js")].sort());
});
