/**
 * The filter: which of all specimens are meant, by number, and how many there would be otherwise.
 *
 * @import {GeoBox} from "./area.js"
 * @import {Column, Columns, Facet} from "../data/columns.js"
 * @import {Taxa} from "../data/taxa.js"
 */
import { Area } from "./area.js";
import { DECADE, decadesOf } from "./decades.js";
import { meant, Range, TaxonValues, Values } from "./dimensions.js";
import { nameOf, valueOf } from "./naming.js";

/** Ranks that have a section of their own. */
export const RANKS = ["family", "genus", "species"];
/** Between the values of one dimension in an address. */
const OR = "|";

export class Filter {
  /** What can be filtered by, in the order of the page. @type {Facet[]} */ facets = [];
  /** @type {Map<string, Values | Range | Area>} */ dimensions = new Map();
  /** Called after every change. @type {Set<() => void>} */ listeners = new Set();
  count = 0;
  /** What the list of words that is meant is called. */
  listed = "";
  /** Lowest taxon of each specimen; one past the last for none. @type {Column | undefined} */ lowest;
  /** @type {Uint16Array} */ #bits;
  /** @type {Map<string, number>} */ #bit = new Map();

  /** @param {Columns} columns @param {Taxa} taxa */
  constructor(columns, taxa) {
    this.columns = columns;
    this.taxa = taxa;
    this.count = columns.count;
    this.#bits = new Uint16Array(columns.count);
  }

  /** Whether anything is chosen. */
  get isActive() {
    return [...this.dimensions.values()].some((one) => one.isActive);
  }

  /** 0 for every specimen that is meant. */
  get bits() {
    return this.#bits;
  }

  /** Whether a specimen is meant.
   * @param {number} number */
  has(number) {
    return this.#bits[number] === 0;
  }

  /** Load what the dimensions of these names need; all that there are, if none is named.
   * @param {string[]} [names] */
  async load(names) {
    const facets = await this.columns.facets();
    this.facets = [...facets, ...this.facets.filter(({ name }) => name === DECADE)];
    const wanted = names ?? ["taxon", ...RANKS, ...facets.map(({ name }) => name), "years", DECADE];
    await Promise.all(wanted.filter((name) => !this.dimensions.has(name)).map((name) => this.#add(name)));
  }

  /** @param {string} name */
  async #add(name) {
    const facet = this.facets.find((one) => one.name === name);
    const ofTaxa = name === "taxon" || RANKS.includes(name);
    if (name === "box") return this.#addArea();
    if (name === DECADE) return this.#addDecades();
    if (!facet && !ofTaxa && name !== "years") return;
    const column = await this.columns.column(facet ? name : ofTaxa ? "taxon" : "year");
    this.#set(name, facet ? new Values(column, facet.values.length) : ofTaxa ? this.#taxonValues(name, column) : new Range(column));
  }

  async #addDecades() {
    const { facet, codes } = decadesOf(await this.columns.column("year"));
    if (!this.dimensions.has(DECADE)) this.facets.push(facet);
    this.#set(DECADE, new Values(codes, facet.values.length));
  }

