/**
 * Which specimens a person has collected, by number and by name. What can be done with them is
 * loaded when the first is collected.
 *
 * @import {Specimen} from "./types.js"
 * @import {Viewer} from "./viewer.js"
 */
import { keyOf } from "./data/drawers.js";
import { whereIs } from "./data/ids.js";
import { sheet } from "./page/sheets.js";
import { say } from "./page/strings.js";

/** So many names at most stand in an address. */
const IN_ADDRESS = 60;

export class Selecting {
  /** Names of the specimens that are collected, by number; empty while not known.
   * @type {Map<number, string>} */
  collected = new Map();
  /** Called after every change. @type {Set<() => void>} */ listeners = new Set();
  /** @type {Promise<import("./selection/tray.js").Tray> | null} */ #tray = null;

  /** @param {Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
  }

  /** @param {number} number */
  has(number) {
    return this.collected.has(number);
  }

  /** Collect specimens or put them back.
   * @param {Iterable<Specimen>} specimens @param {boolean} isIn */
  set(specimens, isIn) {
    for (const specimen of specimens) {
      if (isIn) this.collected.set(specimen.number, keyOf(specimen));
      else this.collected.delete(specimen.number);
    }
    this.#changed();
  }

  /** Collect specimens of which only the numbers are known.
   * @param {Iterable<number>} numbers */
  async add(numbers) {
    const more = [...numbers].filter((number) => !this.collected.has(number));
    for (const number of more) this.collected.set(number, "");
    this.#changed();
    if (this.collected.size > IN_ADDRESS) return;
    for (const specimen of await this.viewer.drawers.specimens(more))
      if (this.has(specimen.number)) this.collected.set(specimen.number, keyOf(specimen));
    this.#changed();
  }

  clear() {
    this.collected.clear();
    this.#changed();
  }

  /** The names for an address; none if they are too many or not known yet.
   * @returns {string[]} */
  keys() {
    const keys = [...this.collected.values()];
    return keys.length > IN_ADDRESS || keys.includes("") ? [] : keys;
  }

  /** Collect what an address names, and nothing else.
   * @param {string[]} keys */
  async restore(keys) {
    if (!keys.length && !this.collected.size) return;
    const found = await Promise.all(
      keys.slice(0, IN_ADDRESS).map(async (key) => {
        const numbers = await whereIs(key, this.viewer.info).catch(() => []);
        return this.viewer.drawers.find(key, numbers);
      }),
    );
    const there = found.filter((one) => one !== null);
    if (there.length < keys.length) this.viewer.notice(say("select.lost", { count: keys.length - there.length }));
    this.collected = new Map(there.map((one) => [one.number, keyOf(one)]));
    this.#changed();
  }

  /** What can be done with the collected specimens. */
  tray() {
    this.#tray ??= Promise.all([import("./selection/tray.js"), sheet("selection")]).then(([{ Tray }]) => new Tray(this.viewer));
    this.#tray.catch(() => (this.#tray = null));
    return this.#tray;
  }

  #changed() {
    if (this.collected.size) this.tray().then((tray) => tray.update(), () => {});
    for (const tell of this.listeners) tell();
    this.viewer.marks.plan();
    this.viewer.route.write("replaceState");
  }
}
