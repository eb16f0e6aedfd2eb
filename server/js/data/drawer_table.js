/**
 * Which drawers there are, and which specimens lie in which: numbers run through the drawers, zoom
 * by zoom, along a Z-order curve.
 *
 * @import {MapInfo, Square} from "../types.js"
 */
import { drawerZoom } from "../map/geometry.js";
import { columnsOf } from "./columns.js";

/** The bits of x and y (below 2^16) in turn.
 * @param {number} x @param {number} y */
export function morton(x, y) {
  let code = 0;
  for (let bit = 0; bit < 16; bit++) {
    code += (((x >> bit) & 1) + 2 * ((y >> bit) & 1)) * 4 ** bit;
  }
  return code;
}

/** @param {number} code */
export function unmorton(code) {
  let [x, y] = [0, 0];
  for (let bit = 0, rest = code; rest > 0; bit++, rest = Math.floor(rest / 4)) {
    x |= (rest & 1) << bit;
    y |= ((rest >> 1) & 1) << bit;
  }
  return { x, y };
}

export class DrawerTable {
  /** @type {Map<string, number>} */ #starts = new Map();
  /** @type {number[]} */ #ends = [];
  /** @type {string[]} */ #names = [];
  /** @type {number[]} */ #drawn = [];

  /** @param {Pick<MapInfo, "drawers_at" | "drawer_span">} info @param {Uint8Array} bytes */
  constructor(info, bytes) {
    this.span = info.drawer_span;
    const [codes, counts] = columnsOf(bytes, "u32", 2);
    let [at, number] = [0, 0];
    info.drawers_at.forEach((several, first) => {
      for (const end = at + several; at < end; at++) {
        const { x, y } = unmorton(codes[at]);
        const name = `${first}/${x}/${y}`;
        this.#starts.set(name, number);
        this.#names.push(name);
        this.#ends.push((number += counts[at]));
      }
      this.#drawn.push(number);
    });
  }

  /** How many specimens are drawn at a zoom of the tiles: those of all lower numbers.
   * @param {number} zoom */
  drawnAt(zoom) {
    return this.#drawn[Math.min(zoom, this.#drawn.length - 1)] ?? 0;
  }

  /** Whether there is a drawer for a first zoom at a square.
   * @param {number} first @param {{x: number, y: number}} square */
  has(first, { x, y }) {
    return this.#starts.has(`${first}/${x}/${y}`);
  }

  /** The number of a drawer's first specimen.
   * @param {string} name */
  start(name) {
    return this.#starts.get(name) ?? 0;
  }

  /** The name ("first/x/y") of the drawer that holds a number; none for a number that is none.
   * @param {number} number @returns {string | undefined} */
  holding(number) {
    if (!(number >= 0)) return undefined;
    let [low, high] = [0, this.#ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ends[middle] <= number) low = middle + 1;
      else high = middle;
    }
    return this.#names[low];
  }

  /** The square that a drawer's records lie in.
   * @param {string} name @returns {Square} */
  square(name) {
    const [first, x, y] = name.split("/").map(Number);
    return { z: drawerZoom(first, this.span), x, y };
  }
}
