/**
 * The panel of the filter: what is chosen, what could be, how many there would be.
 *
 * @import {GeoBox} from "./area.js"
 * @import {Viewer} from "../viewer.js"
 * @import {Filtering} from "./filtering.js"
 */
import { CLOSE } from "../panels/card.js";
import { isItalic } from "../data/taxa.js";
import { byId, el, fill, icon } from "../page/dom.js";
import { language, say, sayValue, title } from "../page/strings.js";
import { readBox } from "./area.js";
import { DECADE } from "./decades.js";
import { RANKS } from "./filter.js";
import { Section } from "./section.js";
import { Timeline } from "./timeline.js";
import { boxWords, World } from "./world.js";

export class Panel {
  /** @type {Section[]} */ #sections = [];
  /** @type {Timeline | null} */ #timeline = null;
  /** @type {World | null} */ #world = null;
  /** @type {HTMLElement | null} */ #count = null;
  #clearer = el("button", { type: "button", class: "plain", onclick: () => this.#clear() }, say("filter.clear"));

  /** @param {Viewer} viewer @param {Filtering} filtering */
  constructor(viewer, filtering) {
    this.viewer = viewer;
    this.filtering = filtering;
    this.element = byId("filter");
    this.chips = byId("chips");
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.toggle(false);
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Open or close the panel; it is built when first opened.
   * @param {boolean} open @param {boolean} [focus]  whether the keyboard goes there */
  async toggle(open, focus = true) {
    if (open && !this.#sections.length) await this.#build();
    this.element.hidden = !open;
    byId("filter-toggle").setAttribute("aria-expanded", String(open));
    this.update();
    if (focus) (open ? this.element : byId("filter-toggle")).focus({ preventScroll: true });
  }

  async #build() {
    const { filter } = this.filtering;
    await filter.load();
    const { taxa } = this.viewer;
    const ranks = RANKS.filter((rank) => taxa.countOf(rank) > 1);
    const facets = filter.facets.filter(({ values }) => values.length > 1);
    const ofRank = (/** @type {string} */ rank) => taxa.columns.rank.flatMap((one, at) => (one === rank ? [at] : []));
    // One past the last taxon stands for none; the first section has it.
    this.#sections = [
      ...ranks.map((rank, at) => new Section(filter, rank, at ? ofRank(rank) : [...ofRank(rank), taxa.size], isItalic(rank))),
      ...facets.map(({ name, values }) => new Section(filter, name, values.map((_, at) => at), false)),
    ];
    this.#timeline = new Timeline(filter);
    this.#world = new World(filter);
    this.#world.begin().catch(() => this.viewer.notice(say("notice.missing")));
    this.#count = el("p", { class: "facts", "aria-live": "polite" });
    const closer = { type: "button", class: "tool close", "aria-label": say("filter.close") };
    this.element.setAttribute("aria-labelledby", "filter-title");
    fill(this.element, [
      el("button", { ...closer, onclick: () => this.toggle(false) }, icon(CLOSE)),
      el("h2", { id: "filter-title" }, say("filter")),
      el("div", { class: "status" }, this.#count, this.#clearer),
      this.#colours([...ranks, ...facets.map(({ name }) => name).filter((name) => name !== DECADE), "years"]),
      el("ul", { class: "legend", "aria-label": say("legend") }),
      this.#timeline.element,
      this.#world.element,
      ...this.#sections.map(({ element }) => element),
    ]);
  }

  /** @param {string[]} names */
  #colours(names) {
    const options = ["", ...names].map((name) =>
      el("option", { value: name, selected: name === this.filtering.colourBy }, title(name || "colour.none")),
    );
    const choose = (/** @type {any} */ event) => this.filtering.paint(event.target.value);
    return el("label", { class: "colour" }, el("span", {}, say("colour")), el("select", { onchange: choose }, ...options));
  }

  /** Show the counts and the choices as they are now. */
  update() {
    this.#showChips();
    if (!this.isOpen || !this.#count) return;
    const { filter } = this.filtering;
    const [count, all] = [filter.count, filter.columns.count];
    this.#count.textContent = filter.isActive ? say("filter.count", { count, all }) : say("size.plain", { specimens: all });
    this.#clearer.hidden = !filter.isActive;
    for (const section of this.#sections) section.update();
    this.#timeline?.update();
    this.#world?.update();
    this.#showLegend();
  }

  #showLegend() {
    const list = /** @type {HTMLElement} */ (this.element.querySelector(".legend"));
    const { colourBy } = this.filtering;
    const choose = (/** @type {number} */ value) => this.filtering.filter.choose(colourBy, [value]);
    const italic = isItalic(colourBy) ? "italic" : "";
    const entries = this.filtering.legend().map(({ value, name, colour, count }) => {
      const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
      swatch.style.background = colour;
      const text = value < 0 ? say("legend.others") : name || say("none");
      const label = el("span", { class: value < 0 || !name ? "" : italic }, text);
      const counted = el("span", { class: "count" }, count.toLocaleString(language));
      const isChoice = value >= 0 && colourBy !== "years";
      const press = { type: "button", onclick: () => choose(value) };
      return el("li", {}, isChoice ? el("button", press, swatch, label, counted) : el("span", {}, swatch, label, counted));
    });
    fill(list, entries);
    list.hidden = !entries.length;
  }

  #showChips() {
    const { filter } = this.filtering;
    const state = Object.entries(filter.state());
    const chip = (/** @type {[string, string]} */ [name, text]) => {
      const shown = name === "box" ? boxWords(/** @type {GeoBox} */ (readBox(text))) : chosenWords(text, name);
      const remove = { type: "button", "aria-label": say("filter.remove", { name: say(name), text: shown }) };
      const clear = () => filter.choose(name, null);
      return el("li", {}, el("span", {}, `${title(name)}: ${shown}`), el("button", { ...remove, onclick: clear }, icon(CLOSE)));
    };
    const clearAll = el("button", { type: "button", class: "plain", onclick: () => this.#clear() }, say("filter.clear"));
    const count = el("li", { class: "total" }, say("filter.count", { count: filter.count, all: filter.columns.count }));
    fill(this.chips, state.length ? [count, ...state.map(chip), el("li", {}, clearAll)] : []);
    this.chips.hidden = !state.length || this.isOpen; // the open panel says the same
  }

  #clear() {
    this.filtering.filter.clear();
    this.viewer.chooseTaxon(-1, {});
    byId("filter-toggle").focus({ preventScroll: true });
  }
}

/** What is chosen of a dimension, in words.
 * @param {string} text @param {string} name */
const chosenWords = (text, name) =>
  text.split("|").map((one) => sayValue(one, name)).join(", ").replace("..", "–");
