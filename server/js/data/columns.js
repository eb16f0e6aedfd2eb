/**
 * Columns: one value for every specimen of the collection, by number, without any record.
 * They are what filters count, and what dots on the map are drawn from.
 *
 * @typedef {Uint8Array | Uint16Array | Uint32Array | Int16Array} Column
 * @typedef {{name: string, values: string[], counts: number[]}} Facet
 * @typedef {keyof typeof KINDS} Kind
 *
 * @import {MapInfo} from "../types.js"
 */
import { bytesOf, parsed } from "./loading.js";

/** What a year or a coordinate holds where there is none. */
export const UNKNOWN = -32768;
/** Steps of a degree of latitude and of longitude. */
export const STEPS = { lat: 364, lon: 182 };
const KINDS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i16: Int16Array };

/** Numbers from byte planes: all low bytes, then all next bytes.
 * @param {Uint8Array} bytes @param {Kind} kind @returns {Column} */
export function fromPlanes(bytes, kind) {
  const width = KINDS[kind].BYTES_PER_ELEMENT;
  const count = Math.floor(bytes.length / width);
  const mixed = new Uint8Array(count * width);
  for (let plane = 0; plane < width; plane++) {
    for (let at = 0; at < count; at++) mixed[at * width + plane] = bytes[plane * count + at];
  }
  return new KINDS[kind](mixed.buffer);
}

/** Several columns of one kind that stand one after another in a file.
 * @param {Uint8Array} bytes @param {Kind} kind @param {number} several @returns {Column[]} */
export function columnsOf(bytes, kind, several) {
  const length = bytes.length / several;
  return Array.from({ length: several }, (_, at) => fromPlanes(bytes.subarray(at * length, (at + 1) * length), kind));
}

/** Texts of one shape, whose digits, where the shape has "?", stand one text after another.
 * @param {{shape: string, digits: string}} column @returns {string[]} */
export function spelled({ shape, digits }) {
  const runs = shape.match(/\?+|[^?]+/g) ?? [];
  const width = shape.split("?").length - 1;
  return Array.from({ length: digits.length / width }, (_, row) => {
    let [text, at] = ["", row * width];
    for (const run of runs) {
      text += run[0] === "?" ? digits.slice(at, at + run.length) : run;
      if (run[0] === "?") at += run.length;
    }
    return text;
  });
}

export class Columns {
  /** @type {Map<string, Promise<Column>>} */ #asked = new Map();
  /** @type {Promise<Facet[]> | null} */ #facets = null;

  /** @param {MapInfo} info */
  constructor(info) {
    this.info = info;
    this.count = info.specimens;
  }

  /** @param {string} name */
  has(name) {
    return name in this.info.column_types;
  }

  /** A column by its name; asked for once, and again if that failed.
   * @param {string} name @returns {Promise<Column>} */
  column(name) {
    const before = this.#asked.get(name);
    if (before) return before;
    const asked = this.#read(name);
    this.#asked.set(name, asked);
    asked.catch(() => this.#asked.delete(name));
    return asked;
  }

  /** What the collection can be filtered by. @returns {Promise<Facet[]>} */
  facets() {
    this.#facets ??= bytesOf(this.info.facets).then(parsed);
    this.#facets.catch(() => (this.#facets = null));
    return this.#facets;
  }

  /** @param {string} name */
  async #read(name) {
    const kind = /** @type {Kind} */ (this.info.column_types[name]);
    if (!kind) throw new Error(`there is no column ${name}`);
    const column = fromPlanes(await bytesOf(this.info.columns.replace("{name}", name)), kind);
    if (column.length !== this.count) throw new Error(`column ${name} has ${column.length} values`);
    return column;
  }
}