  async #addArea() {
    const [lon, lat] = await Promise.all([this.columns.column("lon"), this.columns.column("lat")]);
    this.#set("box", new Area(lon, lat));
  }

  /** @param {string} name @param {Values | Range | Area} dimension */
  #set(name, dimension) {
    if (this.dimensions.has(name)) return;
    this.#bit.set(name, 1 << this.#bit.size);
    this.dimensions.set(name, dimension);
  }

  /** @param {string} name  a rank, or taxon for any @param {Column} column */
  #taxonValues(name, column) {
    const { size, columns } = this.taxa;
    const { rank, parent } = columns;
    const tells = new Uint8Array(size);
    parent.forEach((above, taxon) => (tells[taxon] = Number(rank[taxon] === name || (above != null && above >= 0 && tells[above]))));
    const higher = RANKS.includes(name) ? [...tells.keys()].filter((taxon) => !tells[taxon]) : [];
    const none = column instanceof Uint16Array ? 0xffff : 0xffffffff;
    this.lowest ??= column.map((taxon) => (taxon === none ? size : taxon));
    return new TaxonValues(/** @type {Column} */ (this.lowest), size + 1, parent, higher);
  }

  /** Choose values of a dimension, instead of those chosen before; it must have been loaded.
   * @param {string} name @param {Iterable<number> | [number, number] | GeoBox | null} chosen  null: nothing */
  choose(name, chosen) {
    const dimension = this.dimensions.get(name);
    if (!chosen) dimension?.clear();
    else if (dimension instanceof Range) dimension.chosen = /** @type {[number, number]} */ (chosen);
    else if (dimension instanceof Area) dimension.chosen = /** @type {GeoBox} */ (chosen);
    else if (dimension) dimension.chosen = new Set(/** @type {Iterable<number>} */ (chosen));
    this.#changed([name]);
  }

  /** Mean those of a list alone, besides what else is chosen; none: no list.
   * @param {string} text  what the list is called @param {ArrayLike<number> | null} numbers */
  list(text, numbers) {
    this.listed = numbers ? text : "";
    const codes = new Uint8Array(this.columns.count);
    for (let at = 0; at < (numbers?.length ?? 0); at++) codes[/** @type {ArrayLike<number>} */ (numbers)[at]] = 1;
    const dimension = new Values(codes, 2);
    if (!this.#bit.has("words")) this.#bit.set("words", 1 << this.#bit.size);
    this.dimensions.set("words", dimension);
    this.choose("words", numbers ? [1] : []);
  }

  /** Mean all specimens again. */
  clear() {
    const active = [...this.dimensions].filter(([, one]) => one.isActive).map(([name]) => name);
    for (const name of active) this.dimensions.get(name)?.clear();
    this.#changed(active);
  }

  /** @param {string[]} names */
  #changed(names) {
    for (const name of names) this.dimensions.get(name)?.mark(this.#bits, this.#bit.get(name) ?? 0);
    this.count = this.isActive ? meant(this.#bits) : this.columns.count;
    for (const tell of this.listeners) tell();
  }

  /** How many specimens have each value of a dimension, given what all others choose.
   * @param {string} name @returns {Uint32Array} */
  counts(name) {
    const dimension = this.dimensions.get(name);
    return dimension instanceof Values
      ? dimension.counts(this.#bits, this.bitOf(name))
      : new Uint32Array();
  }

  /** The bit that a dimension sets of those that it turns away.
   * @param {string} name */
  bitOf(name) {
    return this.#bit.get(name) ?? 0;
  }

  /** How many specimens were collected in each so many years, given what all others choose.
   * @param {number} width */
  years(width) {
    const range = /** @type {Range} */ (this.dimensions.get("years"));
    return range.bins(this.#bits, this.bitOf("years"), width);
  }

  /** The name of a value of a dimension; an empty one is "not stated".
   * @param {string} name @param {number} value */
  nameOf(name, value) {
    return name === "words" ? this.listed : nameOf(this, name, value);
  }

  /** What is chosen, as texts for an address. @returns {Record<string, string>} */
  state() {
    /** @type {Record<string, string>} */
    const state = {};
    for (const [name, dimension] of this.dimensions) {
      if (!dimension.isActive || name === "taxon") continue;
      state[name] =
        dimension instanceof Values
          ? [...dimension.chosen].map((value) => this.nameOf(name, value)).join(OR)
          : dimension.text;
    }
    return state;
  }

  /** Choose what an address says; what it names and nobody knows is left out and told.
   * @param {Record<string, string>} state @returns {Promise<string[]>}  what is unknown */
  async restore(state) {
    const names = Object.keys(state);
    await this.load(names);
    const unknown = names.flatMap((name) => this.#restore(name, state[name]));
    const active = [...this.dimensions.keys()].filter((name) => name !== "taxon");
    for (const name of active) if (!(name in state)) this.dimensions.get(name)?.clear();
    this.#changed(active);
    return unknown;
  }

  /** @param {string} name @param {string} text @returns {string[]} */
  #restore(name, text) {
    const dimension = this.dimensions.get(name);
    if (!dimension) return [name];
    if (!(dimension instanceof Values)) return dimension.read(text) ? [] : [text];
    if (name === "words") return [];
    const values = text.split(OR).map((one) => ({ one, value: valueOf(this, name, one) }));
    dimension.chosen = new Set(values.filter(({ value }) => value >= 0).map(({ value }) => value));
    return values.filter(({ value }) => value < 0).map(({ one }) => one);
  }
}
