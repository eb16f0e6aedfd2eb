/**
 * One section of the filter: the values of a dimension with true counts, to be ticked.
 *
 * @import {Filter} from "./filter.js"
 * @import {Values} from "./dimensions.js"
 */
import { fold } from "../data/taxa.js";
import { el, fill } from "../page/dom.js";
import { language, say, sayValue, title } from "../page/strings.js";
import { DECADE } from "./decades.js";

/** How many values are shown at first, and how many at most. */
const FIRST = 8;
const MOST = 200;

export class Section {
  #limit = FIRST;
  #wanted = "";

  /** @param {Filter} filter @param {string} name @param {number[]} values @param {boolean} italic */
  constructor(filter, name, values, italic) {
    this.filter = filter;
    this.name = name;
    this.values = values;
    this.italic = italic;
    this.list = el("ul", {});
    this.chosen = el("span", { class: "chosen" });
    this.element = el(
      "details",
      { class: "facet", ontoggle: () => this.update() },
      el("summary", {}, el("span", {}, title(name)), this.chosen),
      values.length > 12 && this.#finder(),
      this.list,
    );
  }

  #finder() {
    const label = say("filter.find", { name: say(this.name) });
    const input = el("input", { type: "search", "aria-label": label, placeholder: label, autocomplete: "off" });
    input.addEventListener("input", () => {
      this.#wanted = fold(input.value);
      this.update();
    });
    return input;
  }

  /** Show the counts as they are now. */
  update() {
    const dimension = /** @type {Values | undefined} */ (this.filter.dimensions.get(this.name));
    const details = /** @type {HTMLDetailsElement} */ (this.element);
    if (!dimension) return;
    this.chosen.textContent = details.open ? "" : [...dimension.chosen].map((value) => this.#named(value)).join(", ");
    if (!details.open) return;
    const counts = this.filter.counts(this.name);
    const { chosen } = dimension;
    const shown = this.values
      .map((value) => ({ value, text: this.filter.nameOf(this.name, value), count: counts[value] }))
      .filter(({ value, text, count }) => (count || chosen.has(value)) && fold(text).includes(this.#wanted))
      .sort((a, b) => this.#inTime(a, b) || Number(chosen.has(b.value)) - Number(chosen.has(a.value)) || b.count - a.count || a.text.localeCompare(b.text));
    const focused = /** @type {HTMLInputElement | null} */ (this.list.querySelector("input:focus"))?.value;
    const rest = Math.min(shown.length, MOST) - this.#limit;
    const more = () => {
      this.#limit = MOST;
      this.update();
    };
    fill(this.list, [
      ...shown.slice(0, this.#limit).map((one) => this.#item(one, dimension)),
      shown.length === 0 && el("li", { class: "facts" }, say("filter.nothing")),
      rest > 0 && el("li", {}, el("button", { type: "button", class: "plain", onclick: more }, say("list.more", { count: rest }))),
    ]);
    if (focused) /** @type {HTMLElement | null} */ (this.list.querySelector(`input[value="${focused}"]`))?.focus();
  }

  /** @param {{value: number, text: string, count: number}} one @param {Values} dimension */
  #item({ value, text, count }, dimension) {
    const tick = () => {
      const chosen = new Set(dimension.chosen);
      if (!chosen.delete(value)) chosen.add(value);
      this.filter.choose(this.name, chosen);
    };
    const box = el("input", { type: "checkbox", value, onchange: tick });
    box.checked = dimension.chosen.has(value);
    return el(
      "li",
      {},
      el(
        "label",
        {},
        box,
        el("span", { class: this.italic && text ? "italic" : "" }, this.#named(value)),
        el("span", { class: "count" }, count.toLocaleString(language)),
      ),
    );
  }

  /** Decades follow each other, and those without a date are last.
   * @param {{value: number}} a @param {{value: number}} b */
  #inTime(a, b) {
    return this.name === DECADE ? (a.value || Infinity) - (b.value || Infinity) : 0;
  }

  /** @param {number} value */
  #named(value) {
    return sayValue(this.filter.nameOf(this.name, value), this.name);
  }
}
