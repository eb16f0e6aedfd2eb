/**
 * Drawers: the records behind a square of the map, in columns, each record kept once, in the
 * drawer of the zoom at which it first appears. They are loaded as the map is looked at.
 *
 * @import {Box, Fields, MapInfo, Specimen, Square} from "../types.js"
 * @import {DrawerTable} from "./drawer_table.js"
 * @import {Loader} from "./loading.js"
 */
import { spelled } from "./columns.js";
import { drawerZoom, side, squaresOver, touches } from "../map/geometry.js";

/** How many drawers stay in memory. */
const KEPT = 600;
/** What a column's template may name: columns that are never templates over one another. */
const TEMPLATE = /\{(image|occurrenceID|catalogNumber)\}/g;

export class Drawers {
  /** @type {Map<string, Promise<Specimen[]>>} */ #asked = new Map();
  /** @type {Map<string, Specimen[]>} */ #there = new Map();
  #info;
  #load;

  /** @param {MapInfo} info @param {DrawerTable} table @param {Loader} load */
  constructor(info, table, load) {
    this.#info = info;
    this.#load = load;
    this.table = table;
    this.span = info.drawer_span;
    this.unit = (2 * info.thumbnail_size) / info.tile_size;
  }

  /** Names ("first/x/y") of the drawers with records that a box can show at a zoom.
   * @param {Box} box @param {number} zoom  of the tiles */
  names(box, zoom) {
    const names = [];
    for (let first = 0; first <= zoom; first++) {
      const z = drawerZoom(first, this.span);
      const margin = side(Math.max(first, this.#info.min_full_zoom), zoom, this.unit) / 2;
      for (const { x, y } of squaresOver(widened(box, margin), z)) {
        if (this.table.has(first, { x, y })) names.push(`${first}/${x}/${y}`);
      }
    }
    return names;
  }

  /** Load drawers; resolves when all are there. One that cannot be had counts as empty.
   * @param {string[]} names */
  async load(names) {
    await Promise.all(names.map((name) => this.#one(name)));
    this.#forget(new Set(names));
  }

  /** Specimens drawn in a box at a zoom, of those that are loaded.
   * @param {Box} box @param {number} zoom @returns {Specimen[]} */
  within(box, zoom) {
    const found = [];
    for (const name of this.names(box, zoom)) {
      for (const specimen of this.#there.get(name) ?? []) {
        const half = side(specimen.full, zoom, this.unit) / 2;
        if (touches(box, around(specimen, half))) found.push(specimen);
      }
    }
    return found;
  }

  /** The specimens of these numbers, in their order; their drawers are loaded.
   * @param {number[]} numbers @returns {Promise<Specimen[]>} */
  async specimens(numbers) {
    const found = await Promise.all(
      numbers.map(async (number) => {
        const name = this.table.holding(number);
        return name && (await this.#one(name))[number - this.table.start(name)];
      }),
    );
    return /** @type {Specimen[]} */ (found.filter(Boolean));
  }

  /** The specimen of a name among numbers that it may have.
   * @param {string} key  occurrenceID or image id @param {number[]} numbers
   * @returns {Promise<Specimen | null>} */
  async find(key, numbers) {
    const named = (await this.specimens(numbers)).filter(
      (one) => one.image === key || value(one, "occurrenceID") === key,
    );
    return named.find((one) => one.image === key) ?? named[0] ?? null;
  }

  /** @param {string} name @returns {Promise<Specimen[]>} */
  #one(name) {
    const before = this.#asked.get(name);
    if (before) return before;
    const [z, x, y] = name.split("/");
    const address = this.#info.drawers.replace("{z}", z).replace("{x}", x).replace("{y}", y);
    const asked = this.#load(address).then(
      (columns) => {
        const where = { first: Number(z), start: this.table.start(name), square: this.table.square(name) };
        const specimens = unpack({ ...this.#info.defaults, ...columns }, where, this.#info);
        this.#there.set(name, specimens);
        return specimens;
      },
      () => {
        this.#asked.delete(name);
        return [];
      },
    );
    this.#asked.set(name, asked);
    return asked;
  }

  /** @param {Set<string>} needed */
  #forget(needed) {
    for (const name of this.#there.keys()) {
      if (this.#there.size <= KEPT) return;
      if (needed.has(name)) continue;
      this.#there.delete(name);
      this.#asked.delete(name);
    }
  }
}

/** Specimens of a drawer's columns.
 * @param {Record<string, any>} columns  places are pixels of the deepest zoom, from the corner
 * @param {{first: number, start: number, square: Square}} where
 * @param {Pick<MapInfo, "maxzoom" | "tile_size">} info @returns {Specimen[]} */
export function unpack(columns, { first, start, square }, info) {
  for (const [term, column] of Object.entries(columns)) if (column?.digits) columns[term] = spelled(column);
  const count = columns.x?.length ?? 0;
  const pixel = 2 / (info.tile_size * 2 ** info.maxzoom);
  const edge = 2 / 2 ** square.z;
  return Array.from({ length: count }, (_, row) => ({
    image: String(cell(columns, "image", row)),
    number: start + row,
    x: square.x * edge - 1 + Number(cell(columns, "x", row)) * pixel,
    y: square.y * edge - 1 + Number(cell(columns, "y", row)) * pixel,
    full: Number(cell(columns, "full", row)),
    taxon: Number(cell(columns, "taxon", row) ?? -1),
    first,
    columns,
    row,
  }));
}

/** The whole record of a specimen, by term.
 * @param {Specimen} specimen @returns {Fields} */
export function record(specimen) {
  const entries = Object.keys(specimen.columns).map((term) => [term, value(specimen, term)]);
  return Object.fromEntries(entries.filter(([, text]) => text !== "" && text != null));
}

/** One term of a specimen's record.
 * @param {Specimen} specimen @param {string} term */
export const value = (specimen, term) => cell(specimen.columns, term, specimen.row);

/** The name that an address gives a specimen.
 * @param {Specimen | null} specimen */
export const keyOf = (specimen) =>
  specimen ? String(value(specimen, "occurrenceID") || specimen.image) : "";

/** One cell of a table whose columns are lists, {values, index}, {same} or {template}.
 * @param {Record<string, any>} columns @param {string} term @param {number} row
 * @returns {any} */
function cell(columns, term, row) {
  const column = columns[term];
  if (column == null) return undefined;
  if (Array.isArray(column)) return column[row];
  if ("same" in column) return column.same;
  if ("values" in column) return column.values[column.index[row]];
  return String(column.template).replace(TEMPLATE, (_, other) => cell(columns, other, row) ?? "");
}

/** @param {Box} box @param {number} by @returns {Box} */
const widened = (box, by) => ({
  x0: box.x0 - by,
  y0: box.y0 - by,
  x1: box.x1 + by,
  y1: box.y1 + by,
});

/** @param {{x: number, y: number}} place @param {number} half @returns {Box} */
const around = ({ x, y }, half) => ({ x0: x - half, y0: y - half, x1: x + half, y1: y + half });
