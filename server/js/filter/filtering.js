/**
 * Filtering at work: loads what it needs when it is first wanted, and shows on the map what is
 * meant: pictures without a veil, dots for the rest, in the colours of the legend.
 *
 * @import {Viewer} from "../viewer.js"
 * @import {Specimen} from "../types.js"
 */
import { Columns, UNKNOWN } from "../data/columns.js";
import { Words } from "../data/words.js";
import { colour as ofSheet, isDark } from "../page/ground.js";
import { coloured, pixel, ranked } from "./colouring.js";
import { DotLayer } from "./dot_layer.js";
import { Filter } from "./filter.js";
import { Panel } from "./panel.js";

/** From this share of pictures on, colours are told by bars under them and not by dots alone. */
const PICTURES = 0.7;

/** @typedef {{value: number, name: string, colour: string, count: number}} LegendEntry */

export class Filtering {
  /** The dimension that colours tell, or none. */
  colourBy = "";
  /** @type {string[]} */ #colours = [];
  /** @type {ArrayLike<number>} */ #codes = [];

  /** @param {Viewer} viewer @param {Filter} filter @param {DotLayer} dots */
  constructor(viewer, filter, dots) {
    this.viewer = viewer;
    this.filter = filter;
    this.dots = dots;
    this.panel = new Panel(viewer, this);
    filter.listeners.add(() => this.show());
    viewer.map.leaflet.on("move", () => this.#step());
  }

  /** @param {Viewer} viewer */
  static async begin(viewer) {
    const columns = new Columns(viewer.info);
    const filter = new Filter(columns, viewer.taxa);
    const [x, y] = await Promise.all([columns.column("x"), columns.column("y"), filter.load(["taxon"])]);
    const { table } = viewer.drawers;
    const kept = () => {
      const { marks } = viewer;
      return filter.isActive && marks.filter ? viewer.visible.filter(marks.filter).map((one) => marks.square(one)) : [];
    };
    return new Filtering(viewer, filter, new DotLayer(viewer.map, { x, y }, (zoom) => table.drawnAt(zoom), kept));
  }

  /** Show on the map what is meant, and tell the page. */
  show() {
    const { filter, dots, viewer } = this;
    const isWanted = filter.isActive || this.colourBy !== "";
    const plain = pixel(opaque(ofSheet("accent")));
    const pixels = this.#colours.map(pixel);
    dots.colour = !isWanted ? null : this.colourBy ? (number) => pixels[this.#codes[number]] : () => plain;
    dots.bits = filter.isActive ? filter.bits : null;
    this.#step();
    dots.plan();
    this.panel.update();
    viewer.filtered();
  }

  /** Where most specimens are dots, pictures step back; where they are pictures, each has a bar. */
  #step() {
    const { map, marks, info, drawers } = this.viewer;
    const isFar = drawers.table.drawnAt(map.tileZoom) < PICTURES * info.specimens;
    marks.dimmed = this.colourBy && isFar ? 0.55 : 0;
    marks.colourOf = this.colourBy && !isFar ? (specimen) => this.#colours[this.#codes[specimen.number]] : null;
  }

  /** Colour specimens by a dimension; "" for none.
   * @param {string} name */
  async paint(name) {
    await this.filter.load(name ? [name] : []);
    this.colourBy = this.filter.dimensions.has(name) ? name : "";
    this.recolour();
  }

  /** Mean the specimens that have all words of a text.
   * @param {string} text @param {ArrayLike<number>} [numbers]  if they are known */
  async meanWords(text, numbers) {
    const found = numbers ?? (text ? await new Words(this.viewer.info).numbers(text) : []);
    this.filter.list(text, found.length ? found : null);
    return found.length;
  }

  /** Mean what an address says; resolves to what nobody knows.
   * @param {Record<string, string>} filters @returns {Promise<string[]>} */
  async restore({ words = "", ...others }) {
    if (words !== this.filter.listed) await this.meanWords(words);
    const state = this.filter.listed ? { ...others, words } : others;
    const unknown = await this.filter.restore(state);
    return words && !this.filter.listed ? [words, ...unknown] : unknown;
  }

  /** Take the colours of the light or dark ground. */
  recolour() {
    const name = this.colourBy;
    if (name === "years") this.#codes = this.#decades();
    else if (name) this.#codes = this.#valuesOf(name);
    this.#colours = name ? coloured(this.#size, this.#chosen, this.#none, isDark()) : [];
    this.show();
  }

  /** What each colour means, with how many of those that are meant have it.
   * @returns {LegendEntry[]} */
  legend() {
    if (!this.colourBy) return [];
    const counts = new Uint32Array(this.#size);
    const { bits } = this.filter;
    for (let number = 0; number < bits.length; number++) if (!bits[number]) counts[this.#codes[number]]++;
    const entry = (/** @type {number} */ value) => ({
      value, name: this.#named(value), colour: this.#colours[value], count: counts[value],
    });
    const own = this.#chosen.map(entry).filter(({ count }) => count > 0);
    const none = counts[this.#none] ? [entry(this.#none)] : [];
    const known = [...own, ...none].reduce((sum, { count }) => sum + count, 0);
    const rest = this.filter.count - known;
    const last = this.#colours.findIndex((_, value) => value !== this.#none && !this.#chosen.includes(value));
    return [...own, ...(rest > 0 ? [{ value: -1, name: "", colour: this.#colours[last], count: rest }] : []), ...none];
  }

  /** @type {number[]} */ #chosen = [];
  #none = 0;
  #size = 0;
  /** @type {(value: number) => string} */ #named = String;

  /** @param {string} name */
  #valuesOf(name) {
    const { filter, viewer } = this;
    const facet = filter.facets.find((one) => one.name === name);
    const dimension = /** @type {import("./dimensions.js").Values} */ (filter.dimensions.get(name));
    this.#size = dimension.size;
    this.#none = facet ? 0 : dimension.size - 1;
    this.#named = (value) => filter.nameOf(name, value) ?? "";
    const { columns } = viewer.taxa;
    const counts = facet ? facet.counts : columns.count.map((count, at) => (columns.rank[at] === name ? count : 0));
    this.#chosen = ranked(counts, this.#none);
    return facet ? dimension.codes : this.#atRank(name, dimension.codes);
  }

  /** The taxon of a rank that each specimen belongs to.
   * @param {string} rank @param {ArrayLike<number>} lowest */
  #atRank(rank, lowest) {
    const { columns, size } = this.viewer.taxa;
    const above = new Uint32Array(size + 1).fill(size);
    columns.parent.forEach((parent, at) => {
      above[at] = columns.rank[at] === rank ? at : parent != null && parent >= 0 ? above[parent] : size;
    });
    return Uint32Array.from(lowest, (taxon) => above[taxon]);
  }

  /** Eight spans of time that cover what is dated. */
  #decades() {
    const range = /** @type {import("./dimensions.js").Range} */ (this.filter.dimensions.get("years"));
    const dated = range.values.filter((year) => year !== UNKNOWN).sort();
    const [first, last] = [dated[Math.floor(dated.length * 0.01)] ?? 0, dated[Math.floor(dated.length * 0.99)] ?? 0];
    const width = Math.max(5, Math.ceil((last - first + 1) / 8 / 5) * 5);
    const start = Math.floor(first / width) * width;
    this.#size = 9;
    this.#none = 8;
    this.#chosen = [0, 1, 2, 3, 4, 5, 6, 7];
    this.#named = (value) => `${start + value * width}–${start + value * width + width - 1}`;
    return Uint8Array.from(range.values, (year) =>
      year === UNKNOWN ? 8 : Math.min(7, Math.max(0, Math.floor((year - start) / width))),
    );
  }
}

/** A colour of the style sheet as #rrggbb.
 * @param {string} text */
const opaque = (text) => (/^#[0-9a-f]{6}$/i.test(text) ? text : "#7c3a2a");
