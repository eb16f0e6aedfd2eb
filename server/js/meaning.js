/**
 * Which specimens are meant: those of the chosen taxon and of the filter. The filter is loaded when it
 * is first wanted; until then the chosen taxon is told by the records that are on the screen.
 *
 * @import {Place, Specimen} from "./types.js"
 * @import {Filtering} from "./filter/filtering.js"
 * @import {Viewer} from "./viewer.js"
 */
import { sheet } from "./page/sheets.js";
import { say } from "./page/strings.js";

/** Screens as wide as this have room for panel and map, px. */
const ROOMY = 1000;

export class Meaning {
  #taxon = -1;
  /** Whether the panel was opened to show what colours mean. */
  #isLegend = false;
  /** @type {Promise<Filtering> | null} */ #asking = null;
  /** @type {Filtering | null} */ #there = null;

  /** @param {Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
  }

  /** The filter, once it is there.
   * @returns {Promise<Filtering>} */
  filtering() {
    this.#asking ??= Promise.all([import("./filter/filtering.js"), sheet("filter")]).then(async ([{ Filtering }]) => {
      this.#there = await Filtering.begin(this.viewer);
      this.choose(this.#taxon);
      return this.#there;
    });
    this.#asking.catch(() => {
      this.#asking = null;
      this.viewer.notice(say("notice.missing"));
    });
    return this.#asking;
  }

  /** Mean a taxon alone, or all.
   * @param {number} taxon  -1: all */
  choose(taxon) {
    this.#taxon = taxon;
    if (this.#there) this.#there.filter.choose("taxon", taxon < 0 ? [] : [taxon]);
    else if (taxon >= 0) this.filtering().catch(() => {});
  }

  /** The filter, if it has been wanted. */
  get filter() {
    return this.#there?.filter ?? null;
  }

  /** Whether a specimen is meant; null if all are.
   * @returns {((specimen: Specimen) => boolean) | null} */
  get test() {
    const filter = this.#there?.filter;
    if (filter?.isActive) return ({ number }) => filter.has(number);
    if (this.#taxon < 0) return null;
    return ({ taxon }) => this.viewer.taxa.isWithin(taxon, this.#taxon);
  }

  /** What an address says of it. */
  state() {
    return { filters: this.#there?.filter.state() ?? {}, colour: this.#there?.colourBy ?? "" };
  }

  /** Mean what an address says; resolves to what nobody knows.
   * @param {Place} place @returns {Promise<string[]>} */
  async restore({ filters, colour }) {
    if (!this.#there && !colour && !Object.keys(filters).length) return [];
    const filtering = await this.filtering();
    const unknown = await filtering.restore(filters);
    if (colour !== filtering.colourBy) await filtering.paint(colour);
    // Colours without their legend say nothing: show it where there is room beside the map.
    const isWanted = Boolean(colour) && innerWidth >= ROOMY;
    if (isWanted && filtering.panel.isOpen) return unknown;
    if (isWanted || this.#isLegend) await filtering.panel.toggle(isWanted, false);
    this.#isLegend = isWanted;
    filtering.panel.element.classList.toggle("glance", isWanted);
    return unknown;
  }

  /** The ground is light or dark now. */
  recolour() {
    this.#there?.recolour();
  }
}
