/**
 * Dimensions: the ways in which specimens are told apart, each over the whole collection.
 *
 * Every specimen has one bit for every dimension, set while that dimension turns it away. So what is
 * meant are the specimens without any bit, and what a dimension could still choose from are those
 * without any other bit: one pass over a column each, nothing kept but the bits.
 *
 * @import {Column} from "../data/columns.js"
 * @typedef {Uint16Array} Bits
 */
import { UNKNOWN } from "../data/columns.js";

/** A dimension of values: a specimen has one, or none (value 0). Chosen values are alternatives. */
export class Values {
  /** @type {Set<number>} */ chosen = new Set();

  /** @param {Column} codes  of each specimen @param {number} size  how many values there are */
  constructor(codes, size) {
    this.codes = codes;
    this.size = size;
  }

  get isActive() {
    return this.chosen.size > 0;
  }

  clear() {
    this.chosen.clear();
  }

  /** 1 for each value that is accepted. */
  accepted() {
    const table = new Uint8Array(this.size).fill(this.isActive ? 0 : 1);
    for (const value of this.chosen) table[value] = 1;
    return table;
  }

  /** Set or take away this dimension's bit of every specimen.
   * @param {Bits} bits @param {number} bit */
  mark(bits, bit) {
    markBy(this.codes, this.accepted(), bits, bit);
  }

  /** How many specimens have each value, of those that no other dimension turns away.
   * @param {Bits} bits @param {number} bit @returns {Uint32Array} */
  counts(bits, bit) {
    return tally(this.codes, this.size, bits, bit);
  }
}

/** A dimension of taxa of one rank, or of any: a specimen belongs to its taxon and all above. */
export class TaxonValues extends Values {
  /** @param {Column} codes  lowest taxon of each specimen, `size` - 1 for none
   * @param {number} size @param {(number | null)[]} parents  of each taxon; parents come first
   * @param {number[]} [higher]  taxa too high to tell anything of the rank: who is known to them alone has none */
  constructor(codes, size, parents, higher = []) {
    super(codes, size);
    this.parents = parents;
    this.higher = higher;
  }

  accepted() {
    const table = super.accepted();
    this.parents.forEach((parent, taxon) => {
      if (parent != null && parent >= 0 && table[parent]) table[taxon] = 1;
    });
    if (table[this.size - 1]) for (const taxon of this.higher) table[taxon] = 1;
    return table;
  }

  /** @param {Bits} bits @param {number} bit */
  counts(bits, bit) {
    const found = super.counts(bits, bit);
    for (const taxon of this.higher) found[this.size - 1] += found[taxon];
    for (let taxon = this.parents.length - 1; taxon >= 0; taxon--) {
      const parent = this.parents[taxon];
      if (parent != null && parent >= 0) found[parent] += found[taxon];
    }
    return found;
  }
}

/** A dimension of numbers, from one to another, both included; what has none is outside. */
export class Range {
  /** @type {[number, number] | null} */ chosen = null;

  /** @param {Column} values */
  constructor(values) {
    this.values = values;
  }

  get isActive() {
    return this.chosen !== null;
  }

  clear() {
    this.chosen = null;
  }

  /** What is chosen, for an address. */
  get text() {
    return this.chosen ? this.chosen.join("..") : "";
  }

  /** Choose what an address says; false if it says nothing.
   * @param {string} text */
  read(text) {
    const [low, high] = text.split("..").map(Number);
    if (low <= high) this.chosen = [low, high];
    return low <= high;
  }

  /** @param {Bits} bits @param {number} bit */
  mark(bits, bit) {
    const { values } = this;
    const [low, high] = this.chosen ?? [-Infinity, Infinity];
    const isAll = !this.chosen;
    for (let at = 0; at < bits.length; at++) {
      const value = values[at];
      if (isAll || (value >= low && value <= high && value !== UNKNOWN)) bits[at] &= ~bit;
      else bits[at] |= bit;
    }
  }

  /** How many specimens fall into each bin of a width, from the lowest bin that has any.
   * @param {Bits} bits @param {number} bit @param {number} width
   * @returns {{from: number, counts: number[], unknown: number}} */
  bins(bits, bit, width) {
    const { values } = this;
    /** @type {Map<number, number>} */
    const found = new Map();
    let unknown = 0;
    for (let at = 0; at < bits.length; at++) {
      if (bits[at] & ~bit) continue;
      if (values[at] === UNKNOWN) unknown++;
      else {
        const bin = Math.floor(values[at] / width);
        found.set(bin, (found.get(bin) ?? 0) + 1);
      }
    }
    const [first, last] = [Math.min(...found.keys()), Math.max(...found.keys())];
    const counts = found.size ? Array.from({ length: last - first + 1 }, (_, at) => found.get(first + at) ?? 0) : [];
    return { from: found.size ? first * width : 0, counts, unknown };
  }
}

/** How many specimens no dimension turns away.
 * @param {Bits} bits */
export function meant(bits) {
  let count = 0;
  for (let at = 0; at < bits.length; at++) if (!bits[at]) count++;
  return count;
}

/** @param {Column} codes @param {Uint8Array} accepted @param {Bits} bits @param {number} bit */
function markBy(codes, accepted, bits, bit) {
  for (let at = 0; at < bits.length; at++) {
    if (accepted[codes[at]]) bits[at] &= ~bit;
    else bits[at] |= bit;
  }
}

/** @param {Column} codes @param {number} size @param {Bits} bits @param {number} bit */
function tally(codes, size, bits, bit) {
  const found = new Uint32Array(size);
  const others = ~bit;
  for (let at = 0; at < bits.length; at++) if (!(bits[at] & others)) found[codes[at]]++;
  return found;
}
