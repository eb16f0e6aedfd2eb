/**
 * The timeline: how many specimens were collected when, of those that are meant and of all, with two
 * handles that choose a span of years.
 *
 * @import {Filter} from "./filter.js"
 * @import {Range} from "./dimensions.js"
 */
import { UNKNOWN } from "../data/columns.js";
import { el } from "../page/dom.js";
import { colour } from "../page/ground.js";
import { language, say } from "../page/strings.js";

const WIDTH = 560;
const HEIGHT = 120;

export class Timeline {
  /** First and last year of the scale. @type {[number, number] | null} */ #scale = null;
  #width = 10;

  /** @param {Filter} filter */
  constructor(filter) {
    this.filter = filter;
    this.canvas = el("canvas", { width: WIDTH, height: HEIGHT, "aria-hidden": "true" });
    this.low = this.#handle("years.from");
    this.high = this.#handle("years.to");
    this.facts = el("p", { class: "facts" });
    this.element = el(
      "fieldset",
      { class: "timeline" },
      el("legend", {}, say("years")),
      this.canvas,
      el("div", { class: "handles" }, this.low, this.high),
      this.facts,
    );
  }

  /** @param {string} label */
  #handle(label) {
    const handle = el("input", { type: "range", step: 1, "aria-label": say(label) });
    handle.addEventListener("input", () => this.#slide(handle));
    return handle;
  }

  /** @param {HTMLInputElement} moved */
  #slide(moved) {
    let [from, to] = [Number(this.low.value), Number(this.high.value)];
    if (from > to) [from, to] = moved === this.low ? [from, from] : [to, to];
    const [first, last] = /** @type {[number, number]} */ (this.#scale);
    this.filter.choose("years", from <= first && to >= last ? null : [from, to]);
  }

  /** Show the years as they are now. */
  update() {
    const range = /** @type {Range | undefined} */ (this.filter.dimensions.get("years"));
    if (!range) return;
    this.#scale ??= this.#measure(range);
    this.element.hidden = !this.#scale;
    if (!this.#scale) return;
    const [first, last] = this.#scale;
    const [from, to] = range.chosen ?? [first, last];
    for (const [handle, value] of /** @type {[HTMLInputElement, number][]} */ ([[this.low, from], [this.high, to]])) {
      Object.assign(handle, { min: String(first), max: String(last), value: String(value) });
      handle.setAttribute("aria-valuetext", String(value));
    }
    const bins = this.filter.years(this.#width);
    this.#draw(bins, [from, to]);
    const undated = say("years.unknown", { count: bins.unknown });
    this.facts.textContent = `${Math.max(from, first)}–${Math.min(to, last)}${bins.unknown ? ` · ${undated}` : ""}`;
  }

  /** The scale covers all that is dated, whatever is chosen. @param {Range} range
   * @returns {[number, number] | null} */
  #measure({ values }) {
    let [first, last] = [Infinity, -Infinity];
    for (const year of values) {
      if (year === UNKNOWN) continue;
      first = Math.min(first, year);
      last = Math.max(last, year);
    }
    if (first > last) return null;
    if (last - first < 80) this.#width = last - first < 20 ? 1 : 2;
    return [first, last];
  }

  /** @param {{from: number, counts: number[]}} bins @param {[number, number]} chosen */
  #draw({ from, counts }, chosen) {
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    const [first, last] = /** @type {[number, number]} */ (this.#scale);
    const most = Math.max(1, ...counts);
    const unit = WIDTH / (last - first + 1);
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    counts.forEach((count, at) => {
      const year = from + at * this.#width;
      const isChosen = year + this.#width > chosen[0] && year <= chosen[1];
      // A square root, so that a few specimens of a lean decade are seen beside a fat one.
      const high = count ? Math.max(3, Math.sqrt(count / most) * (HEIGHT - 6)) : 0;
      pen.fillStyle = colour(isChosen ? "accent" : "line");
      pen.fillRect((year - first) * unit + 1, HEIGHT - high, Math.max(1, this.#width * unit - 2), high);
    });
    this.canvas.title = say("years.most", { count: most.toLocaleString(language) });
  }
}
