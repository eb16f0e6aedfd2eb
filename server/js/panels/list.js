/**
 * The view as a list: every specimen that the map draws now, as links with pictures.
 *
 * @import {Specimen} from "../types.js"
 * @import {Viewer} from "../viewer.js"
 */
import { CLOSE } from "./card.js";
import { record } from "../data/drawers.js";
import { el, fill, icon } from "../page/dom.js";
import { specimenLink } from "./links.js";
import { drawPicture } from "./picture.js";
import { rows, splitName } from "../data/records.js";
import { language, say } from "../page/strings.js";

const PORTION = 60;

/** How many specimens are in view, in words.
 * @param {number} count */
export function inView(count) {
  if (count === 0) return say("list.none");
  return count === 1 ? say("list.one") : say("list.count", { count });
}

export class List {
  #most = PORTION;
  /** @type {Map<Element, Specimen>} */ #waiting = new Map();

  /** @param {HTMLElement} element @param {Viewer} viewer */
  constructor(element, viewer) {
    this.element = element;
    this.viewer = viewer;
    element.setAttribute("aria-labelledby", "list-title");
    this.watcher = new IntersectionObserver((entries) => this.#seen(entries), { root: element });
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") viewer.toggleList(false);
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Show the specimens of the view anew.
   * @param {Specimen[]} specimens */
  show(specimens) {
    if (!this.isOpen) return;
    this.watcher.disconnect();
    this.#waiting.clear();
    const named = specimens.map((specimen) => ({ specimen, fields: record(specimen) }));
    named.sort((a, b) => splitName(a.fields).name.localeCompare(splitName(b.fields).name));
    const closer = { type: "button", class: "tool close", "aria-label": say("list.close") };
    const more = named.length - this.#most;
    fill(this.element, [
      el("button", { ...closer, onclick: () => this.viewer.toggleList(false) }, icon(CLOSE)),
      el("h2", { id: "list-title" }, say("list.title")),
      el("p", { class: "facts" }, inView(named.length)),
      el("ul", { class: "specimens" }, ...named.slice(0, this.#most).map((one) => this.#item(one))),
      more > 0 && this.#more(specimens, Math.min(more, PORTION)),
    ]);
  }

  /** @param {Specimen[]} specimens @param {number} count */
  #more(specimens, count) {
    const grow = () => {
      const from = this.#most;
      this.#most += PORTION;
      this.show(specimens);
      /** @type {HTMLElement | null} */ (this.element.querySelectorAll(".specimens a")[from])?.focus();
    };
    return el("button", { type: "button", class: "plain more", onclick: grow }, say("list.more", { count }));
  }

  /** @param {{specimen: Specimen, fields: import("../types.js").Fields}} one */
  #item({ specimen, fields }) {
    const { name } = splitName(fields);
    const details = rows(fields, { language, say })
      .filter(([term]) => term === "sex" || term === "place" || term === "date")
      .map(([, text]) => text);
    const canvas = el("canvas", { width: 128, height: 128, "aria-hidden": "true" });
    this.#waiting.set(canvas, specimen);
    this.watcher.observe(canvas);
    const link = specimenLink(
      this.viewer,
      specimen,
      {},
      canvas,
      el(
        "span",
        {},
        name ? el("i", { lang: "la" }, name) : say("card.unnamed"),
        el("small", {}, details.join(" · ")),
      ),
    );
    return el("li", {}, link);
  }

  /** Pictures are drawn when they come into sight.
   * @param {IntersectionObserverEntry[]} entries */
  #seen(entries) {
    for (const { target, isIntersecting } of entries) {
      const specimen = this.#waiting.get(target);
      if (!isIntersecting || !specimen) continue;
      this.#waiting.delete(target);
      this.watcher.unobserve(target);
      const canvas = /** @type {HTMLCanvasElement} */ (target);
      drawPicture(canvas, specimen, this.viewer.info, this.viewer.occupied, 120);
    }
  }
}
